package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/report"
)

// compareDocuments compares each document of the new input with the old one of
// the same name, or with nothing. Two inputs of one document each are a pair
// whatever their names.
func (c *comparer) compareDocuments() error {
	old := make(map[string]*account.PolicyDocument)
	if c.old != nil {
		for _, d := range c.old.documents {
			old[c.old.name(d)] = d
		}
	}
	for _, d := range c.now.documents {
		if kind := c.kindOf(d); c.flags.public && kind != policy.ResourcePolicy && kind != policy.TrustPolicy {
			continue // lets nobody in
		}
		before := old[c.now.name(d)]
		if c.old != nil && len(c.old.documents) == 1 && len(c.now.documents) == 1 {
			before = c.old.documents[0]
		}
		if err := c.compareDocument(c.titleOf(d), before, d); err != nil {
			return err
		}
	}
	if len(c.results) == 0 {
		return fmt.Errorf("%s has no policy of a resource; --kind says what documents are that look otherwise", c.now.path)
	}
	return nil
}

func (c *comparer) titleOf(d *account.PolicyDocument) string {
	if d.Owner.Type == "" || d.Owner.Type == "document" || d.Name == d.File.Path {
		return d.File.Path
	}
	return fmt.Sprintf("%s of %s", d.Name, strings.TrimSpace(d.Owner.Type+" "+d.Owner.Name))
}

// name tells documents of an input apart, the same in another input.
func (in *compareInput) name(d *account.PolicyDocument) string {
	path, err := filepath.Rel(in.path, d.File.Path)
	if err != nil {
		path = d.File.Path
	}
	// A document without a name of its own goes by the path of its file.
	names := strings.ReplaceAll(strings.Join([]string{d.Owner.Type, d.Owner.Name, d.Name}, "\x00"), d.File.Path, "")
	return path + "\x00" + names
}

// kindOf is what documents are compared as.
func (c *comparer) kindOf(d *account.PolicyDocument) policy.Kind {
	if kind, ok := kindNames[c.flags.kind]; ok {
		return kind
	}
	return d.Kind
}

// compareDocument compares a document with an older one, nil for nothing.
func (c *comparer) compareDocument(subject string, before, now *account.PolicyDocument) error {
	o := c.options
	o.Kind = c.kindOf(now)
	if before != nil && c.flags.kind == "" && before.Kind != now.Kind {
		// A document with little in it looks like any kind.
		if len(before.Statements) > 0 && len(now.Statements) > 0 {
			return fmt.Errorf("%s looks like another kind of policy (%v) than %s (%v); --kind says what both are", before.File.Path, before.Kind, now.File.Path, now.Kind)
		}
		if len(now.Statements) == 0 {
			o.Kind = before.Kind
		}
	}
	if o.Kind == policy.TrustPolicy && strings.HasPrefix(now.Owner.ARN, "arn:") && o.Resources == nil {
		o.Resources = []string{now.Owner.ARN} // of which it speaks
	}
	one := compared{subject: subject, before: makePlaces(before), now: makePlaces(now)}
	var old *policy.Document
	if before != nil {
		old = before.Document
	}
	one.Comparison = policy.Compare(c.facts, policy.AccessOf(o.Kind, old), policy.AccessOf(o.Kind, now.Document), o)
	if one.Verdict != policy.NewAccess && old != nil && old.Denies() && (o.Kind == policy.ResourcePolicy || o.Kind == policy.TrustPolicy) {
		left := policy.Compare(c.facts, policy.LeftBy(old), policy.LeftBy(now.Document), o)
		one.Gains, one.Open, one.Verdict = left.Gains, append(one.Open, left.Open...), max(one.Verdict, left.Verdict)
		if left.Verdict == policy.NewAccess {
			one.Verdict = policy.NewAccess
		}
	}
	c.add(one, before, now)
	return nil
}

// add takes a comparison of documents, of which nobody knows what AWS makes
// when their form is wrong.
func (c *comparer) add(one compared, documents ...*account.PolicyDocument) {
	for _, d := range documents {
		if d == nil {
			continue
		}
		for _, p := range d.Problems {
			place := d.At(p.Span)
			at := report.NewLocator(place.File.Text, []int{int(place.Span.Start)}).At(int(place.Span.Start))
			one.Open = append(one.Open, fmt.Sprintf("%s:%d:%d: the form of the document is wrong: %s %s", place.File.Path, at.Line, at.Column, p.Element, p.Detail))
			if one.Verdict == policy.NoNewAccess {
				one.Verdict = policy.Undecided
			}
		}
	}
	c.results = append(c.results, one)
}

// makePlaces knows where statements of documents stand.
func makePlaces(documents ...*account.PolicyDocument) places {
	p := places{make(map[*policy.Document]held)}
	for _, d := range documents {
		if d != nil {
			p.documents[d.Document] = held{d.Name, d}
		}
	}
	return p
}
