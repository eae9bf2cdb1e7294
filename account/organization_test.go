package account

import (
	"errors"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/rules/rule"
)

const (
	organization = `{"Organization": {"Id": "o-exampleorgid", "Arn": "arn:aws:organizations::444455556666:organization/o-exampleorgid", "FeatureSet": "ALL", "MasterAccountId": "444455556666"}}`
	roots        = `{"Roots": [{"Id": "r-ab12", "Arn": "arn:aws:organizations::444455556666:root/o-exampleorgid/r-ab12", "Name": "Root",
		"PolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}, {"Type": "TAG_POLICY", "Status": "PENDING_DISABLE"}]}]}`
	units    = `{"OrganizationalUnits": [{"Id": "ou-ab12-11111111", "Name": "workloads", "Arn": "arn:aws:organizations::444455556666:ou/o-exampleorgid/ou-ab12-11111111"}]}`
	parents  = `{"Parents": [{"Id": "ou-ab12-11111111", "Type": "ORGANIZATIONAL_UNIT"}]}`
	accounts = `{"Accounts": [{"Id": "111122223333", "Arn": "arn:aws:organizations::444455556666:account/o-exampleorgid/111122223333", "Name": "shop",
		"Status": "SUSPENDED", "State": "ACTIVE", "Paths": ["o-exampleorgid/r-ab12/ou-ab12-11111111/111122223333/"], "JoinedMethod": "CREATED"}]}`
	fullAccess = `{"Id": "p-FullAWSAccess", "Arn": "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess", "Name": "FullAWSAccess", "Type": "SERVICE_CONTROL_POLICY", "AwsManaged": true}`
	noLeaving  = `{"Id": "p-noleave", "Arn": "arn:aws:organizations::444455556666:policy/o-exampleorgid/service_control_policy/p-noleave", "Name": "no-leaving", "Type": "SERVICE_CONTROL_POLICY", "AwsManaged": false}`
	policyList = `{"Policies": [` + fullAccess + `, ` + noLeaving + `]}`
	onRoot     = `{"Targets": [{"TargetId": "r-ab12", "Name": "Root", "Type": "ROOT"}, {"TargetId": "ou-ab12-11111111", "Name": "workloads", "Type": "ORGANIZATIONAL_UNIT"}, {"TargetId": "111122223333", "Name": "shop", "Type": "ACCOUNT"}]}`
	onUnit     = `{"Targets": [{"TargetId": "ou-ab12-11111111", "Name": "workloads", "Type": "ORGANIZATIONAL_UNIT"}]}`
)

func wholePolicy(summary, document string) string {
	return `{"Policy": {"PolicySummary": ` + summary + `, "Content": ` + quoted(document) + `}}`
}

// management are the exports of the management account, with their manifest.
func management() map[string]string {
	return map[string]string{
		"organization.json": organization,
		"roots.json":        roots,
		"units.json":        units,
		"parents.json":      parents,
		"policies.json":     policyList,
		"full.json":         wholePolicy(fullAccess, `{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`),
		"leave.json":        wholePolicy(noLeaving, `{"Statement": {"Effect": "Deny", "Action": "organizations:LeaveOrganization", "Resource": "*"}}`),
		"on-root.json":      onRoot,
		"on-unit.json":      onUnit,
		"iamlint-export.json": `{"schemaVersion": 1, "tool": "iamlint export-commands", "account": "444455556666", "files": [
			{"path": "organization.json"}, {"path": "roots.json"}, {"path": "full.json"}, {"path": "leave.json"},
			{"path": "units.json", "command": "organizations list-organizational-units-for-parent", "resource": "r-ab12"},
			{"path": "parents.json", "command": "organizations list-parents", "resource": "111122223333"},
			{"path": "policies.json", "command": "organizations list-policies", "resource": "SERVICE_CONTROL_POLICY"},
			{"path": "on-root.json", "command": "organizations list-targets-for-policy", "resource": "p-FullAWSAccess"},
			{"path": "on-unit.json", "command": "organizations list-targets-for-policy", "resource": "p-noleave"}]}`,
	}
}

