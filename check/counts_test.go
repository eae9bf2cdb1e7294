package check_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/rules"
	"github.com/iamlint/iamlint/rules/rule"
)

var updateCounts = flag.Bool("update", false, "write the counts of findings anew")

// frequent are the rules that fire on more than one in twenty documents, and
// why that is right.
var frequent = map[string]string{
	"policy-resource-wildcard":           "for auditors: AWS's own policies are made for every account, so they cannot name resources",
	"policy-infrastructure-modification": "for auditors: the same, of actions that change things",
	"policy-permissions-management":      "policies for service roles and FullAccess policies of AWS share and attach in every account",
	"policy-data-exfiltration":           "policies of AWS read the data of a service wherever it lies",
	"policy-service-wildcard":            "the FullAccess policies allow whole services, which is what the rule is about",
	"policy-passrole-service-open":       "older policies of AWS name the role by a prefix and leave the service open",
	"sid-invalid":                        "AWS gives its own policies Sids that it refuses from others",
	"policy-resource-near-wildcard":      "policies of AWS name all resources of a type, since they are made for every account",
	"resource-redundant":                 "AWS lists resources twice in the policies that it generates",
	"ai-guardrail-not-required":          "for auditors: hardly any policy asks for a guardrail",
	"policy-resource-mismatch":           "AWS's own policies grant in vain: secrets without \"secret:\" in their ARN, stacks without a slash, and such",
	"action-withdrawn":                   "for auditors: AWS leaves actions in its policies that it has withdrawn",
	"policy-size-exceeded":               "AWS's own policies may be longer than those of others",
	"condition-null-clearer":             "for auditors: AWS writes Null with false where StringLike would do",
	"role-compute-admin":                 "the labs are accounts in which a workload is administrator",
	"resource-public":                    "the corpus collects public resource policies",
	"user-policy-inline":                 "the labs give each starting user an inline policy",
	"user-without-group":                 "the labs make users without groups",
	"inline-policy-used":                 "for auditors: the labs use inline policies throughout",
	"trust-user-principal":               "for auditors: the labs let a user take a role, which is the path that they show",
	"user-policy-attached":               "the labs attach policies to users",
	"policy-passrole-wildcard":           "the labs show escalation by passing roles",
	"trust-service-source-missing":       "for auditors: few trust policies test the source",
}

// TestManagedCounts keeps how often each rule fires on the AWS-managed policies,
// each taken for a policy of one's own.
func TestManagedCounts(t *testing.T) {
	dir := t.TempDir()
	facts := catalog.Default()
	arns := facts.ManagedPolicies()
	for i, arn := range arns {
		p, _ := facts.ManagedPolicy(arn)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.json", i)), p.Document, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	compareCounts(t, dir, len(arns), "managed")
}

// TestCorpusCounts does the same of the real exports of IAMLINT_CORPUS.
func TestCorpusCounts(t *testing.T) {
	dir := os.Getenv("IAMLINT_CORPUS")
	if dir == "" {
		t.Skip("IAMLINT_CORPUS names no folder of real exports")
	}
	compareCounts(t, dir, 0, "corpus")
}

// compareCounts lints a folder with all rules and compares how many findings
// each has. documents is how many policy documents there are, 0 to count them.
func compareCounts(t *testing.T, dir string, documents int, name string) {
	set := account.Load([]string{dir}, account.Options{})
	if documents == 0 {
		for _, a := range set.Accounts {
			if a.Documents != nil {
				documents += len(a.Documents.All)
			}
		}
	}
	settings := rule.DefaultSettings()
	report := check.Run(set, check.Options{Rules: rules.All(), Settings: &settings})
	counts := make(map[string]int)
	for _, f := range report.Findings {
		counts[f.Rule.ID]++
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d documents\n", documents)
	for _, r := range rules.All() {
		n := counts[r.ID]
		if n == 0 {
			continue
		}
		fmt.Fprintf(&b, "%s %d\n", r.ID, n)
		if n*20 > documents && frequent[r.ID] == "" {
			t.Errorf("%s fires %d times in %d documents: narrow it, or say why that is right", r.ID, n, documents)
		}
	}
	golden := filepath.Join("testdata", "counts-"+name+".txt")
	if *updateCounts {
		if err := os.WriteFile(golden, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("the findings are others (-want +got); look at them, then run go test ./check -update\n%s", diff)
	}
}

// TestFrequent holds that the justified rules exist.
func TestFrequent(t *testing.T) {
	for id := range frequent {
		if !slices.ContainsFunc(rules.All(), func(r *rule.Rule) bool { return r.ID == id }) {
			t.Errorf("no rule %s", id)
		}
	}
}
