package policy

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// principals checks Principal and NotPrincipal (AWS JSON policy elements:
// Principal).
func (c *check) principals(s *Statement) {
	element, name := s.Principal, "Principal"
	if !element.Present() {
		element, name = s.NotPrincipal, "NotPrincipal"
	}
	if !element.Present() {
		if c.kind == TrustPolicy || c.kind == ResourcePolicy || c.kind == ResourceControlPolicy {
			c.report(PrincipalMissing, s.Span, "Principal", "has a statement without Principal", nil)
		}
		return
	}
	switch c.kind {
	case IdentityPolicy:
		c.report(PrincipalUnsupported, element.Key, name, fmt.Sprintf("has %s, which an identity policy cannot have", name), nil)
		return
	case ServiceControlPolicy:
		c.report(SCPPrincipal, element.Key, name, fmt.Sprintf("has %s, which a service control policy cannot have", name), nil)
		return
	case TrustPolicy:
		if s.NotPrincipal.Present() {
			c.report(TrustNotPrincipal, s.NotPrincipal.Key, "NotPrincipal", "has NotPrincipal, which trusts everybody that is not listed", nil)
		}
		c.trustActions(s)
		c.redundantSessions(element)
	}
	for _, p := range element.Entries {
		c.principal(p)
	}
}

