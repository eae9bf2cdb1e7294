package account

import (
	"encoding/json"
	"testing"
)

// answers are one of each kind of small answer.
var answers = []string{
	organization, roots, units, parents, accounts, policyList, onRoot, someUsers, someRoles,
	wholePolicy(noLeaving, `{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}`),
	wholePolicy(`{"Id": "p-ai", "Name": "ai", "Type": "AISERVICES_OPT_OUT_POLICY"}`, `{"services": {"default": {"opt_out_policy": {"@@assign": "optOut"}}}}`),
	`{"EffectivePolicy": {"PolicyContent": "{\"services\":{\"default\":{\"opt_out_policy\":\"optOut\"}}}", "TargetId": "444455556666", "PolicyType": "AISERVICES_OPT_OUT_POLICY"}}`,
	`{"DelegatedAdministrators": [{"Id": "777788889999", "Name": "security"}]}`,
	`{"DelegatedServices": [{"ServicePrincipal": "guardduty.amazonaws.com"}]}`,
	`{"EnabledServicePrincipals": [{"ServicePrincipal": "sso.amazonaws.com"}]}`,
	`{"Policy": ` + quoted(allows("s3:GetObject", "arn:aws:s3:::logs/*")) + `}`,
	`{"Attributes": {"QueueArn": "arn:aws:sqs:eu-central-1:111122223333:jobs", "Policy": ` + quoted(allows("sqs:*", "*")) + `}}`,
	`{"ARN": "arn:aws:secretsmanager:eu-central-1:111122223333:secret:s-AbCdEf", "Name": "s", "ResourcePolicy": ` + quoted(allows("secretsmanager:*", "*")) + `}`,
	`{"items": [{"id": "a1", "apiKeySource": "HEADER", "endpointConfiguration": {"types": ["PRIVATE"]}, "policy": ` + quoted(allows("execute-api:Invoke", "*")) + `}]}`,
	`{"policy": {"resourceArn": "arn:aws:codeartifact:eu-central-1:111122223333:domain/main", "document": ` + quoted(allows("codeartifact:*", "*")) + `}}`,
	`{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "ServiceName": "s3", "OwnerId": "111122223333", "PolicyDocument": ` + quoted(allows("*", "*")) + `}]}`,
	`{"resourcePolicies": [{"policyName": "dns", "policyDocument": ` + quoted(allows("logs:*", "*")) + `}]}`,
	`{"DomainStatusList": [{"DomainName": "logs", "ARN": "arn:aws:es:eu-central-1:111122223333:domain/logs", "AccessPolicies": ` + quoted(allows("es:*", "*")) + `}]}`,
	`{"PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}}`,
	`{"Name": "readers", "Bucket": "logs", "NetworkOrigin": "VPC", "AccessPointArn": "a", "PublicAccessBlockConfiguration": {"BlockPublicAcls": true}}`,
	`{"Owner": {"ID": "79a5"}, "Grants": [{"Grantee": {"Type": "Group", "URI": "u", "ID": "i"}, "Permission": "READ"}]}`,
	`{"FunctionUrlConfigs": [{"FunctionUrl": "u", "FunctionArn": "a", "AuthType": "NONE"}]}`,
	`{"ServiceConfigurations": [{"ServiceId": "vpce-svc-1", "AcceptanceRequired": false}]}`,
	`{"AllowedPrincipals": [{"PrincipalType": "All", "Principal": "*", "ServiceId": "vpce-svc-1"}]}`,
	`{"Roles": [{"RoleName": "r", "Arn": "arn:aws:iam::111122223333:role/r", "MaxSessionDuration": 3600, "RoleLastUsed": {"LastUsedDate": "2026-01-02"}, "AssumeRolePolicyDocument": {"Statement": []}}]}`,
	`{"JobStatus": "COMPLETED", "JobCreationDate": "d", "ServicesLastAccessed": [{"ServiceNamespace": "s3", "LastAuthenticated": "2026-01-02", "TrackedActionsLastAccessed": [{"ActionName": "PutObject", "LastAccessedTime": "2026-01-02"}]}]}`,
	`{"Reservations": [{"OwnerId": "111122223333", "Instances": [{"InstanceId": "i-1", "IamInstanceProfile": {"Arn": "a"}, "State": {"Name": "running"}}]}]}`,
	`{"agent": {"agentName": "helper", "agentArn": "a", "agentResourceRoleArn": "r", "guardrailConfiguration": {"guardrailIdentifier": "g"}}}`,
	`{"DomainId": "d-1", "DomainName": "studio", "DomainArn": "a", "AuthMode": "IAM", "DefaultUserSettings": {"ExecutionRole": "r"}}`,
	`{"profiles": [{"name": "laptops", "profileArn": "a", "enabled": true, "roleArns": ["r"], "managedPolicyArns": ["p"], "sessionPolicy": "{\"Statement\": []}"}]}`,
	`{"SAMLProviderList": [{"Arn": "a", "ValidUntil": "2030-01-01"}]}`,
}

// TestMutations replaces each value of each answer by others: nothing may
// panic, and each error has a place.
func TestMutations(t *testing.T) {
	for _, answer := range answers {
		var value any
		if err := json.Unmarshal([]byte(answer), &value); err != nil {
			t.Fatalf("%s: %v", answer, err)
		}
		mutate(value, func(change any) { value = change }, func() {
			text, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range Load([]string{"-"}, Options{Stdin: text}).Errors {
				if e.Line < 1 || e.Column < 1 || e.Message == "" {
					t.Errorf("%s: %v", text, e)
				}
			}
		})
	}
}

// mutate calls try with each value below v, and v itself, replaced.
func mutate(v any, set func(any), try func()) {
	for _, other := range []any{nil, true, 5, -1.5, "", "x", []any{}, []any{nil}, map[string]any{}, map[string]any{"Statement": 1}} {
		set(other)
		try()
	}
	set(v)
	switch v := v.(type) {
	case []any:
		for i, element := range v {
			mutate(element, func(change any) { v[i] = change }, try)
		}
	case map[string]any:
		for key, element := range v {
			mutate(element, func(change any) { v[key] = change }, try)
		}
	}
}
