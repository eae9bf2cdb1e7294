package accountgen

import "fmt"

type role struct {
	Path                     string
	RoleName                 string
	RoleID                   string `json:"RoleId"`
	Arn                      string
	CreateDate               string
	AssumeRolePolicyDocument document
	InstanceProfileList      []instanceProfile
	RolePolicyList           []inlinePolicy
	AttachedManagedPolicies  []attachedPolicy
	PermissionsBoundary      *permissionsBoundary `json:",omitempty"`
	Tags                     []tag
	RoleLastUsed             lastUsed
}

// lastUsed is empty for a role that was never used.
type lastUsed struct {
	LastUsedDate string `json:",omitempty"`
	Region       string `json:",omitempty"`
}

type instanceProfile struct {
	Path                string
	InstanceProfileName string
	InstanceProfileID   string `json:"InstanceProfileId"`
	Arn                 string
	CreateDate          string
	Roles               []profileRole
}

// A profileRole is a role as its instance profile repeats it.
type profileRole struct {
	Path                     string
	RoleName                 string
	RoleID                   string `json:"RoleId"`
	Arn                      string
	CreateDate               string
	AssumeRolePolicyDocument document
}

func (a *account) role(i int) role {
	r := a.random("role", i)
	form, service := r.trustForm(), r.pick(trustedServices)
	problem := a.plan.roleProblem[i]
	if problem == trustAnyPrincipal {
		form = byService // the role is to be the account's own
	}
	if form == byLinkedService {
		service = r.pick(linkedServices)
	}
	path, name := rolePlace(r, form, service, i)
	trust := a.trust(r, form, service)
	if problem == trustAnyPrincipal {
		trust = anyPrincipal(r)
	}
	made := role{
		Path: path, RoleName: name, RoleID: r.uniqueID("AROA"), Arn: a.arn("role", path, name),
		CreateDate:               stamp(a.ago(r, 60, 2200)),
		AssumeRolePolicyDocument: newDocument(trust),
		InstanceProfileList:      []instanceProfile{},
		RolePolicyList:           []inlinePolicy{},
		AttachedManagedPolicies:  a.attached(a.plan.rolePolicies[i]),
		PermissionsBoundary:      a.boundary(a.plan.roleBoundary[i]),
		Tags:                     a.tags(r),
	}
	if !ownedByAWS(path) {
		made.RolePolicyList = a.inline(r, []int{0, 0, 1, 1, 1, 2, 2, 3}[r.IntN(8)])
	}
	if form == byService && service == "ec2" {
		made.InstanceProfileList = []instanceProfile{a.profile(r, made)}
	}
	if r.percent(90) {
		made.RoleLastUsed = lastUsed{stamp(a.ago(r, 0, 30)), r.pick(regions)}
	}
	return made
}

// rolePlace is the path and the name of the ith role.
func rolePlace(r random, form trustForm, service string, i int) (path, name string) {
	switch form {
	case byIdentityCenter:
		set := r.pick([]string{"Billing", "Developer", "ReadOnly"})
		return "/aws-reserved/sso.amazonaws.com/", "AWSReservedSSO_" + set + "_" + r.text("0123456789abcdef", 16)
	case byLinkedService:
		// A service that allows several puts a suffix behind the name.
		return "/aws-service-role/" + service + ".amazonaws.com/", fmt.Sprintf("AWSServiceRoleFor%s_%04d", linkedRoles[service], i)
	}
	path = "/"
	if r.percent(15) {
		path = r.pick([]string{"/application/", "/ci/", "/service-role/"})
	}
	return path, fmt.Sprintf("%s-%s-%s-%04d", r.pick(teams), r.pick(parts), r.pick(environments), i)
}

func (a *account) profile(r random, of role) instanceProfile {
	return instanceProfile{
		Path: of.Path, InstanceProfileName: of.RoleName, InstanceProfileID: r.uniqueID("AIPA"),
		Arn: a.arn("instance-profile", of.Path, of.RoleName), CreateDate: of.CreateDate,
		Roles: []profileRole{{of.Path, of.RoleName, of.RoleID, of.Arn, of.CreateDate, of.AssumeRolePolicyDocument}},
	}
}
