package policy

import "strings"

// Anonymous is the principal of a request that nobody signed.
const Anonymous = "anonymous"

// A caller is the principal of a request, taken apart.
type caller struct {
	kind    callerKind
	text    string // as the request says it
	account string // "" for services, identity providers and anonymous callers
	name    string // of the user, role or federated user, without its path
	path    string // of a role that is known by its ARN, name included: "role/a/b"
}

type callerKind uint8

const (
	anonymousCaller callerKind = iota
	serviceCaller              // also identity providers that are no ARN
	rootCaller
	userCaller
	roleCaller // a session of the role, whose name nobody told
	sessionCaller
	federatedUserCaller
	providerCaller // SAML or OIDC
	otherCaller
)

func parseCaller(text string) caller {
	c := caller{text: text}
	if text == "" || text == Anonymous {
		return c
	}
	parts, n := splitRequestARN(text)
	if n < 6 || parts[0] != "arn" {
		c.kind = serviceCaller
		return c
	}
	c.account, c.path, c.kind = parts[4], parts[5], otherCaller
	kind, rest, _ := strings.Cut(parts[5], "/")
	c.name = rest[strings.LastIndexByte(rest, '/')+1:]
	switch parts[2] + " " + kind {
	case "iam root":
		c.kind = rootCaller
	case "iam user":
		c.kind = userCaller
	case "iam role":
		c.kind = roleCaller
	case "sts assumed-role":
		c.kind = sessionCaller
		c.name, _, _ = strings.Cut(rest, "/")
	case "sts federated-user":
		c.kind = federatedUserCaller
	case "iam saml-provider", "iam oidc-provider":
		c.kind, c.account = providerCaller, ""
	}
	return c
}

// serviceLinked says whether the caller is a service-linked role, which
// organization policies do not bind. Sessions of such roles have names that
// only services can give to roles.
func (c *caller) serviceLinked() bool {
	return c.kind == roleCaller && strings.HasPrefix(c.path, "role/aws-service-role/") ||
		c.kind == sessionCaller && strings.HasPrefix(c.name, "AWSServiceRoleFor")
}

// A strength says how a principal of a policy fits a caller, in ascending
// order (AWS JSON policy elements: Principal).
type strength uint8

const (
	noMatch   strength = iota
	byAccount          // the caller's account, whose own policies decide
	viaEntity          // the role or user behind the session
	direct             // the caller itself, or everybody
)

// A principalPattern is one entry of Principal.
type principalPattern struct {
	kind    patternKind
	text    string
	account string
	name    string // of the user or role, without its path
}

type patternKind uint8

const (
	matchesNobody patternKind = iota
	everybody
	wholeAccount
	userPattern
	rolePattern
	sessionPattern // assumed-role or federated-user, exact
	servicePattern
	providerPattern
	canonicalPattern
)

func compilePrincipal(p Principal) principalPattern {
	text := p.Value.Text
	pattern := principalPattern{text: text}
	switch p.Type {
	case "*":
		if text == "*" {
			pattern.kind = everybody
		}
	case "Service":
		pattern.kind = servicePattern
	case "Federated":
		pattern.kind = providerPattern
	case "CanonicalUser":
		pattern.kind = canonicalPattern
	case "AWS":
		switch {
		case text == "*":
			pattern.kind = everybody
		case isAccountID(text):
			pattern.kind, pattern.account = wholeAccount, text
		default:
			pattern.parseARN()
		}
	}
	return pattern
}

func (p *principalPattern) parseARN() {
	parts, n := splitRequestARN(p.text)
	if n < 6 || parts[0] != "arn" {
		return
	}
	p.account = parts[4]
	kind, rest, _ := strings.Cut(parts[5], "/")
	p.name = rest[strings.LastIndexByte(rest, '/')+1:]
	switch parts[2] + " " + kind {
	case "iam root":
		p.kind = wholeAccount
	case "iam user":
		p.kind = userPattern
	case "iam role":
		p.kind = rolePattern
	case "sts assumed-role", "sts federated-user":
		p.kind = sessionPattern
	}
}

// matches says how the entry fits a caller. canonical is the canonical id of
// the caller's account, "" when nobody told it.
func (p *principalPattern) matches(c *caller, canonical string) strength {
	switch p.kind {
	case everybody:
		return direct
	case wholeAccount:
		if c.account == p.account && c.account != "" {
			return byAccount
		}
	case userPattern:
		switch {
		case c.kind == userCaller && c.text == p.text:
			return direct
		case c.kind == federatedUserCaller && c.account == p.account && c.name == p.name:
			return viaEntity
		}
	case rolePattern:
		// Names of roles differ by more than case (IAM and AWS STS quotas).
		if c.account == p.account && strings.EqualFold(c.name, p.name) && (c.kind == sessionCaller || c.kind == roleCaller) {
			return viaEntity
		}
	case sessionPattern:
		if c.text == p.text {
			return direct
		}
	case servicePattern:
		if c.kind == serviceCaller && c.text == p.text {
			return direct
		}
	case providerPattern:
		if (c.kind == providerCaller || c.kind == serviceCaller) && c.text == p.text {
			return direct
		}
	case canonicalPattern:
		if canonical != "" && canonical == p.text {
			return byAccount
		}
	}
	return noMatch
}
