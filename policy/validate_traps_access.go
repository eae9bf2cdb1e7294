package policy

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// wideV4 and wideV6 are the numbers of fixed bits below which a range of
// addresses keeps out next to nobody: no provider or company has so many.
const wideV4, wideV6 = 8, 16

// addresses finds tests of source addresses that let the whole Internet in,
// and Denies that also hit what AWS services do for the caller.
func (c *check) addresses(s *Statement) {
	for i := range c.tests {
		t := &c.tests[i]
		if t.key != "aws:sourceip" || t.operator != ipAddress {
			continue
		}
		if t.negated == s.Denies() {
			c.wide(t)
		}
		if t.negated && s.Denies() && (c.kind == IdentityPolicy || c.kind == ServiceControlPolicy) && !c.testsSome("aws:viaawsservice", "aws:calledvia", "aws:calledviafirst", "aws:calledvialast", "aws:principalisawsservice") {
			c.report(SourceIPServices, t.Key.Span, t.Key.Text, "denies calls from other addresses without exception for those that AWS services make for the caller",
				c.addCondition(t, "Bool", `"aws:ViaAWSService": "false"`))
		}
	}
}

func (c *check) wide(t *test) {
	for _, v := range t.Values {
		network, ok := parseNetwork(v.Text)
		if !ok || strings.Contains(v.Text, "$") {
			continue
		}
		if network.Addr().Is4() && network.Bits() < wideV4 || network.Addr().Is6() && network.Bits() < wideV6 {
			does := "lets in"
			if t.negated {
				does = "spares"
			}
			c.report(SourceIPWorld, v.Span, t.Key.Text, fmt.Sprintf("%s the range %q of aws:SourceIp, which is %s", does, v.Text, share(network)), nil)
			return
		}
	}
}

// share says how much of the address space a wide range is.
func share(network netip.Prefix) string {
	if network.Bits() == 0 {
		return "the whole Internet"
	}
	return "one in " + strconv.Itoa(1<<network.Bits()) + " of all addresses"
}

// callerKeys tell who causes a call to a resource.
var callerKeys = map[string]bool{
	"aws:principalaccount":  true,
	"aws:principalarn":      true,
	"aws:principalorgid":    true,
	"aws:principalorgpaths": true,
	"aws:sourceaccount":     true,
	"aws:sourcearn":         true,
	"aws:sourceorgid":       true,
	"aws:sourceorgpaths":    true,
	"aws:sourcevpc":         true,
	"aws:sourcevpce":        true,
	"aws:userid":            true,
	"kms:calleraccount":     true,
}

// strangers finds statements of a resource policy that everybody, or a service
// on everybody's behalf, would meet were it not for a test of who calls, when
// strangers meet that test too.
func (c *check) strangers(s *Statement) {
	if c.kind != ResourcePolicy || !s.everyone() && !s.onlyServices() {
		return
	}
	for i := range c.tests {
		if t := &c.tests[i]; t.selects() && !t.withoutKey() && c.keepsOut(t) {
			return
		}
	}
	for i := range c.tests {
		t := &c.tests[i]
		if !t.selects() || !callerKeys[t.key] {
			continue
		}
		for _, v := range t.Values {
			switch {
			case ownValue(v.Text):
				c.report(ConditionVariableBroad, v.Span, t.Key.Text, fmt.Sprintf("compares %s with %q, which every caller fills with a value of its own", t.Key.Text, v.Text), nil)
				return
			case t.matchesPatterns() && broad(t.key, v.Text):
				c.report(ConditionWildcardBroad, v.Span, t.Key.Text, fmt.Sprintf("compares %s with %q, which callers of other accounts can match", t.Key.Text, v.Text), nil)
				return
			}
		}
	}
}

// onlyServices says whether AWS services are all that the statement names.
func (s *Statement) onlyServices() bool {
	for _, p := range s.Principal.Entries {
		if p.Type != "Service" {
			return false
		}
	}
	return len(s.Principal.Entries) > 0
}

// matchesPatterns says whether the operator takes wildcards.
func (t *test) matchesPatterns() bool { return t.operator == stringLike || t.operator == arnLike }

// keepsOut says whether a test of who calls, or from where, or with which
// secret, is one that strangers fail.
func (c *check) keepsOut(t *test) bool {
	if !callerKeys[t.key] {
		// Of other keys that tell about the caller, one cannot say that it lets
		// strangers in.
		return SessionKey(t.key) && t.key != "aws:securetransport" && !t.among("aws:useragent", "aws:referer", "aws:currenttime", "aws:epochtime", "aws:multifactorauthpresent", "aws:multifactorauthage") ||
			strings.HasPrefix(t.key, "aws:vpce") || t.key == "sts:externalid" || t.key == "aws:sourceowner" || t.key == "aws:principalservicename" || ofProvider(t.Key.Text)
	}
	for _, v := range t.Values {
		if ownValue(v.Text) || t.matchesPatterns() && broad(t.key, v.Text) {
			return false
		}
	}
	return true
}

