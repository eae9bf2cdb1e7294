package policy

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/catalog"
)

// suggestions are kinds of problem that do no harm: they are counted, not listed.
var suggestions = map[ProblemKind]string{
	ActionRedundant: "redundant actions", ResourceRedundant: "redundant resources", StatementRedundant: "redundant statements",
	NullClearer: "wildcards that ask for presence", ActionWithdrawn: "withdrawn actions", ResourceMismatch: "statements with actions that no resource fits",
}

// TestManagedPolicies validates the policies that AWS manages. What remains
// is listed in testdata/managed-policies.txt, each with the reason: a defect of
// AWS's document, or what the reference does not tell.
func TestManagedPolicies(t *testing.T) {
	facts := catalog.Default()
	validator := NewValidator(facts)
	var found []string
	counts := make(map[string]int)
	arns := facts.ManagedPolicies()
	for _, arn := range arns {
		p, _ := facts.ManagedPolicy(arn)
		d, err := Parse(p.Document)
		if err != nil {
			t.Fatalf("%s: %v", arn, err)
		}
		for _, problem := range validator.Validate(d, IdentityPolicy) {
			if name, ok := suggestions[problem.Kind]; ok {
				counts[name]++
				continue
			}
			if problem.Kind == SizeExceeded {
				continue // AWS's own policies have no quota
			}
			found = append(found, strings.TrimPrefix(arn, "arn:aws:iam::aws:policy/")+" "+problem.Detail)
		}
	}
	slices.Sort(found)
	found = slices.Compact(found)
	for _, name := range suggestions {
		found = append(found, fmt.Sprintf("%d %s", counts[name], name))
	}
	slices.Sort(found[len(found)-len(suggestions):])

	text, err := os.ReadFile("testdata/managed-policies.txt")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	reason := ""
	for line := range strings.Lines(string(text)) {
		switch line = strings.TrimSpace(line); {
		case strings.HasPrefix(line, "# "):
			reason = line
		case line != "" && reason == "":
			t.Errorf("no reason for %s", line)
		case line != "":
			want = append(want, line)
		}
	}
	slices.Sort(want)
	slices.Sort(found)
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("what remains of %d policies (-listed +found):\n%s", len(arns), diff)
	}
}
