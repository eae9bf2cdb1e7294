package exportcmd

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/account"
)

// A reply is what the fake AWS CLI answers to commands that begin so.
type reply struct {
	command string
	output  string
	failure string // on standard error, with exit code 254
}

func denied(operation string) string {
	return "\nAn error occurred (AccessDenied) when calling the " + operation + " operation: User is not authorized\n"
}

const credentialCSV = `user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated
<root_account>,arn:aws:iam::123456789012:root,2020-01-01T00:00:00+00:00,not_supported,no_information,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A
`

// replies are those of an account with two users, two regions and one analyzer,
// without password policy, security contact and organization. The error texts
// are those of version 1, of version 2, and of a CLI that warns before it fails.
func replies() []reply {
	return []reply{
		{command: "configure get region", output: "eu-central-1"},
		{command: "sts get-caller-identity --query Account --output text", output: "123456789012"},
		{command: "iam get-account-authorization-details", output: `{"UserDetailList": [], "GroupDetailList": [], "RoleDetailList": [], "Policies": []}`},
		{command: "iam get-account-summary", output: `{"SummaryMap": {"Users": 2, "AccountMFAEnabled": 1}}`},
		{command: "iam list-account-aliases", output: `{"AccountAliases": ["example"]}`},
		{command: "iam get-account-password-policy", failure: "\nAn error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: The Password Policy with domain name 123456789012 cannot be found.\n"},
		{command: "iam get-credential-report", output: `{"Content": "` + base64.StdEncoding.EncodeToString([]byte(credentialCSV)) + `", "ReportFormat": "text/csv", "GeneratedTime": "2026-01-02T03:00:00+00:00"}`},
		{command: "iam list-virtual-mfa-devices", output: `{"VirtualMFADevices": []}`},
		{command: "iam list-server-certificates", output: `{"ServerCertificateMetadataList": []}`},
		{command: "iam list-users --query Users[].UserName --output text", output: "alice\tci+deploy@example.com"},
		{command: "iam list-mfa-devices", output: `{"MFADevices": []}`},
		{command: "iam list-service-specific-credentials", output: `{"ServiceSpecificCredentials": []}`},
		{command: "account get-contact-information", output: `{"ContactInformation": {"FullName": "Example"}}`},
		{command: "account get-alternate-contact --alternate-contact-type SECURITY", failure: "\naws: [ERROR]: An error occurred (ResourceNotFoundException) when calling the GetAlternateContact operation: No contact of the inputted alternate contact type found.\n"},
		{command: "account get-alternate-contact --alternate-contact-type BILLING", output: `{"AlternateContact": {"AlternateContactType": "BILLING"}}`},
		{command: "account get-alternate-contact --alternate-contact-type OPERATIONS", output: `{"AlternateContact": {"AlternateContactType": "OPERATIONS"}}`},
		{command: "organizations describe-organization", failure: "warning: this version is old\nAn error occurred (AWSOrganizationsNotInUseException) when calling the DescribeOrganization operation: Your account is not a member of an organization.\n"},
		{command: "iam list-organizations-features", failure: "\nAn error occurred (OrganizationNotFoundException) when calling the ListOrganizationsFeatures operation: The request failed.\n"},
		{command: "ec2 describe-regions --query Regions[].RegionName --output text", output: "us-east-1\teu-central-1"},
		{command: "ec2 describe-regions", output: `{"Regions": [{"RegionName": "us-east-1", "OptInStatus": "opt-in-not-required"}, {"RegionName": "eu-central-1", "OptInStatus": "opt-in-not-required"}]}`},
		{command: "accessanalyzer list-analyzers --query analyzers[].arn --region us-east-1 --output text", output: ""},
		{command: "accessanalyzer list-analyzers --region us-east-1", output: `{"analyzers": []}`},
		{command: "accessanalyzer list-analyzers --query analyzers[].arn --region eu-central-1 --output text", output: "arn:aws:access-analyzer:eu-central-1:123456789012:analyzer/main"},
		{command: "accessanalyzer list-analyzers --region eu-central-1", output: `{"analyzers": [{"arn": "arn:aws:access-analyzer:eu-central-1:123456789012:analyzer/main", "name": "main", "type": "ACCOUNT", "status": "ACTIVE", "tags": {}}]}`},
		{command: "accessanalyzer list-findings-v2", output: `{"findings": []}`},
		{command: "cloudtrail lookup-events", output: `{"Events": []}`},
	}
}

// everything are the replies about all parts.
func everything() []reply { return append(partReplies(), replies()...) }

const (
	inRegion    = " --region eu-central-1"
	otherRegion = " --region us-east-1"
)

const policyOfBucket = `{"Policy": "{\"Statement\": {\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3:::logs/*\"}}"}`

// anyPolicy is a document as commands answer with it, under a key.
func anyPolicy(key string) string {
	return `"` + key + `": "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"123456789012\"}, \"Action\": \"*\", \"Resource\": \"*\"}}"`
}

