package baseline

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

func finding(id, account, subject, fingerprint string, by *lint.Suppressed) lint.Finding {
	return lint.Finding{
		Rule: &rule.Rule{Meta: rule.Meta{ID: id}}, Account: account, Message: id + " of " + subject,
		Subject: rule.Subject{Type: "user", Name: subject}, Fingerprint: strings.Repeat(fingerprint, 32), Suppressed: by,
	}
}

func TestWriteRead(t *testing.T) {
	report := &lint.Report{
		Findings: []lint.Finding{finding("b", "2", "<zoe>", "1", nil), finding("b", "1", "y", "2", nil), finding("a", "1", "y", "3", nil)},
		Suppressed: []lint.Finding{
			finding("known", "1", "x", "4", &lint.Suppressed{By: lint.ByBaseline}),
			finding("accepted", "1", "x", "5", &lint.Suppressed{By: lint.BySuppression}),
		},
	}
	want := Of(report)
	var ids []string
	for _, e := range want.Findings {
		ids = append(ids, e.Account+e.RuleID)
	}
	if diff := cmp.Diff([]string{"1a", "1b", "1known", "2b"}, ids); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	var out bytes.Buffer
	if err := want.Write(&out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "\n    {\"fingerprint\":\"11111111111111111111111111111111\",\"ruleId\":\"b\",\"account\":\"2\",\"subject\":\"user <zoe>\",") {
		t.Errorf("not one finding a line:\n%s", out.String())
	}
	got, err := Read(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
	less := &Baseline{Findings: want.Findings[1:]}
	if rest := want.Without(less); len(rest) != 1 || rest[0] != want.Findings[0] {
		t.Errorf("Without = %v", rest)
	}
}

func TestReadMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "line 1: EOF",
		"{\n  \"schemaVersion\": 1,\n oops":    "line 3: ",
		"[]":                                   "line 1: ",
		`{"schemaVersion": 2, "findings": []}`: "schemaVersion is 2",
		`{"schemaVersion": 1, "findings": [{"fingerprint": "x"}]}`:     `finding 1: the fingerprint "x"`,
		"{\"schemaVersion\": 1, \"findings\": []}\n{}":                 "line 2: more text",
		`{"schemaVersion": 1, "findings": [], "tool": {"name": "x"} }`: "unknown field",
	} {
		if _, err := Read([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Read(%q) = %v, want %q", text, err, want)
		}
	}
}
