package mfa

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// EnforcementMissing reports where console users may act without MFA.
var EnforcementMissing = rule.New(rule.Meta{
	ID:    "mfa-enforcement-missing",
	Area:  "mfa",
	Title: "Console users may act without MFA",
	Text: `A device that is registered is asked for at the console, but access keys and sessions without MFA work all the same unless a policy denies what is done without it. AWS shows such a policy: it denies everything but the management of the own device while aws:MultiFactorAuthPresent is false.

The rule looks at users with a console password that no Deny with aws:MultiFactorAuthPresent or aws:MultiFactorAuthAge reaches, through their own policies, groups or boundary. One finding names them. It is silent about users without permissions, and about those whose every Allow asks for MFA.`,
	Remediation: `Attach to a group of all people a policy that denies without MFA:
{"Effect": "Deny", "NotAction": ["iam:*MFADevice*", "iam:ListUsers", "sts:GetSessionToken"], "Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}`,
	Severity:   rule.Low,
	Confidence: rule.HighConfidence,
	References: []string{"pmapper:mfa_actions"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider, account.PrincipalsProvider},
	Run:      enforcementMissing,
})

func enforcementMissing(pass *analysis.Pass) (any, error) {
	principals := account.Of[account.Principals](pass, account.PrincipalsProvider)
	var names []string
	var first *account.Credentials
	var related []rule.Related
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		p := principals.ByARN(row.ARN.Value)
		if p == nil || !row.PasswordEnabled.Value || len(p.Held()) == 0 || demandsMFA(p) {
			continue
		}
		names = append(names, fmt.Sprintf("%q", row.User.Value))
		if first == nil {
			first = row
		} else if len(related) < 10 {
			related = append(related, rule.Related{At: row.At(row.User.Span), Message: "another one"})
		}
	}
	if first == nil {
		return nil, nil
	}
	more := max(0, len(names)-3)
	who := "user " + names[0]
	if len(names) > 1 {
		who = "users " + document.ActionList(names[:len(names)-more], more)
	}
	rule.Report(pass, rule.Finding{
		At:      first.At(first.User.Span),
		Subject: rule.Subject{Type: "account"},
		Message: fmt.Sprintf("no policy denies %s anything without MFA, so a stolen key or session needs no device", who),
		Content: "enforcement",
		Related: related,
	})
	return nil, nil
}

// demandsMFA says whether a Deny without MFA reaches a user, or all that its
// policies allow asks for MFA.
func demandsMFA(p *account.Principal) bool {
	held := p.Held()
	if b := p.Boundary(); b != nil {
		held = append(held[:len(held):len(held)], *b)
	}
	open := false
	for _, h := range held {
		for i := range h.Policy.Statements {
			s := &h.Policy.Statements[i]
			tested, without := s.MFA()
			if s.Denies() && tested && without {
				return true
			}
			open = open || s.Allows() && without
		}
	}
	return !open
}
