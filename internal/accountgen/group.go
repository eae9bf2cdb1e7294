package accountgen

type group struct {
	Path                    string
	GroupName               string
	GroupID                 string `json:"GroupId"`
	Arn                     string
	CreateDate              string
	GroupPolicyList         []inlinePolicy
	AttachedManagedPolicies []attachedPolicy
}

func (a *account) group(i int) group {
	r := a.random("group", i)
	name := a.groupNames[i]
	return group{
		Path: "/", GroupName: name, GroupID: r.uniqueID("AGPA"), Arn: a.arn("group", "/", name),
		CreateDate:              stamp(a.ago(r, 200, 2500)),
		GroupPolicyList:         a.inline(r, max(0, r.IntN(5)-2)),
		AttachedManagedPolicies: a.attached(a.plan.groupPolicies[i]),
	}
}
