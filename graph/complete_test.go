package graph_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/policy"
)

// TestPolicyHoldsWay gives one policy all that a way takes, on everything, and
// takes away each request by itself.
func TestPolicyHoldsWay(t *testing.T) {
	for _, s := range settings(t) {
		kind, _, _ := strings.Cut(s.holds, " ")
		if !slices.Contains([]string{"role", "relay", "admin-user", "plain-user", "plain-role", "member", "strong-group"}, kind) || s.way == "assume-role" || strings.Contains(s.way, "+") {
			continue // depends on what the account holds, or is two ways
		}
		t.Run(strings.ReplaceAll(s.id, ":", "/"), func(t *testing.T) {
			passes := slices.ContainsFunc(s.needs, func(need string) bool { return strings.HasPrefix(need, "iam:") })
			if ways := waysOf(t, s.needs, !passes); !slices.Contains(ways, s.way) {
				t.Errorf("%q lead to %q, want %s", s.needs, ways, s.way)
			}
			for i := range s.needs {
				less := slices.Delete(slices.Clone(s.needs), i, i+1)
				if ways := waysOf(t, less, !passes); slices.Contains(ways, s.way) {
					t.Errorf("without %s: still the way %s", s.needs[i], s.way)
				}
			}
		})
	}
}

// waysOf are the ways that a policy with some actions holds: into what runs,
// or others.
func waysOf(t *testing.T, needs []string, enters bool) []string {
	t.Helper()
	actions := []string{"s3:ListAllMyBuckets"}
	for _, need := range needs {
		action, _, _ := strings.Cut(need, "@")
		actions = append(actions, action)
	}
	text, err := json.Marshal(document(object{"Effect": "Allow", "Action": actions, "Resource": "*"}))
	if err != nil {
		t.Fatal(err)
	}
	d, err := policy.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	found := graph.CompletesOf(d, catalog.Default())
	if enters {
		found = graph.EntersOf(d, catalog.Default())
	}
	var ids []string
	for _, c := range found {
		if c.Statement == nil || c.At == (policy.Span{}) || enters != (c.Does != "") {
			t.Errorf("the way %s has no place, or does %q", c.ID, c.Does)
		}
		ids = append(ids, c.ID)
	}
	return ids
}
