package resource

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// Public reports where a resource is open to everybody.
var Public = rule.New(rule.Meta{
	ID:    "resource-public",
	Area:  "resource",
	Title: "A resource is open to everybody",
	Text: `The policy lets in every caller, of any AWS account or of none, and no condition says who. What the statement allows is what anybody on the Internet does, and scanners find such resources within hours.

A condition counts when it tells who calls: account, organization, ARN, VPC, endpoint or a range of addresses; so does a Deny that turns strangers away from the same actions. S3 Block Public Access of the account or bucket, where exported, takes a public policy away, and the rule is silent. It is silent about REST APIs, whose authorizers decide, and leaves conditions that do not tell who calls to resource-public-weak-condition.`,
	Remediation: `Name the principals, or limit them: "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-..."}}
For a bucket that nobody outside needs: aws s3api put-public-access-block --bucket NAME --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true`,
	Severity:   rule.Critical,
	Confidence: rule.HighConfidence,
	References: []string{"cis-7.0:2.21", "fsbp:S3.2", "fsbp:S3.3", "fsbp:SQS.3", "fsbp:SNS.4", "fsbp:Lambda.1", "fsbp:KMS.5", "prowler:s3_bucket_public_access", "prowler:s3_bucket_policy_public_write_access", "prowler:sqs_queues_not_publicly_accessible", "prowler:sns_topics_not_publicly_accessible", "prowler:awslambda_function_not_publicly_accessible", "prowler:kms_key_not_publicly_accessible", "prowler:secretsmanager_not_publicly_accessible", "prowler:ecr_repositories_not_publicly_accessible", "prowler:efs_not_publicly_accessible", "prowler:eventbridge_bus_exposed", "prowler:glacier_vaults_policy_public_access", "prowler:glue_data_catalogs_not_publicly_accessible", "prowler:opensearch_service_domains_not_publicly_accessible", "prowler:ses_identity_not_publicly_accessible", "prowler:cloudwatch_log_group_not_publicly_accessible", "prowler:cloudtrail_logs_s3_bucket_is_not_publicly_accessible", "aisf:AISF-DATA-04", "aisf:AISF-RUNTIME-03", "aisf:AISF-INFRA-07", "aisf:AISF-DATA-03", "aisf:AISF-DETECT-01"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, account.ResourcesProvider},
	Run:      statements(public),
})

func public(pass *analysis.Pass, s stated) []complaint {
	if s.openness(pass) != policy.Open {
		return nil
	}
	return []complaint{{s.everyone(), "lets everybody on the Internet " + s.may()}}
}
