package account

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const someRoles = `{"RoleDetailList": [
	{"RoleName": "web", "Arn": "arn:aws:iam::111122223333:role/app/web", "InstanceProfileList": [{"Arn": "arn:aws:iam::111122223333:instance-profile/web"}]},
	{"RoleName": "etl", "Arn": "arn:aws:iam::111122223333:role/service-role/etl", "InstanceProfileList": []}]}`

func TestWorkloads(t *testing.T) {
	const role = "arn:aws:iam::111122223333:role/r"
	for text, want := range map[string]string{
		`{"Functions": [{"FunctionName": "mail", "FunctionArn": "arn:aws:lambda:eu-central-1:111122223333:function:mail", "Role": "` + role + `"}]}`: "function mail " + role,
		`{"FunctionName": "mail", "FunctionArn": "arn:aws:lambda:eu-central-1:111122223333:function:mail", "Role": "` + role + `"}`:                  "function mail " + role,
		`{"Functions": []}`: "",
		`{"Reservations": [{"OwnerId": "111122223333", "Instances": [{"InstanceId": "i-1", "IamInstanceProfile": {"Arn": "arn:aws:iam::111122223333:instance-profile/web"}}]}]}`: "instance i-1 arn:aws:iam::111122223333:role/app/web",
		`{"Reservations": [{"Instances": [{"InstanceId": "i-1", "State": {"Name": "running"}}]}]}`:                                                                               "instance i-1 ",
		`{"NotebookInstanceName": "nb", "NotebookInstanceArn": "arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/nb", "RoleArn": "` + role + `"}`:                   "notebook nb " + role,
		`{"TrainingJobName": "tj", "TrainingJobArn": "arn:aws:sagemaker:eu-central-1:111122223333:training-job/tj", "RoleArn": "` + role + `"}`:                                  "training job tj " + role,
		`{"ModelName": "m", "ModelArn": "arn:aws:sagemaker:eu-central-1:111122223333:model/m", "ExecutionRoleArn": "` + role + `"}`:                                              "model m " + role,
		`{"taskDefinition": {"family": "web", "taskDefinitionArn": "arn:aws:ecs:eu-central-1:111122223333:task-definition/web:1", "taskRoleArn": "` + role + `"}, "tags": []}`:   "task definition web " + role,
		`{"projects": [{"name": "ci", "arn": "arn:aws:codebuild:eu-central-1:111122223333:project/ci", "serviceRole": "` + role + `"}], "projectsNotFound": []}`:                 "build project ci " + role,
		`{"Jobs": [{"Name": "nightly", "Role": "etl"}]}`:                         "Glue job nightly arn:aws:iam::111122223333:role/service-role/etl",
		`{"Jobs": [{"Name": "nightly", "Role": "gone"}]}`:                        "Glue job nightly ",
		`{"DevEndpoints": [{"EndpointName": "dev", "RoleArn": "` + role + `"}]}`: "Glue development endpoint dev " + role,
		`{"Stacks": [{"StackName": "net", "StackId": "arn:aws:cloudformation:eu-central-1:111122223333:stack/net/1", "StackStatus": "CREATE_COMPLETE", "RoleARN": "` + role + `"}]}`:                      "stack net " + role,
		`{"stateMachineArn": "arn:aws:states:eu-central-1:111122223333:stateMachine:flow", "name": "flow", "roleArn": "` + role + `", "definition": "{}"}`:                                                "state machine flow " + role,
		`{"agent": {"agentName": "helper", "agentArn": "arn:aws:bedrock:eu-central-1:111122223333:agent/A1", "agentResourceRoleArn": "` + role + `"}}`:                                                    "Bedrock agent helper " + role,
		`{"codeInterpreterArn": "arn:aws:bedrock-agentcore:eu-central-1:111122223333:code-interpreter-custom/c", "name": "c", "executionRoleArn": "` + role + `", "networkConfiguration": {}}`:            "code interpreter c " + role,
		`{"browserArn": "arn:aws:bedrock-agentcore:eu-central-1:111122223333:browser-custom/b", "name": "b", "executionRoleArn": "` + role + `", "networkConfiguration": {}}`:                             "browser tool b " + role,
		`{"agentRuntimeArn": "arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/r", "agentRuntimeName": "r", "roleArn": "` + role + `"}`:                                                        "agent runtime r " + role,
		`{"DomainId": "d-1", "DomainName": "studio", "DomainArn": "arn:aws:sagemaker:eu-central-1:111122223333:domain/d-1", "AuthMode": "IAM", "DefaultUserSettings": {"ExecutionRole": "` + role + `"}}`: "SageMaker domain studio " + role,
	} {
		dir := folder(t, map[string]string{"a.json": text, "gaad.json": someRoles})
		set := Load([]string{dir}, Options{})
		if got := problems(set, dir); got != nil || len(set.Accounts) != 1 || set.Accounts[0].Workloads == nil {
			t.Errorf("%s: errors %q, %d accounts", text, got, len(set.Accounts))
			continue
		}
		var got []string
		for _, w := range set.Accounts[0].Workloads.List {
			got = append(got, string(w.Kind)+" "+w.Name.Value+" "+w.RoleARN)
			if at := w.At(); string(at.File.Text[at.Span.Start:at.Span.End]) != `"`+w.Name.Value+`"` {
				t.Errorf("%s: the name stands at %v", text, at.Span)
			}
			if all := set.Accounts[0].Workloads.Of(w.RoleARN); w.RoleARN != "" && len(all) != 1 {
				t.Errorf("%s: %d workloads of the role", text, len(all))
			}
		}
		if joined := strings.Join(got, "; "); joined != want {
			t.Errorf("%s:\n got %s\nwant %s", text, joined, want)
		}
	}
}

