package policy

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/catalog"
)

// A Validator finds the mistakes in policy documents that AWS finds (IAM
// Access Analyzer policy check reference) and some more. It remembers what it
// looked up, so one is best used for many documents. Not safe for concurrent use.
type Validator struct {
	facts     *catalog.Catalog
	actions   map[string]*actionFacts
	keys      map[string]keyFacts
	resources map[*catalog.ResourceType][]arnForm
	heads     map[string]*arnHead      // by text, those with which nothing is wrong
	types     map[string]*serviceTypes // by service
	variable  map[string]bool          // by name: whether such a key exists
	tags      map[[2]string]bool       // by service and kind of tag: whether requests carry such keys
	folded    map[string]string        // names in lower case

	// Of the statement that is checked; kept to use their memory again.
	tests []test         // its conditions, taken apart
	arns  []statementARN // its resources
	named []*actionFacts // its actions
}

// NewValidator makes a validator with these facts about AWS.
func NewValidator(facts *catalog.Catalog) *Validator {
	return &Validator{facts: facts, actions: make(map[string]*actionFacts), keys: make(map[string]keyFacts), resources: make(map[*catalog.ResourceType][]arnForm), heads: make(map[string]*arnHead), types: make(map[string]*serviceTypes), variable: make(map[string]bool), tags: make(map[[2]string]bool), folded: make(map[string]string)}
}

// Validate lists the mistakes of a document that is a policy of some kind, in
// order of place. It includes the document's own Problems. A policy in another
// language than IAM's has none.
func (v *Validator) Validate(d *Document, kind Kind) []Problem {
	if kind == OtherOrganizationPolicy {
		return nil
	}
	c := check{Validator: v, document: d, kind: kind, problems: slices.Clone(d.Problems)}
	if len(d.Problems) > 0 && d.Problems[0].Kind == InvalidJSON {
		return c.problems
	}
	c.documentElements()
	for i := range d.Statements {
		s := &d.Statements[i]
		c.statement = s
		c.lookUpActions(s)
		c.elements(s)
		c.principals(s)
		c.actionElement(s)
		c.resourceElement(s)
		for k := range s.Conditions {
			c.condition(s, &s.Conditions[k])
		}
		c.conditionsTogether(s)
		c.traps(s)
	}
	c.statement = nil
	c.redundantStatements()
	slices.SortStableFunc(c.problems, func(a, b Problem) int { return int(a.Span.Start) - int(b.Span.Start) })
	return c.problems
}

// A check is a document being validated.
type check struct {
	*Validator
	document  *Document
	kind      Kind
	statement *Statement // nil for what concerns the document
	problems  []Problem
}

func (c *check) report(kind ProblemKind, at Span, element, detail string, fix *Fix) {
	p := Problem{Kind: kind, Span: at, Element: element, Detail: detail, Fix: fix}
	if c.statement != nil {
		p.Scope = c.statement.Span
	}
	c.problems = append(c.problems, p)
}

// so says what follows from the problem that was reported last.
func (c *check) so(consequence string) { c.problems[len(c.problems)-1].Consequence = consequence }

// quoted lists words in quotes, the last one behind "and".
func quoted(words []string) string {
	for i := range words {
		words[i] = `"` + words[i] + `"`
	}
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
