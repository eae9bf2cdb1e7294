package resource

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ACLPublic reports where an access control list opens a bucket.
var ACLPublic = rule.New(rule.Meta{
	ID:    "resource-acl-public",
	Area:  "resource",
	Title: "An access control list opens a bucket",
	Text: `A grant to AllUsers is for everybody on the Internet, one to AuthenticatedUsers for everybody who has any AWS account, which is the same. Nobody looks at ACLs, and no policy shows what they open.

The rule is silent where S3 Block Public Access of the account or the bucket ignores public ACLs.`,
	Remediation: "Switch ACLs off: aws s3api put-bucket-ownership-controls --bucket NAME --ownership-controls Rules=[{ObjectOwnership=BucketOwnerEnforced}]",
	Severity:    rule.Critical,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:s3_bucket_public_access", "prowler:s3_bucket_public_list_acl", "prowler:s3_bucket_public_write_acl", "aisf:AISF-DATA-04"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.BucketACLsProvider},
	Run:      aclPublic,
})

func aclPublic(pass *analysis.Pass) (any, error) {
	blocks := account.Of[account.Account](pass, account.Exports).PublicAccessBlocks
	for _, acl := range account.Of[account.BucketACLs](pass, account.BucketACLsProvider).List {
		if blocks.IgnoresACL(acl.Bucket) {
			continue
		}
		for _, g := range acl.Grants {
			if !g.Public() {
				continue
			}
			who := "everybody on the Internet"
			if g.URI.Value == account.AuthenticatedUsers {
				who = "everybody who has an AWS account"
			}
			name := "a bucket"
			if acl.Bucket != "" {
				name = fmt.Sprintf("bucket %q", acl.Bucket)
			}
			rule.Report(pass, rule.Finding{
				At:      acl.File.At(g.URI.Span),
				Subject: rule.Subject{Type: "resource", Name: acl.Bucket},
				Message: fmt.Sprintf("the access control list of %s gives %s to %s", name, g.Permission.Value, who),
				Content: g.URI.Value + " " + g.Permission.Value,
				Scope:   acl.File.At(g.Span),
			})
		}
	}
	return nil, nil
}
