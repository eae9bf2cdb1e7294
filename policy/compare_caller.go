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
		cases = append(cases, anonymousCases()...)
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
			if c.options.Kind == IdentityPolicy && strings.Contains(one.principal, ":federated-user/") {
				continue
			}
			for _, one.canonical = range append([]string{""}, w.canonical...) {
				cases = append(cases, one)
			}
		}
	}
	if named || grants {
		for _, service := range c.services(w.services) {
			cases = append(cases, c.serviceCase(service))
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

// anonymousCases are requests that nobody signed, with the keys that tell so and
// without (IAM policy elements: Variables and tags, where the information is known).
func anonymousCases() []callerCase {
	without := new(Context).Open()
	without.SetComplete("aws:principal")
	without.SetAbsent("aws:userid")
	without.SetAbsent("aws:username")
	with := without.Clone()
	with.Set("aws:userid", "anonymous")
	with.Set("aws:PrincipalType", "Anonymous")
	return []callerCase{{principal: Anonymous, known: without}, {principal: Anonymous, known: with}}
}

// namesOfServices has all names of a service that calls.
const namesOfServices = "aws:principalservicenameslist"

func (c *comparison) serviceCase(service string) callerCase {
	known := new(Context).Open()
	known.Set("aws:PrincipalIsAWSService", "true")
	known.Set("aws:PrincipalServiceName", service)
	known.SetAbsent("aws:userid")
	known.SetAbsent("aws:username")
	for _, key := range sortedKeys(c.tested) { // the service may have other names beside this one
		if _, told := known.lookup(key); !told && strings.HasPrefix(key, "aws:principal") && key != namesOfServices {
			known.SetAbsent(key)
		}
	}
	if !c.tested[namesOfServices] {
		known.SetList(namesOfServices, service)
	}
	return callerCase{principal: service, known: known}
}

// calledByName is what is true of the names of a service that calls: the one by
// which policies call it is among them.
func (w *callerCase) calledByName() []keyTest {
	among := compileCondition(&Condition{Operator: "ForAnyValue:StringEquals", Key: Value{Text: namesOfServices}, Values: []Value{{Text: w.principal}}}, false)
	return []keyTest{{&among, true}}
}
