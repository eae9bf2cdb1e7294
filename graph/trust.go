package graph

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/policy"
)

type trustQuestion struct {
	trust   *policy.Document
	service string
}

// indexTrust finds whom the trust policies name.
func (g *Graph) indexTrust() {
	for _, n := range g.Nodes {
		if n.Role == nil || n.Role.Trust == nil {
			continue
		}
		trust := g.current(n.Role.Trust)
		for i := range trust.Statements {
			s := &trust.Statements[i]
			if !s.Allows() {
				continue
			}
			for _, p := range s.Principal.Entries {
				switch {
				case p.Type == "Service" || p.Type == "Federated":
					if text := p.Value.Text; strings.Contains(text, ":iam::"+g.account.ID+":saml-provider/") && g.trusting[text] == nil {
						g.samlProviders = append(g.samlProviders, text)
					}
					if list := g.trusting[p.Value.Text]; len(list) == 0 || list[len(list)-1] != n {
						g.trusting[p.Value.Text] = append(list, n)
					}
				case p.Everyone():
					g.everybodys, n.open = append(g.everybodys, n), true
				case p.Type == "AWS":
					if p.Value.Text == g.account.ID || strings.HasSuffix(p.Value.Text, ":iam::"+g.account.ID+":root") {
						n.trustsAccount = true
						continue
					}
					if named := g.byARN[roleOf(p.Value.Text)]; named != nil {
						named.namedBy = append(named.namedBy, n)
					}
				}
			}
			if s.NotPrincipal.Present() {
				g.everybodys, n.open = append(g.everybodys, n), true
			}
		}
	}
}

// providerOf is a SAML provider of the account by which people sign in to a role;
// "" for none.
func (g *Graph) providerOf(role *Node) string {
	for _, provider := range g.samlProviders {
		if slices.Contains(g.trusting[provider], role) && g.trusts(role, provider) {
			return provider
		}
	}
	return ""
}

// trust is the trust policy of a role.
func (g *Graph) trust(role *Node) *policy.Compiled {
	return g.principals.Compiled(g.current(role.Role.Trust))
}

// roleOf is the ARN of the role of a session's ARN, without the path that such an
// ARN does not tell; other ARNs are as they were.
func roleOf(arn string) string {
	before, name, ok := strings.Cut(arn, ":assumed-role/")
	if !ok {
		return arn
	}
	name, _, _ = strings.Cut(name, "/")
	return strings.Replace(before, ":sts:", ":iam:", 1) + ":role/" + name
}

// trusts says whether a role trusts a service.
func (g *Graph) trusts(role *Node, service string) bool {
	q := trustQuestion{g.current(role.Role.Trust), service}
	known, ok := g.trustKnown[q]
	if !ok {
		r, p := trustRequest(role, service, g)
		outcome := policy.Evaluate(&r, &p).Outcome
		known = outcome == policy.Allowed || outcome == policy.Conditional
		g.trustKnown[q] = known
	}
	return known
}

func trustRequest(role *Node, service string, g *Graph) (policy.Request, policy.Policies) {
	action := "sts:AssumeRole"
	switch {
	case service == "cognito-identity.amazonaws.com":
		action = "sts:AssumeRoleWithWebIdentity"
	case strings.Contains(service, ":saml-provider/"):
		action = "sts:AssumeRoleWithSAML"
	}
	return policy.Request{Principal: service, Action: action, Resource: role.ARN.Value, Context: new(policy.Context).Open()},
		policy.Policies{Resource: g.trust(role)}
}
