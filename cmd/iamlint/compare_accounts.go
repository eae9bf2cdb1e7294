package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
)

// compareAccounts compares the accounts of two exports.
func (c *comparer) compareAccounts() error {
	for _, now := range c.now.accounts {
		var before *account.Account
		for _, a := range c.old.accounts {
			if a.ID == now.ID {
				before = a
			}
		}
		if before == nil {
			return fmt.Errorf("%s has nothing of the account %s", c.old.path, now.Title())
		}
		if err := c.compareAccount(before, now); err != nil {
			return err
		}
	}
	return nil
}

// An exported is an account with the policies of its organization.
type exported struct {
	*account.Principals
	guardrails *account.Guardrails
	unknown    string // why the organization's policies are not known
}

func (c *comparer) exported(a *account.Account) exported {
	e := exported{Principals: account.PrincipalsOf(a, c.facts)}
	var err error
	if e.guardrails, err = a.Guardrails(); err != nil {
		e.guardrails, e.unknown = new(account.Guardrails), err.Error()
	}
	return e
}

func (c *comparer) compareAccount(old, fresh *account.Account) error {
	before, now := c.exported(old), c.exported(fresh)
	if (before.unknown == "") != (now.unknown == "") {
		c.results = append(c.results, compared{subject: "organization", Comparison: &policy.Comparison{Verdict: policy.Undecided,
			Open: []string{"only one of the exports tells the policies of the organization: " + cmp.Or(before.unknown, now.unknown)}}})
		before.guardrails, now.guardrails = &account.Guardrails{}, &account.Guardrails{}
	}
	for _, p := range now.All {
		if err := c.comparePrincipal(before, now, p); err != nil {
			return err
		}
	}
	if err := c.compareBoundResources(before, now); err != nil {
		return err
	}
	return c.compareResourcePolicies(old, fresh)
}

// accessOf is what a principal may do, as far as its own account decides, with
// the places of its statements; nothing for nil.
func (e exported) accessOf(p *account.Principal) (policy.Access, places) {
	at := places{make(map[*policy.Document]held)}
	if p == nil {
		return policy.AccessOf(policy.IdentityPolicy, nil), at
	}
	policies := &policy.Policies{Identity: []*policy.Compiled{}}
	for _, h := range p.Held() {
		policies.Identity = append(policies.Identity, e.Compiled(h.Policy))
		name := h.Name
		if h.Group != nil {
			name += " of group " + h.Group.Name.Value
		}
		at.documents[h.Policy] = held{name, h.Document}
	}
	if b := p.Boundary(); b != nil {
		policies.Boundaries = []*policy.Compiled{e.Compiled(b.Policy)}
		at.documents[b.Policy] = held{b.Name, b.Document}
	}
	policies.SCPs = e.levels(e.guardrails.SCPs, at)
	return policy.Access{Policies: policies, Principal: p.ARN.Value, Known: p.Context()}, at
}

// levels are the policies of an organization, ready for decisions.
func (e exported) levels(from []account.Level, at places) []policy.Level {
	var levels []policy.Level
	for _, l := range from {
		level := policy.Level{ID: l.Node.ID}
		for _, p := range l.Policies {
			level.Policies = append(level.Policies, e.Compiled(p.Document.Document))
			at.documents[p.Document.Document] = held{p.Name.Value, p.Document}
		}
		levels = append(levels, level)
	}
	return levels
}

// comparePrincipal compares what a user or role may do with what the one of
// the same ARN could.
func (c *comparer) comparePrincipal(before, now exported, p *account.Principal) error {
	was := before.ByARN(p.ARN.Value)
	one := compared{subject: p.Type + " " + p.Name.Value}
	var old, fresh policy.Access
	old, one.before = before.accessOf(was)
	fresh, one.now = now.accessOf(p)
	if was != nil && meaningOf(old) == meaningOf(fresh) {
		one.Comparison = new(policy.Comparison)
	} else {
		one.Comparison = policy.Compare(c.facts, old, fresh, policy.CompareOptions{Kind: policy.IdentityPolicy})
	}
	for _, side := range []*account.Principal{was, p} {
		if side == nil {
			continue
		}
		for _, arn := range side.Incomplete() {
			one.Open = append(one.Open, "an export lacks the document of "+arn.Value)
			if one.Verdict == policy.NoNewAccess {
				one.Verdict = policy.Undecided
			}
		}
	}
	if was == nil {
		one.subject += " (new)"
	}
	c.results = append(c.results, one)
	return nil
}

