package trust

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// A trusting statement is an Allow of a trust policy, at one of its places.
type trusting struct {
	*policy.Statement
	doc *account.PolicyDocument
}

// A complaint is what a rule says of a trusting statement.
type complaint struct {
	at      policy.Span
	message string // what follows the name of the role
	related []rule.Related
	flow    []rule.Related
}

// role names the role that the statement lets be taken.
func (t trusting) role() string {
	if t.doc.Owner.Type == "role" {
		return document.OwnerTitle(t.doc)
	}
	return "the role of " + document.Title(t.doc)
}

// statements makes a rule's run of what it says of each Allow in the trust
// policies of roles that the account can change.
func statements(judge func(*analysis.Pass, trusting) []complaint) func(*analysis.Pass) (any, error) {
	return func(pass *analysis.Pass) (any, error) {
		for _, doc := range account.Of[account.Documents](pass, account.DocumentsProvider).OfKind(account.TrustPolicy) {
			if document.AWSOwned(doc) {
				continue
			}
			for i := range doc.Statements {
				if s := (trusting{&doc.Statements[i], doc}); s.Allows() {
					for _, c := range judge(pass, s) {
						s.report(pass, c)
					}
				}
			}
		}
		return nil, nil
	}
}

func (t trusting) report(pass *analysis.Pass, c complaint) {
	rule.Report(pass, rule.Finding{
		At:      t.doc.At(c.at),
		Subject: document.Subject(t.doc),
		Message: t.role() + " " + c.message,
		Content: document.Content(t.doc, t.Span),
		Scope:   t.doc.At(t.Span),
		Related: c.related,
		Flow:    c.flow,
	})
}

// A provider is an identity provider that a statement trusts.
type provider struct {
	policy.Principal
	host string // the prefix of its claims: the issuer without https://
}

// The issuers that rules know by name.
const (
	github  = "token.actions.githubusercontent.com"
	cognito = "cognito-identity.amazonaws.com"
)

// oidc lists the OpenID Connect providers that a statement trusts with
// AssumeRoleWithWebIdentity.
func (t trusting) oidc() []provider {
	var list []provider
	for _, p := range t.Principal.Entries {
		if p.Type != "Federated" || strings.Contains(p.Value.Text, ":saml-provider/") {
			continue
		}
		host := p.Value.Text
		if _, issuer, ok := strings.Cut(host, ":oidc-provider/"); ok {
			host = issuer
		}
		list = append(list, provider{p, strings.ToLower(host)})
	}
	return list
}

// isGitHub says whether the provider is GitHub Actions, of github.com or of an
// enterprise that lives on ghe.com.
func (p provider) isGitHub() bool {
	return p.host == github || strings.HasPrefix(p.host, github+"/") || strings.HasPrefix(p.host, "token.actions.") && strings.HasSuffix(p.host, ".ghe.com")
}

// isCluster says whether the provider is a Kubernetes cluster of EKS.
func (p provider) isCluster() bool { return strings.HasPrefix(p.host, "oidc.eks.") }

// claim is the condition key of a claim.
func (p provider) claim(name string) string { return p.host + ":" + name }

// limited says whether one of some claims can only have certain values.
func (p provider) limited(t trusting, claims ...string) bool {
	for _, name := range claims {
		if len(t.LimitsOf(p.claim(name))) > 0 {
			return true
		}
	}
	return false
}

// attainable are the values of a limit that some request can have: under an
// operator without wildcards, none with one.
func attainable(l policy.Limit) []policy.Value {
	if !l.Literal {
		return l.Patterns
	}
	return slices.DeleteFunc(slices.Clone(l.Patterns), func(v policy.Value) bool { return hasWildcard(v.Text) })
}

// hasWildcard says whether a text has one.
func hasWildcard(text string) bool { return strings.ContainsAny(text, "*?") }

// literal is the part of a pattern before its first wildcard.
func literal(pattern string) string {
	if i := strings.IndexAny(pattern, "*?"); i >= 0 {
		return pattern[:i]
	}
	return pattern
}