func TestInstances(t *testing.T) {
	set := Load([]string{"-"}, Options{Stdin: []byte(`{"Reservations": []}`)})
	if a := set.Accounts[0]; a.Instances == nil || len(a.Instances.List) != 0 {
		t.Errorf("an empty list of instances is %+v", a.Instances)
	}
	set = Load([]string{"-"}, Options{Stdin: []byte(`{"Functions": []}`)})
	if a := set.Accounts[0]; a.Instances != nil {
		t.Errorf("functions are instances: %+v", a.Instances)
	}
}

func TestListedRoles(t *testing.T) {
	const trust = `{"Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}}`
	dir := folder(t, map[string]string{
		"gaad.json": someRoles,
		"list.json": `{"Roles": [{"RoleName": "web", "Arn": "arn:aws:iam::111122223333:role/app/web", "MaxSessionDuration": 43200, "AssumeRolePolicyDocument": ` + trust + `},
			{"RoleName": "new", "Arn": "arn:aws:iam::111122223333:role/new", "MaxSessionDuration": 3600, "AssumeRolePolicyDocument": ` + trust + `}]}`,
		"one.json": `{"Role": {"RoleName": "web", "Arn": "arn:aws:iam::111122223333:role/app/web", "RoleLastUsed": {"LastUsedDate": "2026-01-02T03:04:05Z"}, "AssumeRolePolicyDocument": ` + trust + `}}`,
	})
	set := Load([]string{dir}, Options{})
	if got := problems(set, dir); got != nil || len(set.Accounts) != 1 {
		t.Fatalf("errors %q", got)
	}
	a := set.Accounts[0]
	web := a.ListedRoles.Find("arn:aws:iam::111122223333:role/app/web")
	if len(a.ListedRoles.List) != 2 || web.MaxSession.Value != 43200 || web.LastUsed.Value.Year() != 2026 {
		t.Errorf("got %+v", web)
	}
	var owners []string
	for _, d := range a.Documents.All {
		owners = append(owners, d.Owner.Name)
	}
	if diff := cmp.Diff([]string{"new"}, owners); diff != "" {
		t.Errorf("trust policies that the authorization details lack: -want +got\n%s", diff)
	}
}

