package account

import (
	"strings"
	"testing"

	"github.com/iamlint/iamlint/catalog"
)

const holding = `{"UserDetailList": [
  {"UserName": "alice", "Path": "/", "Arn": "arn:aws:iam::111122223333:user/alice", "GroupList": ["g"], "UserPolicyList": [
    {"PolicyName": "all", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}}]},
  {"UserName": "bob", "Path": "/", "Arn": "arn:aws:iam::111122223333:user/bob", "GroupList": ["g"],
   "PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": "arn:aws:iam::aws:policy/AmazonS3FullAccess"}}
 ], "RoleDetailList": [],
 "GroupDetailList": [{"GroupName": "g", "Path": "/", "Arn": "arn:aws:iam::111122223333:group/g", "GroupPolicyList": [], "AttachedManagedPolicies": [
   {"PolicyName": "run", "PolicyArn": "arn:aws:iam::111122223333:policy/run"}]}],
 "Policies": [{"PolicyName": "run", "Arn": "arn:aws:iam::111122223333:policy/run", "DefaultVersionId": "v1", "AttachmentCount": 1, "PolicyVersionList": [
   {"VersionId": "v1", "IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:PutObject", "lambda:InvokeFunction"], "Resource": "*"}]}}]}]}`

// TestHolders asks what documents come to, with the organization's policies and without.
func TestHolders(t *testing.T) {
	for _, scp := range []bool{false, true} {
		files := management()
		dir := map[string]string{"111122223333/gaad.json": holding}
		for name, text := range files {
			if scp {
				dir["444455556666/"+name] = strings.ReplaceAll(text, "organizations:LeaveOrganization", "iam:*")
			}
		}
		set := Load([]string{folder(t, dir)}, Options{})
		a := set.Accounts[0]
		h := newHolders(a, catalog.Default())
		alice, bob := h.principals().All[0], h.principals().All[1]
		run := a.AuthorizationDetails.Policies[0].Default()
		if _, ok := alice.GrantsOnEvery("iam:CreateUser", "arn:*:iam::*:user/*"); ok == scp {
			t.Errorf("alice may make users: %v, with the organization's Deny: %v", ok, scp)
		}
		for name, answer := range map[string][2]bool{
			"alice is held back":                      {h.HeldBack(alice.Identity), false}, // by the organization at most
			"bob is held back":                        {h.HeldBack(bob.Identity), true},
			"the whole group is":                      {h.HeldBack(&a.AuthorizationDetails.Groups[0].Identity), false},
			"nobody of the group uses functions":      {h.NoneMay(run, "lambda:InvokeFunction"), false},
			"nobody is administrator by that policy":  {h.NoneAdministers(run), false},
			"nobody of the group writes objects":      {h.NoneMay(run, "s3:PutObject"), false},
			"alice's own policy makes nobody so":      {h.NoneAdministers(alice.Inline[0]), false},
			"the boundary bars bob from functions":    {bob.barred("lambda:InvokeFunction", h.facts), true},
			"the boundary bars bob from objects":      {bob.barred("s3:PutObject", h.facts), false},
			"nothing bars alice from functions":       {alice.barred("lambda:InvokeFunction", h.facts), false},
			"of an account without details one knows": {newHolders(new(Account), h.facts).NoneMay(run, "s3:PutObject"), false},
		} {
			if answer[0] != answer[1] {
				t.Errorf("%s: %v, with the organization's Deny: %v", name, answer[0], scp)
			}
		}
	}
}
