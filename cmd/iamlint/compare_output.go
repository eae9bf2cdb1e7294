package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/report"
)

// A comparisonReport is the answer for programs.
type comparisonReport struct {
	SchemaVersion int             `json:"schemaVersion"`
	Verdict       string          `json:"verdict"` // none, new or unknown
	Compared      int             `json:"compared"`
	Subjects      []comparedEntry `json:"subjects"` // those with new access, or of which it is unknown
}

// A comparedEntry is what is new about one policy, user or role.
type comparedEntry struct {
	Subject string      `json:"subject"`
	Verdict string      `json:"verdict"`
	Gains   []gainEntry `json:"gains"`
	Unknown []string    `json:"unknown"`
}

// A gainEntry is what a statement lets through that was not before.
type gainEntry struct {
	Statement  *statementPlace  `json:"statement,omitempty"` // absent where only a Deny is gone
	Principal  string           `json:"principal"`
	Action     string           `json:"action"`
	Resource   string           `json:"resource"`
	Context    map[string]any   `json:"context"`
	Before     string           `json:"before"`
	Missing    []string         `json:"missing"`  // types of policy that would have had to allow
	DeniedBy   []statementPlace `json:"deniedBy"` // of the old policies
	Actions    []string         `json:"actions"`
	Principals []string         `json:"principals"`
	Notes      []string         `json:"notes"`
}

func (c *comparer) report() comparisonReport {
	r := comparisonReport{SchemaVersion: 1, Verdict: c.verdict().String(), Compared: len(c.results), Subjects: []comparedEntry{}}
	for _, one := range c.results {
		if one.Verdict == policy.NoNewAccess {
			continue
		}
		e := comparedEntry{one.subject, one.Verdict.String(), []gainEntry{}, append([]string{}, one.Open...)}
		for i := range one.Gains {
			e.Gains = append(e.Gains, c.entry(&one, &one.Gains[i]))
		}
		r.Subjects = append(r.Subjects, e)
	}
	return r
}

func (c *comparer) entry(one *compared, g *policy.Gain) gainEntry {
	e := gainEntry{Principal: g.Request.Principal, Action: g.Request.Action, Resource: g.Request.Resource, Context: make(map[string]any),
		Before: g.Before.Outcome.String(), Missing: []string{}, DeniedBy: []statementPlace{},
		Actions: g.Actions, Principals: g.Callers, Notes: append([]string{}, g.Notes...)}
	for name, values := range g.Request.Context.Keys {
		name = c.spelling(name, g.Statement)
		if e.Context[name] = values; len(values) == 1 {
			e.Context[name] = values[0]
		}
	}
	if reason := (policy.Reason{Type: typeOf(g), Policy: g.Policy, Statement: g.Statement}); one.now.know(reason) {
		at := one.now.of(reason)
		e.Statement = &at
	}
	for _, t := range g.Before.Missing.List() {
		e.Missing = append(e.Missing, t.String())
	}
	if g.Before.Outcome == policy.ExplicitlyDenied {
		for _, r := range g.Before.Reasons {
			if one.before.know(r) {
				e.DeniedBy = append(e.DeniedBy, one.before.of(r))
			}
		}
	}
	return e
}

// spelling is a condition key as the statement or the catalogue writes it.
func (c *comparer) spelling(key string, s *policy.Statement) string {
	for _, condition := range s.Conditions {
		if strings.EqualFold(condition.Key.Text, key) {
			return condition.Key.Text
		}
	}
	if known, ok := c.facts.Key(key); ok {
		fixed, _ := catalog.FixedPart(known.Name)
		return fixed + key[len(fixed):]
	}
	return key
}

// followsFromCaller says whether a key says no more than who calls.
func followsFromCaller(key string) bool {
	switch strings.ToLower(key) {
	case "aws:principalaccount", "aws:principaltype", "aws:principalisawsservice", "aws:principalservicename", "aws:principalservicenameslist", "aws:username":
		return true
	}
	return false
}

// typeOf is the part that the granting statement plays.
func typeOf(g *policy.Gain) policy.Type {
	for _, r := range g.Now.Reasons {
		if r.Statement == g.Statement {
			return r.Type
		}
	}
	return policy.IdentityType
}

func (c *comparer) write(w io.Writer) error {
	r := c.report()
	if c.flags.format == "json" {
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(r)
	}
	for _, e := range r.Subjects {
		fmt.Fprintf(w, "%s: %s\n", report.Printable(e.Subject), c.words(e.Verdict))
		for _, g := range e.Gains {
			g.write(w, c.old != nil)
		}
		for _, why := range e.Unknown {
			fmt.Fprintf(w, "  unknown: %s\n", report.Printable(why))
		}
	}
	_, err := fmt.Fprintf(w, "%s\n", c.summary(r))
	return err
}

// words are the verdicts for the question that was asked.
func (c *comparer) words(verdict string) string {
	what := "new access"
	switch {
	case c.flags.public:
		what = "public access"
	case c.old == nil:
		what = "access granted"
	}
	switch verdict {
	case "none":
		return "no " + what
	case "unknown":
		return "unknown whether there is " + what
	}
	return what
}

func (c *comparer) summary(r comparisonReport) string {
	things := "policies"
	if c.old != nil && len(c.now.accounts) > 0 {
		things = "users, roles and policies"
	}
	if r.Compared == 1 {
		return c.words(r.Verdict)
	}
	return fmt.Sprintf("%s (%d of %d %s)", c.words(r.Verdict), len(r.Subjects), r.Compared, things)
}

// write writes a gain for people.
func (g *gainEntry) write(w io.Writer, compared bool) {
	const most = 5
	p := report.Printable
	if g.Statement == nil {
		fmt.Fprintf(w, "  nothing denies any more: %s on %s\n", g.Action, p(g.Resource))
	} else {
		where := "AWS-managed, from the catalogue"
		if g.Statement.Path != "" {
			where = fmt.Sprintf("%s:%d:%d", p(g.Statement.Path), g.Statement.Line, g.Statement.Column)
		}
		sid := "statement"
		if g.Statement.Sid != "" {
			sid += " " + p(g.Statement.Sid)
		}
		fmt.Fprintf(w, "  %s: %s allows %s on %s\n", where, sid, g.Action, p(g.Resource))
	}
	switch {
	case len(g.Principals) > 1:
		fmt.Fprintf(w, "    by %s and others, such as %s\n", p(g.Principal), p(g.Principals[1]))
	case g.Principal != policy.Somebody:
		fmt.Fprintf(w, "    by %s\n", p(g.Principal))
	}
	for _, key := range slices.Sorted(maps.Keys(g.Context)) {
		if !followsFromCaller(key) {
			fmt.Fprintf(w, "    with %s = %s\n", p(key), p(fmt.Sprint(g.Context[key])))
		}
	}
	if n := len(g.Actions) - 1; n > 0 {
		shown := g.Actions[1:min(len(g.Actions), most+1)]
		more := ""
		if n > most {
			more = fmt.Sprintf(" and %d more", n-most)
		}
		fmt.Fprintf(w, "    likewise %s%s\n", strings.Join(shown, ", "), more)
	}
	if compared {
		switch {
		case len(g.DeniedBy) > 0:
			for _, at := range g.DeniedBy {
				fmt.Fprint(w, "    before, denied:\n    ")
				at.write(w)
			}
		case len(g.Missing) > 0:
			fmt.Fprintf(w, "    before, nothing in the %s policies allowed it\n", strings.Join(g.Missing, " and "))
		}
	}
	for _, note := range g.Notes {
		fmt.Fprintf(w, "    note: %s\n", p(note))
	}
}
