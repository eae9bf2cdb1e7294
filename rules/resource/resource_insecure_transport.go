package resource

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// InsecureTransport reports where a bucket takes requests without TLS.
var InsecureTransport = rule.New(rule.Meta{
	ID:    "resource-insecure-transport",
	Area:  "resource",
	Title: "A bucket takes requests without TLS",
	Text: `S3 still answers requests over plain HTTP. Whoever is on the way reads the objects and the signed URLs. A Deny on aws:SecureTransport makes S3 refuse them, whatever an old client tries.

The rule asks for a Deny of all that the policy could allow, for everybody, when aws:SecureTransport is false (or s3:TlsVersion is low). It reports a bucket without a policy, too, where exports tell that it has none.`,
	Remediation: `Add to the bucket policy:
{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::NAME", "arn:aws:s3:::NAME/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{"fsbp:S3.5", "prowler:s3_bucket_secure_transport_policy", "aisf:AISF-INFRA-06", "aisf:AISF-DATA-04"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.ResourcesProvider},
	Run:      insecureTransport,
})

func insecureTransport(pass *analysis.Pass) (any, error) {
	for _, r := range account.Of[account.Resources](pass, account.ResourcesProvider).List {
		if r.Type != account.S3Bucket {
			continue
		}
		at, refused := r.At(), false
		for _, doc := range r.Policies {
			at = doc.All()
			for i := range doc.Statements {
				refused = refused || refusesPlain(&doc.Statements[i], r)
			}
		}
		if refused {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      at,
			Subject: rule.Subject{Type: "resource", ARN: r.ARN, Name: r.Name},
			Message: fmt.Sprintf("bucket %q does not refuse requests without TLS, so whoever is on the way can read them", r.Name),
			Content: "tls",
		})
	}
	return nil, nil
}

// refusesPlain says whether a statement denies everybody requests without TLS for
// all objects of a bucket.
func refusesPlain(s *policy.Statement, bucket *account.Resource) bool {
	everyone := false
	for _, p := range s.Principal.Entries {
		everyone = everyone || p.Everyone()
	}
	if !s.Denies() || !everyone || !s.ActsOn("s3:getobject") || !s.ActsOn("s3:putobject") {
		return false
	}
	if bucket.ARN != "" && !s.OnAllOf(bucket.ARN+"/*") {
		return false
	}
	for i := range s.Conditions {
		c := &s.Conditions[i]
		plain := strings.EqualFold(c.Key.Text, "aws:SecureTransport") && strings.HasPrefix(strings.ToLower(c.Operator), "bool") && len(c.Values) == 1 && strings.EqualFold(c.Values[0].Text, "false")
		if !plain && !strings.EqualFold(c.Key.Text, "s3:TlsVersion") {
			return false
		}
	}
	return len(s.Conditions) > 0
}