// broad says whether values that strangers can come by match a pattern of a
// caller key.
func broad(key, pattern string) bool {
	if !strings.ContainsAny(pattern, "*?") {
		return false
	}
	if strings.Contains(pattern, "${") {
		return false
	}
	switch key {
	case "aws:principalorgid", "aws:principalorgpaths", "aws:sourceorgid", "aws:sourceorgpaths":
		return onlyWild(strings.TrimPrefix(firstField(pattern, '/'), "o-"))
	case "aws:sourcevpc":
		return onlyWild(strings.TrimPrefix(pattern, "vpc-"))
	case "aws:sourcevpce":
		return onlyWild(strings.TrimPrefix(pattern, "vpce-"))
	case "kms:calleraccount":
		return true
	case "aws:sourcearn":
		return broadSource(pattern)
	}
	return !outOfReach(key, pattern)
}

// broadSource says whether a stranger can have a resource that a pattern of
// aws:SourceArn fits. Buckets have no account in their ARN, but one owner.
func broadSource(pattern string) bool {
	parts, n := splitARN(pattern)
	if n < 6 {
		return isWild(pattern[0])
	}
	if isAccountID(parts[4]) {
		return false
	}
	return parts[4] != "" || onlyWild(parts[5]) || strings.ContainsAny(parts[2], "*?")
}

func firstField(text string, separator byte) string {
	if i := strings.IndexByte(text, separator); i >= 0 {
		return text[:i]
	}
	return text
}

func onlyWild(text string) bool { return strings.Trim(text, "*?") == "" }

// ownValue says whether a value is nothing but variables that tell about the
// caller, so that a caller meets it by being itself.
func ownValue(text string) bool {
	if !strings.Contains(text, "${") {
		return false
	}
	parts, n := splitARN(text)
	if n == 6 {
		text = parts[4] // whose account
	}
	name, found := strings.CutPrefix(text, "${")
	name, end := strings.CutSuffix(name, "}")
	name = strings.ToLower(strings.TrimSpace(firstField(name, ',')))
	return found && end && (callerKeys[name] || strings.HasPrefix(name, "aws:principaltag/") || strings.HasPrefix(name, "aws:requesttag/"))
}

// An mfaState is what a request tells about MFA.
type mfaState uint8

const (
	mfaAbsent mfaState = 1 << iota // signed with long-term keys: the key is not there
	mfaFalse                       // a session without MFA
	mfaTrue
)

// mfa finds conditions on MFA that calls without MFA pass (AWS global condition
// context keys: aws:MultiFactorAuthPresent).
func (c *check) mfa(s *Statement) {
	states, at := s.mfaStates()
	if at == nil {
		return
	}
	const without = mfaAbsent | mfaFalse
	var pass mfaState
	switch {
	case s.Allows() && states&mfaTrue != 0 && states&without != without:
		pass = states & without
	case s.Denies() && states&mfaTrue == 0 && states != 0:
		pass = without &^ states &^ c.document.deniedByMFA()
	}
	if pass == 0 {
		return
	}
	does, who := "asks for MFA", "calls signed with long-term keys, which have no "+at.Key.Text
	if s.Denies() {
		does = "denies calls without MFA"
	}
	if pass == mfaFalse {
		who = "sessions without MFA, which have " + at.Key.Text + " with the value false"
	}
	c.report(MFAIneffective, at.OperatorAt, at.Key.Text, fmt.Sprintf("%s with %s of %s, which lets pass %s", does, at.Operator, at.Key.Text, who), c.mfaFix(s, at, pass))
}

// mfaFix writes the form of Bool that calls signed with long-term keys do not pass.
func (c *check) mfaFix(s *Statement, at *Condition, pass mfaState) *Fix {
	name := ParseOperator(at.Operator)
	if pass != mfaAbsent || !strings.EqualFold(name.Base, "Bool") || name.Qualifier != "" || !c.aloneUnder(at) {
		return nil
	}
	want := "BoolIfExists"
	if s.Allows() {
		want = "Bool"
	}
	for i := range s.Conditions {
		if strings.EqualFold(s.Conditions[i].Operator, want) {
			return nil
		}
	}
	return replace(at.OperatorAt, `"`+want+`"`, "write "+want, false)
}

