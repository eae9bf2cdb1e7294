package role

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// listed are the roles of the authorization details that the account can
// change, without those that AWS makes for itself and for landing zones.
func listed(pass *analysis.Pass) ([]*account.Role, error) {
	details := account.Of[account.AuthorizationDetails](pass, account.AuthorizationDetailsProvider)
	if !details.HasRoles {
		return nil, rule.NoInput("list of roles in the authorization details")
	}
	var own []*account.Role
	for _, r := range details.Roles {
		if !r.AWSOwned() && !account.LandingZone(r.Name.Value) {
			own = append(own, r)
		}
	}
	return own, nil
}

func subject(r *account.Role) rule.Subject {
	return rule.Subject{Type: "role", ARN: r.ARN.Value, Name: r.Name.Value}
}

// compute are the services on whose machines a role's credentials lie, by
// service principal, and what runs there.
var compute = map[string]string{
	"ec2.amazonaws.com":                "an EC2 instance",
	"lambda.amazonaws.com":             "a Lambda function",
	"ecs-tasks.amazonaws.com":          "an ECS task",
	"pods.eks.amazonaws.com":           "a pod",
	"build.apprunner.amazonaws.com":    "an App Runner build",
	"tasks.apprunner.amazonaws.com":    "an App Runner service",
	"codebuild.amazonaws.com":          "a CodeBuild build",
	"glue.amazonaws.com":               "a Glue job",
	"batch.amazonaws.com":              "a Batch job",
	"elasticmapreduce.amazonaws.com":   "an EMR cluster",
	"elasticbeanstalk.amazonaws.com":   "an Elastic Beanstalk environment",
	"ssm.amazonaws.com":                "a managed machine",
	"states.amazonaws.com":             "a state machine",
	"cloudformation.amazonaws.com":     "a stack",
	"amplify.amazonaws.com":            "an Amplify build",
	"batchoperations.s3.amazonaws.com": "an S3 batch job",
}

// trusted are the services that may take a role, by service principal.
func trusted(r *account.Role) []string {
	var services []string
	if r.Trust == nil {
		return nil
	}
	for i := range r.Trust.Statements {
		s := &r.Trust.Statements[i]
		if !s.Allows() {
			continue
		}
		for _, p := range s.Principal.Entries {
			if p.Type == "Service" && !slices.Contains(services, p.Value.Text) {
				services = append(services, p.Value.Text)
			}
		}
	}
	return services
}

// computes names what runs with a role, "" when no computing service may take it.
func computes(r *account.Role) string {
	for _, service := range trusted(r) {
		if what := compute[strings.TrimSuffix(service, ".cn")]; what != "" {
			return what
		}
	}
	return ""
}

// made says how a role is administrator, as the end of a sentence.
func made(a *account.Administrator) string {
	text := fmt.Sprintf("policy %q allows everything", a.By.Name)
	if a.Action != "" {
		text = fmt.Sprintf("policy %q lets it give itself everything (%s)", a.By.Name, a.Action)
	}
	return text
}
