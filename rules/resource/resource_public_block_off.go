package resource

import (
	"cmp"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// PublicBlockOff reports where s3 Block Public Access is off.
var PublicBlockOff = rule.New(rule.Meta{
	ID:    "resource-public-block-off",
	Area:  "resource",
	Title: "S3 Block Public Access is off",
	Text: `The four settings keep a mistake in a policy or an ACL from opening data: they refuse public policies and ACLs, and ignore those that are there. Part of them is off for the account, or for a bucket or access point that the account's setting does not cover.

One finding names the settings that are off. The rule is silent about buckets and access points when all four are on for the account.`,
	Remediation: `Switch them on for the account:
aws s3control put-public-access-block --account-id ACCOUNT --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{"fsbp:S3.1", "fsbp:S3.8", "prowler:s3_account_level_public_access_blocks", "prowler:s3_bucket_level_public_access_block", "prowler:s3_access_point_public_access_block", "prowler:s3_multi_region_access_point_public_access_block", "aisf:AISF-DATA-04"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.PublicAccessBlocksProvider},
	Run:      publicBlockOff,
})

func publicBlockOff(pass *analysis.Pass) (any, error) {
	blocks := account.Of[account.PublicAccessBlocks](pass, account.PublicAccessBlocksProvider)
	if own := blocks.Account(); own != nil && len(off(own)) == 0 {
		return nil, nil
	}
	for _, b := range blocks.List {
		names := off(b)
		if len(names) == 0 {
			continue
		}
		what := "an account or bucket"
		switch {
		case b.Of == "account":
			what = "the account"
		case b.Of != "" && b.Name != "":
			what = fmt.Sprintf("%s %q", b.Of, b.Name)
		}
		rule.Report(pass, rule.Finding{
			At:      b.At(),
			Subject: rule.Subject{Type: "resource", Name: cmp.Or(b.Name, b.Of)},
			Message: fmt.Sprintf("S3 Block Public Access of %s has %s off, so one mistake in a policy or ACL opens data", what, document.ActionList(names, 0)),
			Content: "block",
		})
	}
	return nil, nil
}

// off names the settings that are off.
func off(b *account.PublicAccessBlock) []string {
	var names []string
	for _, s := range []struct {
		name string
		on   account.Bool
	}{{"BlockPublicAcls", b.BlockACLs}, {"IgnorePublicAcls", b.IgnoreACLs}, {"BlockPublicPolicy", b.BlockPolicy}, {"RestrictPublicBuckets", b.RestrictPolicy}} {
		if b.Missing || !s.on.Value {
			names = append(names, s.name)
		}
	}
	return names
}