// partReplies are those about resources, workloads and last use: one of each in
// one region, none in the other.
func partReplies() []reply {
	missing := func(command, code, operation string) reply {
		return reply{command: command, failure: "\nAn error occurred (" + code + ") when calling the " + operation + " operation: none\n"}
	}
	all := []reply{
		{command: "iam list-roles --query Roles[].Arn --output text", output: "arn:aws:iam::123456789012:role/app/web\tarn:aws:iam::123456789012:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"},
		{command: "iam list-roles", output: `{"Roles": [{"RoleName": "web", "Arn": "arn:aws:iam::123456789012:role/app/web", "MaxSessionDuration": 3600, "AssumeRolePolicyDocument": {"Statement": []}}]}`},
		{command: "iam list-open-id-connect-providers", output: `{"OpenIDConnectProviderList": []}`},
		{command: "iam list-saml-providers", output: `{"SAMLProviderList": []}`},
		{command: "iam list-users --query Users[].Arn --output text", output: "arn:aws:iam::123456789012:user/alice"},
		{command: "iam generate-service-last-accessed-details --arn arn:aws:iam::123456789012:role/app/web --granularity ACTION_LEVEL --query JobId --output text", output: "job-web"},
		{command: "iam generate-service-last-accessed-details --arn arn:aws:iam::123456789012:user/alice --granularity ACTION_LEVEL --query JobId --output text", output: "job-alice"},
		{command: "iam get-service-last-accessed-details --job-id job-web --query JobStatus --output text", output: "COMPLETED"},
		{command: "iam get-service-last-accessed-details --job-id job-alice --query JobStatus --output text", output: "COMPLETED"},
		{command: "iam get-service-last-accessed-details", output: `{"JobStatus": "COMPLETED", "JobCreationDate": "2026-01-01T00:00:00Z", "ServicesLastAccessed": []}`},
		missing("s3control get-public-access-block", "NoSuchPublicAccessBlockConfiguration", "GetPublicAccessBlock"),
		{command: "s3api list-buckets --query Buckets[].Name --output text", output: "logs\tplain"},
		{command: "s3api get-bucket-policy --bucket logs", output: policyOfBucket},
		missing("s3api get-bucket-policy --bucket plain", "NoSuchBucketPolicy", "GetBucketPolicy"),
		{command: "s3api get-public-access-block --bucket logs", output: `{"PublicAccessBlockConfiguration": {"BlockPublicAcls": true}}`},
		missing("s3api get-public-access-block --bucket plain", "NoSuchPublicAccessBlockConfiguration", "GetPublicAccessBlock"),
		{command: "s3api get-bucket-acl", output: `{"Owner": {"ID": "79a5"}, "Grants": []}`},
		{command: "ec2 describe-vpc-endpoints" + otherRegion, output: `{"VpcEndpoints": []}`},
		{command: "ec2 describe-vpc-endpoints" + inRegion, output: `{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", ` + anyPolicy("PolicyDocument") + `}]}`},
		{command: "ec2 describe-vpc-endpoint-service-configurations" + otherRegion, output: `{"ServiceConfigurations": []}`},
		{command: "ec2 describe-vpc-endpoint-service-configurations" + inRegion, output: `{"ServiceConfigurations": [{"ServiceId": "vpce-svc-1", "AcceptanceRequired": true}]}`},
		{command: "ec2 describe-vpc-endpoint-service-permissions", output: `{"AllowedPrincipals": []}`},
		{command: "ec2 describe-instances --filters Name=instance-state-name,Values=pending,running,stopping,stopped" + otherRegion, output: `{"Reservations": []}`},
		{command: "ec2 describe-instances", output: `{"Reservations": [{"OwnerId": "123456789012", "Instances": [{"InstanceId": "i-1"}]}]}`},
		{command: "logs describe-resource-policies" + inRegion, output: `{"resourcePolicies": [{"policyName": "dns", ` + anyPolicy("policyDocument") + `}]}`},
		missing("glue get-resource-policy", "EntityNotFoundException", "GetResourcePolicy"),
		{command: "kms list-aliases --query Aliases[?starts_with(AliasName,`alias/aws/`)].TargetKeyId" + inRegion + " --output text", output: "aws-key\naws-key-2"},
	}
	lists := map[string]string{ // what is in the one region
		"apigateway get-rest-apis --query items[].id":                                                                         "a1b2",
		"backup list-backup-vaults --query BackupVaultList[].BackupVaultName":                                                 "Default",
		"bedrock list-custom-models --query modelSummaries[].modelArn":                                                        "arn:aws:bedrock:eu-central-1:123456789012:custom-model/m/1",
		"bedrock-agent list-agents --query agentSummaries[].agentId":                                                          "AGENT1",
		"bedrock-agentcore-control list-agent-runtimes --query agentRuntimes[].agentRuntimeArn":                               "arn:aws:bedrock-agentcore:eu-central-1:123456789012:runtime/r-1",
		"bedrock-agentcore-control list-agent-runtimes --query agentRuntimes[].agentRuntimeId":                                "r-1",
		"bedrock-agentcore-control list-browsers --type CUSTOM --query browserSummaries[].browserId":                          "b-1",
		"bedrock-agentcore-control list-code-interpreters --type CUSTOM --query codeInterpreterSummaries[].codeInterpreterId": "c-1",
		"cloudformation describe-stacks --query Stacks[].StackId":                                                             "arn:aws:cloudformation:eu-central-1:123456789012:stack/net/1",
		"codeartifact list-domains --query domains[].name":                                                                    "main",
		"codeartifact list-repositories --query repositories[].join(`/`,[domainName,name])":                                   "main/web",
		"codebuild list-projects --query projects[]":                                                                          "ci",
		"dynamodb list-tables --query TableNames[]":                                                                           "orders",
		"ec2 describe-vpc-endpoint-service-configurations --query ServiceConfigurations[].ServiceId":                          "vpce-svc-1",
		"ecr describe-repositories --query repositories[].repositoryName":                                                     "team/web\tother/web",
		"ecs list-task-definition-families --status ACTIVE --query families[]":                                                "web",
		"efs describe-file-systems --query FileSystems[].FileSystemId":                                                        "fs-1",
		"events list-event-buses --query EventBuses[].Name":                                                                   "default",
		"glacier list-vaults --account-id 123456789012 --query VaultList[].VaultName":                                         "old",
		"glue get-dev-endpoints --query DevEndpoints[].RoleArn":                                                               "arn:aws:iam::123456789012:role/app/web",
		"glue get-jobs --query Jobs[].Role":                                                                                   "web",
		"kms list-keys --query Keys[].KeyArn":                                                                                 "arn:aws:kms:eu-central-1:123456789012:key/own-key arn:aws:kms:eu-central-1:123456789012:key/aws-key",
		"lambda list-functions --query Functions[].FunctionName":                                                              "mail",
		"logs describe-resource-policies --query resourcePolicies[].policyName":                                               "dns",
		"opensearch list-domain-names --query DomainNames[].DomainName":                                                       "search",
		"rolesanywhere list-profiles --query profiles[].profileId":                                                            "1",
		"s3control list-access-points --account-id 123456789012 --query AccessPointList[].Name":                               "readers",
		"sagemaker list-domains --query Domains[].DomainId":                                                                   "d-1",
		"sagemaker list-model-package-groups --query ModelPackageGroupSummaryList[].ModelPackageGroupName":                    "models",
		"sagemaker list-notebook-instances --query NotebookInstances[].NotebookInstanceName":                                  "nb",
		"secretsmanager list-secrets --query SecretList[].ARN":                                                                "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db/password-AbCdEf",
		"sns list-topics --query Topics[].TopicArn":                                                                           "arn:aws:sns:eu-central-1:123456789012:news",
		"sqs list-queues --query QueueUrls[]":                                                                                 "https://sqs.eu-central-1.amazonaws.com/123456789012/jobs",
		"stepfunctions list-state-machines --query stateMachines[].stateMachineArn":                                           "arn:aws:states:eu-central-1:123456789012:stateMachine:flow",
	}
	for _, command := range slices.Sorted(maps.Keys(lists)) {
		all = append(all, reply{command: command + inRegion + " --output text", output: lists[command]})
	}
	const role = `"arn:aws:iam::123456789012:role/app/web"`
	answers := map[string]string{
		"apigateway get-rest-apis" + inRegion:                                           `{"items": [{"id": "a1b2", "apiKeySource": "HEADER"}]}`,
		"backup get-backup-vault-access-policy":                                         `{"BackupVaultName": "Default", "BackupVaultArn": "arn:aws:backup:eu-central-1:123456789012:backup-vault:Default", ` + anyPolicy("Policy") + `}`,
		"bedrock get-resource-policy":                                                   `{` + anyPolicy("resourcePolicy") + `}`,
		"bedrock-agent get-agent":                                                       `{"agent": {"agentName": "helper", "agentArn": "arn:aws:bedrock:eu-central-1:123456789012:agent/AGENT1", "agentResourceRoleArn": ` + role + `, "guardrailConfiguration": null}}`,
		"bedrock-agentcore-control get-resource-policy":                                 "", // none
		"bedrock-agentcore-control get-agent-runtime":                                   `{"agentRuntimeArn": "arn:aws:bedrock-agentcore:eu-central-1:123456789012:runtime/r-1", "agentRuntimeName": "r", "roleArn": ` + role + `}`,
		"bedrock-agentcore-control get-browser":                                         `{"browserArn": "arn:aws:bedrock-agentcore:eu-central-1:123456789012:browser-custom/b-1", "name": "b", "networkConfiguration": {}}`,
		"bedrock-agentcore-control get-code-interpreter":                                `{"codeInterpreterArn": "arn:aws:bedrock-agentcore:eu-central-1:123456789012:code-interpreter-custom/c-1", "name": "c", "networkConfiguration": {}}`,
		"cloudformation describe-stacks --query {Stacks:":                               `{"Stacks": [{"StackName": "net", "StackStatus": "CREATE_COMPLETE"}]}`,
		"codeartifact get-domain-permissions-policy":                                    `{"policy": {"resourceArn": "arn:aws:codeartifact:eu-central-1:123456789012:domain/main", ` + anyPolicy("document") + `}}`,
		"codeartifact get-repository-permissions-policy --domain main --repository web": `{"policy": {"resourceArn": "arn:aws:codeartifact:eu-central-1:123456789012:repository/main/web", ` + anyPolicy("document") + `}}`,
		"codebuild batch-get-projects":                                                  `{"projects": [{"name": "ci", "serviceRole": ` + role + `}]}`,
		"dynamodb get-resource-policy":                                                  `{` + anyPolicy("Policy") + `, "RevisionId": "1"}`,
		"ecr get-repository-policy --repository-name team/web":                          `{"registryId": "123456789012", "repositoryName": "team/web", ` + anyPolicy("policyText") + `}`,
		"ecr get-repository-policy --repository-name other/web":                         `{"registryId": "123456789012", "repositoryName": "other/web", ` + anyPolicy("policyText") + `}`,
		"ecs describe-task-definition":                                                  `{"taskDefinition": {"family": "web", "taskDefinitionArn": "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:1", "taskRoleArn": null, "executionRoleArn": null}}`,
		"efs describe-file-system-policy":                                               `{"FileSystemId": "fs-1", ` + anyPolicy("Policy") + `}`,
		"events describe-event-bus":                                                     `{"Name": "default", "Arn": "arn:aws:events:eu-central-1:123456789012:event-bus/default"}`,
		"glacier get-vault-access-policy":                                               `{"policy": {` + anyPolicy("Policy") + `}}`,
		"glue get-dev-endpoints --query {DevEndpoints:":                                 `{"DevEndpoints": [{"EndpointName": "dev", "RoleArn": ` + role + `}]}`,
		"glue get-jobs --query {Jobs:":                                                  `{"Jobs": [{"Name": "nightly", "Role": "web"}]}`,
		"kms get-key-policy":                                                            `{` + anyPolicy("Policy") + `, "PolicyName": "default"}`,
		"lambda list-functions --query {Functions:":                                     `{"Functions": [{"FunctionName": "mail", "FunctionArn": "arn:aws:lambda:eu-central-1:123456789012:function:mail", "Role": ` + role + `}]}`,
		"lambda list-function-url-configs":                                              `{"FunctionUrlConfigs": []}`,
		"opensearch describe-domain":                                                    `{"DomainStatus": {"DomainName": "search", "ARN": "arn:aws:es:eu-central-1:123456789012:domain/search", "AccessPolicies": ""}}`,
		"rolesanywhere list-profiles" + inRegion:                                        `{"profiles": [{"name": "laptops", "profileArn": "arn:aws:rolesanywhere:eu-central-1:123456789012:profile/1"}]}`,
		"s3control get-access-point ":                                                   `{"Name": "readers", "Bucket": "logs", "NetworkOrigin": "VPC", "PublicAccessBlockConfiguration": {}}`,
		"sagemaker describe-domain":                                                     `{"DomainId": "d-1", "DomainName": "studio", "DomainArn": "arn:aws:sagemaker:eu-central-1:123456789012:domain/d-1", "AuthMode": "SSO"}`,
		"sagemaker describe-notebook-instance":                                          `{"NotebookInstanceName": "nb", "NotebookInstanceArn": "arn:aws:sagemaker:eu-central-1:123456789012:notebook-instance/nb", "RoleArn": ` + role + `}`,
		"secretsmanager get-resource-policy":                                            `{"ARN": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db/password-AbCdEf", "Name": "db/password"}`,
		"sns get-topic-attributes":                                                      `{"Attributes": {"TopicArn": "arn:aws:sns:eu-central-1:123456789012:news", ` + anyPolicy("Policy") + `}}`,
		"sqs get-queue-attributes":                                                      `{"Attributes": {"QueueArn": "arn:aws:sqs:eu-central-1:123456789012:jobs"}}`,
		"stepfunctions describe-state-machine":                                          `{"stateMachineArn": "arn:aws:states:eu-central-1:123456789012:stateMachine:flow", "name": "flow", "roleArn": ` + role + `}`,
	}
	for _, command := range slices.Sorted(maps.Keys(answers)) {
		all = append(all, reply{command: command, output: answers[command]})
	}
	return append(all,
		missing("lambda get-policy", "ResourceNotFoundException", "GetPolicy"),
		missing("s3control get-access-point-policy", "NoSuchAccessPointPolicy", "GetAccessPointPolicy"),
		missing("sagemaker get-model-package-group-policy", "ValidationException", "GetModelPackageGroupPolicy"),
	)
}

