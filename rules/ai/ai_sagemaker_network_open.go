package ai

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// SageMakerNetworkOpen reports where notebooks and jobs may be made without limits on the network.
var SageMakerNetworkOpen = rule.New(rule.Meta{
	ID:    "ai-sagemaker-network-open",
	Area:  "ai",
	Title: "Notebooks and jobs may be made without limits on the network",
	Text: `A notebook or job that is made with direct Internet access, outside the VPC and with root access is a machine of the account that no firewall or log of the network sees. What runs in it can send training data anywhere.

The rule looks for the creation of notebook instances, training and processing jobs without a condition on sagemaker:VpcSubnets, sagemaker:VpcSecurityGroupIds, sagemaker:DirectInternetAccess, sagemaker:NetworkIsolation or sagemaker:RootAccess, in the statement or in a Deny of the same action in the document.`,
	Remediation: `Add "Condition": {"Null": {"sagemaker:VpcSubnets": "false"}}, and for notebooks "StringEquals": {"sagemaker:DirectInternetAccess": "Disabled", "sagemaker:RootAccess": "Disabled"}`,
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	SubsumedBy:  []string{"policy-admin-wildcard", "ai-sagemaker-full-access"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider},
	Run:      sageMakerNetworkOpen,
})

var networkKeys = []string{"sagemaker:VpcSubnets", "sagemaker:VpcSecurityGroupIds", "sagemaker:DirectInternetAccess", "sagemaker:NetworkIsolation", "sagemaker:RootAccess"}

func sageMakerNetworkOpen(pass *analysis.Pass) (any, error) {
	return document.Each(pass, func(d *policy.Document) bool { return d.SpeaksOf(sagemaker) }, func(d *policy.Document, s *policy.Statement, _ account.PolicyKind) (policy.Span, string) {
		if !s.Allows() {
			return policy.Span{}, ""
		}
		for _, action := range []string{"sagemaker:createnotebookinstance", "sagemaker:createtrainingjob", "sagemaker:createprocessingjob"} {
			at, ok := s.Names("sagemaker", action)
			if ok && !testsNetwork(s) && !networkGuarded(d, action) {
				return at, "lets notebooks or jobs be made with any network, so what runs in them can send data anywhere"
			}
		}
		return policy.Span{}, ""
	}, account.IdentityPolicy)
}

// networkGuarded says whether a Deny of the document limits the network of an
// action, or takes the action back.
func networkGuarded(d *policy.Document, action string) bool {
	for i := range d.Statements {
		if s := &d.Statements[i]; s.Denies() && s.ActsOn(action) && testsNetwork(s) {
			return true
		}
	}
	return d.DeniesAlways(action, "*")
}

func testsNetwork(s *policy.Statement) bool { return slices.ContainsFunc(networkKeys, s.Tests) }