func TestServiceAccess(t *testing.T) {
	const arn = "arn:aws:iam::111122223333:role/app/web"
	dir := folder(t, map[string]string{
		"a.json": `{"JobStatus": "COMPLETED", "JobType": "ACTION_LEVEL", "JobCreationDate": "2026-01-01T00:00:00Z", "IsTruncated": false, "ServicesLastAccessed": [
			{"ServiceName": "Amazon S3", "ServiceNamespace": "s3", "LastAuthenticated": "2025-12-31T00:00:00Z", "TotalAuthenticatedEntities": 1,
			 "TrackedActionsLastAccessed": [{"ActionName": "PutObject", "LastAccessedTime": "2025-12-30T00:00:00Z"}, {"ActionName": "DeleteObject"}]},
			{"ServiceName": "Amazon SQS", "ServiceNamespace": "sqs", "TotalAuthenticatedEntities": 0}]}`,
		"iamlint-export.json": manifestOf("a.json", "iam get-service-last-accessed-details", "", arn),
	})
	set := Load([]string{dir}, Options{})
	if got := problems(set, dir); got != nil {
		t.Fatalf("errors %q", got)
	}
	a := set.Accounts[0].ServiceAccesses.Of(arn)
	switch {
	case a == nil || len(a.Services) != 2:
		t.Fatalf("got %+v", a)
	case !a.Service("S3").Last.Present() || a.Service("sqs").Last.Present() || a.Service("ec2") != nil:
		t.Errorf("got %+v", a.Services)
	case len(a.Services[0].Actions) != 2 || a.Services[0].Actions[1].Last.Present():
		t.Errorf("got %+v", a.Services[0].Actions)
	}
}

func TestRolesAnywhereAndProviders(t *testing.T) {
	dir := folder(t, map[string]string{
		"profiles.json": `{"profiles": [{"name": "laptops", "profileArn": "arn:aws:rolesanywhere:eu-central-1:111122223333:profile/1", "enabled": true,
			"roleArns": ["arn:aws:iam::111122223333:role/app/web"], "sessionPolicy": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}}"},
			{"name": "servers", "profileArn": "arn:aws:rolesanywhere:eu-central-1:111122223333:profile/2", "enabled": false, "sessionPolicy": ""}]}`,
		"oidc.json": `{"OpenIDConnectProviderList": [{"Arn": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}]}`,
		"saml.json": `{"SAMLProviderList": [{"Arn": "arn:aws:iam::111122223333:saml-provider/idp", "ValidUntil": "2030-01-01T00:00:00Z"}]}`,
	})
	set := Load([]string{dir}, Options{})
	if got := problems(set, dir); got != nil || len(set.Accounts) != 1 {
		t.Fatalf("errors %q", got)
	}
	a := set.Accounts[0]
	if p := a.AnywhereProfiles.List; len(p) != 2 || p[0].SessionPolicy == nil || len(p[0].SessionPolicy.Statements) != 1 || p[1].SessionPolicy != nil || len(p[0].Roles) != 1 {
		t.Errorf("the profiles are %+v", p)
	}
	if p := a.IdentityProviders; !p.HasOIDC || !p.HasSAML || len(p.List) != 2 || p.List[0].SAML || !p.List[1].ValidUntil.Present() {
		t.Errorf("the identity providers are %+v", p)
	}
}