// deniedByMFA are the states in which some Deny by MFA hits.
func (d *Document) deniedByMFA() (denied mfaState) {
	for i := range d.Statements {
		if s := &d.Statements[i]; s.Denies() {
			if states, at := s.mfaStates(); at != nil && states&mfaTrue == 0 {
				denied |= states
			}
		}
	}
	return denied
}

// DeniesWithoutMFA says whether the document denies everybody an action, given in
// lower case, whose call tells of no MFA, be it signed with long-term keys or in a
// session.
func (d *Document) DeniesWithoutMFA(action string) bool {
	var denied mfaState
	for i := range d.Statements {
		s := &d.Statements[i]
		if !s.Denies() || !s.actionMatches(action) || !s.everyone() {
			continue
		}
		if states, only := s.mfaOnly(); only && states&mfaTrue == 0 {
			denied |= states
		}
	}
	const without = mfaAbsent | mfaFalse
	return denied&without == without
}

// mfaStates are the states in which the statement's conditions on
// aws:MultiFactorAuthPresent hold, and the first of these conditions.
func (s *Statement) mfaStates() (states mfaState, first *Condition) {
	states = mfaAbsent | mfaFalse | mfaTrue
	for i := range s.Conditions {
		cond := &s.Conditions[i]
		if !strings.EqualFold(cond.Key.Text, "aws:MultiFactorAuthPresent") || !ParseOperator(cond.Operator).Known {
			continue
		}
		if first == nil {
			first = cond
		}
		for _, state := range []mfaState{mfaAbsent, mfaFalse, mfaTrue} {
			if !cond.holdsFor(state) {
				states &^= state
			}
		}
	}
	return states, first
}

// MFA says whether the statement has conditions on aws:MultiFactorAuthPresent or
// aws:MultiFactorAuthAge, and whether calls without MFA meet them, be they
// signed with long-term keys or in a session (AWS global condition context keys).
func (s *Statement) MFA() (tested, without bool) {
	states, first := s.mfaStates()
	tested = first != nil
	without = states&(mfaAbsent|mfaFalse) != 0
	for i := range s.Conditions {
		if c := &s.Conditions[i]; strings.EqualFold(c.Key.Text, "aws:MultiFactorAuthAge") && ParseOperator(c.Operator).Known {
			tested = true
			without = without && c.holdsFor(mfaAbsent) // no session without MFA has an age of it
		}
	}
	return tested, without
}

func (c *Condition) holdsFor(state mfaState) bool {
	compiled := compileCondition(c, false)
	switch {
	case compiled.operator == null:
		for _, absent := range compiled.bools {
			if absent == (state == mfaAbsent) {
				return true
			}
		}
		return false
	case state == mfaAbsent:
		return compiled.holdsForMissing() == True
	}
	return compiled.test(nil, strconv.FormatBool(state == mfaTrue)) == True
}

// deactivateMFA is the action that takes an MFA device off a user.
const deactivateMFA = "iam:deactivatemfadevice"

// mfaRemoval finds self-service that lets users take off their MFA device
// without having used it, which a thief of their password or keys can do too.
func (c *check) mfaRemoval(s *Statement) {
	if c.kind != IdentityPolicy || !s.Allows() || !s.Action.matchesAction(deactivateMFA) || !s.ownUser() {
		return
	}
	const without = mfaAbsent | mfaFalse
	pass, only := s.mfaOnly()
	if !only {
		return // another condition may keep the thief out
	}
	pass &= without
	for i := range c.document.Statements {
		if d := &c.document.Statements[i]; d.Denies() && d.actionMatches(deactivateMFA) && (d.coversResources(everything) || d.ownUser()) {
			if denied, only := d.mfaOnly(); only {
				pass &^= denied
			}
		}
	}
	if pass == 0 {
		return
	}
	for _, v := range s.Action.Values {
		if (Element{Values: []Value{v}}).matchesAction(deactivateMFA) {
			c.report(MFASelfRemoval, v.Span, v.Text, "lets users deactivate their own MFA device in a session without MFA", nil)
			return
		}
	}
}

// ownUser says whether the statement speaks of the user that calls.
func (s *Statement) ownUser() bool {
	for _, v := range s.Resource.Values {
		if strings.Contains(v.Text, ":user/") && strings.Contains(strings.ToLower(v.Text), "${aws:username}") {
			return true
		}
	}
	return false
}

// mfaOnly are the states of MFA in which the statement applies, and whether no
// other condition than on MFA can fail.
func (s *Statement) mfaOnly() (states mfaState, only bool) {
	for i := range s.Conditions {
		if cond := &s.Conditions[i]; !strings.EqualFold(cond.Key.Text, "aws:MultiFactorAuthPresent") && !cond.alwaysHolds() {
			return 0, false
		}
	}
	states, _ = s.mfaStates()
	return states, true
}
