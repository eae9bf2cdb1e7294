package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// TestCompletion asks for completions as the shells do.
func TestCompletion(t *testing.T) {
	const (
		files    = "0"
		noSpace  = "6" // nor files
		noFiles  = "4"
		suffixes = "8"
	)
	t.Chdir("../../testdata/accounts/sloppy")
	for _, test := range []struct {
		line      string // what is written, the last word of it not to its end
		want      []string
		not       []string
		directive string
	}{
		{"explain root-m", []string{"root-mfa-missing\tThe root user has no MFA device", "root-mfa-not-hardware"}, []string{"user-mfa-missing", "root"}, noFiles},
		{"explain root-mfa-missing ", nil, []string{"root-mfa-missing"}, noFiles},
		{"check --only ", []string{"trust-any-principal", "trust", "cis-6.0", "fsbp"}, []string{"cis-6.0:2.4"}, noFiles},
		{"check --only cis-6.0:2.1", []string{"cis-6.0:2.11", "cis-6.0:2.15"}, []string{"cis-6.0", "cis-6.0:2.4", "trust"}, noFiles},
		{"check --skip trust,root-m", []string{"trust,root-mfa-missing"}, []string{"trust,trust", "root-mfa-missing"}, noFiles},
		{"baseline create --only tru", []string{"trust"}, []string{"root"}, noFiles},
		{"diff --skip tru", []string{"trust"}, []string{"root"}, noFiles},
		{"check --compliance cis-", []string{"cis-1.4", "cis-7.0"}, []string{"fsbp"}, noFiles},
		{"check --format ", []string{"sarif\tcode scanning", "html"}, []string{"xml"}, noFiles},
		{"check --report s", []string{"sarif="}, []string{"json="}, noSpace},
		{"check --report sarif=", nil, []string{"sarif="}, files},
		{"check --require-input credential-report,ac", []string{"credential-report,account-summary"}, []string{"credential-report,mfa-devices"}, noFiles},
		{"check --fail-on ", []string{"medium", "never"}, []string{"low,"}, noFiles},
		{"check --config ", []string{"yaml"}, nil, suffixes},
		{"check ", nil, []string{"yaml"}, files},
		{"test ", []string{"yaml", "jsonl"}, nil, suffixes},
		{"can ", []string{"alice\tuser of 444455556666", "web\trole of 444455556666", "root"}, []string{"user/alice"}, noFiles},
		{"can ro", []string{"root"}, []string{"alice"}, noFiles},
		{"can role/", []string{"role/web"}, []string{"web", "user/alice"}, noFiles},
		{"can arn:aws:iam::444455556666:user/a", []string{"arn:aws:iam::444455556666:user/alice"}, []string{"arn:aws:iam::444455556666:user/bob"}, noFiles},
		{"can -e ../sound a", nil, []string{"alice"}, noFiles},
		{"can -e nowhere ", []string{"root"}, []string{"alice"}, noFiles},
		{"can --account 000000000000 ", []string{"root"}, []string{"alice"}, noFiles},
		{"can alice s3", []string{"s3:"}, []string{"ec2:"}, noSpace},
		{"can alice s3:GetO", []string{"s3:GetObject"}, []string{"s3:PutObject"}, noFiles},
		{"can alice s3:GetObject ", nil, []string{"alice", "s3:"}, noFiles},
		{"who-can iam:PassR", []string{"iam:PassRole"}, []string{"iam:GetRole"}, noFiles},
		{"can -e ../sloppy -e ../sound --account ", []string{"444455556666", "111122223333"}, nil, noFiles},
		{"can --context aws:PrincipalA", []string{"aws:PrincipalArn=", "aws:PrincipalAccount="}, nil, noSpace},
		{"config check ", []string{"yaml"}, nil, suffixes},
		{"", []string{"check\tLint files and folders of exports", "who-can"}, nil, noFiles},
	} {
		t.Run(test.line, func(t *testing.T) {
			var out, errs bytes.Buffer
			if code := run(append([]string{"__complete"}, strings.Split(test.line, " ")...), strings.NewReader(""), &out, &errs); code != exitClean {
				t.Fatalf("exit code %d: %s", code, errs.String())
			}
			lines := strings.Split(strings.TrimSpace(out.String()), "\n")
			if got := lines[len(lines)-1]; got != ":"+test.directive {
				t.Errorf("got the directive %s, want :%s", got, test.directive)
			}
			offered := func(want string) bool {
				return slices.ContainsFunc(lines, func(line string) bool {
					value, _, _ := strings.Cut(line, "\t")
					return line == want || value == want
				})
			}
			for _, want := range test.want {
				if !offered(want) {
					t.Errorf("%q is not offered", want)
				}
			}
			for _, unwanted := range test.not {
				if offered(unwanted) {
					t.Errorf("%q is offered", unwanted)
				}
			}
		})
	}
}
