package policy

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/internal/language"
)

// A callerCase are callers of which policies say the same, with one of them and
// what is known of its requests.
type callerCase struct {
	principal string
	canonical string
	known     *Context // open

	// arns and notARNs are what aws:PrincipalArn can be, where that matters.
	arns, notARNs []language.Pattern

	guessed bool // a value of a variable is a guess
}

// keysOfCallers are the keys that follow from who calls.
var keysOfCallers = []string{"aws:principalarn", "aws:principalaccount", "aws:principaltype", "aws:username", "aws:principalisawsservice", "aws:principalservicename", "aws:principalservicenameslist"}

// Somebody stands in a Request of a Gain for whoever holds the policy.
const Somebody = "arn:aws:iam::" + homeAccount + ":user/x"

// homeAccount is that of principals that are nobody's in particular.
const homeAccount = "111122223333"

// callers are cases that stand for all callers there can be.
func (c *comparison) callers() []callerCase {
	if who := c.now.caller; who != "" {
		return []callerCase{{principal: who, known: new(Context).Open()}}
	}
	named := false
	for s := range c.statements {
		named = named || s.hasPrincipal && (s.of == ResourceType || s.of == EndpointType || s.of == RCPType)
	}
	tested := slices.ContainsFunc(keysOfCallers, func(key string) bool { return c.tested[key] })
	grants := c.options.Kind == ResourcePolicy || c.options.Kind == TrustPolicy
	if !tested && !named && !grants {
		return []callerCase{{principal: Somebody, known: new(Context).Open()}}
	}
	w := c.whoIsWho()
	accounts := append([]string{w.stranger}, w.accounts...)
	if c.options.Strangers {
		accounts = accounts[:1]
	}
	var cases []callerCase
	if named || grants {
		cases = append(cases, anonymousCase())
	}
	for _, account := range accounts {
		for _, canonical := range append([]string{""}, w.canonical...) {
			unnamed := c.unnamed(account, w)
			if c.options.Kind == IdentityPolicy {
				unnamed = unnamed[:2] // nobody else has policies of its own
			}
			for _, one := range unnamed {
				one.canonical = canonical
				cases = append(cases, one)
			}
			if c.options.Strangers {
				break
			}
		}
	}
	if c.options.Strangers {
		return c.distinct(cases)
	}
	for _, arn := range w.principals {
		for _, one := range c.namedCases(arn) {
			if c.options.Kind != IdentityPolicy || !strings.Contains(one.principal, ":federated-user/") {
				cases = append(cases, one)
			}
		}
	}
	if named || grants {
		for _, service := range append(w.services, "service.amazonaws.com") {
			cases = append(cases, serviceCase(service))
		}
		for _, provider := range append(w.providers, "arn:aws:iam::"+w.stranger+":saml-provider/x") {
			known := new(Context).Open()
			known.SetComplete("aws:principal")
			known.SetAbsent("aws:username")
			cases = append(cases, callerCase{principal: provider, known: known})
		}
	}
	return c.distinct(cases)
}

// distinct drops cases of which all statements say the same, where the keys of
// callers do not matter.
func (c *comparison) distinct(cases []callerCase) []callerCase {
	for key := range c.tested {
		if slices.Contains(keysOfCallers, key) || strings.HasPrefix(key, "aws:principal") || key == "aws:userid" {
			return cases
		}
	}
	seen := make(map[string]bool)
	return slices.DeleteFunc(cases, func(one callerCase) bool {
		var fits []byte
		r := &Request{Principal: one.principal, Canonical: one.canonical}
		now, before := newEvaluation(r, c.now.policies), newEvaluation(r, c.before.policies)
		for s, new := range c.statements {
			e := &before
			if new {
				e = &now
			}
			fits = append(fits, map[bool]byte{true: '1', false: '0'}[!s.hasPrincipal || e.fits(s.compiledStatement) != noMatch])
		}
		fits = append(fits, map[bool]byte{true: '1', false: '0'}[now.boundBySCPs()])
		known := seen[string(fits)]
		seen[string(fits)] = true
		return known
	})
}

// whoIsWho are the callers that the policies tell apart.
type whoIsWho struct {
	accounts   []string
	principals []string // ARNs of users, roles and sessions
	services   []string
	providers  []string
	canonical  []string
	roles      map[string][]string // names of those of an account
	stranger   string              // an account that nobody names
}

