package accountgen

// A Plant is a problem that the account has: the rule with this id reports it
// for the entity with this ARN.
type Plant struct{ Rule, ARN string }

// Planted lists the problems of the account, users first, then groups, roles
// and policies. One in 25 users, roles and policies has one and one in 10 groups,
// at least one of each. In an account without users or roles to use them, all
// groups and policies are problems, too. Other rules may find more, as they do
// in any account.
func Planted(o Options) []Plant {
	a := newAccount(o)
	var plants []Plant
	for i, problem := range a.plan.userProblem {
		if problem != "" {
			plants = append(plants, Plant{problem, a.userFacts(i).arn})
		}
	}
	for i, problem := range a.plan.groupProblem {
		arn := a.arn("group", "/", a.groupNames[i])
		if problem == groupAdminAttached {
			plants = append(plants, Plant{problem, arn})
		}
		if a.plan.members[i] == 0 {
			plants = append(plants, Plant{groupEmpty, arn})
		}
	}
	for i, problem := range a.plan.roleProblem {
		if problem != "" {
			plants = append(plants, Plant{problem, a.role(i).Arn})
		}
	}
	for i, problem := range a.plan.policyProblem {
		ref := policyRef{ownPolicy, i}
		arn := a.arn("policy", "/", a.policyNames[i])
		switch {
		case a.plan.attachments[ref]+a.plan.boundaries[ref] == 0:
			plants = append(plants, Plant{policyUnattached, arn})
		case problem != "":
			plants = append(plants, Plant{problem, arn})
		}
	}
	return plants
}
