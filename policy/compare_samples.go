package policy

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/internal/language"
)

// accountSamples are account ids, one at least for each set of patterns of
// aws:PrincipalAccount, and of the accounts in those of aws:PrincipalArn, that
// some id fits which is none of those that are named. They are all there is to
// tell apart where all says so.
func (c *comparison) accountSamples(named []string) (samples []string, all bool) {
	var accounts, arns [][]language.Pattern
	crossing := false // a pattern of ARNs may fit more than an account where that stands
	ordered := false  // a condition takes ids for numbers
	for s := range c.statements {
		for i := range s.conditions {
			condition := &s.conditions[i]
			ordered = ordered || condition.key == "aws:principalaccount" && (condition.family()&(numberFamily|dateFamily) != 0 || condition.operator == binaryEquals)
			for _, v := range condition.source.Values {
				if condition.key == "aws:principalaccount" && condition.operator == stringLike && strings.ContainsAny(v.Text, "*?") && !onlyStars(v.Text) {
					accounts = append(accounts, []language.Pattern{globTokens(nil, v.Text, true)})
				}
				parts, n := splitARN(v.Text)
				if condition.key != "aws:principalarn" || onlyStars(v.Text) || n == 6 && (onlyStars(parts[4]) || isAccountID(parts[4])) {
					continue
				}
				arns = append(arns, []language.Pattern{globTokens(nil, parts[4], false)})
				crossing = crossing || n < 6 || strings.Contains(parts[4], "$") || condition.operator != arnLike && strings.Contains(strings.Join(parts[:5], ""), "*")
			}
		}
	}
	if ordered {
		c.open = append(c.open, "a condition takes the ids of aws:PrincipalAccount for numbers")
	}
	if len(accounts) == 0 {
		return nil, false // each ARN tells its account
	}
	known := []language.Pattern{}
	for _, id := range named {
		known = append(known, language.Text(id))
	}
	unions := append(append(accounts, arns...), known)
	samples, complete := language.Samples(append([][]language.Pattern{{globTokens(nil, strings.Repeat("?", 12), true)}}, unions...), "0123456789", searchLimit)
	all = complete && !crossing
	if !all {
		c.open = append(c.open, "patterns of accounts in aws:PrincipalAccount and aws:PrincipalArn are too many to tell which of them go together")
	}
	return slices.DeleteFunc(samples, func(id string) bool { return !isAccountID(id) }), all
}

// services are those that are named, and one at least for each set of
// conditions on the names of services that some other name meets.
func (c *comparison) services(named []string) []string {
	services := append(slices.Clone(named), "service.amazonaws.com")
	var unions [][]language.Pattern
	for s := range c.statements {
		for i := range s.conditions {
			if condition := &s.conditions[i]; (condition.key == "aws:principalservicename" || condition.key == namesOfServices) && condition.family() == textFamily {
				unions = append(unions, slices.DeleteFunc(c.patternsOf(condition), language.Pattern.Symbolic))
			}
		}
	}
	if unions == nil {
		return services
	}
	for _, name := range named {
		unions = append(unions, []language.Pattern{language.Text(name)})
	}
	shape := language.Pattern{language.Some(false), language.Star(false)}
	samples, complete := language.Samples(append([][]language.Pattern{{shape}}, unions...), "", searchLimit)
	if !complete {
		c.open = append(c.open, "patterns of services in aws:PrincipalServiceName and aws:PrincipalServiceNamesList are too many to tell which of them go together")
	}
	fits := func(name string) (set []bool) {
		for _, union := range unions {
			set = append(set, slices.ContainsFunc(union, func(p language.Pattern) bool { _, ok := p.Capture(name); return ok }))
		}
		return set
	}
	for _, name := range samples {
		if name == "" || strings.Contains(name, ":") {
			continue
		}
		// What looks like the names of services is easier to believe.
		for _, like := range []string{"x" + name, name + ".amazonaws.com", "x" + name + ".amazonaws.com"} {
			if !strings.HasPrefix(like, ".") && strings.HasSuffix(like, ".amazonaws.com") && slices.Equal(fits(like), fits(name)) {
				name = like
				break
			}
		}
		services = append(services, name)
	}
	slices.Sort(services)
	return slices.Compact(services)
}
