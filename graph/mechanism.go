package graph

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/account"
)

// A Kind says what sort of step a mechanism is.
type Kind uint8

// The kinds.
const (
	SelfGrant        Kind = iota // more rights for itself
	OtherPrincipal               // the rights of another user or role, by its credentials, policies or trust
	PolicyRollback               // an older, stronger version of a policy
	NewWorkload                  // new compute or deployment that runs with a role
	ExistingWorkload             // what already runs with a role
	NewAIWorkload                // the same for SageMaker and Bedrock
	AISession
	BoundaryRemoval // without the boundary that held it back
	PermissionSet   // through IAM Identity Center
)

// A Mechanism is a way in which a principal comes to act as another one.
type Mechanism struct {
	ID     string
	Kind   Kind
	Covers []string // ids of lists of escalation paths: pathfinding:... and extra:...

	// Does says what the principal does, with %s for the user or role that it
	// then acts as.
	Does string

	// On are the actions that it needs on the user or role itself.
	On   []string
	User bool // it acts as a user; else as a role

	// Passes are the services to which it passes the role, one of which the role
	// has to trust; Runs those with which something runs already.
	Passes, Runs []string

	// Workload is what runs with the role, where exports can tell of it.
	Workload account.WorkloadKind

	// Needs are the actions that it needs on some resource of each type that they
	// require, and of the type that follows "@".
	Needs []string

	// Makes is the kind of principal that it makes, "user" or "role": Needs are
	// then what it does to that one. "" for none.
	Makes string

	// Profile says that an instance profile has to hold the role.
	Profile bool

	// Exists says what has to be there besides; "" for nothing.
	Exists string

	// Shown says whether the user's row of a credential report has that; nil
	// where no such report tells.
	Shown func(*account.Credentials) bool

	// Relay says that the service uses the role for nothing but to assume
	// another one.
	Relay bool

	takes actionSet // all the actions above, which a principal has to be allowed
}

// The mechanisms in which the role's trust policy decides, too.
const (
	assumeRole      = "assume-role"
	rewriteTrust    = "rewrite-trust"
	rewriteProvider = "rewrite-identity-provider"
)

// A Grant is a way in which a principal makes itself or another one administrator.
type Grant struct {
	ID     string
	Kind   Kind     // when the principal does it to itself
	Covers []string // ids of lists of escalation paths
	First  string   // an action that it takes on the same object before; "" for none
	Action string
	On     object
	Does   string // with %s for what it acts on

	// With are the ids that list the grant to another principal together with a
	// mechanism of acting as it, by the id of the mechanism.
	With map[string]string
}

// An object is what the action of a grant acts on.
type object uint8

const (
	theUser object = iota
	theRole
	itsGroups      // the groups that the user is in
	itsPolicies    // the customer managed policies that it holds
	oldVersions    // those of them with an older version that allows everything
	strongerGroups // groups with policies that allow everything
	otherGroups    // other groups that the user is not in
	userBoundary   // the boundary of a user that has everything but for it
	roleBoundary
	boundaryPolicy // the customer managed policy that is this boundary
)

// arns is the kind of resource in the ARNs of objects.
func (o object) arns() string {
	return [...]string{"user", "role", "group", "policy", "policy", "group", "group", "user", "role", "policy"}[o]
}

// Rule is the id of the rule about a kind of step.
func (k Kind) Rule() string {
	return [...]string{
		"privesc-self-grant", "privesc-other-principal", "privesc-policy-rollback", "privesc-passrole-new", "privesc-existing-workload",
		"privesc-ai-passrole", "privesc-ai-session", "privesc-boundary-removal", "privesc-sso-permission-set",
	}[k]
}

// ChainRule is the id of the rule about ways of several steps.
const ChainRule = "privesc-multi-hop"

// actions are all that the tables name, in lower case, each once.
var actions = func() *actionTable {
	t := &actionTable{byService: make(map[string][]int), index: make(map[string]int)}
	for _, table := range [...][]Mechanism{mechanisms, newcomers, permissionSets} {
		for i := range table {
			m := &table[i]
			if len(m.Passes) > 0 {
				m.takes.add(t.add("iam:PassRole"))
			}
			for _, action := range slices.Concat(m.On, m.Needs) {
				m.takes.add(t.add(action))
			}
		}
	}
	for i := range grants {
		t.add(grants[i].Action)
	}
	t.add(createPolicy)
	if len(t.names) > 64*len(actionSet{}) {
		panic("more actions than an actionSet holds")
	}
	return t
}()

// An actionTable numbers actions.
type actionTable struct {
	names     []string       // in lower case
	index     map[string]int // also as the tables write them
	byService map[string][]int
}

func (t *actionTable) add(action string) int {
	action, _, _ = strings.Cut(action, "@")
	name := strings.ToLower(action)
	if i, ok := t.index[name]; ok {
		t.index[action] = i
		return i
	}
	service, _, _ := strings.Cut(name, ":")
	t.index[name], t.index[action] = len(t.names), len(t.names)
	t.byService[service] = append(t.byService[service], len(t.names))
	t.names = append(t.names, name)
	return len(t.names) - 1
}

// of is the number of an action as the tables write it, or in lower case.
func (t *actionTable) of(action string) int { return t.index[action] }

// An actionSet is a set of actions of the table.
type actionSet [3]uint64

func (s *actionSet) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s *actionSet) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

func (s *actionSet) addAll(o actionSet) {
	for i := range s {
		s[i] |= o[i]
	}
}

// holds says whether the set has all of another one.
func (s *actionSet) holds(o actionSet) bool {
	for i := range s {
		if o[i]&^s[i] != 0 {
			return false
		}
	}
	return true
}

func (s *actionSet) empty() bool { return *s == actionSet{} }

// Covered are the ids of lists of escalation paths that the tables cover by
// steps of some kinds, of all when none is given, sorted.
func Covered(kinds ...Kind) []string {
	var ids []string
	cover := func(kind Kind, of ...string) {
		if len(kinds) == 0 || slices.Contains(kinds, kind) {
			ids = append(ids, of...)
		}
	}
	for _, table := range [...][]Mechanism{mechanisms, newcomers, permissionSets} {
		for i := range table {
			cover(table[i].Kind, table[i].Covers...)
		}
	}
	for i := range grants {
		grant := &grants[i]
		cover(grant.Kind, grant.Covers...)
		to := grant.Kind
		if to == SelfGrant {
			to = OtherPrincipal
		}
		for _, id := range grant.With {
			cover(to, id)
		}
	}
	slices.Sort(ids)
	return ids
}
