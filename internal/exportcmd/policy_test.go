package exportcmd

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// actions are what IAM checks for each command; "" for commands that need no
// permission.
var actions = map[string]string{
	"configure get":                         "", // asks no service
	"sts get-caller-identity":               "",
	"accessanalyzer list-analyzers":         "access-analyzer:ListAnalyzers",
	"accessanalyzer list-findings-v2":       "access-analyzer:ListFindings", // there is no action ListFindingsV2
	"account get-alternate-contact":         "account:GetAlternateContact",
	"account get-contact-information":       "account:GetContactInformation",
	"cloudtrail lookup-events":              "cloudtrail:LookupEvents",
	"ec2 describe-regions":                  "ec2:DescribeRegions",
	"iam generate-credential-report":        "iam:GenerateCredentialReport",
	"iam get-account-authorization-details": "iam:GetAccountAuthorizationDetails",
	"iam get-account-password-policy":       "iam:GetAccountPasswordPolicy",
	"iam get-account-summary":               "iam:GetAccountSummary",
	"iam get-credential-report":             "iam:GetCredentialReport",
	"iam list-account-aliases":              "iam:ListAccountAliases",
	"iam list-mfa-devices":                  "iam:ListMFADevices",
	"iam list-organizations-features":       "iam:ListOrganizationsFeatures",
	"iam list-server-certificates":          "iam:ListServerCertificates",
	"iam list-service-specific-credentials": "iam:ListServiceSpecificCredentials",
	"iam list-users":                        "iam:ListUsers",
	"iam list-virtual-mfa-devices":          "iam:ListVirtualMFADevices",
	"organizations describe-organization":   "organizations:DescribeOrganization",
}

func TestPolicyAllowsTheCommands(t *testing.T) {
	var document struct {
		Version   string
		Statement []struct {
			Sid, Effect, Resource string
			Action                []string
		}
	}
	if err := json.Unmarshal([]byte(Policy()), &document); err != nil {
		t.Fatal(err)
	}
	if len(document.Statement) != 1 || document.Version != "2012-10-17" || document.Statement[0].Effect != "Allow" {
		t.Fatalf("the policy is %+v", document)
	}

	var want []string
	used := make(map[string]bool)
	for _, command := range export(t, replies()).commands {
		words := strings.Fields(command)
		name := words[0] + " " + words[1]
		action, ok := actions[name]
		if !ok {
			t.Errorf("no action is known for aws %s", name)
		}
		used[name] = true
		if action != "" {
			want = append(want, action)
		}
	}
	slices.Sort(want)
	want = slices.Compact(want)
	if diff := cmp.Diff(want, document.Statement[0].Action); diff != "" {
		t.Errorf("actions: -used +allowed\n%s", diff)
	}
	for name := range actions {
		if !used[name] {
			t.Errorf("the script does not use aws %s", name)
		}
	}
}
