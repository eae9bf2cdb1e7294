// Package policytest runs unit tests of permissions: a request, the policies
// that apply to it or the export of an account, and the decision that is
// expected.
package policytest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/policy"
)

// A Case is a request with the decision that is expected of it.
type Case struct {
	ID   string // "" for a case of a YAML file
	Name string
	File string
	Line int // where it stands, 1-based

	Principal, Action, Resource string
	ResourceAccount             string
	Context                     *policy.Context
	WildcardOnly                *bool            // whether the action knows no resources; nil to ask the catalogue
	Policies                    *policy.Policies // nil to ask the account
	Expected                    Expectation
}

// An Expectation is a set of outcomes that satisfy a case.
type Expectation struct {
	Text     string // as the case says it
	Outcomes []policy.Outcome
}

// expectations by name in lower case without blanks, hyphens and underscores.
var expectations = map[string][]policy.Outcome{
	"allowed":          {policy.Allowed},
	"denied":           {policy.ImplicitlyDenied, policy.ExplicitlyDenied},
	"explicitlydenied": {policy.ExplicitlyDenied},
	"implicitlydenied": {policy.ImplicitlyDenied},
	"conditional":      {policy.Conditional},
}

// ParseExpectation reads allowed, denied, explicitly-denied, implicitly-denied
// or conditional, in any case and also written together.
func ParseExpectation(text string) (Expectation, error) {
	name := strings.ToLower(strings.NewReplacer(" ", "", "-", "", "_", "").Replace(text))
	outcomes, ok := expectations[name]
	if !ok {
		return Expectation{}, fmt.Errorf("%q is none of allowed, denied, explicitly-denied, implicitly-denied and conditional", text)
	}
	return Expectation{text, outcomes}, nil
}

// An Account decides requests of cases that bring no policies of their own.
type Account interface {
	// Decide decides a request of a principal of the account, with the condition
	// keys of the case on top of what the account tells.
	Decide(principal, action, resource string, set func(*policy.Context)) (policy.Explanation, error)
}

// A Result is the outcome of a case.
type Result struct {
	*Case
	policy.Explanation
	Passed bool
	Err    error // the request could not be decided
}

// Decide decides the request of a case.
func (c *Case) Decide(facts *catalog.Catalog, account Account) Result {
	result := Result{Case: c}
	if c.Policies == nil {
		result.Explanation, result.Err = account.Decide(c.Principal, c.Action, c.Resource, func(ctx *policy.Context) { ctx.Merge(c.Context) })
	} else {
		r := c.request(facts)
		result.Decision = policy.Evaluate(r, c.Policies)
		if !c.expects(result.Outcome) {
			result.Explanation = policy.Explain(r, c.Policies)
		}
	}
	result.Passed = result.Err == nil && c.expects(result.Outcome)
	return result
}

func (c *Case) expects(o policy.Outcome) bool { return slices.Contains(c.Expected.Outcomes, o) }

func (c *Case) request(facts *catalog.Catalog) *policy.Request {
	r := &policy.Request{Principal: c.Principal, Action: c.Action, Resource: c.Resource, ResourceAccount: c.ResourceAccount, Context: c.Context}
	if strings.ContainsAny(c.Resource, "*?") {
		// A question about all resources that fit, unless the action knows none.
		wildcardOnly := false
		if c.WildcardOnly != nil {
			wildcardOnly = *c.WildcardOnly
		} else if a := facts.Action(c.Action); a != nil {
			wildcardOnly = a.WildcardOnly()
		}
		r.SomeResource = !wildcardOnly
	}
	return r
}
