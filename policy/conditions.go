package policy

import "strings"

// limitsOnlyTheSession says whether the statement's conditions, if any, speak
// of the caller's session, network or the time of day and leave open what may
// be done.
func (s *Statement) limitsOnlyTheSession() bool {
	for _, c := range s.Conditions {
		if !sessionKeys[strings.ToLower(c.Key.Text)] {
			return false
		}
	}
	return true
}

// sessionKeys are the global keys about how, when and from where a caller
// acts (AWS global condition context keys). None of them names a resource, an
// action or another principal.
var sessionKeys = map[string]bool{
	"aws:currenttime":                  true,
	"aws:epochtime":                    true,
	"aws:multifactorauthage":           true,
	"aws:multifactorauthpresent":       true,
	"aws:securetransport":              true,
	"aws:sourceip":                     true,
	"aws:sourcevpc":                    true,
	"aws:sourcevpce":                   true,
	"aws:sourcevpcarn":                 true,
	"aws:tokenissuetime":               true,
	"aws:useragent":                    true,
	"aws:referer":                      true,
	"aws:vpcsourceip":                  true,
	"aws:vpceaccount":                  true,
	"aws:vpceorgid":                    true,
	"aws:ec2instancesourcevpc":         true,
	"aws:userid":                       true,
	"aws:username":                     true,
	"aws:principaltype":                true,
	"aws:principalarn":                 true,
	"aws:principalaccount":             true,
	"aws:principalorgid":               true,
	"aws:federatedprovider":            true,
	"aws:chatbotsourcearn":             true,
	"aws:assumedroot":                  true,
	"aws:signinsessionarn":             true,
	"ec2:sourceinstancearn":            true,
	"ec2:rolealias":                    true,
	"lambda:sourcefunctionarn":         true,
	"aws:ec2instancesourceprivateipv4": true,
}

// alwaysHolds says whether a condition is true of every request that a role
// trust policy judges: a pattern of only stars over a key that each caller has.
func (c Condition) alwaysHolds() bool {
	operator := strings.ToLower(c.Operator)
	if rest, ok := strings.CutPrefix(operator, "forallvalues:"); ok {
		operator = rest
	}
	base, ifExists := strings.CutSuffix(operator, "ifexists")
	if base != "stringlike" && base != "arnlike" && base != "arnequals" {
		return false
	}
	if !ifExists && !callerKeys[strings.ToLower(c.Key.Text)] {
		return false
	}
	for _, v := range c.Values {
		if onlyStars(v.Text) || base != "stringlike" && v.Text == "arn:*:*:*:*:*" {
			return true
		}
	}
	return false
}

// callerKeys are in every signed request.
var callerKeys = map[string]bool{
	"aws:principalarn":     true,
	"aws:principalaccount": true,
	"aws:principaltype":    true,
	"aws:userid":           true,
}

// conditional says whether any condition of the statement can fail.
func (s *Statement) conditional() bool {
	for _, c := range s.Conditions {
		if len(c.Values) > 0 && !c.alwaysHolds() {
			return true
		}
	}
	return false
}
