package resource

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ServiceSourceMissing reports where a service gets in without saying on whose behalf.
var ServiceSourceMissing = rule.New(rule.Meta{
	ID:    "resource-service-source-missing",
	Area:  "resource",
	Title: "A service gets in without saying on whose behalf",
	Text: `The service acts for all of its customers. Without a test of the source, anybody can have it act on this resource from an account of his own: publish to the topic, write into the bucket, call the function (the confused deputy problem).

The rule looks at services that send aws:SourceArn and aws:SourceAccount and that customers can point at resources of others. It is silent where a Deny turns away calls for other sources, and under any condition that can fail: the weaker ones are the matter of resource-service-source-indirect.`,
	Remediation: `Add "Condition": {"StringEquals": {"aws:SourceAccount": "ACCOUNT"}, "ArnLike": {"aws:SourceArn": "ARN"}}`,
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:SECURITY_WARNING/RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL", "pmapper:resources_with_potential_confused_deputies"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, account.ResourcesProvider},
	Run:      statements(serviceSourceMissing),
})

func serviceSourceMissing(_ *analysis.Pass, s stated) []complaint {
	if !s.Allows() || s.Conditional() || s.deniesOtherSources() {
		return nil
	}
	var found []complaint
	for _, p := range s.services() {
		if deputies[serviceName(p.Value.Text)] {
			found = append(found, complaint{p.Value.Span, fmt.Sprintf("lets %s %s on behalf of any account, so strangers can have it done", p.Value.Text, s.may())})
		}
	}
	return found
}

// deputies are services that anybody can point at a resource of others, and
// that say on whose behalf they call (The confused deputy problem).
var deputies = map[string]bool{
	"access-analyzer": true, "apigateway": true, "appflow": true, "backup": true, "bedrock": true, "bedrock-agentcore": true, "budgets": true,
	"cloudformation": true, "cloudfront": true, "cloudtrail": true, "cloudwatch": true, "codestar-notifications": true, "cognito-idp": true,
	"config": true, "costalerts": true, "delivery.logs": true, "dms": true, "events": true, "guardduty": true, "iot": true, "lex": true, "lexv2": true,
	"lambda.alarms.cloudwatch": true, "logs": true, "macie": true, "pipes": true, "rds": true, "s3": true, "sagemaker": true, "scheduler": true,
	"secretsmanager": true, "ses": true, "sns": true, "ssm": true, "states": true, "vpc-lattice": true,
}

// serviceName is a service principal without region and domain.
func serviceName(principal string) string {
	name, _, _ := strings.Cut(principal, ".amazonaws.com")
	if service, region, ok := strings.Cut(name, "."); ok && strings.Count(region, "-") >= 2 {
		return service
	}
	return name
}
