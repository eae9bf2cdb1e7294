package resource

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// FunctionURLPublic reports where a function can be called by everybody through its URL.
var FunctionURLPublic = rule.New(rule.Meta{
	ID:    "resource-function-url-public",
	Area:  "resource",
	Title: "A function can be called by everybody through its URL",
	Text: `A function URL with the authentication type NONE is a web server without a gate: whoever knows or guesses the URL calls the function, at the account's cost and with its role, unless the code checks each request itself.

The rule is silent about URLs that ask for AWS_IAM.`,
	Remediation: "aws lambda update-function-url-config --function-name NAME --auth-type AWS_IAM",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:awslambda_function_url_public", "aisf:AISF-RUNTIME-03"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.FunctionURLsProvider},
	Run:      functionURLPublic,
})

func functionURLPublic(pass *analysis.Pass) (any, error) {
	for _, u := range account.Of[account.FunctionURLs](pass, account.FunctionURLsProvider).List {
		if u.Auth.Value != "NONE" {
			continue
		}
		name := u.Function.Value[strings.LastIndexByte(u.Function.Value, ':')+1:]
		rule.Report(pass, rule.Finding{
			At:      u.File.At(u.Auth.Span),
			Subject: rule.Subject{Type: "resource", ARN: u.Function.Value, Name: name},
			Message: fmt.Sprintf("function %q has a URL without authentication, so everybody who knows it calls the function with its role", name),
			Content: "url",
		})
	}
	return nil, nil
}