// meaningOf is a text that accesses share which let the same through.
func meaningOf(a policy.Access) string {
	var parts []string
	add := func(policies []*policy.Compiled) {
		var texts []string
		for _, p := range policies {
			texts = append(texts, p.Document.Version.Text+p.Document.Meaning())
		}
		slices.Sort(texts)
		parts = append(parts, strings.Join(texts, "\x00"))
	}
	add(a.Policies.Identity)
	add(a.Policies.Boundaries)
	for _, levels := range [][]policy.Level{a.Policies.SCPs, a.Policies.RCPs} {
		for _, l := range levels {
			add(l.Policies)
		}
		parts = append(parts, "")
	}
	for name, values := range a.Known.Keys {
		parts = append(parts, name+"="+strings.Join(values, ","))
	}
	return strings.Join(parts, "\x01")
}

// compareBoundResources compares what the organization's policies for
// resources let through.
func (c *comparer) compareBoundResources(before, now exported) error {
	if len(before.guardrails.RCPs) == 0 {
		return nil // nothing was kept away
	}
	one := compared{subject: "resources of the account", before: places{make(map[*policy.Document]held)}, now: places{make(map[*policy.Document]held)}}
	old := policy.Access{Policies: &policy.Policies{RCPs: before.levels(before.guardrails.RCPs, one.before)}}
	fresh := policy.Access{Policies: &policy.Policies{RCPs: now.levels(now.guardrails.RCPs, one.now)}}
	one.Comparison = policy.Compare(c.facts, old, fresh, policy.CompareOptions{Kind: policy.ResourceControlPolicy})
	c.results = append(c.results, one)
	return nil
}

// compareResourcePolicies compares whom trust policies, policies of resources
// and of endpoints let in.
func (c *comparer) compareResourcePolicies(old, fresh *account.Account) error {
	key := func(d *account.PolicyDocument) string {
		return d.Kind.String() + "\x00" + cmp.Or(d.Owner.ARN, d.Owner.Name, d.Name)
	}
	before, kept := make(map[string]*account.PolicyDocument), make(map[string]bool)
	if old.Documents != nil {
		for _, d := range old.Documents.All {
			before[key(d)] = d
		}
	}
	if fresh.Documents != nil {
		for _, d := range fresh.Documents.All {
			if d.Kind != policy.TrustPolicy && d.Kind != policy.ResourcePolicy && d.Kind != policy.EndpointPolicy {
				continue
			}
			kept[key(d)] = true
			subject := d.Kind.String() + " of " + cmp.Or(d.Owner.Name, d.Owner.ARN, d.Name)
			if err := c.compareDocument(subject, before[key(d)], d); err != nil {
				return err
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(before)) {
		d := before[name]
		if kept[name] || d.Resource == nil || !d.Denies() || fresh.Resources == nil || fresh.Resources.Find(d.Resource.Type, cmp.Or(d.Resource.ARN, d.Resource.Name)) == nil {
			continue // not gone, or gone with its resource
		}
		one := compared{subject: d.Kind.String() + " of " + cmp.Or(d.Owner.Name, d.Owner.ARN, d.Name) + " (gone)", before: makePlaces(d), now: makePlaces()}
		one.Comparison = policy.Compare(c.facts, policy.LeftBy(d.Document), policy.LeftBy(new(policy.Document)), policy.CompareOptions{Kind: policy.ResourcePolicy})
		c.results = append(c.results, one)
	}
	return nil
}
