package ai

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// MarketplaceSubscribeWildcard reports where any product of the AWS Marketplace may be subscribed to.
var MarketplaceSubscribeWildcard = document.NewGrantRule(rule.Meta{
	ID:    "ai-marketplace-subscribe-wildcard",
	Area:  "ai",
	Title: "Any product of the AWS Marketplace may be subscribed to",
	Text: `A subscription is a contract and a bill, and a product of the marketplace brings code, images or models of a third party into the account. Models of Bedrock are subscribed to in the same way.

The rule is silent where aws-marketplace:ProductId is tested, or the organization's private marketplace decides by another condition.`,
	Remediation: `Name the products: "Condition": {"ForAnyValue:StringEquals": {"aws-marketplace:ProductId": ["ID"]}}`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:iam_policy_no_wildcard_marketplace_subscribe", "prowler:iam_inline_policy_no_wildcard_marketplace_subscribe"},
	SubsumedBy:  []string{"policy-admin-wildcard"},
	Since:       "0.1.0",
}, policy.SubscribeAnyProduct, "to any product, so its holder can bring third-party code, models and costs into the account", nil)
