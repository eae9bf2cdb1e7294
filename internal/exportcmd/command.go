package exportcmd

import "strings"

// commands export what rules call by these names, where a command or two do it.
var commands = map[string][]string{
	"authorization details":          {"aws iam get-account-authorization-details > authorization-details.json"},
	"credential report":              {"aws iam generate-credential-report", "aws iam get-credential-report > credential-report.json"},
	"account summary":                {"aws iam get-account-summary > account-summary.json"},
	"password policy":                {"aws iam get-account-password-policy > password-policy.json"},
	"list of virtual MFA devices":    {"aws iam list-virtual-mfa-devices > virtual-mfa-devices.json"},
	"list of server certificates":    {"aws iam list-server-certificates > server-certificates.json"},
	"list of access analyzers":       {"aws accessanalyzer list-analyzers > access-analyzers.json"},
	"list of roles (iam list-roles)": {"aws iam list-roles > roles.json"},
	"description of the organization": {
		"aws organizations describe-organization > organization.json"},
	"list of delegated administrators": {
		"aws organizations list-delegated-administrators > delegated-administrators.json"},
	"list of services that the organization trusts": {
		"aws organizations list-aws-service-access-for-organization > trusted-services.json"},
}

// Commands are the commands that export what a rule needs, as it names it. What
// takes many commands is exported by the script.
func Commands(need string) []string {
	first, _, _ := strings.Cut(need, " or ")
	first = strings.TrimPrefix(first, "the ")
	if list, ok := commands[first]; ok {
		return list
	}
	if strings.Contains(need, "--as-of") {
		return []string{"iamlint check --as-of now ."}
	}
	return []string{"iamlint export-commands > export.sh", "sh export.sh iamlint-export"}
}
