package redact_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/redact"
	"github.com/iamlint/iamlint/rules/rule"
)

const export = `{
 "UserDetailList": [{"UserName": "alice", "Arn": "arn:aws:iam::123456789012:user/staff/alice", "UserId": "AIDAEXAMPLEALICE1234", "Path": "/staff/",
  "Tags": [{"Key": "team", "Value": "payroll"}], "GroupList": ["s3"]}],
 "RoleDetailList": [{"RoleName": "alice", "Arn": "arn:aws:iam::123456789012:role/alice",
  "AssumeRolePolicyDocument": "%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22AWS%22%3A%22arn%3Aaws%3Aiam%3A%3A210987654321%3Aroot%22%7D%7D%5D%7D"}],
 "Policies": [{"PolicyName": "b\u0061ckup", "PolicyVersionList": [{"Document": {"Version": "2012-10-17", "Statement": [{"Sid": "Allow", "Effect": "Allow",
  "Action": ["s3:Get*", "s3:GetObjekt"], "Resource": ["arn:aws:s3:::acme-logs-*/${aws:username}/*", "arn:aws:sqs:eu-central-1:123456789012:backup"],
  "Condition": {"StringLike": {"aws:PrincipalTag/team": "payroll", "aws:PrincipalOrgID": "o-acme123456", "oidc.acme.example:sub": "x"}, "Bool": {"aws:SecureTransport": "true"},
   "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}]}}]}],
 "Policy": "{\"Statement\": {\"Sid\": \"Payroll\"}}", "Owner": 123456789012, "When": 1700000000
}`

const redacted = `{
 "UserDetailList": [{"UserName": "user-1", "Arn": "arn:aws:iam::000000000001:user/path-1/user-1", "UserId": "unique-id-1", "Path": "/path-1/",
  "Tags": [{"Key": "tag-1", "Value": "value-1"}], "GroupList": ["group-1"]}],
 "RoleDetailList": [{"RoleName": "role-1", "Arn": "arn:aws:iam::000000000001:role/role-1",
  "AssumeRolePolicyDocument": "%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22AWS%22%3A%22arn%3Aaws%3Aiam%3A%3A000000000002%3Aroot%22%7D%7D%5D%7D"}],
 "Policies": [{"PolicyName": "policy-1", "PolicyVersionList": [{"Document": {"Version": "2012-10-17", "Statement": [{"Sid": "sid-1", "Effect": "Allow",
  "Action": ["s3:Get*", "s3:GetObjekt"], "Resource": ["arn:aws:s3:::bucket-1-*/${aws:username}/*", "arn:aws:sqs:eu-central-1:000000000001:resource-1"],
  "Condition": {"StringLike": {"aws:PrincipalTag/tag-1": "name-1", "aws:PrincipalOrgID": "o-1", "provider-1:sub": "name-2"}, "Bool": {"aws:SecureTransport": "true"},
   "IpAddress": {"aws:SourceIp": "address-1/24"}}}]}}]}],
 "Policy": "{\"Statement\": {\"Sid\": \"sid-2\"}}", "Owner": 900000000001, "When": 1700000000
}`

func source(kind, text string) *lint.Source {
	return &lint.Source{Path: "acme/123456789012/authorization-details.json", Kind: kind, Text: []byte(text), SHA256: "ab", Bytes: 7,
		Pointer: func(offsets []int) []string { return make([]string, len(offsets)) }}
}

func reportOn(s *lint.Source) *lint.Report {
	return &lint.Report{Rules: []*rule.Rule{{Meta: rule.Meta{ID: "access-key-old"}}}, Accounts: []lint.Account{{ID: "123456789012", Alias: "acme", Sources: []*lint.Source{s}}}}
}

