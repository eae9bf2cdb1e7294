package policy

import (
	"slices"
	"strings"
)

// AnyoneMayAssume finds the statement and principal by which a role trust
// policy lets every AWS principal take the role, whatever the account. A
// condition that a stranger may fail, or a Deny that turns strangers away,
// ends it.
func (d *Document) AnyoneMayAssume() (s *Statement, everyone Principal, ok bool) {
	for i := range d.Statements {
		s := &d.Statements[i]
		for _, p := range s.Principal.Entries {
			if p.Everyone() && s.Allows() && s.actionMatches("sts:assumerole") && s.openToStrangers() {
				return s, p, !d.turnsStrangersAway()
			}
		}
	}
	return nil, Principal{}, false
}

// openToStrangers says whether every caller on the Internet can meet the
// conditions of the statement.
func (s *Statement) openToStrangers() bool {
	for i := range s.Conditions {
		if c := &s.Conditions[i]; !c.alwaysHolds() && !c.wholeInternet() && !c.strangersMeet() {
			return false
		}
	}
	return true
}

// strangersMeet says whether strangers meet a condition, or can if they want to:
// by coming without its key, by choosing the value, or by being nobody expected.
func (c *Condition) strangersMeet() bool {
	name := ParseOperator(c.Operator)
	op := lookUp(operators, name.Base)
	key := strings.ToLower(c.Key.Text)
	anyOrganization := key == "aws:principalorgid" || key == "aws:principalorgpaths"
	choice := chosenByCallers[key] || strings.HasPrefix(key, "aws:principaltag/") || strings.HasPrefix(key, "aws:requesttag/")
	switch {
	case len(c.Values) == 0:
		return false
	case op.operator == null:
		absent := strings.EqualFold(c.Values[0].Text, "true")
		// Some strangers are in an organization, others in none.
		return absent && !requestKeys[key] || !absent && (choice || anyOrganization)
	case name.IfExists, name.Qualifier == "ForAllValues":
		return !requestKeys[key]
	case op.negated:
		return choice || c.holdsForStrangers()
	}
	return choice || anyOrganization && op.operator == stringLike && slices.ContainsFunc(c.Values, func(v Value) bool { return onlyStars(v.Text) })
}

// chosenByCallers are keys that callers give what value they like, in the call or
// in an account of their own.
var chosenByCallers = map[string]bool{
	"aws:multifactorauthage":     true,
	"aws:multifactorauthpresent": true,
	"aws:principaltype":          true,
	"aws:referer":                true,
	"aws:requestedregion":        true,
	"aws:securetransport":        true,
	"aws:sourceidentity":         true,
	"aws:tagkeys":                true,
	"aws:tokenissuetime":         true,
	"aws:useragent":              true,
	"aws:username":               true,
	"sts:rolesessionname":        true,
	"sts:sourceidentity":         true,
	"sts:transitivetagkeys":      true,
}

// wholeInternet says whether a condition asks for any IP address.
func (c Condition) wholeInternet() bool {
	operator, _ := strings.CutSuffix(strings.ToLower(c.Operator), "ifexists")
	if operator != "ipaddress" || !strings.EqualFold(c.Key.Text, "aws:SourceIp") {
		return false
	}
	for _, v := range c.Values {
		if v.Text == "0.0.0.0/0" || v.Text == "::/0" {
			return true
		}
	}
	return false
}

// turnsStrangersAway says whether a Deny of sts:AssumeRole keeps out callers
// that no one named: all of them, all but those listed in NotPrincipal, or all
// whose account, organization, ARN or external id is not an expected one.
func (d *Document) turnsStrangersAway() bool {
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.Denies() && s.actionMatches("sts:assumerole") && s.reachesStrangers() {
			return true
		}
	}
	return false
}

// reachesStrangers says whether the principals and conditions of a Deny fit
// every stranger. A Deny without conditions reaches strangers too.
func (s *Statement) reachesStrangers() bool {
	everyone := false
	for _, p := range s.Principal.Entries {
		everyone = everyone || p.Everyone()
	}
	if s.NotPrincipal.Present() {
		everyone = len(s.NotPrincipal.Entries) > 0
		for _, p := range s.NotPrincipal.Entries {
			everyone = everyone && !p.Everyone()
		}
	}
	for _, c := range s.Conditions {
		if !c.alwaysHolds() && !c.holdsForStrangers() {
			return false
		}
	}
	return everyone
}

// holdsForStrangers says whether a condition is met by everybody but expected
// callers: a negated test of something that strangers cannot choose, with
// values that they cannot come by. Tags, and names in accounts of their own,
// strangers can choose.
func (c Condition) holdsForStrangers() bool {
	key := strings.ToLower(c.Key.Text)
	operator := strings.ToLower(c.Operator)
	operator, _ = strings.CutPrefix(operator, "forallvalues:")
	// A key that the request lacks fails ForAnyValue, so only keys of every request do.
	if base, ok := strings.CutPrefix(operator, "foranyvalue:"); ok {
		if !requestKeys[key] {
			return false
		}
		operator = base
	}
	operator, _ = strings.CutSuffix(operator, "ifexists")
	if operator == "bool" {
		return key == "aws:principalisawsservice" && len(c.Values) == 1 && strings.EqualFold(c.Values[0].Text, "false")
	}
	if !identityKeys[key] {
		return false
	}
	switch operator {
	case "stringnotequals", "stringnotequalsignorecase":
		return len(c.Values) > 0
	case "stringnotlike", "arnnotlike", "arnnotequals":
		for _, v := range c.Values {
			if !outOfReach(key, v.Text) {
				return false
			}
		}
		return len(c.Values) > 0
	}
	return false
}

// identityKeys tell who calls, in ways that no caller chooses.
var identityKeys = map[string]bool{
	"aws:principalaccount":  true,
	"aws:principalarn":      true,
	"aws:principalorgid":    true,
	"aws:principalorgpaths": true,
	"aws:sourceaccount":     true,
	"aws:sourcearn":         true,
	"aws:sourceorgid":       true,
	"aws:userid":            true,
	"sts:externalid":        true,
}

// outOfReach says whether no stranger can bring a value that the pattern of an
// identity key matches.
func outOfReach(key, pattern string) bool {
	switch {
	case !strings.ContainsAny(pattern, "*?"):
		return true
	case strings.HasSuffix(key, "arn"):
		p, ok := parseResource(pattern)
		return ok && isAccountID(p.account)
	case strings.HasSuffix(key, "account"):
		return false // an id has only digits: any prefix is some stranger's
	}
	return !isWild(pattern[0])
}