// loadMember loads the exports of the management account beside those of a member.
func loadMember(t *testing.T, files map[string]string) (manager, member *Account) {
	t.Helper()
	all := map[string]string{"111122223333/gaad.json": someUsers}
	for name, text := range files {
		all["444455556666/"+name] = text
	}
	dir := folder(t, all)
	set := Load([]string{dir}, Options{})
	if got := problems(set, dir); got != nil {
		t.Fatalf("errors: %q", got)
	}
	if len(set.Accounts) != 2 {
		t.Fatalf("%d accounts", len(set.Accounts))
	}
	return set.Accounts[1], set.Accounts[0]
}

func TestGuardrails(t *testing.T) {
	manager, member := loadMember(t, management())
	g, err := manager.Guardrails()
	if err != nil || g.Why == "" || g.SCPs != nil {
		t.Errorf("the management account has %+v, %v", g, err)
	}
	g, err = member.Guardrails()
	if err != nil {
		t.Fatal(err)
	}
	var levels []string
	for _, l := range g.SCPs {
		text := l.Node.Title() + ":"
		for _, p := range l.Policies {
			text += " " + p.Document.Name
		}
		levels = append(levels, text)
	}
	want := []string{
		"root r-ab12 (\"Root\"): FullAWSAccess",
		"organizational unit ou-ab12-11111111 (\"workloads\"): FullAWSAccess no-leaving",
		"account 111122223333 (\"shop\"): FullAWSAccess",
	}
	if diff := cmp.Diff(want, levels); diff != "" || g.RCPs != nil || g.Why != "" {
		t.Errorf("-want +got\n%s\n%+v", diff, g)
	}
	if docs := LevelDocuments(g.SCPs); len(docs) != 3 || len(docs[1]) != 2 || docs[1][1].Kind != ServiceControlPolicy {
		t.Errorf("documents: %v", docs)
	}
	if place := g.SCPs[1].Policies[1].Document.All(); member.FileSet.File(place.Pos()).Name() != place.File.Path || len(member.Borrowed()) == 0 {
		t.Error("the policy has no place for the member")
	}
}

// TestRootManagement hands what the management account is told to the members.
func TestRootManagement(t *testing.T) {
	member := strings.ReplaceAll(someUsers, "alice", "bob")
	for id, want := range map[string]bool{"o-exampleorgid": true, "o-otherorgid1": false} {
		dir := folder(t, map[string]string{
			"444455556666/organization.json": organization,
			"444455556666/features.json":     `{"OrganizationId": "o-exampleorgid", "EnabledFeatures": ["RootCredentialsManagement"]}`,
			"111122223333/gaad.json":         member,
			"111122223333/organization.json": strings.ReplaceAll(organization, "o-exampleorgid", id),
		})
		set := Load([]string{dir}, Options{})
		if got := problems(set, dir); got != nil || len(set.Accounts) != 2 {
			t.Fatalf("errors %q, %d accounts", got, len(set.Accounts))
		}
		if got := set.Accounts[0].Organization.RootManaged; got.Present() != want || got.Value != want {
			t.Errorf("organization %s: got %+v", id, got)
		}
	}
}

func TestGuardrailsByOtherCommands(t *testing.T) {
	files := management()
	for _, name := range []string{"units.json", "parents.json", "policies.json", "on-root.json", "on-unit.json"} {
		delete(files, name)
	}
	files["accounts.json"] = accounts
	manifest := `{"schemaVersion": 1, "tool": "x", "account": "444455556666", "files": [{"path": "accounts.json"}, {"path": "organization.json"}, {"path": "roots.json"}, {"path": "full.json"}, {"path": "leave.json"}`
	for target, list := range map[string]string{
		"r-ab12": `{"Policies": [` + fullAccess + `]}`, "ou-ab12-11111111": policyList, "111122223333": `{"Policies": [` + fullAccess + `]}`,
	} {
		files["for-"+target+".json"] = list
		manifest += `, {"path": "for-` + target + `.json", "command": "organizations list-policies-for-target", "resource": "` + target + `"}`
	}
	files["iamlint-export.json"] = manifest + "]}"
	manager, member := loadMember(t, files)
	g, err := member.Guardrails()
	if err != nil || len(g.SCPs) != 3 || len(g.SCPs[1].Policies) != 2 {
		t.Errorf("got %+v, %v", g, err)
	}
	if n := manager.OrganizationTree.Find("111122223333"); n.State.Value != "ACTIVE" || n.Name != "shop" || n.Parent.ID != "ou-ab12-11111111" {
		t.Errorf("the account is %+v", n)
	}
	if _, listed := manager.OrganizationPolicies.Listed[SCPType]; listed {
		t.Error("list-policies-for-target counts as the list of all policies")
	}
}

