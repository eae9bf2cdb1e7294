package policy

import "strings"

// limitsOnlyTheSession says whether the statement's conditions, if any, speak
// of the caller, its session, its network or the time of day and leave open
// what may be done.
func (s *Statement) limitsOnlyTheSession() bool {
	for i := range s.Conditions {
		if c := &s.Conditions[i]; !SessionKey(c.Key.Text) && !c.alwaysHolds() {
			return false
		}
	}
	return true
}

// conditional says whether any condition of the statement can fail.
func (s *Statement) conditional() bool {
	for i := range s.Conditions {
		if !s.Conditions[i].alwaysHolds() {
			return true
		}
	}
	return false
}

// alwaysHolds says whether a condition is true of every signed request: a
// pattern of only stars over a key that each of them has or that IfExists lets
// be absent, a test that such a key is there, or that the call is encrypted.
func (c *Condition) alwaysHolds() bool {
	name := ParseOperator(c.Operator)
	if name.negated || name.Qualifier == "ForAnyValue" {
		return false
	}
	optional := name.IfExists || name.Qualifier == "ForAllValues"
	for _, v := range c.Values {
		switch name.operator {
		case stringLike, arnLike:
			if (optional || lookUp(requestKeys, c.Key.Text)) && matchesAnything(name.operator, v.Text) {
				return true
			}
		case null:
			if lookUp(requestKeys, c.Key.Text) && strings.EqualFold(v.Text, "false") {
				return true
			}
		case boolean:
			if strings.EqualFold(c.Key.Text, "aws:SecureTransport") && strings.EqualFold(v.Text, "true") {
				return true
			}
		}
	}
	return false
}

// matchesAnything says whether a pattern under a Like or ARN operator fits every value.
func matchesAnything(o operator, pattern string) bool {
	if o == stringLike {
		return onlyStars(pattern)
	}
	p, ok := parseResource(pattern)
	return ok && p.covers(everything)
}

// SessionKey says whether a key is about how, when, from where or by whom a
// call is made. No such key names a resource, an action or somebody acted upon.
func SessionKey(key string) bool {
	return lookUp(sessionKeys, key) || foldedPrefix(key, "aws:principaltag/")
}

// sessionKeys are the AWS global condition context keys of that sort.
var sessionKeys = map[string]bool{
	// The principal.
	"aws:principalaccount":  true,
	"aws:principalarn":      true,
	"aws:principalorgid":    true,
	"aws:principalorgpaths": true,
	"aws:principaltype":     true,
	"aws:userid":            true,
	"aws:username":          true,

	// The session.
	"aws:assumedroot":                  true,
	"aws:chatbotsourcearn":             true,
	"aws:ec2instancesourceprivateipv4": true,
	"aws:ec2instancesourcevpc":         true,
	"aws:federatedprovider":            true,
	"aws:multifactorauthage":           true,
	"aws:multifactorauthpresent":       true,
	"aws:signinsessionarn":             true,
	"aws:sourceidentity":               true,
	"aws:tokenissuetime":               true,
	"ec2:roledelivery":                 true,
	"ec2:sourceinstancearn":            true,
	"lambda:sourcefunctionarn":         true,
	"ssm:sourceinstancearn":            true,

	// The network.
	"aws:sourceip":     true,
	"aws:sourcevpc":    true,
	"aws:sourcevpcarn": true,
	"aws:sourcevpce":   true,
	"aws:vpceaccount":  true,
	"aws:vpceorgid":    true,
	"aws:vpceorgpaths": true,
	"aws:vpcsourceip":  true,

	// The request.
	"aws:currenttime":     true,
	"aws:epochtime":       true,
	"aws:referer":         true,
	"aws:securetransport": true,
	"aws:useragent":       true,
}

// requestKeys are in every signed request.
var requestKeys = map[string]bool{
	"aws:currenttime":      true,
	"aws:epochtime":        true,
	"aws:principalaccount": true,
	"aws:principalarn":     true,
	"aws:principaltype":    true,
	"aws:requestedregion":  true,
	"aws:securetransport":  true,
	"aws:userid":           true,
}