func (c *comparison) whoIsWho() *whoIsWho {
	w := &whoIsWho{roles: make(map[string][]string)}
	addAccount := func(id string) {
		if isAccountID(id) && !slices.Contains(w.accounts, id) {
			w.accounts = append(w.accounts, id)
		}
	}
	for s := range c.statements {
		for i := range s.principals {
			p := &s.principals[i]
			addAccount(p.account)
			switch p.kind {
			case userPattern, rolePattern, sessionPattern:
				w.principals = append(w.principals, p.text)
				if p.kind == rolePattern {
					w.roles[p.account] = append(w.roles[p.account], p.name)
				}
			case servicePattern:
				w.services = append(w.services, p.text)
			case providerPattern:
				w.providers = append(w.providers, p.text)
			case canonicalPattern:
				w.canonical = append(w.canonical, p.text)
			}
		}
		for i := range s.conditions {
			condition := &s.conditions[i]
			for _, v := range condition.source.Values {
				switch condition.key {
				case "aws:principalaccount":
					addAccount(v.Text)
				case "aws:principalservicename":
					w.services = append(w.services, v.Text)
				case "aws:principalarn":
					if parts, n := splitARN(v.Text); n == 6 {
						addAccount(parts[4])
						if !strings.ContainsAny(v.Text, "*?$") {
							w.principals = append(w.principals, v.Text)
						}
					}
				}
			}
		}
	}
	for _, list := range []*[]string{&w.accounts, &w.principals, &w.services, &w.providers, &w.canonical} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	unknown := []string{"999988887777", homeAccount}
	if c.options.Kind == IdentityPolicy {
		slices.Reverse(unknown)
	}
	for _, w.stranger = range append(unknown, "222233334444", "123443211234", "565676768989", "909012127878") {
		if !slices.Contains(w.accounts, w.stranger) && !c.fitsAccount(w.stranger) {
			break
		}
	}
	return w
}

// fitsAccount says whether a pattern of account ids that is not for all fits one.
func (c *comparison) fitsAccount(id string) bool {
	for s := range c.statements {
		for i := range s.conditions {
			for _, v := range s.conditions[i].source.Values {
				if s.conditions[i].key == "aws:principalaccount" && !onlyStars(v.Text) && Match(v.Text, id) {
					return true
				}
			}
		}
	}
	return false
}

func caseOf(account, kind, arn string) *Context {
	known := new(Context).Open()
	known.Set("aws:PrincipalAccount", account)
	known.Set("aws:PrincipalType", kind)
	known.Set("aws:PrincipalIsAWSService", "false")
	known.SetAbsent("aws:PrincipalServiceName")
	known.SetAbsent("aws:PrincipalServiceNamesList")
	if arn != "" {
		known.Set("aws:PrincipalArn", arn)
	}
	if kind != "User" {
		known.SetAbsent("aws:username")
	}
	return known
}

// unnamed are cases for the principals of an account that no policy names.
func (c *comparison) unnamed(account string, w *whoIsWho) []callerCase {
	iam := "arn:aws:iam::" + account + ":"
	user := callerCase{principal: iam + "user/x"}
	role := callerCase{principal: "arn:aws:sts::" + account + ":assumed-role/x/session"}
	userARN, roleARN := iam+"user/x", iam+"role/x"
	if c.tested["aws:principalarn"] {
		// The key is free; what has a name of its own is another case.
		for _, p := range []struct {
			kind string
			to   *callerCase
		}{{"user/", &user}, {"role/", &role}} {
			any := globTokens(nil, "arn:*:iam::"+account+":"+p.kind+"?*", false)
			p.to.arns = []language.Pattern{append(any[:len(any)-2:len(any)-2], nonEmpty...)}
			for _, arn := range w.principals {
				p.to.notARNs = append(p.to.notARNs, language.Text(arn))
			}
		}
		for _, name := range w.roles[account] {
			for _, path := range []string{"", "*/"} {
				p := globTokens(nil, "arn:*:iam::"+account+":", false)
				p = globTokens(p, "role/"+path, true)
				role.notARNs = append(role.notARNs, literalTokens(p, name, true))
			}
		}
		userARN, roleARN = "", ""
	}
	user.known = caseOf(account, "User", userARN)
	role.known = caseOf(account, "AssumedRole", roleARN)
	session := "arn:aws:sts::" + account + ":federated-user/x"
	return []callerCase{user, role,
		{principal: iam + "root", known: caseOf(account, "Account", iam+"root")},
		{principal: session, known: caseOf(account, "FederatedUser", session)}}
}

// namedCases are the callers that an ARN names.
func (c *comparison) namedCases(arn string) []callerCase {
	who := parseCaller(arn)
	one := callerCase{principal: arn}
	switch who.kind {
	case userCaller:
		one.known = caseOf(who.account, "User", arn)
		one.known.Set("aws:username", who.name)
		federated := "arn:aws:sts::" + who.account + ":federated-user/" + who.name
		return []callerCase{one, {principal: federated, known: caseOf(who.account, "FederatedUser", federated)}}
	case roleCaller:
		one.principal = "arn:aws:sts::" + who.account + ":assumed-role/" + who.name + "/session"
		one.known = caseOf(who.account, "AssumedRole", arn)
	case sessionCaller:
		one.known = caseOf(who.account, "AssumedRole", "arn:aws:iam::"+who.account+":role/"+who.name)
	case federatedUserCaller:
		one.known = caseOf(who.account, "FederatedUser", arn)
	default:
		return nil
	}
	return []callerCase{one}
}

func anonymousCase() callerCase {
	known := new(Context).Open()
	known.SetComplete("aws:principal")
	known.SetAbsent("aws:userid")
	known.SetAbsent("aws:username")
	return callerCase{principal: Anonymous, known: known}
}

func serviceCase(service string) callerCase {
	known := new(Context).Open()
	known.Set("aws:PrincipalIsAWSService", "true")
	known.Set("aws:PrincipalServiceName", service)
	known.SetList("aws:PrincipalServiceNamesList", service)
	known.SetComplete("aws:principal")
	known.SetAbsent("aws:userid")
	known.SetAbsent("aws:username")
	return callerCase{principal: service, known: known}
}