// organizationReplies are those of a management account.
func organizationReplies() []reply {
	summary := func(id, typ string) string {
		return `{"Id": "` + id + `", "Name": "` + id + `", "Type": "` + typ + `", "AwsManaged": false}`
	}
	return []reply{
		{command: "organizations describe-organization --query Organization.MasterAccountId --output text", output: "123456789012"},
		{command: "organizations describe-organization", output: `{"Organization": {"Id": "o-exampleorgid", "FeatureSet": "ALL", "MasterAccountId": "123456789012"}}`},
		{command: "iam list-organizations-features", output: `{"OrganizationId": "o-exampleorgid", "EnabledFeatures": ["RootCredentialsManagement"]}`},
		{command: "organizations describe-effective-policy --policy-type TAG_POLICY", failure: "\nAn error occurred (EffectivePolicyNotFoundException) when calling the DescribeEffectivePolicy operation: none\n"},
		{command: "organizations describe-effective-policy", output: `{"EffectivePolicy": {"PolicyContent": "{}", "TargetId": "123456789012", "PolicyType": "AISERVICES_OPT_OUT_POLICY"}}`},
		{command: "organizations list-roots --query Roots[].Id --output text", output: "r-ab12"},
		{command: "organizations list-roots", output: `{"Roots": [{"Id": "r-ab12", "Name": "Root", "PolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]}]}`},
		{command: "organizations list-aws-service-access-for-organization", output: `{"EnabledServicePrincipals": []}`},
		{command: "organizations describe-resource-policy", failure: "\nAn error occurred (ResourcePolicyNotFoundException) when calling the DescribeResourcePolicy operation: none\n"},
		{command: "organizations list-delegated-administrators --query DelegatedAdministrators[].Id --output text", output: "222233334444"},
		{command: "organizations list-delegated-administrators", output: `{"DelegatedAdministrators": [{"Id": "222233334444"}]}`},
		{command: "organizations list-delegated-services-for-account", output: `{"DelegatedServices": [{"ServicePrincipal": "guardduty.amazonaws.com"}]}`},
		{command: "organizations list-accounts-for-parent --parent-id r-ab12 --query Accounts[].Id --output text", output: ""},
		{command: "organizations list-accounts-for-parent --parent-id ou-ab12-11111111 --query Accounts[].Id --output text", output: "222233334444"},
		{command: "organizations list-accounts-for-parent", output: `{"Accounts": [{"Id": "222233334444", "Name": "shop", "State": "ACTIVE", "JoinedMethod": "CREATED"}]}`},
		{command: "organizations list-organizational-units-for-parent --parent-id r-ab12 --query OrganizationalUnits[].Id --output text", output: "ou-ab12-11111111"},
		{command: "organizations list-organizational-units-for-parent --parent-id ou-ab12-11111111 --query OrganizationalUnits[].Id --output text", output: ""},
		{command: "organizations list-organizational-units-for-parent --parent-id r-ab12", output: `{"OrganizationalUnits": [{"Id": "ou-ab12-11111111", "Name": "workloads"}]}`},
		{command: "organizations list-organizational-units-for-parent", output: `{"OrganizationalUnits": []}`},
		{command: "organizations list-policies --filter SERVICE_CONTROL_POLICY --query Policies[].Id --output text", output: "p-1"},
		{command: "organizations list-policies --filter SERVICE_CONTROL_POLICY", output: `{"Policies": [` + summary("p-1", "SERVICE_CONTROL_POLICY") + `]}`},
		{command: "organizations list-policies --filter RESOURCE_CONTROL_POLICY --query", output: ""},
		{command: "organizations list-policies --filter TAG_POLICY --query", output: ""},
		{command: "organizations list-policies --filter AISERVICES_OPT_OUT_POLICY --query", output: ""},
		{command: "organizations list-policies", output: `{"Policies": []}`},
		{command: "organizations describe-policy", output: `{"Policy": {"PolicySummary": ` + summary("p-1", "SERVICE_CONTROL_POLICY") + `, "Content": "{\"Statement\": []}"}}`},
		{command: "organizations list-targets-for-policy", output: `{"Targets": [{"TargetId": "ou-ab12-11111111", "Name": "workloads", "Type": "ORGANIZATIONAL_UNIT"}]}`},
	}
}

