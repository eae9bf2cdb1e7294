package policy

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/catalog"
)

func document(t testing.TB, statements string) *Document {
	t.Helper()
	if !strings.Contains(statements, `"Statement"`) {
		statements = `{"Version": "2012-10-17", "Statement": [` + statements + `]}`
	}
	d, err := Parse([]byte(statements))
	if err != nil {
		t.Fatalf("%v: %s", err, statements)
	}
	return d
}

// summary tells a comparison in a few words.
func summary(c *Comparison) string {
	var b strings.Builder
	b.WriteString(c.Verdict.String())
	for _, g := range c.Gains {
		fmt.Fprintf(&b, "\n%s on %s", g.Request.Action, g.Request.Resource)
		if len(g.Actions) > 1 {
			fmt.Fprintf(&b, " +%d", len(g.Actions)-1)
		}
		if g.Request.Principal != "arn:aws:iam::111122223333:user/x" {
			fmt.Fprintf(&b, " by %s", g.Request.Principal)
		}
		for _, k := range g.Request.Context.keys {
			if !k.absent && !strings.HasPrefix(k.name, "aws:principal") {
				fmt.Fprintf(&b, " %s=%s", k.name, strings.Join(k.values, ","))
			}
		}
		for _, n := range g.Notes {
			fmt.Fprintf(&b, " (%s)", n)
		}
	}
	for _, o := range c.Open {
		fmt.Fprintf(&b, "\nopen: %s", o)
	}
	return b.String()
}

// compare is Compare for documents of statements.
func compare(t testing.TB, before, now string, o CompareOptions) *Comparison {
	t.Helper()
	return Compare(catalog.Default(), AccessOf(o.Kind, document(t, before)), AccessOf(o.Kind, document(t, now)), o)
}

// allowing makes a statement that allows reading objects.
func allowing(rest string) string {
	return `{"Effect": "Allow", "Action": "s3:GetObject", ` + rest + `}`
}

const (
	objects   = `"Resource": "arn:aws:s3:::b/*"`
	anything  = `"Resource": "*"`
	noSecrets = `{"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b/secret/*"}`
)

func when(condition string) string { return objects + `, "Condition": {` + condition + `}` }

