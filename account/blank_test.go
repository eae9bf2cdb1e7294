package account

import (
	"path/filepath"
	"strings"
	"testing"
)

// blankAnswers are what the commands of iamlint export-commands answer when
// there is nothing to list.
var blankAnswers = map[string]string{
	"iam get-account-authorization-details":                  `{"UserDetailList": [], "GroupDetailList": [], "RoleDetailList": [], "Policies": []}`,
	"iam get-account-summary":                                `{"SummaryMap": {}}`,
	"iam list-account-aliases":                               `{"AccountAliases": []}`,
	"iam list-roles":                                         `{"Roles": []}`,
	"iam list-open-id-connect-providers":                     `{"OpenIDConnectProviderList": []}`,
	"iam list-saml-providers":                                `{"SAMLProviderList": []}`,
	"iam list-virtual-mfa-devices":                           `{"VirtualMFADevices": []}`,
	"iam list-mfa-devices":                                   `{"MFADevices": []}`,
	"iam list-server-certificates":                           `{"ServerCertificateMetadataList": []}`,
	"iam list-service-specific-credentials":                  `{"ServiceSpecificCredentials": []}`,
	"iam list-organizations-features":                        `{"OrganizationId": "o-exampleorgid", "EnabledFeatures": []}`,
	"organizations list-accounts":                            `{"Accounts": []}`,
	"organizations list-accounts-for-parent":                 `{"Accounts": []}`,
	"organizations list-aws-service-access-for-organization": `{"EnabledServicePrincipals": []}`,
	"organizations list-children":                            `{"Children": []}`,
	"organizations list-delegated-administrators":            `{"DelegatedAdministrators": []}`,
	"organizations list-delegated-services-for-account":      `{"DelegatedServices": []}`,
	"organizations list-organizational-units-for-parent":     `{"OrganizationalUnits": []}`,
	"organizations list-parents":                             `{"Parents": []}`,
	"organizations list-policies":                            `{"Policies": []}`,
	"organizations list-roots":                               `{"Roots": []}`,
	"accessanalyzer list-analyzers":                          `{"analyzers": []}`,
	"accessanalyzer list-findings-v2":                        `{"findings": []}`,
	"apigateway get-rest-apis":                               `{"items": []}`,
	"cloudformation describe-stacks":                         `{"Stacks": []}`,
	"cloudtrail lookup-events":                               `{"Events": []}`,
	"codebuild batch-get-projects":                           `{"projects": []}`,
	"ec2 describe-instances":                                 `{"Reservations": []}`,
	"ec2 describe-regions":                                   `{"Regions": []}`,
	"ec2 describe-vpc-endpoints":                             `{"VpcEndpoints": []}`,
	"ec2 describe-vpc-endpoint-service-configurations":       `{"ServiceConfigurations": []}`,
	"ec2 describe-vpc-endpoint-service-permissions":          `{"AllowedPrincipals": []}`,
	"glue get-dev-endpoints":                                 `{"DevEndpoints": []}`,
	"glue get-jobs":                                          `{"Jobs": []}`,
	"lambda list-function-url-configs":                       `{"FunctionUrlConfigs": []}`,
	"lambda list-functions":                                  `{"Functions": []}`,
	"logs describe-resource-policies":                        `{"resourcePolicies": []}`,
	"rolesanywhere list-profiles":                            `{"profiles": []}`,
	"s3api get-bucket-acl":                                   `{"Owner": {}, "Grants": []}`,
}

// TestBlankAnswers reads lists of nothing as exports where the manifest says so.
func TestBlankAnswers(t *testing.T) {
	for command, text := range blankAnswers {
		t.Run(command, func(t *testing.T) {
			dir := folder(t, map[string]string{
				"answer.json":         text,
				"iamlint-export.json": manifestOf("answer.json", command, "us-east-1", "p-1"),
			})
			for _, paths := range [][]string{{dir}, {filepath.Join(dir, "answer.json"), filepath.Join(dir, "iamlint-export.json")}} {
				set := Load(paths, Options{})
				if got := problems(set, dir); got != nil || len(set.Skipped) > 0 {
					t.Fatalf("errors %q, skipped %q", got, set.Skipped)
				}
				if len(set.Accounts) != 1 || len(set.Accounts[0].Files) != 1 {
					t.Fatalf("accounts: %+v", set.Accounts)
				}
				if kind, ok := commandKinds[command]; ok && set.Accounts[0].Files[0].Kind != kind {
					t.Errorf("read as %s, want %s", set.Accounts[0].Files[0].Kind, kind)
				}
			}
		})
	}
}

// TestBlankRoles says that a blank list of roles is one: rules about roles have
// nothing to report, but are evaluated.
func TestBlankRoles(t *testing.T) {
	roles := `{"Roles": []}`
	tests := map[string]struct {
		manifest string
		roles    string
		want     string // in the only error, "" for none
		known    bool
	}{
		"told":            {manifestOf("a.json", "iam list-roles", "", ""), roles, "", true},
		"null":            {manifestOf("a.json", "iam list-roles", "", ""), `{"Roles": null}`, "the manifest names a.json, which is not there or is no export", false},
		"another command": {manifestOf("a.json", "iam list-users", "", ""), roles, "the manifest names a.json, which is not there or is no export", false},
		"another answer":  {manifestOf("a.json", "iam list-account-aliases", "", ""), roles, "the manifest names a.json, which is not there or is no export", false},
		"broken off":      {manifestOf("a.json", "iam list-roles", "", ""), `{"Roles": [], "IsTruncated": true}`, "the roles break off here", true},
		"no manifest":     {"", roles, "", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"a.json": test.roles, "b.json": someUsers}
			if test.manifest != "" {
				files["iamlint-export.json"] = test.manifest
			}
			dir := folder(t, files)
			set := Load([]string{dir}, Options{})
			got := problems(set, dir)
			if test.want == "" && got != nil || test.want != "" && (len(got) != 1 || !strings.Contains(got[0], test.want)) {
				t.Fatalf("errors %q, want %q", got, test.want)
			}
			if len(set.Accounts) != 1 || (set.Accounts[0].ListedRoles != nil) != test.known {
				t.Errorf("listed roles: %+v, want them known: %v", set.Accounts[0].ListedRoles, test.known)
			}
		})
	}
	named := Load([]string{filepath.Join(folder(t, map[string]string{"a.json": roles}), "a.json")}, Options{})
	if len(named.Errors) != 1 || !strings.Contains(named.Errors[0].Message, "not an AWS export that iamlint reads") {
		t.Errorf("a blank list that was named alone: %v", named.Errors)
	}
}
