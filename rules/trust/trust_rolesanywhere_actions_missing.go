package trust

import (
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// RolesAnywhereActionsMissing reports where a trust for Roles Anywhere lacks one of the actions that the service needs.
var RolesAnywhereActionsMissing = rule.New(rule.Meta{
	ID:          "trust-rolesanywhere-actions-missing",
	Area:        "trust",
	Title:       "A trust for Roles Anywhere lacks one of the actions that the service needs",
	Text:        "The service calls sts:AssumeRole, sts:TagSession and sts:SetSourceIdentity. Without one of them it cannot create a session, so the role does not work as somebody meant it to.",
	Remediation: "Allow the three actions.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(rolesAnywhereActionsMissing),
})

func rolesAnywhereActionsMissing(_ *analysis.Pass, t trusting) []complaint {
	if len(t.rolesAnywhere()) == 0 || !t.allows("sts:assumerole") {
		return nil
	}
	var missing []string
	for _, action := range []string{"sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"} {
		allowed := false
		for i := range t.doc.Statements {
			other := trusting{&t.doc.Statements[i], t.doc}
			allowed = allowed || other.Allows() && len(other.rolesAnywhere()) > 0 && other.allows(strings.ToLower(action))
		}
		if !allowed {
			missing = append(missing, action)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return []complaint{{at: t.Action.Span, message: "does not work with Roles Anywhere, because its trust lacks " + strings.Join(missing, " and ")}}
}

// rolesAnywhere are the principals that stand for IAM Roles Anywhere.
func (t trusting) rolesAnywhere() []policy.Principal {
	var list []policy.Principal
	for _, p := range t.Principal.Entries {
		if p.Type == "Service" && p.Value.Text == "rolesanywhere.amazonaws.com" {
			list = append(list, p)
		}
	}
	return list
}

// allows says whether the actions of the statement have one, given in lower case.
func (t trusting) allows(action string) bool {
	for _, v := range t.Action.Values {
		if p, ok := policy.ParseAction(v.Text); ok && p.Matches(action) {
			return true
		}
	}
	return false
}
