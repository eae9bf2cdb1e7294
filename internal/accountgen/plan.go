package accountgen

// The rules that planted problems belong to.
const (
	accessKeyOld          = "access-key-old"
	groupAdminAttached    = "group-admin-attached"
	groupEmpty            = "group-empty"
	policyAdminWildcard   = "policy-admin-wildcard"
	policyServiceWildcard = "policy-service-wildcard"
	policyUnattached      = "policy-unattached"
	trustAnyPrincipal     = "trust-any-principal"
	userAdminAttached     = "user-admin-attached"
	userConsoleMFAMissing = "user-console-mfa-missing"
	userPolicyAttached    = "user-policy-attached"
	userPolicyInline      = "user-policy-inline"
)

// The problems that each kind of entity takes in turn.
var (
	userProblems   = []string{userPolicyAttached, accessKeyOld, userConsoleMFAMissing, userPolicyInline, userAdminAttached}
	groupProblems  = []string{groupEmpty, groupAdminAttached}
	roleProblems   = []string{trustAnyPrincipal}
	policyProblems = []string{policyAdminWildcard, policyServiceWildcard, policyUnattached}
)

// One in so many entities has a problem; of fewer entities, one.
const (
	oneIn      = 25
	oneGroupIn = 10 // accounts have few
)

// A plan is what entities must know of one another: who is in which group and
// what is attached where. Indices are those of users, groups, roles and policies.
type plan struct {
	userProblem, groupProblem, roleProblem, policyProblem []string // rule by index, "" for none

	userGroups [][]int

	userPolicies, groupPolicies, rolePolicies [][]policyRef
	userBoundary, roleBoundary                []policyRef // zero for none

	attachments, boundaries map[policyRef]int
	members                 []int // how many users a group has
}

// A policyRef names a managed policy: of AWS by its index in awsManaged, or one
// of the account by its index.
type policyRef struct {
	kind  refKind
	index int
}

type refKind uint8

const (
	noPolicy refKind = iota
	ownPolicy
	awsPolicy
)

func newPlan(a *account) plan {
	p := plan{
		userProblem:   a.problems("users", a.Users, oneIn, userProblems),
		groupProblem:  a.problems("groups", a.Groups, oneGroupIn, groupProblems),
		roleProblem:   a.problems("roles", a.Roles, oneIn, roleProblems),
		policyProblem: a.problems("policies", a.Policies, oneIn, policyProblems),
		attachments:   map[policyRef]int{},
		boundaries:    map[policyRef]int{},
		members:       make([]int, a.Groups),
	}
	p.joinGroups(a)
	p.attach(a)
	p.bound(a)
	return p
}

// problems spreads problems evenly over n entities, one in every so many, one
// kind after the other.
func (a *account) problems(of string, n, every int, kinds []string) []string {
	problem := make([]string, n)
	if n == 0 {
		return problem
	}
	r := a.random("problems of "+of, 0)
	for turn := range max(1, n/every) {
		low := turn * every
		problem[low+r.IntN(min(every, n-low))] = kinds[turn%len(kinds)]
	}
	return problem
}

// joinGroups puts every user in up to three groups and, users permitting,
// leaves no group without members that is not to be empty.
func (p *plan) joinGroups(a *account) {
	var open []int
	for g, problem := range p.groupProblem {
		if problem != groupEmpty {
			open = append(open, g)
		}
	}
	p.userGroups = make([][]int, a.Users)
	if len(open) == 0 {
		return
	}
	for u := range a.Users {
		r := a.random("membership", u)
		at := u % len(open)
		for range min(r.between(1, 3), len(open)) {
			p.userGroups[u] = append(p.userGroups[u], open[at])
			p.members[open[at]]++
			at = (at + 1) % len(open)
		}
	}
}

func (p *plan) attach(a *account) {
	var own []int // policies that may be attached
	for i, problem := range p.policyProblem {
		if problem != policyUnattached {
			own = append(own, i)
		}
	}
	p.userPolicies = make([][]policyRef, a.Users)
	for u, problem := range p.userProblem {
		switch {
		case problem == userAdminAttached:
			p.userPolicies[u] = []policyRef{administrator}
		case problem == userPolicyAttached && len(own) > 0:
			p.userPolicies[u] = []policyRef{{ownPolicy, own[a.random("user policy", u).IntN(len(own))]}}
		case problem == userPolicyAttached:
			p.userPolicies[u] = []policyRef{{awsPolicy, 1}}
		}
	}
	p.groupPolicies = make([][]policyRef, a.Groups)
	for g, problem := range p.groupProblem {
		if problem == groupAdminAttached {
			p.groupPolicies[g] = []policyRef{administrator}
		}
		p.groupPolicies[g] = append(p.groupPolicies[g], usualPolicies(a.random("group policies", g), own)...)
	}
	p.rolePolicies = make([][]policyRef, a.Roles)
	for i := range a.Roles {
		p.rolePolicies[i] = usualPolicies(a.random("role policies", i), own)
	}
	for _, lists := range [][][]policyRef{p.userPolicies, p.groupPolicies, p.rolePolicies} {
		for _, list := range lists {
			for _, ref := range list {
				p.attachments[ref]++
			}
		}
	}
	p.attachRest(own, a.Roles)
}

// attachRest gives the policies that nobody holds so far to a role each.
func (p *plan) attachRest(own []int, roles int) {
	if roles == 0 {
		return
	}
	for _, i := range own {
		ref := policyRef{ownPolicy, i}
		if p.attachments[ref] == 0 {
			p.rolePolicies[i%roles] = append(p.rolePolicies[i%roles], ref)
			p.attachments[ref]++
		}
	}
}

// usualPolicies are up to four policies of the account and at times one of AWS,
// never AdministratorAccess.
func usualPolicies(r random, own []int) []policyRef {
	var refs []policyRef
	seen := map[int]bool{}
	if len(own) > 0 {
		for range []int{0, 1, 1, 2, 2, 3, 4}[r.IntN(7)] {
			i := own[r.early(len(own))]
			if !seen[i] {
				seen[i] = true
				refs = append(refs, policyRef{ownPolicy, i})
			}
		}
	}
	if r.percent(35) {
		refs = append(refs, policyRef{awsPolicy, r.between(1, len(awsManaged)-1)})
	}
	return refs
}

// bound gives some users and roles a permissions boundary: one of the first
// four policies without a problem.
func (p *plan) bound(a *account) {
	var candidates []policyRef
	for i, problem := range p.policyProblem {
		if problem == "" && len(candidates) < 4 {
			candidates = append(candidates, policyRef{ownPolicy, i})
		}
	}
	choose := func(of string, n, percent int) []policyRef {
		chosen := make([]policyRef, n)
		for i := range chosen {
			r := a.random(of+" boundary", i)
			if len(candidates) > 0 && r.percent(percent) {
				chosen[i] = candidates[r.IntN(len(candidates))]
				p.boundaries[chosen[i]]++
			}
		}
		return chosen
	}
	p.userBoundary = choose("user", a.Users, 10)
	p.roleBoundary = choose("role", a.Roles, 15)
}
