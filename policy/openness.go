package policy

import (
	"net/netip"
	"strings"
)

// An Openness says to whom a statement of a resource policy opens the resource
// besides those that it names.
type Openness uint8

// The degrees of openness.
const (
	Closed Openness = iota // to nobody
	Weakly                 // to everybody who meets conditions that do not tell who calls
	Open                   // to everybody
)

// Openness says to whom a statement opens the resource. A condition that tells
// who calls, by account, organization, ARN, VPC or address, closes it, and so
// does a Deny of the document that turns strangers away from the same actions
// (AWS JSON policy elements: Principal; AWS global condition context keys;
// Blocking public access to your Amazon S3 storage: The meaning of "public").
func (d *Document) Openness(s *Statement) Openness {
	if !s.Allows() || !s.everyone() {
		return Closed
	}
	weak := false
	for i := range s.Conditions {
		c := &s.Conditions[i]
		switch {
		case c.alwaysHolds() || c.wholeInternet():
		case c.identifies():
			return Closed
		default:
			weak = true
		}
	}
	for i := range d.Statements {
		if deny := &d.Statements[i]; deny.Denies() && deny.reachesStrangers() && deny.SpeaksOfAll(s) {
			return Closed
		}
	}
	if weak {
		return Weakly
	}
	return Open
}

// Parsable says whether the statement names actions and resources, and all of them have the form of one.
func (s *Statement) Parsable() bool {
	for _, v := range s.Action.Values {
		if _, ok := ParseAction(v.Text); !ok {
			return false
		}
	}
	for _, v := range s.Resource.Values {
		if _, ok := parseResource(v.Text); !ok {
			return false
		}
	}
	return s.Action.Present() && s.Resource.Present()
}

// SpeaksOfAll says whether a statement covers the actions and resources of another one.
func (s *Statement) SpeaksOfAll(other *Statement) bool {
	if !other.Action.Present() {
		return false
	}
	for _, v := range other.Action.Values {
		if p, ok := ParseAction(v.Text); ok && !s.coversAction(p) {
			return false
		}
	}
	for _, v := range other.Resource.Values {
		if set, ok := parseResource(v.Text); ok && !s.coversResources(set) {
			return false
		}
	}
	return !other.NotResource.Present() || s.coversResources(everything)
}

// identifyingKeys tell who calls or from where, in ways that strangers cannot choose.
var identifyingKeys = map[string]bool{
	"aws:principalaccount": true, "aws:principalarn": true, "aws:principalorgid": true, "aws:principalorgpaths": true,
	"aws:userid": true, "aws:username": true, "aws:federatedprovider": true,
	"aws:sourceaccount": true, "aws:sourcearn": true, "aws:sourceorgid": true, "aws:sourceorgpaths": true, "aws:sourceowner": true,
	"aws:sourcevpc": true, "aws:sourcevpcarn": true, "aws:sourcevpce": true,
	"aws:vpceaccount": true, "aws:vpceorgid": true, "aws:vpceorgpaths": true,
	"kms:calleraccount": true, "s3:dataaccesspointaccount": true, "s3:dataaccesspointarn": true,
}

// identifyingFlags are keys that say the same when they are true.
var identifyingFlags = map[string]bool{"aws:principalisawsservice": true, "elasticfilesystem:accessedviamounttarget": true}

// identifies says whether a condition admits only callers that are known.
func (c *Condition) identifies() bool {
	name := ParseOperator(c.Operator)
	if name.negated || name.IfExists || name.Qualifier == "ForAllValues" || len(c.Values) == 0 {
		return false
	}
	key := strings.ToLower(c.Key.Text)
	for _, v := range c.Values {
		known := false
		switch name.operator {
		case stringEquals, stringEqualsIgnoreCase:
			known = identifyingKeys[key]
		case stringLike, arnLike:
			known = identifyingKeys[key] && outOfReach(key, v.Text)
		case boolean:
			known = identifyingFlags[key] && strings.EqualFold(v.Text, "true")
		case ipAddress:
			known = (key == "aws:sourceip" || key == "aws:vpcsourceip") && ofOneOwner(v.Text)
		}
		if !known {
			return false
		}
	}
	return true
}

// ofOneOwner says whether a range of addresses is small enough to be one owner's.
func ofOneOwner(text string) bool {
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		address, err := netip.ParseAddr(text)
		return err == nil && address.IsValid()
	}
	return prefix.Bits() >= 16 || prefix.Addr().Is4() && prefix.Bits() >= 8
}

// Conditional says whether a condition of the statement can fail.
func (s *Statement) Conditional() bool { return s.conditional() }

// Identified says whether a condition of the statement admits only callers, or
// sources of calls of services, that are known.
func (s *Statement) Identified() bool {
	for i := range s.Conditions {
		if s.Conditions[i].identifies() {
			return true
		}
	}
	return false
}

// ActsOn says whether the statement speaks of an action, given in lower case.
func (s *Statement) ActsOn(action string) bool { return s.actionMatches(action) }

// ReachesStrangers says whether a Deny is for everybody, or for everybody but
// expected callers.
func (s *Statement) ReachesStrangers() bool { return s.Denies() && s.reachesStrangers() }
