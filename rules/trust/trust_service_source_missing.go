package trust

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ServiceSourceMissing reports where a role trusts a service on behalf of anybody.
var ServiceSourceMissing = rule.New(rule.Meta{
	ID:    "trust-service-source-missing",
	Area:  "trust",
	Title: "A role trusts a service on behalf of anybody",
	Text: `The service takes roles for all of its customers. Without a test of the source, somebody who can name the role may have the service take it for a resource of his own account (the confused deputy problem).

The rule knows services for which the documentation asks for aws:SourceAccount or aws:SourceArn in the trust. It is for auditors, since most services check that the role is of the account in which it is named.`,
	Remediation: `Add "Condition": {"StringEquals": {"aws:SourceAccount": "ACCOUNT"}}`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"prowler:iam_role_cross_service_confused_deputy_prevention", "aisf:AISF-IAM-05"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(serviceSourceMissing),
})

// sourced are services whose trust should test the source, without their domain.
var sourced = map[string]bool{
	"bedrock": true, "bedrock-agentcore": true, "sagemaker": true, "scheduler": true, "pipes": true, "states": true, "ssm": true, "config": true,
	"iot": true, "firehose": true, "appflow": true, "dms": true, "fis": true, "lexv2": true, "mediaconvert": true, "transfer": true,
	"vpc-flow-logs": true, "delivery.logs": true, "cognito-idp": true, "databrew": true, "personalize": true, "rekognition": true, "textract": true,
	"transcribe": true, "translate": true, "comprehend": true, "kendra": true, "datasync": true, "batchoperations.s3": true, "export.rds": true,
	"codebuild": true, "amplify": true, "apprunner": true, "internetmonitor": true, "osis-pipelines": true,
}

func serviceSourceMissing(_ *analysis.Pass, t trusting) []complaint {
	if t.Tests("aws:SourceAccount") || t.Tests("aws:SourceArn") || t.Tests("aws:SourceOrgID") || t.Tests("aws:SourceOrgPaths") {
		return nil
	}
	var found []complaint
	for _, p := range t.Principal.Entries {
		name, _, _ := strings.Cut(p.Value.Text, ".amazonaws.com")
		if p.Type == "Service" && sourced[name] {
			found = append(found, complaint{at: p.Value.Span, message: fmt.Sprintf("can be taken by %s on behalf of any account that names it", p.Value.Text)})
		}
	}
	return found
}