func TestWorkloadMistakes(t *testing.T) {
	for text, want := range map[string]string{
		`{"Functions": [{"FunctionArn": 1}]}`:                                                     "a.json:1:32: /Functions/0/FunctionArn: a number where a string belongs",
		`{"Functions": [{"FunctionArn": "a"}]}`:                                                   "a.json:1:16: /Functions/0: a function without FunctionName",
		`{"Functions": [], "NextMarker": "m"}`:                                                    "a.json:1:33: the workloads break off here",
		`{"Reservations": [{"Instances": [{"InstanceId": "i"}]}, {"Instances": 5}]}`:              "a.json:1:71: /Reservations/1/Instances: a number where a list belongs",
		`{"Reservations": [{"Instances": [{"InstanceId": "i"}]}, {}]}`:                            "a.json:1:57: /Reservations/1: an entry without Instances",
		`{"JobStatus": "IN_PROGRESS", "JobCreationDate": "2026-01-01"}`:                           "a.json:1:15: /JobStatus: the report was not finished when it was exported",
		`{"JobStatus": "FAILED", "JobCreationDate": "2026-01-01"}`:                                `a.json:1:15: /JobStatus: the report could not be made (JobStatus is "FAILED")`,
		`{"JobStatus": "COMPLETED", "JobCreationDate": "2026-01-01", "ServicesLastAccessed": []}`: "a.json:1:1: nothing says whose use of services this is",
		`{"JobStatus": "COMPLETED", "JobCreationDate": "x", "ServicesLastAccessed": [{}]}`:        "a.json:1:77: /ServicesLastAccessed/0: a service without ServiceNamespace",
		`{"Roles": [{"AssumeRolePolicyDocument": {}}]}`:                                           "a.json:1:12: /Roles/0: a role without Arn",
		`{"Roles": [{"AssumeRolePolicyDocument": {}, "Arn": "a", "MaxSessionDuration": "long"}]}`: "a.json:1:79: /Roles/0/MaxSessionDuration: a string where a whole number belongs",
		`{"profiles": [{"profileArn": "a", "enabled": 1}]}`:                                       "a.json:1:46: /profiles/0/enabled: a number where true or false belongs",
		`{"SAMLProviderList": [{}]}`:                                                              "a.json:1:23: /SAMLProviderList/0: an identity provider without Arn",
		`{"DomainArn": "a", "AuthMode": []}`:                                                      "a.json:1:32: /AuthMode: a list where a string belongs",
	} {
		dir := folder(t, map[string]string{"a.json": text})
		if got := problems(Load([]string{dir}, Options{}), dir); len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("%s:\n got %q\nwant %q", text, got, want)
		}
	}
}

// TestTruncatedAmongOthers wants a list that breaks off to be noticed beside
// other lists of its kind.
func TestTruncatedAmongOthers(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"another list": {"a.json": `{"Functions": [], "NextMarker": "m"}`, "b.json": `{"Reservations": []}`},
		"another resource": {
			"a.json": `{"AllowedPrincipals": [], "NextToken": "m"}`, "b.json": `{"AllowedPrincipals": []}`,
			"iamlint-export.json": `{"schemaVersion": 1, "tool": "x", "account": "111122223333", "files": [{"path": "a.json", "resource": "vpce-svc-1"}, {"path": "b.json", "resource": "vpce-svc-2"}]}`},
	} {
		dir := folder(t, files)
		if got := problems(Load([]string{dir}, Options{}), dir); len(got) != 1 || !strings.Contains(got[0], "break off here") {
			t.Errorf("%s: got %q", name, got)
		}
	}
	dir := folder(t, map[string]string{"a.json": `{"Functions": [], "NextMarker": "m"}`, "b.json": `{"Functions": []}`})
	if got := problems(Load([]string{dir}, Options{}), dir); got != nil {
		t.Errorf("the second page ends the list, got %q", got)
	}
}

func TestKindNames(t *testing.T) {
	seen := make(map[string]bool)
	for k := UnknownKind; k <= ManifestKind; k++ {
		if name := k.String(); name == "" || seen[name] {
			t.Errorf("kind %d is called %q", k, name)
		} else {
			seen[name] = true
		}
	}
	if len(kindNames) != int(ManifestKind)+1 || ManifestKind.String() != "manifest" || PolicyDocumentKind.String() != "policy-document" || AliasesKind.String() != "account-aliases" {
		t.Error("the names are not those of the kinds")
	}
}
