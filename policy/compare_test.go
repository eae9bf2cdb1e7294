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

func TestCompareDraft(t *testing.T) {
	get := `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}`
	for _, c := range []struct{ name, old, now string }{
		{"same", get, get},
		{"wider", get, `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b*/*"}`},
		{"star", get, `{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}`},
		{"all", get, `{"Effect": "Allow", "Action": "*", "Resource": "*"}`},
		{"var", get, `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}/*"}`},
		{"var2", `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}/*"}`, get},
		{"cond", `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*", "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}`, get},
		{"cond2", get, `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*", "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}`},
		{"deny", get + `, {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b/secret/*"}`, get},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Compare(catalog.Default(), AccessOf(IdentityPolicy, document(t, c.old)), AccessOf(IdentityPolicy, document(t, c.now)), CompareOptions{})
			t.Log(summary(got))
		})
	}
	_ = cmp.Diff
}

func TestCompareManagedDraft(t *testing.T) {
	facts := catalog.Default()
	var last *Document
	var lastARN string
	counts := map[Verdict]int{}
	for _, arn := range facts.ManagedPolicies() {
		p, _ := facts.ManagedPolicy(arn)
		d := document(t, string(p.Document))
		if last != nil {
			for range 1 {
				c := Compare(facts, AccessOf(IdentityPolicy, last), AccessOf(IdentityPolicy, d), CompareOptions{})
				counts[c.Verdict]++
				if c.Verdict == Undecided || len(c.Open) > 0 {
					t.Log(lastARN, arn, c.Verdict, c.Open)
				}
				if c := Compare(facts, AccessOf(IdentityPolicy, d), AccessOf(IdentityPolicy, d), CompareOptions{}); c.Verdict != NoNewAccess {
					t.Error(arn, summary(c))
				}
			}
		}
		last, lastARN = d, arn
	}
	t.Log(counts)
}
