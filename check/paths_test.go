package check_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules"
	"github.com/iamlint/iamlint/rules/rule"
)

const climbing = `{"Policies": [],
"GroupDetailList": [{"GroupName": "devs", "Arn": "arn:aws:iam::111122223333:group/devs", "GroupPolicyList": [{"PolicyName": "self", "PolicyDocument":
   {"Version": "2012-10-17", "Statement": {"Sid": "Own", "Effect": "Allow", "Action": "iam:PutUserPolicy", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}}]}],
"UserDetailList": [{"UserName": "alice", "Arn": "arn:aws:iam::111122223333:user/alice", "GroupList": ["devs"]},
  {"UserName": "bob", "Arn": "arn:aws:iam::111122223333:user/bob"}],
"RoleDetailList": [{"RoleName": "all", "Arn": "arn:aws:iam::111122223333:role/all",
   "AttachedManagedPolicies": [{"PolicyName": "AdministratorAccess", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"}],
   "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:role/guest"}}}}]}`

const visiting = `{"Policies": [], "GroupDetailList": [], "UserDetailList": [],
"RoleDetailList": [{"RoleName": "guest", "Arn": "arn:aws:iam::444455556666:role/guest", "RolePolicyList": [{"PolicyName": "go", "PolicyDocument":
   {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/all"}}}],
   "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}}}]}`

func TestPaths(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"climbing": climbing, "visiting": visiting} {
		if err := os.WriteFile(filepath.Join(dir, name+".json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	settings := rule.DefaultSettings()
	set := account.Load([]string{dir}, account.Options{})
	options := check.Options{Rules: rules.All(), Settings: &settings}
	if check.Run(set, options).Paths != nil {
		t.Error("paths that nobody asked for")
	}
	options.Paths = true
	document := account.Load([]string{account.StandardInput}, account.Options{Stdin: []byte(`{"Version": "2012-10-17", "Statement": []}`)})
	if check.Run(document, options).Paths != nil {
		t.Error("paths where no export tells of any")
	}
	r := check.Run(set, options)
	var got []string
	where := func(s *lint.PathStatement) string {
		return fmt.Sprintf("%s|%s|%s|%s at %s", s.Policy, s.Group, s.Owner, s.Sid, s.Source.Text[s.Start:s.End])
	}
	for _, n := range r.Paths.Nodes {
		text := fmt.Sprintf("%s %s %s %v %v", n.Account, n.Kind, n.Name, n.Administrator, n.Outside)
		if n.By != nil {
			text += " " + where(n.By)
		}
		got = append(got, text)
	}
	for _, w := range r.Paths.Ways {
		got = append(got, fmt.Sprintf("%d %d %s %s %q %q", w.From, w.To, w.ID, w.Rule, w.Does, w.Covers))
		for _, q := range w.Requests {
			got = append(got, fmt.Sprintf("%s %s %s %s", q.Caller, q.Action, q.Resource, q.Conditions))
			for _, s := range q.Statements {
				got = append(got, where(&s))
			}
		}
	}
	want := []string{
		" administrator  true false", "111122223333 user alice false false",
		`111122223333 role all true false AdministratorAccess||| at {"PolicyName": "AdministratorAccess", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"}`,
		"444455556666 role guest false false",
		"111122223333 root root true false", "444455556666 root root true false", "444455556666 service ec2.amazonaws.com false true",
		`1 0 put-user-policy privesc-self-grant ["writes a policy for everything into itself"] ["pathfinding:iam-007"]`,
		" iam:PutUserPolicy  [aws:MultiFactorAuthPresent]",
		`self|devs||Own at "iam:PutUserPolicy"`,
		`3 2 assume-role privesc-other-principal ["assumes role \"all\""] ["pathfinding:sts-001"]`,
		" sts:AssumeRole arn:aws:iam::111122223333:role/all []",
		`go||| at "sts:AssumeRole"`,
		`||all| at "arn:aws:iam::444455556666:role/guest"`,
		`6 3 enter  ["takes role \"guest\""] []`,
		" sts:AssumeRole arn:aws:iam::444455556666:role/guest []",
		`||guest| at "ec2.amazonaws.com"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("paths (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{"111122223333": 3, "444455556666": 1}, r.Paths.Principals); diff != "" {
		t.Errorf("principals (-want +got)\n%s", diff)
	}
}