// changed are the usual replies, some of them replaced.
func changed(with ...reply) []reply {
	all := everything()
	for _, r := range with {
		all = slices.DeleteFunc(all, func(old reply) bool { return strings.HasPrefix(old.command, r.command) })
	}
	return append(slices.Clone(with), all...)
}

// fakeAWS is a stand-in for the AWS CLI. It notes its arguments in $FAKE/log and
// needs one more question before the credential report is complete.
func fakeAWS(replies []reply) string {
	var b strings.Builder
	b.WriteString(`#!/bin/sh
printf '%s\n' "$*" >>"$FAKE/log"
case "$*" in
"iam generate-credential-report --query State --output text")
	if [ -e "$FAKE/generated" ]; then echo COMPLETE; else echo STARTED; fi
	: >"$FAKE/generated"
	exit 0
	;;
"configure "*) ;;
*)
	if [ -n "${AWS_PAGER-unset}" ] || [ "${AWS_DEFAULT_REGION-}" != eu-central-1 ]; then
		echo "wrong environment" >&2
		exit 99
	fi
	;;
esac
case "$*" in
`)
	for _, r := range replies {
		fmt.Fprintf(&b, "'%s'*)\n", r.command)
		if r.output == "" && r.failure == "" {
			b.WriteString(";;\n")
			continue
		}
		if r.failure != "" {
			fmt.Fprintf(&b, "cat >&2 <<'END'\n%s\nEND\nexit 254 ;;\n", r.failure)
			continue
		}
		fmt.Fprintf(&b, "cat <<'END'\n%s\nEND\n;;\n", r.output)
	}
	// Nothing else is in the other region.
	b.WriteString("*'" + otherRegion + " --output text') ;;\n")
	b.WriteString("*) echo \"unexpected: $*\" >&2; exit 252 ;;\nesac\n")
	return b.String()
}

// A run is what the script did.
type run struct {
	dir      string // the working folder
	code     int
	stderr   string
	commands []string // with their arguments
}

