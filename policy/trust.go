package policy

import "strings"

// AnyoneMayAssume finds the statement and principal by which a role trust
// policy lets every AWS principal take the role, whatever the account. A
// condition that can fail, or a Deny that turns strangers away, ends it.
func (d *Document) AnyoneMayAssume() (s *Statement, everyone Principal, ok bool) {
	if d.turnsStrangersAway() {
		return nil, Principal{}, false
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		if !s.Allows() || !s.actionMatches("sts:assumerole") || s.conditional() {
			continue
		}
		for _, p := range s.Principal.Entries {
			if p.Everyone() {
				return s, p, true
			}
		}
	}
	return nil, Principal{}, false
}

// turnsStrangersAway says whether a Deny of sts:AssumeRole keeps out callers
// that no one named: all of them, all but those listed in NotPrincipal, or all
// whose account, organization, ARN or external id is not an expected one.
func (d *Document) turnsStrangersAway() bool {
	for i := range d.Statements {
		s := &d.Statements[i]
		if !s.Denies() || !s.actionMatches("sts:assumerole") || !s.deniesOnlyStrangers() {
			continue
		}
		if s.NotPrincipal.Present() && len(s.NotPrincipal.Entries) > 0 {
			return true
		}
		for _, p := range s.Principal.Entries {
			if p.Everyone() {
				return true
			}
		}
	}
	return false
}

// deniesOnlyStrangers says whether every condition of a Deny is a negated test
// of who calls, with values that single somebody out. Without conditions the
// Deny reaches strangers too.
func (s *Statement) deniesOnlyStrangers() bool {
	for _, c := range s.Conditions {
		operator := strings.ToLower(c.Operator)
		_, operator, found := strings.Cut(operator, ":")
		if !found {
			operator = strings.ToLower(c.Operator)
		}
		if !strings.HasPrefix(operator, "stringnot") && !strings.HasPrefix(operator, "arnnot") || !identityKey(c.Key.Text) {
			return false
		}
		if strings.Contains(operator, "like") || strings.HasPrefix(operator, "arnnot") {
			for _, v := range c.Values {
				if onlyStars(v.Text) {
					return false
				}
			}
		}
	}
	return true
}

func identityKey(key string) bool {
	switch key := strings.ToLower(key); key {
	case "aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths",
		"aws:userid", "aws:sourceaccount", "aws:sourceorgid", "aws:sourcearn", "sts:externalid":
		return true
	default:
		return strings.HasPrefix(key, "aws:principaltag/")
	}
}
