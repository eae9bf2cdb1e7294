package report

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

func newRule(id string, s rule.Severity, c rule.Confidence, references ...string) *rule.Rule {
	area, _, _ := strings.Cut(id, "-")
	return rule.New(rule.Meta{
		ID:          id,
		Area:        area,
		Title:       "The " + id + " rule",
		Text:        "A wildcard such as * or <any> lets in more than meant.\n\nSilent where `aws:PrincipalOrgID` narrows it.",
		Remediation: "Name the principals, e.g. one role. Then run\naws iam update-assume-role-policy\n\nMore prose.",
		Severity:    s,
		Confidence:  c,
		References:  references,
	}, &analysis.Analyzer{Run: func(*analysis.Pass) (any, error) { return nil, nil }})
}

var (
	trustAnyone = newRule("trust-anyone", rule.Critical, rule.HighConfidence, "cis-6.0:2.4", "fsbp:IAM.9")
	keyOld      = newRule("access-key-old", rule.Medium, rule.HighConfidence)
	grantWide   = newRule("policy-grant-wide", rule.High, rule.MediumConfidence)
	tagMissing  = newRule("role-tag-missing", rule.Info, rule.LowConfidence)
	rootMFA     = newRule("root-mfa-missing", rule.Critical, rule.HighConfidence)
	shared      = newRule("user-shared", rule.Low, rule.LowConfidence)
	allRules    = []*rule.Rule{keyOld, grantWide, tagMissing, rootMFA, trustAnyone, shared}
)

func newSource(path, kind, text string) *lint.Source {
	return &lint.Source{Path: path, Kind: kind, Text: []byte(text), SHA256: strings.Repeat("0a", 32), Bytes: int64(len(text)),
		Pointer: func(offsets []int) []string {
			pointers := make([]string, len(offsets))
			for i, offset := range offsets {
				pointers[i] = fmt.Sprintf("/at/%d", offset)
			}
			return pointers
		}}
}

// find is the range of the first occurrence of a text.
func find(s *lint.Source, text string) lint.Range {
	i := bytes.Index(s.Text, []byte(text))
	if i < 0 {
		panic("no " + text + " in " + s.Path)
	}
	return lint.Range{Source: s, Start: i, End: i + len(text)}
}

func newFinding(r *rule.Rule, account string, at lint.Range, subject rule.Subject, message string, related ...lint.Related) lint.Finding {
	return lint.Finding{Rule: r, Account: account, Subject: subject, Message: message, Range: at, Related: related,
		Fingerprint: fmt.Sprintf("%032x", at.Start*7919+int(r.Severity))}
}

func withFlow(f lint.Finding, steps ...lint.Related) lint.Finding {
	f.Flow = steps
	return f
}

func suppressed(f lint.Finding, by lint.Suppressed) lint.Finding {
	f.Suppressed = &by
	return f
}

const prod, dev = "123456789012", "210987654321"

// accountsReport has several accounts, columns that are not ASCII, ranges over
// lines, related places and everything that the summary tells apart.
func accountsReport() *lint.Report {
	auth := newSource("exports/prod/auth details.json", "authorization-details", `{
  "RoleDetailList": [
    {"RoleName": "déploy 🚀", "Note": "🚀🚀", "Principal": "*"},
    {"RoleName": "build",
	 "Statement": {
       "Effect": "Allow",
       "Action": "*"
     }}
  ]
}
`)
	creds := newSource("exports/prod/creds.csv", "credential-report", "user,arn,key\r\nanna,arn:aws:iam::123456789012:user/anna,2019-01-01\r\n")
	creds.Pointer = nil
	other := newSource("/abs/dev/a:b#c.json", "policy", `{"Action": "iam:*"}`)
	unknown := newSource("policies/p.json", "policy", "{\n  \"Effect\": \"Allow\"\n}")

	var holders []lint.Related
	for i := range 7 {
		holders = append(holders, lint.Related{Range: find(auth, `"Effect"`), Message: fmt.Sprintf("held by role \"r[%d]\"", i)})
	}
	role := rule.Subject{Type: "role", ARN: "arn:aws:iam::123456789012:role/deploy", Name: "deploy"}
	statement := find(auth, `{
       "Effect"`)
	statement.End = bytes.Index(auth.Text, []byte("     }}")) + len("     }")
	return &lint.Report{
		Version: "1.2.3",
		Rules:   allRules,
		Accounts: []lint.Account{
			{ID: prod, Alias: "prod", Sources: []*lint.Source{auth, creds}, AsOf: time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC), AsOfSource: "--as-of"},
			{ID: dev, Sources: []*lint.Source{other}, AsOf: time.Date(2026, 1, 30, 12, 30, 0, 0, time.UTC), AsOfSource: "manifest"},
			{Sources: []*lint.Source{unknown}},
		},
		Findings: []lint.Finding{
			newFinding(grantWide, dev, find(other, `"iam:*"`), rule.Subject{Type: "policy", Name: "a"}, `policy "a" grants every action of IAM`),
			newFinding(tagMissing, prod, find(auth, `"déploy 🚀"`), role, `role "déploy 🚀" has no tag owner`),
			newFinding(trustAnyone, prod, find(auth, `"*"`), role, `role "déploy 🚀" can be assumed by every AWS principal`,
				lint.Related{Range: find(auth, `"🚀🚀"`), Message: "the note"}),
			withFlow(newFinding(grantWide, prod, statement, rule.Subject{Type: "role", Name: "build"}, `role "build" may do everything`, holders...),
				lint.Related{Range: find(auth, `"Action"`), Message: "passes role \"déploy 🚀\" to a function"}, lint.Related{Range: find(auth, `"*"`), Message: "is administrator"}),
			newFinding(keyOld, prod, find(creds, "2019-01-01"), rule.Subject{Type: "user", ARN: "arn:aws:iam::123456789012:user/anna", Name: "anna"}, `access key 1 of user "anna" is 2587 days old`),
			newFinding(shared, "", lint.Range{Source: unknown}, rule.Subject{Type: "document"}, "the document is shared"),
		},
		Suppressed: []lint.Finding{
			suppressed(newFinding(grantWide, prod, find(auth, `"build"`), rule.Subject{Type: "role", Name: "build"}, `role "build" may do a lot`),
				lint.Suppressed{By: lint.BySuppression, Reason: "the build account is empty", Until: time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC)}),
			suppressed(newFinding(keyOld, prod, find(creds, "anna"), rule.Subject{Type: "user", Name: "anna"}, `access key 2 of user "anna" is old`),
				lint.Suppressed{By: lint.ByBaseline, Reason: "known to the baseline"}),
		},
		NotEvaluated: []lint.NotEvaluated{
			{Rule: rootMFA, Account: prod, Needs: []string{"account summary"}},
			{Rule: keyOld, Account: dev, Needs: []string{"credential report"}},
			{Rule: shared, Account: dev, Needs: []string{"authorization details or the user list", "credential report"}},
			{Rule: keyOld, Account: "", Needs: []string{"credential report"}},
		},
		Errors: []lint.InputError{
			{Path: "exports/prod/broken.json", Line: 7, Column: 12, Message: "unexpected end of the text"},
			{Path: "policies/p.json", Line: 1, Column: 1, Message: "internal error: rule x failed: panic"},
		},
		Skipped: 3,
		Hidden:  1,
	}
}

