package accountgen

import (
	"fmt"
	"time"
)

type user struct {
	Path                    string
	UserName                string
	UserID                  string `json:"UserId"`
	Arn                     string
	CreateDate              string
	UserPolicyList          []inlinePolicy `json:",omitempty"`
	GroupList               []string
	AttachedManagedPolicies []attachedPolicy
	PermissionsBoundary     *permissionsBoundary `json:",omitempty"`
	Tags                    []tag
}

// userFacts are what several exports say of a user.
type userFacts struct {
	name, path, arn, id string
	created             time.Time
	problem             string
	password, mfa, key  bool
}

func (a *account) userFacts(i int) userFacts {
	r := a.random("user facts", i)
	machine := r.percent(35)
	f := userFacts{path: "/", id: r.uniqueID("AIDA"), created: a.ago(r, 100, 2500), problem: a.plan.userProblem[i]}
	if machine {
		f.name = fmt.Sprintf("svc-%s-%s-%04d", r.pick(teams), r.pick(parts), i)
	} else {
		f.name = fmt.Sprintf("%s.%s%d", r.pick(givenNames), r.pick(familyNames), i)
	}
	if r.percent(30) {
		f.path = r.pick([]string{"/machines/", "/people/", "/teams/data/"})
	}
	f.arn = a.arn("user", f.path, f.name)
	f.password = !machine || f.problem == userConsoleMFAMissing
	f.mfa = f.password && f.problem != userConsoleMFAMissing
	f.key = machine || f.problem == accessKeyOld
	return f
}

func (a *account) user(i int) user {
	f := a.userFacts(i)
	r := a.random("user", i)
	u := user{
		Path: f.path, UserName: f.name, UserID: f.id, Arn: f.arn, CreateDate: stamp(f.created),
		GroupList:               make([]string, len(a.plan.userGroups[i])),
		AttachedManagedPolicies: a.attached(a.plan.userPolicies[i]),
		PermissionsBoundary:     a.boundary(a.plan.userBoundary[i]),
		Tags:                    a.tags(r),
	}
	for k, g := range a.plan.userGroups[i] {
		u.GroupList[k] = a.groupNames[g]
	}
	if f.problem == userPolicyInline {
		u.UserPolicyList = a.inline(r, 1)
	}
	return u
}