// export runs the script with a fake AWS CLI.
func export(t *testing.T, replies []reply, folder ...string) run {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a POSIX shell")
	}
	r := run{dir: t.TempDir()}
	fake := t.TempDir()
	writeFile(t, filepath.Join(fake, "aws"), fakeAWS(replies), 0o755)
	writeFile(t, filepath.Join(fake, "sleep"), "#!/bin/sh\n", 0o755)
	cmd := exec.Command("sh", append([]string{"-s", "--"}, folder...)...)
	cmd.Dir = r.dir
	cmd.Env = []string{"IAMLINT_SKIP=" + os.Getenv("IAMLINT_SKIP"), "IAMLINT_REGIONS=" + os.Getenv("IAMLINT_REGIONS"), "PATH=" + fake + string(os.PathListSeparator) + os.Getenv("PATH"), "FAKE=" + fake, "HOME=" + fake}
	cmd.Stdin = strings.NewReader(Script())
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			t.Fatal(err)
		}
		r.code = exit.ExitCode()
	}
	r.stderr = stderr.String()
	if stdout.Len() > 0 {
		t.Errorf("on standard output: %s", stdout.String())
	}
	if log, err := os.ReadFile(filepath.Join(fake, "log")); err == nil {
		r.commands = strings.Split(strings.TrimSpace(string(log)), "\n")
	}
	return r
}

func writeFile(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

type manifest struct {
	SchemaVersion int            `json:"schemaVersion"`
	Tool          string         `json:"tool"`
	Account       string         `json:"account"`
	Files         []manifestFile `json:"files"`
}

type manifestFile struct {
	Path     string `json:"path"`
	Command  string `json:"command"`
	Account  string `json:"account"`
	Region   string `json:"region"`
	Resource string `json:"resource"`
	Time     string `json:"time"`
}

var iso8601 = regexp.MustCompile(`^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$`)

// manifestOf reads the manifest of a folder, checks the times and drops them.
func manifestOf(t *testing.T, folder string) manifest {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, account.ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&m); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	for i := range m.Files {
		if !iso8601.MatchString(m.Files[i].Time) {
			t.Errorf("%s: the time is %q", m.Files[i].Path, m.Files[i].Time)
		}
		m.Files[i].Time = ""
	}
	return m
}

func filesIn(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, want it private", e.Name(), info.Mode())
		}
		names = append(names, e.Name())
	}
	return names
}

// load reads an export as iamlint check does.
func load(t *testing.T, folder string) *account.Account {
	t.Helper()
	set := account.Load([]string{folder}, account.Options{})
	for _, err := range set.Errors {
		t.Errorf("iamlint says: %v", err)
	}
	if len(set.Skipped) > 0 {
		t.Errorf("iamlint skips %q", set.Skipped)
	}
	if len(set.Accounts) != 1 {
		t.Fatalf("iamlint sees %d accounts", len(set.Accounts))
	}
	return set.Accounts[0]
}

