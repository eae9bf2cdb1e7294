package exportcmd

import (
	"maps"
	"slices"
	"strings"
)

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

// Commands are the commands that export what a rule needs, as it names it; nil
// for what takes more of them than anybody types, and All exports.
func Commands(need string) []string {
	first, _, _ := strings.Cut(need, " or ")
	first = strings.TrimPrefix(first, "the ")
	if list, ok := commands[first]; ok {
		return list
	}
	if strings.Contains(need, "--as-of") {
		return []string{"iamlint check --as-of now ."}
	}
	for _, export := range slices.Sorted(maps.Keys(commands)) {
		if partOf(first, export) {
			return commands[export]
		}
	}
	return nil
}

// partOf says whether what a rule needs is a part of an export: "root user's
// row of the credential report", "account summary with AccountMFAEnabled".
func partOf(need, export string) bool {
	return strings.HasPrefix(need, export+" with ") || strings.HasSuffix(need, " of the "+export) || strings.HasSuffix(need, " in the "+export)
}

// All are the commands that export everything.
func All() []string {
	return []string{"iamlint export-commands > export.sh", "sh export.sh iamlint-export"}
}
