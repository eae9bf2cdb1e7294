package ai

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// GuardrailMutable reports where who is held by a guardrail can change it.
var GuardrailMutable = rule.New(rule.Meta{
	ID:    "ai-guardrail-mutable",
	Area:  "ai",
	Title: "Who is held by a guardrail can change it",
	Text: `A guardrail filters what goes into a model and what comes out. If the principal that invokes models may also change or delete guardrails, it can take its own filter off: an application that is compromised, or an agent that is talked into it.

The rule looks at principals that may invoke models and update or delete every guardrail by their own policies. It is silent about administrators, who can do everything, about named guardrails, and where a Deny or a boundary takes the actions away.`,
	Remediation: "Leave bedrock:UpdateGuardrail and bedrock:DeleteGuardrail to those who look after guardrails and do not invoke models.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.PrincipalsProvider, account.AdministratorsProvider},
	Run:      guardrailMutable,
})

func guardrailMutable(pass *analysis.Pass) (any, error) {
	admins := account.Of[account.Administrators](pass, account.AdministratorsProvider)
	able := make(map[*policy.Document]bool)
	for _, p := range account.Of[account.Principals](pass, account.PrincipalsProvider).All {
		if p.AWSOwned() || !p.AnyDocument(func(d *policy.Document) bool { return d.SpeaksOf(bedrock) && changesGuardrails(d, able) }) {
			continue
		}
		held, changes := p.GrantsOnEvery("bedrock:UpdateGuardrail", "arn:*:bedrock:*:*:guardrail/*")
		if !changes {
			held, changes = p.GrantsOnEvery("bedrock:DeleteGuardrail", "arn:*:bedrock:*:*:guardrail/*")
		}
		if !changes || !p.MayUse("bedrock:InvokeModel") || admins.Find(p.ARN.Value) != nil || len(p.Incomplete()) > 0 {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      p.Named(),
			Subject: rule.Subject{Type: p.Type, ARN: p.ARN.Value, Name: p.Name.Value},
			Message: fmt.Sprintf("%s %q invokes models and may change the guardrails that hold it (policy %q), so a compromised application takes its own filter off", p.Type, p.Name.Value, held.Name),
			Content: "guardrail",
			Related: []rule.Related{{At: held.At, Message: "the policy that allows it"}},
		})
	}
	return nil, nil
}

// changesGuardrails says whether a document speaks of an action that changes
// guardrails; the answers are kept.
func changesGuardrails(d *policy.Document, able map[*policy.Document]bool) bool {
	known, ok := able[d]
	if !ok {
		known = d.MayAllow("bedrock:updateguardrail") || d.MayAllow("bedrock:deleteguardrail")
		able[d] = known
	}
	return known
}
