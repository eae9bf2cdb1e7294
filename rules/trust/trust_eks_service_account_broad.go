package trust

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// EKSServiceAccountBroad reports where a role for Kubernetes accepts every namespace or service account of the cluster.
var EKSServiceAccountBroad = rule.New(rule.Meta{
	ID:    "trust-eks-service-account-broad",
	Area:  "trust",
	Title: "A role for Kubernetes accepts every namespace or service account of the cluster",
	Text:  "The subject of a token of an EKS cluster is system:serviceaccount:NAMESPACE:NAME. Where one of both is left open, whoever may create pods in any namespace of the cluster takes the role.",
	Remediation: `Write namespace and service account out:
"StringEquals": {"PROVIDER:sub": "system:serviceaccount:NAMESPACE:NAME", "PROVIDER:aud": "sts.amazonaws.com"}`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(eksServiceAccountBroad),
})

func eksServiceAccountBroad(_ *analysis.Pass, t trusting) []complaint {
	var found []complaint
	for _, p := range t.oidc() {
		if !p.isCluster() {
			continue
		}
		subjects := t.LimitsOf(p.claim("sub"))
		if len(subjects) == 0 {
			found = append(found, complaint{at: p.Value.Span, message: "can be taken by every service account of its cluster, because no condition limits " + p.claim("sub")})
		}
		for _, l := range subjects {
			for _, v := range attainable(l) {
				if hasWildcard(v.Text) {
					found = append(found, complaint{at: v.Span, message: fmt.Sprintf("can be taken by every service account that fits %q", v.Text)})
				}
			}
		}
	}
	return found
}