func TestCompare(t *testing.T) {
	for _, c := range []struct{ name, before, now, want string }{
		{"the same", allowing(objects), allowing(objects), "none"},
		{"nothing", allowing(objects), ``, "none"},
		{"other letters", allowing(objects), `{"Effect": "Allow", "Action": "S3:getobject", "Resource": "arn:aws:s3:::b/*"}`, "none"},
		{"split in two", allowing(objects), allowing(`"Resource": "arn:aws:s3:::b/a*"`) + `, ` + allowing(`"Resource": ["arn:aws:s3:::b/?*", "arn:aws:s3:::b/"]`), "none"},
		{"two that cover one together", allowing(`"Resource": "arn:aws:s3:::b/?*"`) + `, ` + allowing(`"Resource": "arn:aws:s3:::b/"`), allowing(objects), "none"},
		{"two that leave a gap", allowing(`"Resource": "arn:aws:s3:::b/??*"`) + `, ` + allowing(`"Resource": "arn:aws:s3:::b/"`), allowing(objects), "new\ns3:GetObject on arn:aws:s3:::b/x"},
		{"wider resources", allowing(objects), allowing(`"Resource": "arn:aws:s3:::b*/*"`), "new\ns3:GetObject on arn:aws:s3:::bx/x"},
		{"narrower resources", allowing(`"Resource": "arn:aws:s3:::b*/*"`), allowing(objects), "none"},
		{"a star ends at a colon", allowing(`"Resource": "arn:aws:s3:*:*:b/*"`), allowing(`"Resource": "arn:aws:s3:::b/*"`), "none"},
		{"the first parts of an ARN", allowing(`"Resource": "arn:aws:s3"`), allowing(objects), "none"},
		{"any resource", allowing(objects), allowing(anything), "new\ns3:GetObject on arn:aws:s3:::x/x"},
		{"all but some", allowing(anything), allowing(`"NotResource": "arn:aws:s3:::b/*"`), "none"},
		{"all but others", allowing(`"NotResource": "arn:aws:s3:::b/*"`), allowing(`"NotResource": "arn:aws:s3:::c/*"`), "new\ns3:GetObject on arn:aws:s3:::b/x"},
		{"another action", allowing(objects), `{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::b/*"}`, "new\ns3:PutObject on arn:aws:s3:::b/x"},
		{"an action that AWS may add", `{"Effect": "Allow", "Action": "sts:*", "Resource": "*"}`, `{"Effect": "Allow", "Action": ["sts:*", "sqs:Send*"], "Resource": "*"}`, "new\nsqs:SendMessage on arn:aws:sqs:us-east-1:111122223333:x"},
		{"today's actions are not all", `{"Effect": "Allow", "Action": ["account:Get*", "account:List*", "account:P*", "account:C*", "account:E*", "account:S*", "account:A*", "account:D*"], "Resource": "*"}`,
			`{"Effect": "Allow", "Action": "account:*", "Resource": "*"}`, "new\naccount:x on arn:aws:account:us-east-1:111122223333:x (the catalogue does not know the action; the statement will allow it once AWS has it)"},
		{"a service that AWS may add", `{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}`, `{"Effect": "Allow", "NotAction": ["iam:*", "sts:*"], "Resource": "*"}`, "none"},
		{"an action that knows no resources", allowing(objects), `{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}`, "new\ns3:ListAllMyBuckets on *"},
		{"a resource that the action does not know", ``, `{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "arn:aws:s3:::b"}`, "new\ns3:ListAllMyBuckets on arn:aws:s3:::b (the service reference knows no such resource of the action)"},
		{"all but one of a prefix", `{"Effect": "Allow", "Action": "foo:Getx", "Resource": "*"}`, `{"Effect": "Allow", "Action": "foo:Get*", "Resource": "*"}`, "new\nfoo:getxx on arn:aws:foo:us-east-1:111122223333:x (the catalogue does not know the action; the statement will allow it once AWS has it)"},
		{"all but one of a pattern", `{"Effect": "Allow", "Action": "foo:ab", "Resource": "*"}`, `{"Effect": "Allow", "Action": "foo:a*b", "Resource": "*"}`, "new\nfoo:axb on arn:aws:foo:us-east-1:111122223333:x (the catalogue does not know the action; the statement will allow it once AWS has it)"},
		{"what is always allowed", ``, `{"Effect": "Allow", "Action": "sts:GetCallerIdentity", "Resource": "*"}`, "none"},
		{"what AWS protects", ``, `{"Effect": "Allow", "Action": "iam:CreatePolicyVersion", "Resource": "arn:aws:iam::aws:policy/*"}`, "none"},
		{"a Deny is gone", allowing(objects) + `, ` + noSecrets, allowing(objects), "new\ns3:GetObject on arn:aws:s3:::b/secret/"},
		{"a Deny comes", allowing(objects), allowing(objects) + `, ` + noSecrets, "none"},
		{"a Deny that leaves nothing new", allowing(objects), allowing(anything) + `, {"Effect": "Deny", "Action": "*", "NotResource": "arn:aws:s3:::b/*"}`, "none"},
		{"a Deny that leaves something", allowing(objects), allowing(anything) + `, {"Effect": "Deny", "Action": "*", "NotResource": ["arn:aws:s3:::b/*", "arn:aws:s3:::c/d"]}`, "new\ns3:GetObject on arn:aws:s3:::c/d"},
		{"a condition is gone", allowing(when(`"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}`)), allowing(objects), "new\ns3:GetObject on arn:aws:s3:::b/x"},
		{"a condition comes", allowing(objects), allowing(when(`"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}`)), "none"},
		{"a wider network", allowing(when(`"IpAddress": {"aws:SourceIp": "203.0.113.0/25"}`)), allowing(when(`"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}`)), "new\ns3:GetObject on arn:aws:s3:::b/x aws:sourceip=203.0.113.128"},
		{"two halves of a network", allowing(when(`"IpAddress": {"aws:SourceIp": ["203.0.113.0/25", "203.0.113.128/25"]}`)), allowing(when(`"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}`)), "none"},
		{"a number", allowing(when(`"NumericLessThan": {"s3:max-keys": "10"}`)), allowing(when(`"NumericLessThanEquals": {"s3:max-keys": "10"}`)),
			"new\ns3:GetObject on arn:aws:s3:::b/x s3:max-keys=10 (the service reference does not know s3:max-keys in requests for s3:GetObject)"},
		{"the same number", allowing(when(`"NumericLessThan": {"s3:max-keys": "10"}`)), allowing(when(`"NumericLessThan": {"s3:max-keys": "10.0"}`)), "none"},
		{"between two numbers", allowing(when(`"NumericLessThanEquals": {"s3:max-keys": "1"}`)) + `, ` + allowing(when(`"NumericGreaterThanEquals": {"s3:max-keys": "1.5"}`)), allowing(when(`"Null": {"s3:max-keys": "false"}`)),
			"new\ns3:GetObject on arn:aws:s3:::b/x s3:max-keys=1.01 (the service reference does not know s3:max-keys in requests for s3:GetObject)"},
		{"actions of a service that nobody knows, by one letter and by all", `{"Effect": "Allow", "Action": "newthing:?", "Resource": "*"}`, `{"Effect": "Allow", "Action": "newthing:*", "Resource": "*"}`, "new\nnewthing:xx on arn:aws:newthing:us-east-1:111122223333:x (the catalogue does not know the action; the statement will allow it once AWS has it)"},
		{"the other way round", `{"Effect": "Allow", "Action": "newthing:*", "Resource": "*"}`, `{"Effect": "Allow", "Action": "newthing:?", "Resource": "*"}`, "none"},
		{"a star that is meant as one, beside another that is not", `{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::b/*"}, {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${*}"}`,
			`{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::b/*"}, {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/z*"}`, "new\ns3:GetObject on arn:aws:s3:::b/z"},
		{"an empty value, and one that a variable has", allowing(when(`"StringEquals": {"aws:PrincipalTag/t": ["a", "${aws:PrincipalTag/u}"]}`)), allowing(when(`"StringEquals": {"aws:PrincipalTag/t": ["a", ""]}`)), "new\ns3:GetObject on arn:aws:s3:::b/x"},
		{"a list of nothing but an empty value", allowing(when(`"ForAllValues:StringEquals": {"aws:TagKeys": "z"}, "ForAnyValue:StringLike": {"aws:TagKeys": ["z", "${aws:PrincipalTag/u}"]}`)), allowing(when(`"ForAllValues:StringEquals": {"aws:TagKeys": "z"}, "Null": {"aws:TagKeys": "false"}`)), "new\ns3:GetObject on arn:aws:s3:::b/x aws:tagkeys="},
		{"an empty value beside another", allowing(when(`"ForAllValues:StringEquals": {"aws:TagKeys": "z"}`)), allowing(when(`"ForAllValues:StringEquals": {"aws:TagKeys": ["z", ""]}`)), "new\ns3:GetObject on arn:aws:s3:::b/x aws:tagkeys=z,"},
		{"when MFA was, which tells that it was", allowing(when(`"Bool": {"aws:MultiFactorAuthPresent": "true"}`)), allowing(when(`"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}`)), "unknown\nopen: only requests that AWS does not make would show new access to s3:GetObject: aws:MultiFactorAuthAge comes with aws:MultiFactorAuthPresent = true"},
		{"that MFA was, which does not tell when", allowing(when(`"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}`)), allowing(when(`"Bool": {"aws:MultiFactorAuthPresent": "true"}`)), "new\ns3:GetObject on arn:aws:s3:::b/x aws:multifactorauthpresent=true"},
		{"a part of an organization", allowing(when(`"StringEquals": {"aws:ResourceOrgID": "o-a"}`)), allowing(when(`"ForAnyValue:StringLike": {"aws:ResourceOrgPaths": "o-a/r-b/ou-c/*"}`)), "unknown\nopen: only requests that AWS does not make would show new access to s3:GetObject: aws:ResourceOrgID is the organization with which aws:ResourceOrgPaths begins"},
		{"the organization of a part", allowing(when(`"ForAnyValue:StringLike": {"aws:ResourceOrgPaths": "o-a/r-b/ou-c/*"}`)), allowing(when(`"StringEquals": {"aws:ResourceOrgID": "o-a"}`)), "new\ns3:GetObject on arn:aws:s3:::b/x aws:resourceorgid=o-a aws:resourceorgpaths=o-a/"},
		{"a part of another organization", allowing(when(`"StringEquals": {"aws:ResourceOrgID": "o-a"}`)), allowing(when(`"ForAnyValue:StringLike": {"aws:ResourceOrgPaths": "o-b/r-b/*"}`)), "new\ns3:GetObject on arn:aws:s3:::b/x aws:resourceorgid=o-b aws:resourceorgpaths=o-b/r-b/"},
		{"a network and an endpoint", allowing(when(`"StringNotEqualsIfExists": {"aws:SourceVpce": "vpce-1"}`)), allowing(when(`"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}`)), "unknown\nopen: only requests that AWS does not make would show new access to s3:GetObject: aws:SourceIp is not in requests through a VPC endpoint, which have aws:SourceVpce"},
		{"a tag and the keys of tags", allowing(when(`"Null": {"aws:TagKeys": "false"}`)), allowing(when(`"StringEquals": {"aws:RequestTag/Team": "blue"}`)), "unknown\nopen: only requests that AWS does not make would show new access to s3:GetObject: the tag of aws:RequestTag/team is among aws:TagKeys"},
		{"a tag whose key has other letters", allowing(when(`"ForAnyValue:StringEquals": {"aws:TagKeys": "team"}`)), allowing(when(`"StringEquals": {"aws:RequestTag/team": "blue"}`)), "new\ns3:GetObject on arn:aws:s3:::b/x aws:requesttag/team=blue aws:tagkeys=TEAM"},
		{"a date", allowing(when(`"DateLessThan": {"aws:CurrentTime": "2026-06-01T00:00:00Z"}`)), allowing(when(`"DateLessThan": {"aws:CurrentTime": "2026-06-02"}`)), "new\ns3:GetObject on arn:aws:s3:::b/x aws:currenttime=2026-06-01T00:00:00Z"},
		{"IfExists", allowing(when(`"StringEquals": {"aws:SourceVpce": "vpce-1"}`)), allowing(when(`"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1"}`)), "new\ns3:GetObject on arn:aws:s3:::b/x"},
		{"a key of every request", allowing(when(`"Bool": {"aws:SecureTransport": "true"}`)), allowing(when(`"BoolIfExists": {"aws:SecureTransport": "true"}`)), "none"},
		{"another key of every request", allowing(when(`"StringEquals": {"aws:userid": "a"}`)), allowing(when(`"StringEqualsIfExists": {"aws:userid": "a"}`)), "none"},
		{"what all values are and what one is", allowing(when(`"ForAnyValue:StringEquals": {"aws:TagKeys": "b"}`)), allowing(when(`"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}, "ForAnyValue:StringEquals": {"aws:TagKeys": ["b", "c"]}`)), "none"},
		{"both values of a flag", allowing(when(`"Bool": {"aws:SecureTransport": ["true", "false"]}`)), allowing(objects), "none"},
		{"a pattern", allowing(when(`"StringLike": {"aws:PrincipalTag/t": ["a*", "b*"]}`)), allowing(when(`"StringLike": {"aws:PrincipalTag/t": "?*", "aws:PrincipalTag/u": "x"}, "StringNotLike": {"aws:PrincipalTag/t": "c*"}`)),
			"new\ns3:GetObject on arn:aws:s3:::b/x"},
		{"case", allowing(when(`"StringEqualsIgnoreCase": {"aws:PrincipalTag/t": "Blue"}`)), allowing(when(`"StringEquals": {"aws:PrincipalTag/t": ["BLUE", "blue"]}`)), "none"},
		{"a value of a list", allowing(when(`"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}`)), allowing(when(`"ForAnyValue:StringEquals": {"aws:TagKeys": ["a", "b"]}`)), "new\ns3:GetObject on arn:aws:s3:::b/x aws:tagkeys=x,a"},
		{"an empty list", allowing(when(`"ForAllValues:StringEquals": {"aws:TagKeys": "a"}, "Null": {"aws:TagKeys": "false"}`)), allowing(when(`"ForAllValues:StringEquals": {"aws:TagKeys": "a"}`)), "new\ns3:GetObject on arn:aws:s3:::b/x"},
		{"a set operator on one value", allowing(when(`"StringEquals": {"aws:SourceVpce": "vpce-1"}`)), allowing(when(`"ForAnyValue:StringEquals": {"aws:SourceVpce": "vpce-1"}`)), "none"},
		{"no set operator on a list", allowing(when(`"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}`)), allowing(when(`"StringEquals": {"aws:TagKeys": "a"}`)), "none"},
		{"a variable", allowing(objects), allowing(`"Resource": "arn:aws:s3:::b/${aws:PrincipalTag/t}/*"`), "none"},
		{"the same variable", allowing(`"Resource": "arn:aws:s3:::b/${aws:PrincipalTag/t}*"`), allowing(`"Resource": "arn:aws:s3:::b/${aws:PrincipalTag/t}/*"`), "none"},
		{"another variable", allowing(`"Resource": "arn:aws:s3:::b/${aws:PrincipalTag/t}/*"`), allowing(`"Resource": "arn:aws:s3:::b/${aws:PrincipalTag/u}/*"`), "new\ns3:GetObject on arn:aws:s3:::b/someone/"},
		{"a variable that is gone", allowing(`"Resource": "arn:aws:s3:::b/${aws:PrincipalTag/t}/*"`), allowing(objects), "new\ns3:GetObject on arn:aws:s3:::b/x"},
		{"a variable has one value", allowing(`"Resource": "arn:aws:s3:::b/alice"`), allowing(`"Resource": "arn:aws:s3:::b/${aws:PrincipalTag/t}", "Condition": {"StringEquals": {"aws:PrincipalTag/t": "alice"}}`), "none"},
		{"an owner's tag", allowing(when(`"StringEquals": {"aws:ResourceTag/t": "${aws:PrincipalTag/t}"}`)), allowing(when(`"StringLike": {"aws:ResourceTag/t": "${aws:PrincipalTag/t}*"}`)), "new\ns3:GetObject on arn:aws:s3:::b/x aws:resourcetag/t=someonex"},
		{"a variable against a known key", allowing(when(`"StringEquals": {"aws:PrincipalAccount": ["${aws:ResourceAccount}", "x"]}`)), allowing(when(`"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"}`)), "none"},
		{"the account of the caller's ARN", allowing(when(`"StringEquals": {"aws:PrincipalAccount": "222233334444"}`)), allowing(when(`"ArnLike": {"aws:PrincipalArn": "arn:*:iam::222233334444:role/*"}`)), "none"},
		{"an old version has no variables", `{"Version": "2008-10-17", "Statement": [` + allowing(`"Resource": "arn:aws:s3:::b/${aws:username}"`) + `]}`, allowing(`"Resource": "arn:aws:s3:::b/${aws:username}"`), "new\ns3:GetObject on arn:aws:s3:::b/someone by arn:aws:iam::111122223333:user/someone aws:username=someone"},
		{"only one way out", allowing(when(`"StringEquals": {"aws:PrincipalTag/a": "x", "aws:PrincipalTag/b": "y"}`)) + `, ` + allowing(when(`"StringNotEquals": {"aws:PrincipalTag/a": "x"}, "StringEquals": {"aws:PrincipalTag/c": "z"}`)) + `, ` +
			allowing(when(`"StringNotEquals": {"aws:PrincipalTag/a": "x", "aws:PrincipalTag/c": "z"}`)), allowing(objects), "new\ns3:GetObject on arn:aws:s3:::b/x"},
		{"what is no ARN", allowing(when(`"ArnNotLike": {"x:arn": "arn:aws:s3:::a"}`)), allowing(when(`"StringEquals": {"x:arn": "b"}`)), "new\ns3:GetObject on arn:aws:s3:::b/x x:arn=b (the service reference does not know x:arn in requests for s3:GetObject)"},
		{"what has to be an ARN", ``, allowing(when(`"ArnNotLike": {"x:arn": "arn:aws:s3:::a"}, "Null": {"x:arn": "false"}`)), "new\ns3:GetObject on arn:aws:s3:::b/x x:arn=::::: (the service reference does not know x:arn in requests for s3:GetObject)"},
		{"values that do not parse", allowing(when(`"NumericLessThan": {"s3:max-keys": "x"}`)), allowing(when(`"NumericNotEquals": {"s3:max-keys": ["x", "1"]}`)), "new\ns3:GetObject on arn:aws:s3:::b/x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, summary(compare(t, c.before, c.now, CompareOptions{}))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// lets is a statement of a bucket policy.
func lets(principal, rest string) string {
	return `{"Effect": "Allow", "Principal": ` + principal + `, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"` + rest + `}`
}

func TestCompareKinds(t *testing.T) {
	trusts := func(principal, rest string) string {
		return `{"Effect": "Allow", "Principal": ` + principal + `, "Action": "sts:AssumeRole"` + rest + `}`
	}
	const session = `{"AWS": "arn:aws:sts::222233334444:assumed-role/deploy/s"}`
	ofRole := func(test, arn string) string {
		return `, "Condition": {"` + test + `": {"aws:PrincipalArn": "arn:aws:iam::222233334444:role/` + arn + `"}}`
	}
	const account, alice, deploy = `{"AWS": "222233334444"}`, `{"AWS": "arn:aws:iam::222233334444:user/alice"}`, `{"AWS": "arn:aws:iam::222233334444:role/ci/deploy"}`
	for _, c := range []struct {
		name        string
		kind        Kind
		before, now string
		want        string
	}{
		{"one of an account", ResourcePolicy, lets(account, ""), lets(alice, ""), "none"},
		{"the whole account", ResourcePolicy, lets(alice, ""), lets(account, ""), "new\ns3:GetObject on arn:aws:s3:::b/x by arn:aws:iam::222233334444:user/x"},
		{"another principal", ResourcePolicy, lets(alice, ""), lets(deploy, ""), "new\ns3:GetObject on arn:aws:s3:::b/x by arn:aws:sts::222233334444:assumed-role/deploy/session"},
		{"everybody", ResourcePolicy, lets(account, ""), lets(`"*"`, ""), "new\ns3:GetObject on arn:aws:s3:::b/x by anonymous"},
		{"everybody by another name", ResourcePolicy, lets(`"*"`, ""), lets(`{"AWS": "*"}`, ""), "none"},
		{"a service", ResourcePolicy, lets(account, ""), lets(`{"Service": "sns.amazonaws.com"}`, ""), "new\ns3:GetObject on arn:aws:s3:::b/x by sns.amazonaws.com"},
		{"the account as a condition", ResourcePolicy, lets(`"*"`, `, "Condition": {"StringEquals": {"aws:PrincipalAccount": "222233334444"}}`), lets(account, ""), "none"},
		{"the account as a principal", ResourcePolicy, lets(account, ""), lets(`"*"`, `, "Condition": {"StringEquals": {"aws:PrincipalAccount": "222233334444"}}`), "none"},
		{"the ARN as a condition", ResourcePolicy, lets(account, ""), lets(`"*"`, `, "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::222233334444:role/*"}}`), "none"},
		{"another ARN as a condition", ResourcePolicy, lets(account, ""), lets(`"*"`, `, "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::22223333444*:role/*"}}`),
			"new\ns3:GetObject on arn:aws:s3:::b/x by arn:aws:sts::222233334440:assumed-role/0/session"},
		{"all but one", ResourcePolicy, lets(`"*"`, "") + `, {"Effect": "Deny", "NotPrincipal": ` + alice + `, "Action": "*", "Resource": "*"}`, lets(alice, ""), "none"},
		{"not all but one", ResourcePolicy, lets(alice, ""), lets(`"*"`, "") + `, {"Effect": "Deny", "NotPrincipal": ` + alice + `, "Action": "*", "Resource": "*"}`, "none"},
		{"a statement without a principal", ResourcePolicy, ``, allowing(objects), "none"},
		{"a canonical user", ResourcePolicy, lets(account, ""), lets(`{"CanonicalUser": "abc"}`, ""), "new\ns3:GetObject on arn:aws:s3:::b/x by arn:aws:iam::999988887777:user/x"},
		{"a deleted principal", ResourcePolicy, ``, lets(`{"AWS": "AIDAEXAMPLE"}`, ""), "none"},
		{"a role's trust", TrustPolicy, trusts(account, ""), trusts(deploy, ""), "none"},
		{"a trusted account", TrustPolicy, trusts(account, ""), trusts(`{"AWS": ["222233334444", "555566667777"]}`, ""), "new\nsts:AssumeRole on arn:aws:iam::111122223333:role/x by arn:aws:iam::555566667777:user/x"},
		{"another external id", TrustPolicy, trusts(account, `, "Condition": {"StringEquals": {"sts:ExternalId": "a"}}`), trusts(account, `, "Condition": {"StringLike": {"sts:ExternalId": "a*"}}`),
			"new\nsts:AssumeRole on arn:aws:iam::111122223333:role/x by arn:aws:iam::222233334444:user/x sts:externalid=ax"},
		{"actions that no trust policy decides", TrustPolicy, trusts(account, ""), trusts(account, "") + `, {"Effect": "Allow", "Principal": ` + account + `, "Action": ["s3:*", "sts:GetSessionToken"]}`, "none"},
		{"a web identity", TrustPolicy, ``, `{"Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": "sts:AssumeRoleWithWebIdentity"}`, "new\nsts:AssumeRoleWithWebIdentity on arn:aws:iam::111122223333:role/x by accounts.google.com"},
		{"what an SCP lets through", ServiceControlPolicy, `{"Effect": "Allow", "Action": "*", "Resource": "*"}, {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}`,
			`{"Effect": "Allow", "Action": "*", "Resource": "*"}, {"Effect": "Deny", "NotAction": ["s3:*", "iam:PassRole", "ec2:*"], "Resource": "*"}`, "new\niam:PassRole on arn:aws:iam::111122223333:role/x"},
		{"an entry that an SCP cannot have", ServiceControlPolicy, ``, allowing(`"Resource": "arn:aws:s3"`), "none"},
		{"what an RCP denies", ResourceControlPolicy, `{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}`, `{"Effect": "Deny", "Principal": "*", "Action": ["s3:Get*", "s3:List*"], "Resource": "*"}`,
			"new\ns3:AssociateAccessGrantsIdentityCenter on arn:aws:s3:us-east-1:111122223333:access-grants/default +98 by anonymous"},
		{"what no RCP binds", ResourceControlPolicy, `{"Effect": "Deny", "Principal": "*", "Action": ["ec2:*", "kms:RetireGrant"], "Resource": "*"}`, ``, "none"},
		{"an endpoint", EndpointPolicy, lets(account, ""), `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}`, "new\ns3:GetObject on arn:aws:s3:::b/x by anonymous"},
		{"a pattern of accounts", ResourcePolicy, lets(account, ""), lets(`"*"`, `, "Condition": {"StringLike": {"aws:PrincipalAccount": "22223333444?"}}`), "new\ns3:GetObject on arn:aws:s3:::b/x by arn:aws:iam::222233334440:user/x"},
		{"patterns of accounts in two keys", ResourcePolicy, ``, lets(`"*"`, `, "Condition": {"StringLike": {"aws:PrincipalAccount": "2222*"}, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*7:root"}}`),
			"new\ns3:GetObject on arn:aws:s3:::b/x by arn:aws:iam::222200000007:root"},
		{"the same in two keys", ResourcePolicy, lets(`"*"`, `, "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::2222*7:root"}}`), lets(`"*"`, `, "Condition": {"StringLike": {"aws:PrincipalAccount": "2222*7"}, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:root"}}`), "none"},
		{"a wider pattern of accounts with all digits", ResourcePolicy, lets(`"*"`, `, "Condition": {"StringLike": {"aws:PrincipalAccount": "12345678900?"}}`), lets(`"*"`, `, "Condition": {"StringLike": {"aws:PrincipalAccount": "1234567890??"}}`),
			"new\ns3:GetObject on arn:aws:s3:::b/x by arn:aws:iam::123456789010:user/x"},
		{"a pattern of accounts but for one", ResourcePolicy, lets(`{"AWS": "222200000000"}`, ""), lets(`"*"`, `, "Condition": {"StringLike": {"aws:PrincipalAccount": "2222*"}}`), "new\ns3:GetObject on arn:aws:s3:::b/x by arn:aws:iam::222210000000:user/x"},
		{"a session of a role with a path", ResourcePolicy, ``, lets(session, ofRole("ArnLike", "ci/*")), "new\ns3:GetObject on arn:aws:s3:::b/x by arn:aws:sts::222233334444:assumed-role/deploy/s"},
		{"a session of a role without a path", ResourcePolicy, ``, lets(session, ofRole("ArnNotLike", "*/deploy")), "new\ns3:GetObject on arn:aws:s3:::b/x by arn:aws:sts::222233334444:assumed-role/deploy/s"},
		{"a session of a role with a colon in its path", ResourcePolicy, ``, lets(session, ofRole("ArnLike", "a:*")), "new\ns3:GetObject on arn:aws:s3:::b/x by arn:aws:sts::222233334444:assumed-role/deploy/s"},
		{"a session of another role", ResourcePolicy, ``, lets(session, ofRole("ArnLike", "ci/*x")), "none"},
		{"a role whose name differs by case, which there cannot be", ResourcePolicy, lets(deploy, "") + ", " + lets(`"*"`, ofRole("ArnNotLike", "*")), lets(`"*"`, `, "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::2222333344?4:role/DEPLOY"}}`), "none"},
		{"a pattern of a resource's account", ResourcePolicy, ``, lets(`"*"`, `, "Condition": {"StringLike": {"aws:ResourceAccount": "22223*"}}`), "new\ns3:GetObject on arn:aws:s3:::b/x by anonymous aws:resourceaccount=222230000000"},
		{"a root user by its ARN", ResourcePolicy, lets(`"*"`, `, "Condition": {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::222233334444:user/x"}}`), lets(`"*"`, `, "Condition": {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::222233334444:root"}}`), "new\ns3:GetObject on arn:aws:s3:::b/x by arn:aws:iam::222233334444:root"},
		{"a pattern that runs over the colons of ARNs", ResourcePolicy, ``, lets(`"*"`, `, "Condition": {"StringLike": {"aws:PrincipalAccount": "2222*", "aws:PrincipalArn": "arn:aws:iam::33*7:user/x"}}`),
			"unknown\nopen: patterns of accounts in aws:PrincipalAccount and aws:PrincipalArn are too many to tell which of them go together"},
		{"a federated user", ResourcePolicy, lets(alice, ""), lets(`"*"`, `, "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:sts::222233334444:federated-user/a*"}}`), "new\ns3:GetObject on arn:aws:s3:::b/x by arn:aws:sts::222233334444:federated-user/a"},
		{"a role of the account of a canonical user", ResourcePolicy, lets(`"*"`, ofRole("ArnNotLike", "ci/deploy")), lets(`"*"`, ofRole("ArnNotLike", "ci/deploy")) + `, ` + lets(`{"CanonicalUser": "abc"}`, ofRole("ArnEquals", "ci/deploy")), "new\ns3:GetObject on arn:aws:s3:::b/x by arn:aws:sts::222233334444:assumed-role/deploy/session"},
		{"services whose names have an end", ResourcePolicy, lets(`{"Service": "sns.amazonaws.com"}`, ""), lets(`"*"`, `, "Condition": {"StringLike": {"aws:PrincipalServiceName": "*.logs.amazonaws.com"}}`), "new\ns3:GetObject on arn:aws:s3:::b/x by x.logs.amazonaws.com"},
		{"a service by one of its names", ResourcePolicy, ``, lets(`"*"`, `, "Condition": {"ForAnyValue:StringEquals": {"aws:PrincipalServiceNamesList": "sns.amazonaws.com"}}`), "new\ns3:GetObject on arn:aws:s3:::b/x by service.amazonaws.com"},
		{"a service that has another name beside", ResourcePolicy, lets(`{"Service": "sns.amazonaws.com"}`, `, "Condition": {"ForAllValues:StringEquals": {"aws:PrincipalServiceNamesList": "sns.amazonaws.com"}}`), lets(`{"Service": "sns.amazonaws.com"}`, ""), "new\ns3:GetObject on arn:aws:s3:::b/x by sns.amazonaws.com"},
		{"a service by its own name in both keys", ResourcePolicy, lets(`{"Service": "sns.amazonaws.com"}`, ""), lets(`{"Service": "sns.amazonaws.com"}`, `, "Condition": {"ForAnyValue:StringEquals": {"aws:PrincipalServiceNamesList": "sns.amazonaws.com"}}`), "none"},
		{"the same the other way round", ResourcePolicy, lets(`{"Service": "sns.amazonaws.com"}`, `, "Condition": {"ForAnyValue:StringEquals": {"aws:PrincipalServiceNamesList": "sns.amazonaws.com"}}`), lets(`{"Service": "sns.amazonaws.com"}`, ""), "none"},
		{"who is anonymous by type", ResourcePolicy, ``, lets(`"*"`, `, "Condition": {"StringEquals": {"aws:PrincipalType": "Anonymous"}}`), "new\ns3:GetObject on arn:aws:s3:::b/x by anonymous aws:userid=anonymous"},
		{"ids of accounts that are taken for numbers", ResourcePolicy, lets(`"*"`, `, "Condition": {"NumericLessThan": {"aws:PrincipalAccount": "500000000000"}}`), lets(`"*"`, `, "Condition": {"NumericLessThan": {"aws:PrincipalAccount": "400000000000"}}`), "unknown\nopen: a condition takes the ids of aws:PrincipalAccount for numbers"},
		{"a name of a user and the ARN", ResourcePolicy, lets(`"*"`, `, "Condition": {"StringEquals": {"aws:username": "b"}}`), lets(`"*"`, `, "Condition": {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::222233334444:user/b"}}`), "none"},
		{"a session and its role", ResourcePolicy, lets(`"*"`, `, "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::222233334444:role/ci/deploy"}}`), lets(`{"AWS": "arn:aws:sts::222233334444:assumed-role/deploy/s"}`, ""),
			"new\ns3:GetObject on arn:aws:s3:::b/x by arn:aws:sts::222233334444:assumed-role/deploy/s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := compare(t, c.before, c.now, CompareOptions{Kind: c.kind})
			if diff := cmp.Diff(c.want, summary(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestCompareGranted(t *testing.T) {
	read := allowing(objects) + `, {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::*:role/app/*"}, {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}, ` + noSecrets
	for _, c := range []struct{ name, actions, on, want string }{
		{"an action", "s3:GetObject", "", "new\ns3:GetObject on arn:aws:s3:::b/x"},
		{"one of two", "s3:PutObject iam:PassRole", "", "new\niam:PassRole on arn:aws:iam::111122223333:role/app/"},
		{"neither", "s3:PutObject iam:CreateUser", "", "none"},
		{"a pattern", "s3:*", "", "new\ns3:GetObject on arn:aws:s3:::b/x\ns3:ListAllMyBuckets on *"},
		{"on a resource", "s3:GetObject", "arn:aws:s3:::b/k", "new\ns3:GetObject on arn:aws:s3:::b/k"},
		{"on one of some", "s3:GetObject", "arn:aws:s3:::*/k*", "new\ns3:GetObject on arn:aws:s3:::b/k"},
		{"on another resource", "s3:GetObject", "arn:aws:s3:::c/*", "none"},
		{"on what is denied", "s3:GetObject", "arn:aws:s3:::b/secret/*", "none"},
		{"anything on a resource", "*", "arn:aws:iam::111122223333:role/app/web", "new\niam:PassRole on arn:aws:iam::111122223333:role/app/web"},
		{"anything on another one", "*", "arn:aws:iam::111122223333:role/web", "none"},
		{"an action that knows no resources", "s3:ListAllMyBuckets", "", "new\ns3:ListAllMyBuckets on *"},
		{"an action that knows no such resource", "*", "arn:aws:s3:::c", "none"},
		{"an action that knows no resources, on all", "s3:List*", "*", "new\ns3:ListAllMyBuckets on *"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var o CompareOptions
			for _, text := range strings.Fields(c.actions) {
				p, _ := ParseAction(text)
				o.Actions = append(o.Actions, p)
			}
			if c.on != "" {
				o.Resources = []string{c.on}
			}
			got := Compare(catalog.Default(), AccessOf(IdentityPolicy, nil), AccessOf(IdentityPolicy, document(t, read)), o)
			if diff := cmp.Diff(c.want, summary(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestCompareGrantedByAll(t *testing.T) {
	for on, want := range map[string]string{
		"arn:aws:glue:us-east-1:111122223333:job/x": "new\nglue:TagResource on arn:aws:glue:us-east-1:111122223333:job/x",
		"arn:aws:s3:::b/x":                          "new\ns3:GetObject on arn:aws:s3:::b/x",
	} {
		got := Compare(catalog.Default(), AccessOf(IdentityPolicy, nil), AccessOf(IdentityPolicy, document(t, `{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}`)), CompareOptions{Resources: []string{on}})
		if first, _, _ := strings.Cut(summary(got), " +"); first != want {
			t.Errorf("on %s: %s, want %s", on, first, want)
		}
	}
}

func TestComparePublic(t *testing.T) {
	for _, c := range []struct{ name, principal, condition, want string }{
		{"everybody", `"*"`, ``, "anonymous"},
		{"an account", `{"AWS": "222233334444"}`, ``, ""},
		{"a service", `{"Service": "sns.amazonaws.com"}`, ``, ""},
		{"an organization", `"*"`, `"StringEquals": {"aws:PrincipalOrgID": "o-abcdefghij"}`, ""},
		{"an organization, if there is one", `"*"`, `"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-abcdefghij"}`, "anonymous"},
		{"any organization", `"*"`, `"StringLike": {"aws:PrincipalOrgID": "*"}`, "arn:aws:iam::999988887777:user/x"},
		{"all but one", `"*"`, `"StringNotEquals": {"aws:PrincipalAccount": "222233334444"}`, "anonymous"},
		{"an account as a condition", `"*"`, `"StringEquals": {"aws:PrincipalAccount": "222233334444"}`, ""},
		{"ARNs of an account", `"*"`, `"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::222233334444:role/*"}`, ""},
		{"ARNs of any account", `"*"`, `"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/admin"}`, "arn:aws:sts::999988887777:assumed-role/admin/session"},
		{"an endpoint", `"*"`, `"StringEquals": {"aws:SourceVpce": "vpce-1"}`, ""},
		{"any endpoint", `"*"`, `"StringLike": {"aws:SourceVpce": "*"}`, "anonymous"},
		{"a network", `"*"`, `"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}`, ""},
		{"the Internet", `"*"`, `"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}`, "anonymous"},
		{"half of the Internet", `"*"`, `"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}`, "anonymous"},
		{"what the caller may choose", `"*"`, `"StringEquals": {"aws:UserAgent": "secret"}`, "anonymous"},
		{"the source of a service", `"*"`, `"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:222233334444:*"}`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			policy := `{"Effect": "Allow", "Principal": ` + c.principal + `, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*", "Condition": {` + c.condition + `}}`
			got := Compare(catalog.Default(), AccessOf(ResourcePolicy, nil), AccessOf(ResourcePolicy, document(t, policy)), CompareOptions{Kind: ResourcePolicy, Strangers: true})
			by := ""
			if len(got.Gains) > 0 {
				by = got.Gains[0].Callers[0]
			}
			if by != c.want || len(got.Open) > 0 {
				t.Errorf("by %q, want %q: %s", by, c.want, summary(got))
			}
		})
	}
}

// TestComparePrincipals compares what all policies of a principal let it do.
func TestComparePrincipals(t *testing.T) {
	compile := func(statements string) []*Compiled { return []*Compiled{Compile(document(t, statements))} }
	tagged := func(team string) *Context {
		ctx := new(Context).Open()
		ctx.Set("aws:PrincipalTag/team", team)
		ctx.SetComplete("aws:PrincipalTag/")
		return ctx
	}
	const user, role = "arn:aws:iam::111122223333:user/alice", "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"
	ageless := new(Context).Open()
	ageless.SetAbsent("aws:MultiFactorAuthAge")
	all := `{"Effect": "Allow", "Action": "*", "Resource": "*"}`
	own := allowing(`"Resource": "arn:aws:s3:::b/${aws:PrincipalTag/team}/*"`)
	for _, c := range []struct {
		name        string
		before, now Access
		want        string
	}{
		{"a boundary is gone", Access{Policies: &Policies{Identity: compile(all), Boundaries: compile(allowing(anything))}, Principal: user}, Access{Policies: &Policies{Identity: compile(allowing(anything) + `, ` + own), Boundaries: compile(all)}, Principal: user}, "none"},
		{"a wider boundary", Access{Policies: &Policies{Identity: compile(all), Boundaries: compile(allowing(objects))}, Principal: user}, Access{Policies: &Policies{Identity: compile(all), Boundaries: compile(allowing(anything))}, Principal: user}, "new\ns3:GetObject on arn:aws:s3:::x/x"},
		{"a boundary for what nobody has", Access{Policies: &Policies{Identity: compile(allowing(objects)), Boundaries: compile(allowing(objects))}, Principal: user}, Access{Policies: &Policies{Identity: compile(allowing(objects)), Boundaries: compile(all)}, Principal: user}, "none"},
		{"a level that does not allow", Access{Policies: &Policies{Identity: compile(allowing(objects)), SCPs: []Level{{"r", compile(all)}, {"ou", nil}}}, Principal: user},
			Access{Policies: &Policies{Identity: compile(allowing(objects)), SCPs: []Level{{"r", compile(all)}, {"ou", compile(all)}}}, Principal: user}, "new\ns3:GetObject on arn:aws:s3:::b/x"},
		{"an SCP's Deny is gone", Access{Policies: &Policies{Identity: compile(allowing(objects)), SCPs: []Level{{"r", compile(all + `, ` + noSecrets)}}}, Principal: user},
			Access{Policies: &Policies{Identity: compile(allowing(objects)), SCPs: []Level{{"r", compile(all)}}}, Principal: user}, "new\ns3:GetObject on arn:aws:s3:::b/secret/"},
		{"whom no SCP binds", Access{Policies: &Policies{Identity: compile(allowing(objects)), SCPs: []Level{{"r", compile(all + `, ` + noSecrets)}}}, Principal: role},
			Access{Policies: &Policies{Identity: compile(allowing(objects)), SCPs: []Level{{"r", compile(all)}}}, Principal: role}, "none"},
		{"an RCP of a service that none binds", Access{Policies: &Policies{Identity: compile(`{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}`), RCPs: []Level{{"r", compile(`{"Effect": "Deny", "Action": "*", "Resource": "*"}`)}}}, Principal: user},
			Access{Policies: &Policies{Identity: compile(`{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}`)}, Principal: user}, "none"},
		{"another tag", Access{Policies: &Policies{Identity: compile(own)}, Principal: user, Known: tagged("red")}, Access{Policies: &Policies{Identity: compile(own)}, Principal: user, Known: tagged("blue")}, "new\ns3:GetObject on arn:aws:s3:::b/blue/"},
		{"the same tag", Access{Policies: &Policies{Identity: compile(allowing(`"Resource": "arn:aws:s3:::b/red/*"`))}, Principal: user, Known: tagged("red")}, Access{Policies: &Policies{Identity: compile(own)}, Principal: user, Known: tagged("red")}, "none"},
		{"without the age of MFA", Access{Policies: &Policies{Identity: compile(allowing(when(`"Null": {"aws:MultiFactorAuthAge": "false"}`)))}, Principal: user, Known: ageless}, Access{Policies: &Policies{Identity: compile(allowing(when(`"Bool": {"aws:MultiFactorAuthPresent": "false"}`)))}, Principal: user, Known: ageless},
			"new\ns3:GetObject on arn:aws:s3:::b/x aws:multifactorauthpresent=false"},
		{"a new principal", AccessOf(IdentityPolicy, nil), Access{Policies: &Policies{Identity: compile(allowing(objects))}, Principal: user}, "new\ns3:GetObject on arn:aws:s3:::b/x"},
		{"one without policies", AccessOf(IdentityPolicy, nil), Access{Policies: &Policies{Identity: []*Compiled{}}, Principal: user}, "none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Compare(catalog.Default(), c.before, c.now, CompareOptions{Kind: IdentityPolicy})
			if diff := cmp.Diff(c.want, strings.ReplaceAll(summary(got), " by "+user, "")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestLeftBy(t *testing.T) {
	tls := document(t, `{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}`)
	got := Compare(catalog.Default(), LeftBy(tls), LeftBy(new(Document)), CompareOptions{Kind: ResourcePolicy})
	if got.Verdict != NewAccess || fmt.Sprint(got.Gains[0].Request.Context.find("aws:securetransport").values) != "[false]" {
		t.Error(summary(got))
	}
	if got := Compare(catalog.Default(), LeftBy(new(Document)), LeftBy(tls), CompareOptions{Kind: ResourcePolicy}); got.Verdict != NoNewAccess {
		t.Error(summary(got))
	}
}

// TestCompareGivesUp holds that what takes too long is unknown, and not "none".
func TestCompareGivesUp(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	var before []string
	for i := range 40 {
		before = append(before, allowing(fmt.Sprintf(`"Resource": "*", "Condition": {"StringLike": {"aws:PrincipalTag/t%d": "*a%s*"}, "StringNotLike": {"aws:PrincipalTag/u%d": "b*"}}`, i%20, strings.Repeat("?", 16), i%19)))
	}
	hard := allowing(`"Resource": "*", "Condition": {"StringLike": {"aws:PrincipalTag/t1": "*b????????????????????", "aws:PrincipalTag/t2": "*b??????????????"}}`)
	if got := compare(t, strings.Join(before, ", "), hard+`, `+strings.ReplaceAll(hard, "b?", "a?"), CompareOptions{}); got.Verdict == NoNewAccess {
		t.Error(summary(got))
	}
	patterns := ""
	for i := range 12 {
		patterns += fmt.Sprintf(`, {"Effect": "Allow", "Action": "s3:*%c%s*", "Resource": "arn:aws:s3:::%d"}`, 'a'+i, strings.Repeat("?", i+4), i)
	}
	if got := compare(t, patterns[1:], patterns[1:], CompareOptions{}); got.Verdict == NewAccess {
		t.Error(summary(got))
	}
}

// TestCompareKeysOfCallers looks at the keys of the requests that are shown: those
// that tell of a service are in requests of services alone.
func TestCompareKeysOfCallers(t *testing.T) {
	for _, c := range []struct {
		name, now string
		kind      Kind
		want      string
	}{
		{"a user", allowing(objects), IdentityPolicy, ""},
		{"a user of whom conditions ask", allowing(when(`"Null": {"aws:PrincipalServiceNamesList": "true"}`)), IdentityPolicy, ""},
		{"a service", lets(`{"Service": "sns.amazonaws.com"}`, `, "Condition": {"Bool": {"aws:SecureTransport": "true"}}`), ResourcePolicy, "sns.amazonaws.com"},
		{"a service of whom conditions ask", lets(`{"Service": "sns.amazonaws.com"}`, ``) + `, {"Effect": "Deny", "Principal": "*", "Action": "s3:Put*", "Resource": "*", "Condition": {"Null": {"aws:PrincipalServiceNamesList": "true"}}}`, ResourcePolicy, "sns.amazonaws.com"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := compare(t, ``, c.now, CompareOptions{Kind: c.kind})
			if len(got.Gains) == 0 {
				t.Fatal("nothing is new")
			}
			names := ""
			for name, values := range got.Gains[0].Request.Context.Keys {
				if strings.EqualFold(name, namesOfServices) {
					names = strings.Join(values, " ")
				}
			}
			if names != c.want {
				t.Errorf("the names of services are %q, want %q", names, c.want)
			}
		})
	}
}
