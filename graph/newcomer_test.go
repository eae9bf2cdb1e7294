package graph_test

import (
	"strings"
	"testing"
)

// TestNewcomers makes accounts in which a principal may make another one, and
// some in which that is not enough.
func TestNewcomers(t *testing.T) {
	const newUser, newRole = prefix + "user/new-*", prefix + "role/app/*"
	of := func(resource string, actions ...string) object {
		return object{"Effect": "Allow", "Action": actions, "Resource": resource}
	}
	when := func(statement object, operator, key, value string) object {
		statement["Condition"] = object{operator: object{key: value}}
		return statement
	}
	deny := func(action, resource string) object {
		return object{"Effect": "Deny", "Action": action, "Resource": resource}
	}
	for _, c := range []struct {
		name       string
		statements []object
		want       string // the way, "" for none
		on         string // what is made
	}{
		{"attaches and makes a key", []object{of(newUser, "iam:CreateUser", "iam:AttachUserPolicy", "iam:CreateAccessKey")}, "new-user-attach-key", "user/new-"},
		{"writes and makes a key", []object{of(newUser, "iam:CreateUser", "iam:PutUserPolicy", "iam:CreateAccessKey")}, "new-user-put-key", "user/new-"},
		{"joins and makes a key", []object{of(newUser, "iam:CreateUser", "iam:CreateAccessKey"), of(prefix+"group/staff", "iam:AddUserToGroup"), deny("iam:AttachUserPolicy", "*")}, "new-user-join-key", "user/new-"},
		{"attaches and sets a password", []object{of(newUser, "iam:CreateUser", "iam:AttachUserPolicy", "iam:CreateLoginProfile")}, "new-user-attach-password", "user/new-"},
		{"writes and sets a password", []object{of(newUser, "iam:CreateUser", "iam:PutUserPolicy", "iam:CreateLoginProfile")}, "new-user-put-password", "user/new-"},
		{"joins and sets a password", []object{of(newUser, "iam:CreateUser", "iam:CreateLoginProfile"), of(prefix+"group/staff", "iam:AddUserToGroup")}, "new-user-join-password", "user/new-"},
		{"makes a role and attaches", []object{of(newRole, "iam:CreateRole", "iam:AttachRolePolicy")}, "new-role-attach", "role/app/"},
		{"makes a role and writes", []object{of(newRole, "iam:CreateRole", "iam:PutRolePolicy")}, "new-role-put", "role/app/"},
		{"names that meet", []object{of(prefix+"user/a*", "iam:CreateUser"), of(prefix+"user/*b", "iam:PutUserPolicy"), of("*", "iam:CreateAccessKey"), deny("iam:CreateAccessKey", prefix+"user/ab")}, "new-user-put-key", "user/a"},
		{"its own name in another", []object{of(prefix+"user/${aws:username}-*", "iam:CreateUser", "iam:PutUserPolicy", "iam:CreateAccessKey")}, "new-user-put-key", "user/start-"},
		{"all but administrators", []object{{"Effect": "Allow", "Action": []string{"iam:CreateRole", "iam:PutRolePolicy"}, "NotResource": prefix + "role/Admin*"}, deny("iam:UpdateAssumeRolePolicy", "*")}, "new-role-put", "role/"},
		{"only a policy for IAM may be attached", []object{of(newRole, "iam:CreateRole"), when(of(newRole, "iam:AttachRolePolicy"), "ArnEquals", "iam:PolicyARN", "arn:aws:iam::aws:policy/IAMFullAccess")}, "new-role-attach", "role/app/"},
		{"any boundary will do", []object{when(of(newRole, "iam:CreateRole", "iam:PutRolePolicy"), "StringLike", "iam:PermissionsBoundary", "arn:aws:iam::*:policy/*")}, "new-role-put", "role/app/"},

		{"makes a group and attaches", []object{of(prefix+"group/new-*", "iam:CreateGroup", "iam:AttachGroupPolicy", "iam:AddUserToGroup")}, "new-group-attach", "group/new-"},
		{"makes a group and writes", []object{of(prefix+"group/new-*", "iam:CreateGroup", "iam:PutGroupPolicy", "iam:AddUserToGroup")}, "new-group-put", "group/new-"},
		{"cannot join the group that it makes", []object{of(prefix+"group/new-*", "iam:CreateGroup", "iam:PutGroupPolicy"), of(prefix+"group/other", "iam:AddUserToGroup")}, "", ""},
		{"cannot make a key", []object{of(newUser, "iam:CreateUser", "iam:AttachUserPolicy")}, "", ""},
		{"cannot attach", []object{of(newUser, "iam:CreateUser", "iam:CreateAccessKey")}, "", ""},
		{"cannot make", []object{of(newRole, "iam:AttachRolePolicy", "iam:PutRolePolicy")}, "", ""},
		{"is denied", []object{of(newRole, "iam:CreateRole", "iam:PutRolePolicy"), deny("iam:CreateRole", "*")}, "", ""},
		{"is denied to assume", []object{of(newRole, "iam:CreateRole", "iam:PutRolePolicy"), deny("sts:*", "*")}, "", ""},
		{"a boundary of its own", []object{when(of(newRole, "iam:CreateRole", "iam:PutRolePolicy"), "StringEquals", "iam:PermissionsBoundary", prefix+"policy/own")}, "", ""},
		{"a boundary when it is made", []object{when(of(newRole, "iam:CreateRole"), "StringEquals", "iam:PermissionsBoundary", prefix+"policy/own"), of(newRole, "iam:PutRolePolicy")}, "", ""},
		{"one policy only", []object{of(newRole, "iam:CreateRole"), when(of(newRole, "iam:AttachRolePolicy"), "ArnEquals", "iam:PolicyARN", "arn:aws:iam::aws:policy/ReadOnlyAccess")}, "", ""},
		{"names apart", []object{of(prefix+"user/a*", "iam:CreateUser"), of(prefix+"user/b*", "iam:PutUserPolicy"), of("*", "iam:CreateAccessKey")}, "", ""},
		{"a name that is taken", []object{of(prefix+"role/Taken", "iam:CreateRole"), of(newRole, "iam:PutRolePolicy")}, "", ""},
		{"a name that is taken, by another path", []object{of(prefix+"role/x/taken", "iam:CreateRole", "iam:PutRolePolicy")}, "", ""},
		{"the tags of whom it makes", []object{of(newRole, "iam:CreateRole"), when(of(newRole, "iam:PutRolePolicy"), "StringEquals", "iam:ResourceTag/team", "x")}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := setting{caller: "user"}
			if strings.HasPrefix(c.want, "new-user-join") {
				s = setting{caller: "role", holds: "strong-group"} // it cannot join itself
			}
			export := s.accountOf(c.statements)
			roles, _ := export["RoleDetailList"].([]object)
			export["RoleDetailList"] = append(roles, role("Taken", trust("Service", "config.amazonaws.com"), nil))
			n := load(t, export).Find(prefix + s.caller + "/start")
			got, on := "", ""
			for _, w := range n.Ways {
				got, on = w.ID(), w.Proofs()[0].Resource
			}
			if got != c.want || !strings.HasPrefix(on, prefix+c.on) && on != c.on {
				t.Errorf("the way %q with %s, want %q with %s", got, on, c.want, c.on)
			}
		})
	}
}
