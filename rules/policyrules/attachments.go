package policyrules

import (
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// attachments reports AWS-managed policies that are attached, each once with
// all of its holders. judge says what is wrong with one, "" for nothing.
func attachments(pass *analysis.Pass, judge func(arn, name string) string) (any, error) {
	details := account.Of[account.AuthorizationDetails](pass, account.AuthorizationDetailsProvider)
	seen := make(map[string]bool)
	report := func(i *account.Identity) {
		for _, a := range i.Attached {
			arn := a.ARN.Value
			if i.AWSOwned() || seen[arn] || !account.IsAWSManaged(arn) {
				continue
			}
			seen[arn] = true
			name := arn[strings.LastIndexByte(arn, '/')+1:]
			wrong := judge(arn, name)
			if wrong == "" {
				continue
			}
			use := usage{holders: details.Holders(arn)}
			use.attached = len(use.holders)
			finding := rule.Finding{
				At:      i.At(a.ARN.Span),
				Subject: rule.Subject{Type: "policy", ARN: arn, Name: name},
				Message: name + " is attached to " + use.String() + ", " + wrong,
				Content: arn,
			}
			if len(use.holders) > 1 {
				finding.Related = use.related()[1:]
			}
			rule.Report(pass, finding)
		}
	}
	for _, u := range details.Users {
		report(&u.Identity)
	}
	for _, g := range details.Groups {
		report(&g.Identity)
	}
	for _, r := range details.Roles {
		report(&r.Identity)
	}
	return nil, nil
}

// replaced are AWS-managed policies that AWS has replaced, with their
// successors (AWS Managed Policy Reference: Deprecated AWS managed policies).
var replaced = map[string]string{
	"AmazonEC2RoleforSSM":                            "AmazonSSMManagedInstanceCore",
	"AWSLambdaFullAccess":                            "AWSLambda_FullAccess",
	"AWSLambdaReadOnlyAccess":                        "AWSLambda_ReadOnlyAccess",
	"AmazonElasticMapReduceFullAccess":               "AmazonEMRFullAccessPolicy_v2",
	"AmazonElasticMapReduceReadOnlyAccess":           "AmazonEMRReadOnlyAccessPolicy_v2",
	"AmazonElasticMapReduceRole":                     "AmazonEMRServicePolicy_v2",
	"AWSCodePipelineFullAccess":                      "AWSCodePipeline_FullAccess",
	"AWSCodePipelineReadOnlyAccess":                  "AWSCodePipeline_ReadOnlyAccess",
	"AWSConfigRole":                                  "AWS_ConfigRole",
	"AmazonEC2ContainerServiceFullAccess":            "AmazonECS_FullAccess",
	"AWSElasticBeanstalkFullAccess":                  "AdministratorAccess-AWSElasticBeanstalk",
	"AWSElasticBeanstalkReadOnlyAccess":              "AWSElasticBeanstalkReadOnly",
	"AWSElasticBeanstalkService":                     "AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy",
	"AmazonMachineLearningRoleforRedshiftDataSource": "AmazonMachineLearningRoleforRedshiftDataSourceV3",
	"AWSAccountUsageReportAccess":                    "AWSBillingReadOnlyAccess",
	"CloudWatchEventsInvocationAccess":               "a policy of your own",
	"AWSConnector":                                   "a policy of your own",
}