func TestSource(t *testing.T) {
	for _, c := range []struct{ name, kind, from, want string }{
		{"export", "authorization-details", export, redacted},
		{"credential report", "credential-report", "user,arn,mfa_active\n<root_account>,arn:aws:iam::123456789012:root,false\n\"a,b\",arn:aws:iam::123456789012:user/a,true\nfalse,x,2026-01-02T03:04:05+00:00\n",
			"user,arn,mfa_active\n<root_account>,arn:aws:iam::000000000001:root,false\n\"user-1\",arn:aws:iam::000000000001:user/user-2,true\nuser-3,name-1,2026-01-02T03:04:05+00:00\n"},
		{"configuration", "configuration", "version: 1\nsuppressions:\n  - rule: access-key-old # since Alice left\n    principal: alice-*\n    until: 2026-01-01\n",
			"version: 1\nsuppressions:\n  - rule: access-key-old # word-1 word-2 word-3\n    principal: word-4-*\n    until: 2026-01-01\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := redact.New(catalog.Default()).Report(reportOn(source(c.kind, c.from)))
			if diff := cmp.Diff(c.want, string(r.Accounts[0].Sources[0].Text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReport(t *testing.T) {
	s := source("authorization-details", export)
	at := func(text string) lint.Range {
		start := strings.Index(export, text)
		if start < 0 {
			t.Fatalf("no %s in the export", text)
		}
		return lint.Range{Source: s, Start: start, End: start + len(text)}
	}
	one := &rule.Rule{Meta: rule.Meta{ID: "some-rule"}}
	from := reportOn(s)
	from.Rules = []*rule.Rule{one}
	from.Findings = []lint.Finding{{
		Rule: one, Account: "123456789012", Message: `user "alice" and role "alice" may use s3:Get* on arn:aws:s3:::acme-logs-*, says 123456789012`, Fingerprint: "12",
		Subject: rule.Subject{Type: "user", Name: "alice", ARN: "arn:aws:iam::123456789012:user/staff/alice"}, Range: at(`"arn:aws:iam::123456789012:user/staff/alice"`),
		Related: []lint.Related{{Range: at(`"b\u0061ckup"`), Message: `policy "backup"`}}, Flow: []lint.Related{{Range: at(`"team"`), Message: "a step"}},
		Fixes: []lint.Fix{{Message: `Write "backup"`, Edits: []lint.Edit{{Range: at(`"s3:GetObjekt"`), New: `["s3:GetObject", "arn:aws:s3:::acme-logs-x"]`}}}},
	}}
	from.Suppressed = []lint.Finding{{Rule: one, Account: "123456789012", Message: "so", Range: at(`"payroll"`), Suppressed: &lint.Suppressed{Reason: "alice said so"}}}
	from.Errors = []lint.InputError{{Path: "acme/b.json", Message: `user "alice" stands also in acme/c.json:3: /UserDetailList/0/alice`}}
	from.NotEvaluated = []lint.NotEvaluated{{Rule: one, Account: "123456789012", Needs: []string{"document of the policy p-acme12345 (organizations describe-policy)"}}}
	of := lint.PathStatement{Range: at(`"Allow"`), Policy: "backup", Group: "s3", Owner: "alice", Trust: true, Sid: "Payroll"}
	from.Paths = &lint.Paths{
		Principals: map[string]int{"123456789012": 3},
		Nodes: []lint.PathNode{{Account: "123456789012", Kind: "user", Name: "alice", ARN: "arn:aws:iam::123456789012:user/staff/alice"},
			{Account: "123456789012", Kind: "role", Name: "alice", ARN: "arn:aws:iam::123456789012:role/alice", Administrator: true, By: &of},
			{Account: "123456789012", Kind: "service", Outside: true, Name: "lambda.amazonaws.com"}, {Account: "123456789012", Kind: "account", Outside: true, Name: "210987654321", ARN: "arn:aws:iam::210987654321:root"},
			{Account: "123456789012", Kind: "identity provider", Outside: true, Name: "login.acme.example", ARN: "arn:aws:iam::123456789012:oidc-provider/login.acme.example"},
			{Account: "123456789012", Kind: "everybody", Outside: true, Name: "everybody"}, {Account: "123456789012", Kind: "root", Name: "root", ARN: "arn:aws:iam::123456789012:root"}},
		Ways: []lint.PathWay{{From: 0, To: 1, ID: "assume-role", Rule: "some-rule", Does: []string{`assumes role "alice"`}, Requests: []lint.PathRequest{{
			Caller: "lambda.amazonaws.com", Action: "sts:AssumeRole", Resource: "arn:aws:iam::123456789012:role/alice",
			Conditions: []string{"aws:PrincipalTag/team", "aws:MultiFactorAuthPresent"}, Statements: []lint.PathStatement{of},
		}}}},
	}
	from.Basis = []lint.Basis{{What: "Configuration", Name: "../acme.yaml", SHA256: "cd"}, {What: "Services", Name: "AWS"}}

	to := redact.New(catalog.Default()).Report(from)
	f := to.Findings[0]
	text := func(at lint.Range) string { return string(at.Source.Text[at.Start:at.End]) }
	got := []string{
		f.Message, f.Subject.Name, f.Subject.ARN, text(f.Range), f.Range.Source.Path, f.Related[0].Message, text(f.Related[0].Range), text(f.Flow[0].Range),
		f.Fixes[0].Message, text(f.Fixes[0].Edits[0].Range), f.Fixes[0].Edits[0].New, to.Suppressed[0].Suppressed.Reason, text(to.Suppressed[0].Range),
		to.Errors[0].Path, to.Errors[0].Message, to.NotEvaluated[0].Needs[0], to.Basis[0].Name + to.Basis[0].SHA256, to.Basis[1].Name,
		to.Accounts[0].Alias, to.Accounts[0].Sources[0].SHA256, f.Range.Source.Pointer([]int{f.Range.Start})[0],
	}
	want := []string{
		`user "user-1" and role "role-1" may use s3:Get* on arn:aws:s3:::bucket-1-*, says 000000000001`, "user-1", "arn:aws:iam::000000000001:user/path-1/user-1",
		`"arn:aws:iam::000000000001:user/path-1/user-1"`, "folder-1/000000000001/authorization-details.json", `policy "policy-1"`, `"policy-1"`, `"tag-1"`,
		`Write "policy-1"`, `"s3:GetObjekt"`, `["s3:GetObject", "arn:aws:s3:::bucket-2"]`, "redacted", `"value-1"`,
		"folder-1/file-2.json", `user "user-1" stands also in folder-1/file-3.json:3: /UserDetailList/0/user-1`, "document of the policy p-1 (organizations describe-policy)",
		"../file-1.yaml", "AWS", "alias-1", "", "/UserDetailList/0/Arn",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if f.Fingerprint == "" || f.Fingerprint == "12" || f.Fingerprint == to.Suppressed[0].Fingerprint {
		t.Errorf("fingerprints %s and %s", f.Fingerprint, to.Suppressed[0].Fingerprint)
	}
	by := to.Paths.Nodes[1].By
	if diff := cmp.Diff(&lint.Paths{
		Principals: map[string]int{"000000000001": 3},
		Nodes: []lint.PathNode{{Account: "000000000001", Kind: "user", Name: "user-1", ARN: "arn:aws:iam::000000000001:user/path-1/user-1"},
			{Account: "000000000001", Kind: "role", Name: "role-1", ARN: "arn:aws:iam::000000000001:role/role-1", Administrator: true, By: by},
			{Account: "000000000001", Kind: "service", Outside: true, Name: "lambda.amazonaws.com"}, {Account: "000000000001", Kind: "account", Outside: true, Name: "000000000002", ARN: "arn:aws:iam::000000000002:root"},
			{Account: "000000000001", Kind: "identity provider", Outside: true, Name: "provider-2", ARN: "arn:aws:iam::000000000001:oidc-provider/provider-2"},
			{Account: "000000000001", Kind: "everybody", Outside: true, Name: "everybody"}, {Account: "000000000001", Kind: "root", Name: "root", ARN: "arn:aws:iam::000000000001:root"}},
		Ways: []lint.PathWay{{From: 0, To: 1, ID: "assume-role", Rule: "some-rule", Does: []string{`assumes role "role-1"`}, Requests: []lint.PathRequest{{
			Caller: "lambda.amazonaws.com", Action: "sts:AssumeRole", Resource: "arn:aws:iam::000000000001:role/role-1",
			Conditions: []string{"aws:PrincipalTag/tag-1", "aws:MultiFactorAuthPresent"}, Statements: []lint.PathStatement{*by},
		}}}},
	}, to.Paths, cmp.Comparer(func(a, b *lint.Source) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
	if by.Policy != "policy-1" || by.Group != "group-1" || by.Owner != "role-1" || by.Sid != "sid-2" || text(by.Range) != `"sid-1"` {
		t.Errorf("the statement is %+v", by)
	}
	if from.Paths.Nodes[1].By.Policy != "backup" || from.Paths.Ways[0].Requests[0].Statements[0].Policy != "backup" {
		t.Error("the paths that were redacted are not what they were")
	}
	if from.Findings[0].Subject.Name != "alice" || string(s.Text) != export {
		t.Error("the report that was redacted is not what it was")
	}
}

func TestMessage(t *testing.T) {
	r := redact.New(catalog.Default())
	for _, c := range []struct{ from, want string }{
		{`user "s3" may use "s3:Get*" and "AdministratorAccess" of s3`, `user "user-1" may use "s3:Get*" and "AdministratorAccess" of s3`},
		{`members: "s3", "ec2"`, `members: "user-1", "ec2"`}, // it was named before; nothing named "ec2"
		{`user "AdministratorAccess"`, `user "user-2"`},
		{`role "AWSServiceRoleForSupport" and role "AWSReservedSSO_Payroll_0123456789abcdef"`, `role "AWSServiceRoleForSupport" and role "AWSReservedSSO_role-1"`},
		{`can be taken by the pipeline of gitlab.acme.example:sub and token.actions.githubusercontent.com:sub`, `can be taken by the pipeline of provider-1:sub and token.actions.githubusercontent.com:sub`},
		{`"repo:acme/*:ref:refs/heads/main"`, `"name-1:name-2/*:name-3:name-4/name-5/name-6"`},
		{`has an access key ID (AKIA…) in its tag "team"`, `has an access key ID (…) in its tag "tag-1"`},
		{`writes to alice@acme.example from 203.0.113.7`, `writes to email-1 from address-1`},
		{`says "a \"quoted\" name" and stops`, `says "text-1" and stops`},
		{`a lone " quote`, `a lone " quote`},
		{`mail to "" is kept, "*" too, 90 days, 12.5 percent, 2026-01-31`, `mail to "" is kept, "*" too, 90 days, 12.5 percent, 2026-01-31`},
	} {
		if got := r.Message(c.from); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.from, got, c.want)
		}
	}
}

func TestPath(t *testing.T) {
	r := redact.New(catalog.Default())
	for _, c := range []struct{ from, want string }{
		{"-", "-"},
		{"./iamlint-export/123456789012/credential-report.csv", "./iamlint-export/000000000001/credential-report.csv"},
		{"/home/alice/acme.json.gz", "/folder-1/folder-2/file-1.json.gz"},
		{"../acme/.iamlint.yaml", "../folder-3/.iamlint.yaml"},
		{"123456789012.json", "000000000001.json"},
		{"acme", "folder-3"},
	} {
		if got := r.Path(c.from); got != c.want {
			t.Errorf("%s: got %s, want %s", c.from, got, c.want)
		}
	}
}