var (
	uniqueID      = regexp.MustCompile(`^(AIDA|AROA|AGPA|ANPA|AIPA|ANVA|ASCA|APKA)[A-Z0-9]{12,}$`)
	canonicalID   = regexp.MustCompile(`^[0-9a-f]{64}$`)
	iamPrincipal  = regexp.MustCompile(`^arn:aws[a-z-]*:iam::[0-9]{12}:(root|(user|role)/[\x21-\x7E]+)$`)
	stsPrincipal  = regexp.MustCompile(`^arn:aws[a-z-]*:sts::[0-9]{12}:(assumed-role/[^/]+/[^/]+|federated-user/[^/]+|self)$`)
	oaiPrincipal  = regexp.MustCompile(`^arn:aws[a-z-]*:iam::cloudfront:user/CloudFront Origin Access Identity [A-Z0-9]+$`)
	servicePrinc  = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]*\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal|c2s\.ic\.gov|sc2s\.sgov\.gov)$`)
	providerARN   = regexp.MustCompile(`^arn:aws[a-z-]*:iam::[0-9]{12}:(saml-provider/[\w+=,.@-]+|oidc-provider/.+)$`)
	knownProvider = map[string]bool{"cognito-identity.amazonaws.com": true, "www.amazon.com": true, "graph.facebook.com": true, "accounts.google.com": true}
)

func (c *check) principal(p Principal) {
	text := p.Value.Text
	switch p.Type {
	case "*":
		if text != "*" {
			c.report(PrincipalFormat, p.Value.Span, "Principal", fmt.Sprintf(`has the Principal %q; as a text alone only "*" may stand there`, text), nil)
		}
	case "AWS":
		c.awsPrincipal(p)
	case "Service":
		c.servicePrincipal(p)
	case "Federated":
		switch {
		case c.kind != TrustPolicy:
			c.report(PrincipalFederated, p.Value.Span, "Federated", fmt.Sprintf("names the identity provider %q, whom only a role can trust", text), nil)
		case !knownProvider[text] && !providerARN.MatchString(text):
			c.report(TrustProvider, p.Value.Span, "Federated", fmt.Sprintf("names %q as an identity provider, which is neither the ARN of one nor a known domain", text), nil)
		}
	case "CanonicalUser":
		if !canonicalID.MatchString(text) {
			c.report(PrincipalFormat, p.Value.Span, "CanonicalUser", fmt.Sprintf("names the canonical user %q, which is not 64 hex digits", text), nil)
		}
	}
}

// exampleAccounts stand in the examples of the AWS documentation.
var exampleAccounts = map[string]bool{"123456789012": true, "111122223333": true, "444455556666": true, "777788889999": true}

// IsExampleAccount says whether an account stands in examples of the AWS
// documentation.
func IsExampleAccount(id string) bool { return exampleAccounts[id] }

// exampleAccount checks the account of the ARN of a resource, or of a principal.
func (c *check) exampleAccount(v Value, account string, resource bool) {
	if exampleAccounts[account] {
		c.report(ExampleAccount, v.Span, account, fmt.Sprintf("names the account %s of the documentation", account), nil)
		switch {
		case resource:
			c.so("it speaks of what is not there, or of what a stranger has")
		case !c.statement.Allows():
			c.so("whom it was meant for is not kept out")
		}
	}
}

func (c *check) awsPrincipal(p Principal) {
	text := p.Value.Text
	if parts, n := splitARN(text); n == 6 {
		c.exampleAccount(p.Value, parts[4], false)
	} else {
		c.exampleAccount(p.Value, text, false)
	}
	switch {
	case text == "*" || isAccountID(text) || iamPrincipal.MatchString(text) && !strings.ContainsAny(text, "*?") || stsPrincipal.MatchString(text) && !strings.ContainsAny(text, "*?") || oaiPrincipal.MatchString(text):
	case uniqueID.MatchString(text):
		c.report(PrincipalUniqueID, p.Value.Span, "AWS", fmt.Sprintf("names the principal %q, the mark that a deleted user or role leaves", text), nil)
	case strings.ContainsAny(text, "*?"):
		c.report(PrincipalWildcard, p.Value.Span, "AWS", fmt.Sprintf("names the principal %q, whose wildcard is not one there", text), nil)
	default:
		c.report(PrincipalFormat, p.Value.Span, "AWS", fmt.Sprintf("names the principal %q, which is no account, user, role or session", text), nil)
	}
}

func (c *check) servicePrincipal(p Principal) {
	text := p.Value.Text
	if servicePrinc.MatchString(text) {
		return
	}
	detail := fmt.Sprintf("names the service %q, which has not the form of a service principal", text)
	var fix *Fix
	guess := strings.ToLower(strings.TrimSpace(text))
	if !servicePrinc.MatchString(guess) && c.facts.Service(guess) != nil {
		guess += ".amazonaws.com"
	}
	if servicePrinc.MatchString(guess) {
		detail += fmt.Sprintf(" (did you mean %q?)", guess)
		fix = replace(p.Value.Span, strconv.Quote(guess), "write "+guess, false)
	}
	c.report(PrincipalService, p.Value.Span, "Service", detail, fix)
}

// trustActions checks that the STS actions of a trust policy fit the kinds of
// principal (Methods to assume a role).
func (c *check) trustActions(s *Statement) {
	if !s.Allows() || len(s.Action.Values) == 0 {
		return
	}
	needs := make(map[string]string) // action, by who needs it
	for _, p := range s.Principal.Entries {
		switch {
		case p.Type == "Federated" && strings.Contains(p.Value.Text, ":saml-provider/"):
			needs["sts:AssumeRoleWithSAML"] = p.Value.Text
		case p.Type == "Federated":
			needs["sts:AssumeRoleWithWebIdentity"] = p.Value.Text
		default:
			needs["sts:AssumeRole"] = p.Value.Text
		}
	}
	missing, idle := "", Value{} // an action that a principal needs, and one that none can call
	for _, action := range []string{"sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"} {
		_, needed := needs[action]
		if needed && missing == "" && !s.Action.matchesAction(strings.ToLower(action)) {
			missing = action
		}
		for _, v := range s.Action.Values {
			if !needed && strings.EqualFold(v.Text, action) && len(needs) > 0 {
				idle = v
			}
		}
	}
	switch {
	case missing != "":
		at := s.Action.Span
		var fix *Fix
		if idle.Present() {
			at, fix = idle.Span, replace(idle.Span, strconv.Quote(missing), "write "+missing, false)
		}
		c.report(TrustActionMismatch, at, "Action", fmt.Sprintf("trusts %q without %s, the only action with which it could take the role", needs[missing], missing), fix)
	case idle.Present():
		c.report(TrustActionMismatch, idle.Span, "Action", fmt.Sprintf("allows %s, which no principal of the statement can call", idle.Text), replace(idle.Span, "", "remove it", true))
	}
}

// redundantSessions finds sessions listed beside their role.
func (c *check) redundantSessions(element Principals) {
	for _, p := range element.Entries {
		account, role, ok := sessionOf(p.Value.Text)
		if p.Type != "AWS" || !ok {
			continue
		}
		for _, other := range element.Entries {
			parts, n := splitRequestARN(other.Value.Text)
			if other.Type == "AWS" && n == 6 && parts[4] == account && strings.HasPrefix(parts[5], "role/") && parts[5][strings.LastIndexByte(parts[5], '/')+1:] == role {
				c.report(TrustPrincipalRedundant, p.Value.Span, "AWS", fmt.Sprintf("names the session %q beside the role %q, of which it is one", p.Value.Text, role), replace(p.Value.Span, "", "remove it", true))
				break
			}
		}
	}
}

// sessionOf takes the ARN of a role session apart.
func sessionOf(arn string) (account, role string, ok bool) {
	parts, n := splitRequestARN(arn)
	if n < 6 || parts[2] != "sts" {
		return "", "", false
	}
	rest, ok := strings.CutPrefix(parts[5], "assumed-role/")
	role, _, _ = strings.Cut(rest, "/")
	return parts[4], role, ok
}
