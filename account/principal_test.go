package account

import (
	"strings"
	"testing"

	"github.com/iamlint/iamlint/catalog"
)

// TestDenied asks principals of which nothing was asked before.
func TestDenied(t *testing.T) {
	const export = `{"UserDetailList": [{"UserName": "ann", "Arn": "arn:aws:iam::111122223333:user/ann", "UserPolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": {
		"Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringEquals": {"aws:username": "NAME"}}}}}]}]}`
	for name, want := range map[string]bool{"ann": true, "bob": false} {
		dir := folder(t, map[string]string{"gaad.json": strings.Replace(export, "NAME", name, 1)})
		set := Load([]string{dir}, Options{})
		if got := problems(set, dir); got != nil {
			t.Fatalf("errors %q", got)
		}
		ann := PrincipalsOf(set.Accounts[0], catalog.Default()).All[0]
		if got := ann.Denied("s3:GetObject", "arn:*:s3:::*"); got != want {
			t.Errorf("a Deny for %s denies ann: %v, want %v", name, got, want)
		}
	}
}