func TestExport(t *testing.T) {
	r := export(t, everything())
	if r.code != 0 {
		t.Fatalf("exit code %d\n%s", r.code, r.stderr)
	}
	folder := filepath.Join(r.dir, "iamlint-export")
	got := manifestOf(t, folder)
	file := func(path, command, region, resource string) manifestFile {
		return manifestFile{Path: path, Command: command, Account: "123456789012", Region: region, Resource: resource}
	}
	want := manifest{
		SchemaVersion: 1,
		Tool:          "iamlint export-commands",
		Account:       "123456789012",
		Files: []manifestFile{
			file("authorization-details.json", "iam get-account-authorization-details", "", ""),
			file("account-summary.json", "iam get-account-summary", "", ""),
			file("account-aliases.json", "iam list-account-aliases", "", ""),
			file("password-policy.txt", "iam get-account-password-policy", "", ""),
			file("credential-report.json", "iam get-credential-report", "", ""),
			file("roles.json", "iam list-roles", "", ""),
			file("oidc-providers.json", "iam list-open-id-connect-providers", "", ""),
			file("saml-providers.json", "iam list-saml-providers", "", ""),
			file("virtual-mfa-devices.json", "iam list-virtual-mfa-devices", "", ""),
			file("server-certificates.json", "iam list-server-certificates", "", ""),
			file("mfa-devices-alice.json", "iam list-mfa-devices", "", "alice"),
			file("service-specific-credentials-alice.json", "iam list-service-specific-credentials", "", "alice"),
			file("mfa-devices-ci+deploy@example.com.json", "iam list-mfa-devices", "", "ci+deploy@example.com"),
			file("service-specific-credentials-ci+deploy@example.com.json", "iam list-service-specific-credentials", "", "ci+deploy@example.com"),
			file("contact-information.json", "account get-contact-information", "", ""),
			file("alternate-contact-SECURITY.txt", "account get-alternate-contact", "", "SECURITY"),
			file("alternate-contact-BILLING.json", "account get-alternate-contact", "", "BILLING"),
			file("alternate-contact-OPERATIONS.json", "account get-alternate-contact", "", "OPERATIONS"),
			file("organization.txt", "organizations describe-organization", "", ""),
			file("service-last-accessed-user-alice.json", "iam get-service-last-accessed-details", "", "arn:aws:iam::123456789012:user/alice"),
			file("service-last-accessed-role-web.json", "iam get-service-last-accessed-details", "", "arn:aws:iam::123456789012:role/app/web"),
			file("public-access-block.txt", "s3control get-public-access-block", "", ""),
			file("bucket-policy-logs.json", "s3api get-bucket-policy", "", "logs"),
			file("bucket-public-access-block-logs.json", "s3api get-public-access-block", "", "logs"),
			file("bucket-acl-logs.json", "s3api get-bucket-acl", "", "logs"),
			file("bucket-policy-plain.txt", "s3api get-bucket-policy", "", "plain"),
			file("bucket-public-access-block-plain.txt", "s3api get-public-access-block", "", "plain"),
			file("bucket-acl-plain.json", "s3api get-bucket-acl", "", "plain"),
			file("regions.json", "ec2 describe-regions", "", ""),
			file("access-analyzers-us-east-1.json", "accessanalyzer list-analyzers", "us-east-1", ""),
			file("cloudtrail-root-us-east-1.json", "cloudtrail lookup-events", "us-east-1", ""),
			file("glue-policy-us-east-1.txt", "glue get-resource-policy", "us-east-1", ""),
			file("vpc-endpoints-us-east-1.json", "ec2 describe-vpc-endpoints", "us-east-1", ""),
			file("endpoint-services-us-east-1.json", "ec2 describe-vpc-endpoint-service-configurations", "us-east-1", ""),
			file("instances-us-east-1.json", "ec2 describe-instances", "us-east-1", ""),
			file("access-analyzers-eu-central-1.json", "accessanalyzer list-analyzers", "eu-central-1", ""),
			file("access-analyzer-findings-eu-central-1-main.json", "accessanalyzer list-findings-v2", "eu-central-1", "arn:aws:access-analyzer:eu-central-1:123456789012:analyzer/main"),
			file("cloudtrail-root-eu-central-1.json", "cloudtrail lookup-events", "eu-central-1", ""),
			file("access-point-eu-central-1-readers.json", "s3control get-access-point", "eu-central-1", "readers"),
			file("access-point-policy-eu-central-1-readers.txt", "s3control get-access-point-policy", "eu-central-1", "readers"),
			file("key-policy-eu-central-1-own-key.json", "kms get-key-policy", "eu-central-1", "arn:aws:kms:eu-central-1:123456789012:key/own-key"),
			file("queue-eu-central-1-jobs.json", "sqs get-queue-attributes", "eu-central-1", "arn:aws:sqs:eu-central-1:123456789012:jobs"),
			file("topic-eu-central-1-news.json", "sns get-topic-attributes", "eu-central-1", "arn:aws:sns:eu-central-1:123456789012:news"),
			file("function-policy-eu-central-1-mail.txt", "lambda get-policy", "eu-central-1", "mail"),
			file("function-urls-eu-central-1-mail.json", "lambda list-function-url-configs", "eu-central-1", "mail"),
			file("secret-policy-eu-central-1-password-AbCdEf.json", "secretsmanager get-resource-policy", "eu-central-1", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db/password-AbCdEf"),
			file("repository-policy-eu-central-1-web.json", "ecr get-repository-policy", "eu-central-1", "team/web"),
			file("repository-policy-eu-central-1-web_.json", "ecr get-repository-policy", "eu-central-1", "other/web"),
			file("table-policy-eu-central-1-orders.json", "dynamodb get-resource-policy", "eu-central-1", "arn:aws:dynamodb:eu-central-1:123456789012:table/orders"),
			file("backup-vault-policy-eu-central-1-Default.json", "backup get-backup-vault-access-policy", "eu-central-1", "Default"),
			file("rest-apis-eu-central-1.json", "apigateway get-rest-apis", "eu-central-1", ""),
			file("search-domain-eu-central-1-search.json", "opensearch describe-domain", "eu-central-1", "search"),
			file("glacier-vault-policy-eu-central-1-old.json", "glacier get-vault-access-policy", "eu-central-1", "old"),
			file("file-system-policy-eu-central-1-fs-1.json", "efs describe-file-system-policy", "eu-central-1", "fs-1"),
			file("package-domain-policy-eu-central-1-main.json", "codeartifact get-domain-permissions-policy", "eu-central-1", "main"),
			file("package-repository-policy-eu-central-1-web.json", "codeartifact get-repository-permissions-policy", "eu-central-1", "arn:aws:codeartifact:eu-central-1:123456789012:repository/main/web"),
			file("model-package-group-policy-eu-central-1-models.txt", "sagemaker get-model-package-group-policy", "eu-central-1", "models"),
			file("model-policy-eu-central-1-1.json", "bedrock get-resource-policy", "eu-central-1", "arn:aws:bedrock:eu-central-1:123456789012:custom-model/m/1"),
			file("event-bus-eu-central-1-default.json", "events describe-event-bus", "eu-central-1", "default"),
			file("glue-policy-eu-central-1.txt", "glue get-resource-policy", "eu-central-1", ""),
			file("logs-policies-eu-central-1.json", "logs describe-resource-policies", "eu-central-1", ""),
			file("vpc-endpoints-eu-central-1.json", "ec2 describe-vpc-endpoints", "eu-central-1", ""),
			file("endpoint-services-eu-central-1.json", "ec2 describe-vpc-endpoint-service-configurations", "eu-central-1", ""),
			file("endpoint-permissions-eu-central-1-vpce-svc-1.json", "ec2 describe-vpc-endpoint-service-permissions", "eu-central-1", "vpce-svc-1"),
			file("instances-eu-central-1.json", "ec2 describe-instances", "eu-central-1", ""),
			file("functions-eu-central-1.json", "lambda list-functions", "eu-central-1", ""),
			file("task-definition-eu-central-1-web.json", "ecs describe-task-definition", "eu-central-1", "web"),
			file("build-project-eu-central-1-ci.json", "codebuild batch-get-projects", "eu-central-1", "ci"),
			file("glue-jobs-eu-central-1.json", "glue get-jobs", "eu-central-1", ""),
			file("glue-dev-endpoints-eu-central-1.json", "glue get-dev-endpoints", "eu-central-1", ""),
			file("stacks-eu-central-1.json", "cloudformation describe-stacks", "eu-central-1", ""),
			file("state-machine-eu-central-1-flow.json", "stepfunctions describe-state-machine", "eu-central-1", "arn:aws:states:eu-central-1:123456789012:stateMachine:flow"),
			file("sagemaker-domain-eu-central-1-d-1.json", "sagemaker describe-domain", "eu-central-1", "d-1"),
			file("notebook-eu-central-1-nb.json", "sagemaker describe-notebook-instance", "eu-central-1", "nb"),
			file("bedrock-agent-eu-central-1-AGENT1.json", "bedrock-agent get-agent", "eu-central-1", "AGENT1"),
			file("agent-runtime-eu-central-1-r-1.json", "bedrock-agentcore-control get-agent-runtime", "eu-central-1", "r-1"),
			file("code-interpreter-eu-central-1-c-1.json", "bedrock-agentcore-control get-code-interpreter", "eu-central-1", "c-1"),
			file("browser-eu-central-1-b-1.json", "bedrock-agentcore-control get-browser", "eu-central-1", "b-1"),
			file("rolesanywhere-profiles-eu-central-1.json", "rolesanywhere list-profiles", "eu-central-1", ""),
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("manifest: -want +got\n%s", diff)
	}
	paths := []string{account.ManifestName}
	for _, f := range want.Files {
		paths = append(paths, f.Path)
	}
	slices.Sort(paths)
	if diff := cmp.Diff(paths, filesIn(t, folder)); diff != "" {
		t.Errorf("files: -manifest +folder\n%s", diff)
	}
	for _, command := range r.commands {
		if strings.Contains(command, "max-items") {
			t.Errorf("%s: does not export everything", command)
		}
		// The output must not depend on how the AWS CLI is configured.
		if !strings.HasSuffix(command, " --output json") && !strings.HasSuffix(command, " --output text") && command != "configure get region" {
			t.Errorf("%s: leaves the format of the output open", command)
		}
	}
}

// TestExportIsRead reads the export with the linter.
func TestExportIsRead(t *testing.T) {
	a := load(t, filepath.Join(export(t, everything(), "out").dir, "out"))
	switch {
	case a.ID != "123456789012" || a.Alias != "example":
		t.Errorf("the account is %q, called %q", a.ID, a.Alias)
	case a.PasswordPolicy == nil || !a.PasswordPolicy.Missing:
		t.Errorf("the password policy is %+v, want it missing", a.PasswordPolicy)
	case a.Contacts == nil || a.Contacts.Account == nil || a.Contacts.Alternate["SECURITY"] == nil || !a.Contacts.Alternate["SECURITY"].Missing:
		t.Errorf("the contacts are %+v, want SECURITY missing", a.Contacts)
	case a.Organization == nil || !a.Organization.Missing:
		t.Errorf("the organization is %+v, want it missing", a.Organization)
	case a.Analyzers == nil || len(a.Analyzers.Regions) != 2 || len(a.Analyzers.Enabled) != 2:
		t.Errorf("the analyzers are %+v, want those of two regions", a.Analyzers)
	case a.AuthorizationDetails == nil, a.CredentialReport == nil, a.Summary == nil, a.VirtualMFADevices == nil, a.MFADevices == nil,
		a.ServerCertificates == nil, a.ServiceCredentials == nil, a.AnalyzerFindings == nil, a.Trail == nil:
		t.Errorf("parts are missing: %+v", a)
	case a.Clock == nil || a.Clock.Source != "manifest":
		t.Errorf("the time is %+v, want the manifest's", a.Clock)
	}
	types := make(map[account.ResourceType]int)
	for _, r := range a.Resources.List {
		if types[r.Type]++; r.Type == account.UnknownResource || r.Guessed || r.Account != "123456789012" || strings.Contains(r.Name, ".json") {
			t.Errorf("a resource is %+v", r)
		}
	}
	wantTypes := map[account.ResourceType]int{
		account.S3Bucket: 2, account.S3AccessPoint: 1, account.KMSKey: 1, account.SQSQueue: 1, account.SNSTopic: 1, account.LambdaFunction: 1,
		account.Secret: 1, account.ECRRepository: 2, account.DynamoDBTable: 1, account.BackupVault: 1, account.RestAPI: 1, account.SearchDomain: 1,
		account.GlacierVault: 1, account.FileSystem: 1, account.PackageDomain: 1, account.PackageRepository: 1, account.ModelPackageGroup: 1,
		account.BedrockResource: 1, account.EventBus: 1, account.GlueCatalog: 2, account.LogsPolicy: 1, account.VPCEndpoint: 1,
	}
	if diff := cmp.Diff(wantTypes, types); diff != "" {
		t.Errorf("types of resources: -want +got\n%s", diff)
	}
	if a.PublicAccessBlocks.Account() == nil || a.PublicAccessBlocks.Bucket("plain") == nil || len(a.BucketACLs.List) != 2 || a.BucketACLs.List[0].Bucket != "logs" ||
		a.FunctionURLs == nil || a.EndpointServices == nil || a.EndpointServices.List[0].ID != "vpce-svc-1" {
		t.Errorf("what opens resources is missing: %+v", a)
	}
	if len(a.ServiceAccesses.List) != 2 || len(a.ListedRoles.List) != 1 || a.Instances == nil || len(a.SageMakerDomains.List) != 1 || len(a.AnywhereProfiles.List) != 1 ||
		!a.IdentityProviders.HasOIDC || !a.IdentityProviders.HasSAML || len(a.Workloads.Exported) != 14 {
		t.Errorf("what runs with roles is missing: %+v", a.Workloads.Exported)
	}
}

func TestExportOfManagementAccount(t *testing.T) {
	r := export(t, changed(organizationReplies()...))
	if r.code != 0 {
		t.Fatalf("exit code %d\n%s", r.code, r.stderr)
	}
	a := load(t, filepath.Join(r.dir, "iamlint-export"))
	if a.Organization == nil || a.Organization.Management.Value != "123456789012" || !a.Organization.RootManaged.Value {
		t.Errorf("the organization is %+v", a.Organization)
	}
	shop := a.OrganizationTree.Find("222233334444")
	if shop == nil || len(shop.Path()) != 3 {
		t.Fatalf("the tree is %+v", a.OrganizationTree)
	}
	if scps, known := shop.Parent.Attached(account.SCPType); !known || len(scps) != 1 || scps[0].Document == nil {
		t.Errorf("the policies of the unit are %v", scps)
	}
	if _, listed := a.OrganizationPolicies.Listed[account.TagType]; !listed {
		t.Errorf("an empty list of policies tells nothing: %v", a.OrganizationPolicies.Listed)
	}
	switch {
	case !a.DelegatedAdministrators.List[0].HasServices, a.TrustedServices == nil,
		!a.EffectivePolicies.OfType(account.TagType).Missing, a.EffectivePolicies.OfType(account.AIOptOutType) == nil:
		t.Errorf("parts are missing: %+v", a)
	}
}

// TestExportOfMember wants the parts that AWS tells only to others to be left out.
func TestExportOfMember(t *testing.T) {
	replies := changed(organizationReplies()...)
	for i, r := range replies {
		switch {
		case r.command == "organizations describe-organization --query Organization.MasterAccountId --output text":
			replies[i].output = "444455556666"
		case strings.HasPrefix(r.command, "organizations ") && !strings.Contains(r.command, " describe-organization") && !strings.Contains(r.command, " describe-effective-policy"):
			replies[i].output, replies[i].failure = "", denied("ListRoots")
		}
	}
	r := export(t, replies)
	if r.code != 0 {
		t.Fatalf("exit code %d\n%s", r.code, r.stderr)
	}
	if a := load(t, filepath.Join(r.dir, "iamlint-export")); a.OrganizationTree != nil || a.EffectivePolicies == nil {
		t.Errorf("a member tells %+v and %+v", a.OrganizationTree, a.EffectivePolicies)
	}
}

// TestExportOfOldAndSmallRegions wants services that do not exist to be passed
// over, and commands that the AWS CLI does not know to be listed once.
func TestExportWithoutServices(t *testing.T) {
	r := export(t, changed(
		reply{command: "codeartifact ", failure: "\nCould not connect to the endpoint URL: \"https://codeartifact.eu-central-1.amazonaws.com/\"\n"},
		reply{command: "bedrock-agentcore-control ", failure: "\naws: error: argument command: Invalid choice, valid choices are:\n\nacm | s3\n"},
	))
	_, summary, _ := strings.Cut(r.stderr, "rules cannot be evaluated:\n")
	want := "  aws bedrock-agentcore-control list-agent-runtimes --query agentRuntimes[].agentRuntimeArn\n    aws: error: argument command: Invalid choice, valid choices are:\n"
	if diff := cmp.Diff(want, summary); r.code != 1 || diff != "" {
		t.Errorf("exit code %d, summary: -want +got\n%s", r.code, diff)
	}
}

// TestExportOfParts leaves parts and regions out.
func TestExportOfParts(t *testing.T) {
	t.Setenv("IAMLINT_SKIP", "organization last-accessed resources workloads")
	t.Setenv("IAMLINT_REGIONS", "eu-central-1")
	r := export(t, everything())
	if r.code != 0 {
		t.Fatalf("exit code %d\n%s", r.code, r.stderr)
	}
	a := load(t, filepath.Join(r.dir, "iamlint-export"))
	if len(a.Analyzers.Regions) != 1 || len(a.Analyzers.Enabled) != 2 || a.Resources != nil || a.Workloads != nil || a.ServiceAccesses != nil {
		t.Errorf("got %+v", a)
	}
}

// TestExportLeavesSecretsOut wants answers that hold the variables of programs
// to be cut down.
func TestExportLeavesSecretsOut(t *testing.T) {
	for _, command := range export(t, everything()).commands {
		words := strings.Fields(command)
		switch name := words[0] + " " + words[1]; name {
		case "lambda list-functions", "ecs describe-task-definition", "codebuild batch-get-projects", "glue get-jobs", "glue get-dev-endpoints",
			"cloudformation describe-stacks", "stepfunctions describe-state-machine", "bedrock-agent get-agent", "bedrock-agentcore-control get-agent-runtime":
			if !strings.Contains(command, " --query ") {
				t.Errorf("%s: keeps everything", command)
			}
		case "lambda get-function", "secretsmanager get-secret-value", "ssm get-parameters", "ec2 describe-instance-attribute":
			t.Errorf("%s: asks for secrets", command)
		}
	}
}

func TestExportGoesOnAfterFailures(t *testing.T) {
	r := export(t, changed(
		reply{command: "iam get-account-password-policy", failure: denied("GetAccountPasswordPolicy")},
		reply{command: "iam list-users", failure: denied("ListUsers")},
		reply{command: "account get-alternate-contact --alternate-contact-type BILLING", failure: denied("GetAlternateContact")},
		reply{command: "iam list-organizations-features", failure: denied("ListOrganizationsFeatures")},
		reply{command: "cloudtrail lookup-events", failure: "\nCould not connect to the endpoint URL\n"},
	))
	if r.code != 1 {
		t.Errorf("exit code %d, want 1", r.code)
	}
	_, summary, _ := strings.Cut(r.stderr, "These commands failed")
	wantSummary := `, so that some rules cannot be evaluated:
  aws iam get-account-password-policy
    An error occurred (AccessDenied) when calling the GetAccountPasswordPolicy operation: User is not authorized
  aws iam list-users --query Users[].UserName
    An error occurred (AccessDenied) when calling the ListUsers operation: User is not authorized
  aws account get-alternate-contact --alternate-contact-type BILLING
    An error occurred (AccessDenied) when calling the GetAlternateContact operation: User is not authorized
  aws iam list-organizations-features
    An error occurred (AccessDenied) when calling the ListOrganizationsFeatures operation: User is not authorized
  aws iam list-users --query Users[].Arn
    An error occurred (AccessDenied) when calling the ListUsers operation: User is not authorized
  aws cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=root --region us-east-1
    Could not connect to the endpoint URL
  aws cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=root --region eu-central-1
    Could not connect to the endpoint URL
`
	if diff := cmp.Diff(wantSummary, summary); diff != "" {
		t.Errorf("summary: -want +got\n%s", diff)
	}
	folder := filepath.Join(r.dir, "iamlint-export")
	var want []string
	for _, f := range manifestOf(t, folder).Files {
		want = append(want, f.Path)
	}
	want = append(want, account.ManifestName)
	slices.Sort(want)
	if diff := cmp.Diff(want, filesIn(t, folder)); diff != "" {
		t.Errorf("files: -manifest +folder\n%s", diff)
	}
	a := load(t, folder)
	if a.PasswordPolicy != nil || a.MFADevices != nil || a.Trail != nil || a.Contacts.Alternate["BILLING"] != nil {
		t.Errorf("what was refused is there: %+v", a)
	}
}

func TestExportWithoutAnything(t *testing.T) {
	var all []reply
	for _, r := range everything() {
		if !strings.HasPrefix(r.command, "sts ") && !strings.HasPrefix(r.command, "configure ") {
			r.output, r.failure = "", denied("Every")
		}
		all = append(all, r)
	}
	r := export(t, all)
	if r.code != 1 {
		t.Errorf("exit code %d, want 1", r.code)
	}
	if m := manifestOf(t, filepath.Join(r.dir, "iamlint-export")); len(m.Files) > 0 {
		t.Errorf("the manifest has %v", m.Files)
	}
}

func TestExportFolder(t *testing.T) {
	for _, folder := range []string{"with space", "-x", "a/b"} {
		r := export(t, everything(), folder)
		if r.code != 0 {
			t.Errorf("%q: exit code %d\n%s", folder, r.code, r.stderr)
			continue
		}
		load(t, filepath.Join(r.dir, folder))
	}
	full := t.TempDir()
	writeFile(t, filepath.Join(full, "old.json"), "{}", 0o600)
	r := export(t, everything(), full)
	if want := "export: " + full + " is not empty; give a new folder\n"; r.code != 2 || r.stderr != want {
		t.Errorf("exit code %d, %q, want 2, %q", r.code, r.stderr, want)
	}
}

func TestExportWithoutCredentials(t *testing.T) {
	r := export(t, changed(reply{command: "sts get-caller-identity", failure: "Unable to locate credentials"}))
	if r.code != 2 || !strings.Contains(r.stderr, "Unable to locate credentials") {
		t.Errorf("exit code %d, want 2\n%s", r.code, r.stderr)
	}
	if _, err := os.Stat(filepath.Join(r.dir, "iamlint-export")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is there (%v)", err)
	}
}