// lineReport has a finding in the middle of one long line.
func lineReport() *lint.Report {
	text := `{"Roles":[` + strings.Repeat(`{"RoleName":"rôle","Path":"/"},`, 300) + `{"RoleName":"deploy","Principal":"*"},` +
		strings.Repeat(`{"RoleName":"rôle","Path":"/"},`, 300) + `{}]}`
	s := newSource("auth.json", "authorization-details", text)
	return &lint.Report{
		Version:  "v1.2.3-rc.1",
		Rules:    allRules,
		Accounts: []lint.Account{{ID: prod, Sources: []*lint.Source{s}}},
		Findings: []lint.Finding{
			newFinding(trustAnyone, prod, find(s, `"*"`), rule.Subject{Type: "role", Name: "deploy"}, `role "deploy" can be assumed by every AWS principal`),
			newFinding(grantWide, prod, lint.Range{Source: s, Start: 10, End: len(text)}, rule.Subject{Type: "role", Name: "all"}, "everything is one range"),
		},
	}
}

// hostileReport has names and texts that want to command terminals and viewers.
func hostileReport() *lint.Report {
	const evil = "\x1b[31mred\x07\u009b2J \u202egnp.\u200b [click](https://example.com) <script>alert(1)</script>\n::error::x"
	s := newSource("exp\x1b[2J/\xff%.json", "policy", "{\"Sid\": \"\x1b]0;owned\x07 \u202e漢字漢字 e\u0301\", \"x\":\t\"*\"}\r\n")
	csv := newSource("creds.csv", "credential-report", "user,arn\nJos\xe9,\"<b>\"\n")
	csv.Pointer = nil
	return &lint.Report{
		Version:  "dev",
		Rules:    allRules,
		Accounts: []lint.Account{{ID: prod, Alias: evil, Sources: []*lint.Source{s, csv}}},
		Findings: []lint.Finding{
			newFinding(shared, prod, find(csv, "Jos\xe9"), rule.Subject{Type: "user", Name: "Jos\xe9"}, "user \"Jos\xe9\" "+evil),
			newFinding(trustAnyone, prod, find(s, `"*"`), rule.Subject{Type: "role", ARN: evil, Name: evil}, "role "+evil,
				lint.Related{Range: find(s, "漢字"), Message: evil + "](https://example.com)"}),
		},
		Errors: []lint.InputError{{Path: evil, Line: 1, Column: 1, Message: evil}},
	}
}

// cleanReport has no finding, and a rule that could not be judged.
func cleanReport() *lint.Report {
	r := accountsReport()
	r.Findings, r.Suppressed, r.Errors, r.Skipped, r.Hidden = nil, nil, nil, 0, 0
	r.NotEvaluated = r.NotEvaluated[:1]
	r.Accounts = r.Accounts[:1]
	return r
}

func errorsReport() *lint.Report {
	return &lint.Report{Version: "1.2.3", Rules: allRules, Errors: accountsReport().Errors[:1], Skipped: 1}
}

func emptyReport() *lint.Report { return &lint.Report{Version: "1.2.3"} }
