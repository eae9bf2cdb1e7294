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

	// arns and notARNs are what aws:PrincipalArn can be, where that matters; named
	// says that the principal is the same whatever it is.
	arns, notARNs []language.Pattern
	named         bool

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
	if c.tested["aws:principalarn"] && !w.sampled {
		accounts = append(accounts, "")
	}
	var cases []callerCase
	if (named || grants) && c.options.Kind != TrustPolicy { // who takes a role is somebody
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
	users      map[string][]string
	stranger   string // an account that nobody names
	sampled    bool   // accounts are all that patterns tell apart
}

func (c *comparison) whoIsWho() *whoIsWho {
	w := &whoIsWho{roles: make(map[string][]string), users: make(map[string][]string)}
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
				switch p.kind {
				case rolePattern:
					w.roles[p.account] = append(w.roles[p.account], p.name)
				case userPattern:
					w.users[p.account] = append(w.users[p.account], p.name)
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
	samples, sampled := c.accountSamples(w.accounts)
	for _, id := range samples {
		addAccount(id)
	}
	w.sampled = sampled
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

// accountSamples are account ids, one at least for each set of patterns of
// aws:PrincipalAccount, and of the accounts in those of aws:PrincipalArn, that
// some id fits which is none of those that are named. They are all there is to
// tell apart where all says so.
func (c *comparison) accountSamples(named []string) (samples []string, all bool) {
	var accounts, arns [][]language.Pattern
	crossing := false // a pattern of ARNs may fit more than an account where that stands
	for s := range c.statements {
		for i := range s.conditions {
			condition := &s.conditions[i]
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

// unnamed are cases for the principals of an account that no policy names, of
// any such account for "".
func (c *comparison) unnamed(account string, w *whoIsWho) []callerCase {
	text := account
	if account == "" {
		account, text = w.stranger, strings.Repeat("?", 12)
	}
	iam, sts := "arn:aws:iam::"+account+":", "arn:aws:sts::"+account+":"
	cases := []callerCase{
		{principal: iam + "user/x", known: caseOf(account, "User", iam+"user/x")},
		{principal: sts + "assumed-role/x/session", known: caseOf(account, "AssumedRole", iam+"role/x")},
		{principal: iam + "root", known: caseOf(account, "Account", iam+"root")},
		{principal: sts + "federated-user/x", known: caseOf(account, "FederatedUser", sts+"federated-user/x")},
	}
	if !c.tested["aws:principalarn"] {
		return cases
	}
	// The key is free; what has a name of its own is another case.
	for i, arn := range []string{"iam::" + text + ":user/", "iam::" + text + ":role/", "iam::" + text + ":root", "sts::" + text + ":federated-user/"} {
		one := &cases[i]
		p := globTokens(nil, "arn:*:"+arn, false)
		if strings.HasSuffix(arn, "/") {
			p = append(p, language.Some(false), language.Star(false)) // names have no colons
		}
		one.arns = []language.Pattern{p}
		one.known.keys = slices.DeleteFunc(one.known.keys, func(k contextKey) bool { return k.name == "aws:principalarn" })
		for _, named := range w.principals {
			one.notARNs = append(one.notARNs, language.Text(named))
		}
		for _, of := range w.accounts {
			switch {
			case text != account: // of the other accounts
				one.notARNs = append(one.notARNs, globTokens(nil, "arn:*:*:*:"+of+":", false), append(globTokens(nil, "arn:*:*:*:"+of+":", false), nonEmpty...))
			case of == account && i == 1:
				for _, name := range w.roles[of] {
					one.notARNs = append(one.notARNs, roleARNs(of, name)...)
				}
			case of == account && i == 3:
				for _, name := range w.users[of] {
					one.notARNs = append(one.notARNs, append(globTokens(nil, "arn:*:sts::"+of+":federated-user/", false), language.Text(name)...))
				}
			}
		}
	}
	return cases
}

// roleARNs are the ARNs that a role of some name can have.
func roleARNs(account, name string) []language.Pattern {
	var arns []language.Pattern
	for _, path := range []string{"", "*/"} {
		p := globTokens(globTokens(nil, "arn:*:iam::"+account+":", false), "role/"+path, true)
		arns = append(arns, literalTokens(p, name, true))
	}
	return arns
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
		if c.tested["aws:principalarn"] {
			one.known.keys = slices.DeleteFunc(one.known.keys, func(k contextKey) bool { return k.name == "aws:principalarn" })
			one.arns, one.named = roleARNs(who.account, who.name), true // with any path
		}
	case federatedUserCaller:
		one.known = caseOf(who.account, "FederatedUser", arn)
	case rootCaller:
		one.known = caseOf(who.account, "Account", arn)
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
