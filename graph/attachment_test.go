package graph_test

import (
	"strings"
	"testing"
)

// TestAttachments gives a user leave to attach some policies only, and others
// that it can bring to allow everything.
func TestAttachments(t *testing.T) {
	attach := func(operator string, policies ...string) object {
		return object{"Effect": "Allow", "Action": "iam:AttachUserPolicy", "Resource": prefix + "user/start", "Condition": object{operator: object{"iam:PolicyARN": policies}}}
	}
	deny := func(action, resource string) object {
		return object{"Effect": "Deny", "Action": action, "Resource": resource}
	}
	notOfAWS := object{"Effect": "Deny", "Action": "iam:Attach*", "Resource": "*", "Condition": object{"ArnLike": object{"iam:PolicyARN": "arn:aws:iam::aws:policy/*"}}}
	const own = prefix + "policy/"
	for _, c := range []struct {
		name       string
		statements []object
		want       string // what the user does, "" for nothing
	}{
		{"a policy of AWS for IAM", []object{attach("ArnEquals", "arn:aws:iam::aws:policy/IAMFullAccess")}, "attaches IAMFullAccess to itself"},
		{"one that allows everything", []object{attach("ArnLike", own+"*")}, `attaches policy "all" to itself`},
		{"one that allows everything, where those of AWS are denied", []object{allow("iam:AttachUserPolicy", "*"), notOfAWS}, `attaches policy "all" to itself`},
		{"one that it makes", []object{attach("ArnLike", own+"app-*"), allow("iam:CreatePolicy", "*")}, `makes a policy that allows everything, then attaches policy "app-" to itself`},
		{"one of two names that it makes", []object{attach("ArnLike", own+"own", own+"app-?"), allow("iam:CreatePolicy", own+"*")}, `makes a policy that allows everything, then attaches policy "app-x" to itself`},
		{"one that it makes and no Deny forbids", []object{attach("ArnLike", own+"app-*"), allow("iam:CreatePolicy", "*"), deny("iam:CreatePolicy", own+"app-")}, `makes a policy that allows everything, then attaches policy "app-x" to itself`},
		{"one of which it makes a version", []object{attach("ArnLike", own+"own"), allow("iam:CreatePolicyVersion", own+"*")}, `makes a version of policy "own" that allows everything, then attaches policy "own" to itself`},
		{"a group that it is in", []object{{"Effect": "Allow", "Action": "iam:AttachGroupPolicy", "Resource": "*", "Condition": object{"ArnLike": object{"iam:PolicyARN": own + "app/*"}}}, allow("iam:CreatePolicy", own+"app/*")},
			`makes a policy that allows everything, then attaches policy "x" to group "staff"`},
		{"a role that it makes", []object{{"Effect": "Allow", "Action": "iam:AttachRolePolicy", "Resource": "*", "Condition": object{"ArnLike": object{"iam:PolicyARN": own + "all"}}}, allow("iam:CreateRole", prefix+"role/new")},
			`makes a role that trusts it, attaches policy "all" to it and assumes it`},

		{"one that allows little", []object{attach("ArnLike", own+"own")}, ""},
		{"other names than it may make", []object{attach("ArnLike", own+"app-*"), allow("iam:CreatePolicy", own+"b*")}, ""},
		{"a name that is taken", []object{attach("ArnLike", own+"own"), allow("iam:CreatePolicy", "*")}, ""},
		{"one that it is denied to make", []object{attach("ArnLike", own+"app-*"), allow("iam:CreatePolicy", "*"), deny("iam:CreatePolicy", own+"app*")}, ""},
		{"one of which it is denied to make versions", []object{attach("ArnLike", own+"own"), allow("iam:CreatePolicyVersion", own+"*"), deny("iam:CreatePolicyVersion", own+"own")}, ""},
		{"any but those that allow everything", []object{attach("ArnNotLike", own+"all", "arn:aws:iam::aws:policy/*Access")}, ""},
		{"one that it makes under a condition on its tags", []object{attach("ArnLike", own+"app-*"), {"Effect": "Allow", "Action": "iam:CreatePolicy", "Resource": "*", "Condition": object{"StringEquals": object{"iam:ResourceTag/team": "x"}}}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			export := setting{caller: "user", holds: "member"}.accountOf(c.statements)
			export["Policies"] = append(export["Policies"].([]object), managed("all", everything))
			n := load(t, export).Find(prefix + "user/start")
			got := ""
			if len(n.Ways) > 0 {
				got = strings.Join(n.Ways[0].Does(), ", then ")
			}
			if got != c.want {
				t.Errorf("it %q, want %q", got, c.want)
			}
		})
	}
}