func TestGuardrailsMissing(t *testing.T) {
	for name, test := range map[string]struct {
		without []string
		want    string
	}{
		"the organization": {[]string{"organization.json"}, "description of the organization"},
		"the roots":        {[]string{"roots.json"}, "roots of the organization (organizations list-roots)"},
		"the parents":      {[]string{"units.json"}, "parents of the account in the organization (organizations list-parents)"},
		"targets":          {[]string{"on-unit.json"}, "policies of type SERVICE_CONTROL_POLICY that are attached to r-ab12 (organizations list-policies with list-targets-for-policy)"},
		"a document":       {[]string{"leave.json"}, "document of the policy p-noleave (organizations describe-policy)"},
		"everything":       {[]string{"organization.json", "roots.json", "units.json", "parents.json", "policies.json", "on-root.json", "on-unit.json", "full.json", "leave.json"}, "description of the organization"},
	} {
		t.Run(name, func(t *testing.T) {
			files := management()
			manifest := files["iamlint-export.json"]
			for _, file := range test.without {
				delete(files, file)
				i := strings.Index(manifest, `{"path": "`+file)
				j := i + strings.Index(manifest[i:], "}") + 1
				if manifest[j] == ',' {
					j++
				} else {
					i = strings.LastIndex(manifest[:i], ",")
				}
				manifest = manifest[:i] + manifest[j:]
			}
			files["iamlint-export.json"] = manifest
			if len(files) == 1 {
				files = map[string]string{"gaad.json": strings.ReplaceAll(someUsers, "111122223333", "444455556666")}
			}
			_, member := loadMember(t, files)
			_, err := member.Guardrails()
			var missing *rule.NoInputError
			if !errors.As(err, &missing) || missing.Alternatives() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func TestOrganizationParts(t *testing.T) {
	optOut := `{"services": {"@@operators_allowed_for_child_policies": ["@@none"], "default": {"opt_out_policy": {"@@operators_allowed_for_child_policies": ["@@none"], "@@assign": "optOut"}}, "lex": {"opt_out_policy": {"@@assign": "optIn"}}}}`
	files := management()
	maps.Copy(files, map[string]string{
		"ai.json":        wholePolicy(`{"Id": "p-ai", "Name": "ai", "Type": "AISERVICES_OPT_OUT_POLICY", "AwsManaged": false}`, optOut),
		"effective.json": `{"EffectivePolicy": {"PolicyContent": ` + quoted(`{"services":{"default":{"opt_out_policy":"optOut"}}}`) + `, "TargetId": "444455556666", "PolicyType": "AISERVICES_OPT_OUT_POLICY"}}`,
		"tags.txt":       "An error occurred (EffectivePolicyNotFoundException) when calling the DescribeEffectivePolicy operation: none",
		"admins.json":    `{"DelegatedAdministrators": [{"Id": "777788889999", "Name": "security", "Status": "ACTIVE"}]}`,
		"services.json":  `{"DelegatedServices": [{"ServicePrincipal": "guardduty.amazonaws.com"}]}`,
		"trusted.json":   `{"EnabledServicePrincipals": [{"ServicePrincipal": "sso.amazonaws.com", "DateEnabled": 1481756563.134}]}`,
	})
	files["iamlint-export.json"] = strings.Replace(files["iamlint-export.json"], `"files": [`, `"files": [
		{"path": "ai.json"}, {"path": "effective.json"}, {"path": "admins.json"}, {"path": "trusted.json"},
		{"path": "tags.txt", "command": "organizations describe-effective-policy", "resource": "TAG_POLICY"},
		{"path": "services.json", "command": "organizations list-delegated-services-for-account", "resource": "777788889999"},`, 1)
	a, _ := loadMember(t, files)
	ai := a.OrganizationPolicies.OfType(AIOptOutType)
	if len(ai) != 1 || len(ai[0].OptOuts) != 2 || ai[0].Document.Kind != OtherOrganizationPolicy {
		t.Fatalf("got %+v", ai)
	}
	one, other := ai[0].OptOuts[0], ai[0].OptOuts[1]
	if one.Service.Value != "default" || one.Value.Value != "optOut" || !one.Locked || other.Value.Value != "optIn" || other.Locked {
		t.Errorf("got %+v", ai[0].OptOuts)
	}
	if got := string(ai[0].File.Text[one.Value.Span.Start:one.Value.Span.End]); got != `\"optOut\"` {
		t.Errorf("the value stands at %s", got)
	}
	if e := a.EffectivePolicies.OfType(AIOptOutType); e == nil || len(e.OptOuts) != 1 || e.OptOuts[0].Value.Value != "optOut" {
		t.Errorf("got %+v", e)
	}
	if e := a.EffectivePolicies.OfType(TagType); e == nil || !e.Missing {
		t.Errorf("got %+v", e)
	}
	if admins := a.DelegatedAdministrators.List; len(admins) != 1 || !admins[0].HasServices || admins[0].Services[0].Name.Value != "guardduty.amazonaws.com" {
		t.Errorf("got %+v", admins)
	}
	if len(a.TrustedServices.List) != 1 {
		t.Errorf("got %+v", a.TrustedServices)
	}
	if on, known := a.OrganizationTree.IsEnabled(TagType); on || !known {
		t.Errorf("tag policies: %t, %t", on, known)
	}
	if scps, known := a.OrganizationTree.Find("ou-ab12-11111111").Attached(SCPType); len(scps) != 2 || !known {
		t.Errorf("got %v, %t", scps, known)
	}
}

func TestOrganizationMistakes(t *testing.T) {
	for text, want := range map[string]string{
		`{"Policies": [{"AwsManaged": "no"}]}`:                 "a.json:1:30: /Policies/0/AwsManaged: a string where true or false belongs",
		`{"Policies": [{"AwsManaged": true, "Id": "p-1"}]}`:    "a.json:1:15: /Policies/0: an organization policy without Type",
		`{"Policies": [` + fullAccess + `], "NextToken": "x"}`: "a.json:1:218: the organization-policies break off here",
		`{"Targets": [{"TargetId": "x"}]}`:                     "a.json:1:14: a target whose TargetId is neither a root, a unit nor an account",
		`{"Targets": []}`:                                      "a.json:1:1: nothing says of which policy these are the targets",
		`{"Roots": [{"Id": "ab12", "PolicyTypes": []}]}`:       "a.json:1:12: an entry whose Id is neither that of a root, a unit nor an account",
		parents: "a.json:1:1: nothing says whose parent this is",
		`{"DelegatedAdministrators": [{"Id": "12"}]}`:                                 `a.json:1:37: "12" is not an account id of 12 digits`,
		`{"DelegatedServices": [{"ServicePrincipal": "x"}]}`:                          "a.json:1:1: nothing says which account runs these services",
		`{"EnabledServicePrincipals": [{}]}`:                                          "a.json:1:31: a service without ServicePrincipal",
		`{"EffectivePolicy": {"PolicyContent": "{}"}}`:                                "a.json:1:21: /EffectivePolicy: an effective policy without PolicyType",
		wholePolicy(`{"Id": "p", "Type": "AISERVICES_OPT_OUT_POLICY"}`, `{"services`): "a.json:1:91: /Policy/Content: the string does not hold JSON",
	} {
		dir := folder(t, map[string]string{"a.json": text})
		if got := problems(Load([]string{dir}, Options{}), dir); len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("%s:\n got %q\nwant %q", text, got, want)
		}
	}
}
