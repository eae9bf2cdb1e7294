package check_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules"
	"github.com/iamlint/iamlint/rules/rule"
)

const holders = `{
"UserDetailList": [
  {"UserName": "through", "Arn": "arn:aws:iam::111122223333:user/through", "GroupList": ["all", "gone"]},
  {"UserName": "several", "Arn": "arn:aws:iam::111122223333:user/several", "GroupList": ["all"], "UserPolicyList": [{"PolicyName": "more", "PolicyDocument":
   {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}}]},
  {"UserName": "lost", "Arn": "arn:aws:iam::111122223333:user/lost", "GroupList": ["gone"]},
  {"UserName": "bounded", "Arn": "arn:aws:iam::111122223333:user/bounded", "GroupList": ["all"],
   "PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}},
  {"UserName": "denied", "Arn": "arn:aws:iam::111122223333:user/denied", "GroupList": ["all"], "UserPolicyList": [{"PolicyName": "no", "PolicyDocument":
   {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}}]}],
"GroupDetailList": [
  {"GroupName": "all", "Arn": "arn:aws:iam::111122223333:group/all", "AttachedManagedPolicies": [{"PolicyName": "AdministratorAccess", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"}]},
  {"GroupName": "none", "Arn": "arn:aws:iam::111122223333:group/none"}],
"RoleDetailList": [
  {"RoleName": "s3", "Arn": "arn:aws:iam::111122223333:role/s3", "RolePolicyList": [{"PolicyName": "p", "PolicyDocument":
   {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}],
   "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*", "Service": "ec2.amazonaws.com"}},
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "444455556666"}, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}},
    {"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"AWS": "777788889999"}}]}},
  {"RoleName": "taker", "Arn": "arn:aws:iam::111122223333:role/taker", "RolePolicyList": [{"PolicyName": "p", "PolicyDocument":
   {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:PutRolePolicy", "Resource": "*"}}}]},
  {"RoleName": "get", "Arn": "arn:aws:iam::111122223333:role/get", "RolePolicyList": [{"PolicyName": "p", "PolicyDocument":
   {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}}]}],
"Policies": []}`

func TestInventory(t *testing.T) {
	settings := rule.DefaultSettings()
	set := account.Load([]string{account.StandardInput}, account.Options{Stdin: []byte(holders)})
	if len(set.Errors) > 0 {
		t.Fatal(set.Errors[0])
	}
	r := check.Run(set, check.Options{Rules: rules.All(), Settings: &settings, Inventory: true})
	got := make(map[string]string)
	for _, p := range r.Accounts[0].Inventory.Principals {
		got[p.Name] = p.Reach.String()
	}
	want := map[string]string{"through": "administrator", "several": "administrator", "lost": "unknown", "bounded": "actions", "denied": "nothing", "all": "administrator", "none": "nothing", "s3": "services", "taker": "administrator", "get": "actions"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reach (-want +got)\n%s", diff)
	}
	if taker := r.Accounts[0].Inventory.Principals[8]; taker.Takes != "iam:PutRolePolicy" || r.Accounts[0].Inventory.Principals[0].Takes != "" {
		t.Errorf("%s takes everything with %q", taker.Name, taker.Takes)
	}
	through, s3 := r.Accounts[0].Inventory.Principals[0], r.Accounts[0].Inventory.Principals[7]
	if diff := cmp.Diff([]lint.Held{{Name: "AdministratorAccess", ARN: "arn:aws:iam::aws:policy/AdministratorAccess", Through: "all"}}, through.Holds); diff != "" {
		t.Errorf("holds (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"anyone", "ec2.amazonaws.com", "444455556666 (on conditions)"}, s3.Trusted); diff != "" {
		t.Errorf("trusted (-want +got)\n%s", diff)
	}
	if r = check.Run(set, check.Options{Rules: rules.All(), Settings: &settings}); r.Accounts[0].Inventory != nil {
		t.Error("an inventory that nobody asked for")
	}
}
