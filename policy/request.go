package policy

// A Request asks whether a principal may do an action on a resource.
type Request struct {
	// Principal is the ARN of a user, a role, a role session, a federated user or
	// the root user; a service principal such as lambda.amazonaws.com; an
	// identity provider; or Anonymous.
	Principal string

	Action   string // such as s3:GetObject
	Resource string // an ARN, or "*" for an action that knows no resources
	// SomeResource makes Resource a pattern and asks about the resources that fit
	// it: an Allow counts if it covers some of them, a Deny only if it covers all.
	SomeResource bool

	ResourceAccount string // 12 digits; "" for the account of the principal

	Context *Context // nil for a request without any condition key

	// Canonical is the canonical user id of the principal's account, which some
	// bucket policies name; "" when it is not known.
	Canonical string
}

// Policies are the policies that apply to a request.
type Policies struct {
	// Identity are those of the user and its groups, or of the role.
	Identity []*Compiled

	// Resource is the policy of the resource, the trust policy for assuming a
	// role, nil when it has none. ResourceUnknown says that there may be one that
	// nobody told: whether it lets the principal in is unknown then.
	Resource        *Compiled
	ResourceUnknown bool

	// Boundaries are the permissions boundaries; nil for none. All have to allow.
	Boundaries []*Compiled

	// SCPs and RCPs are the organization's policies by level, from the root of
	// the organization down to the account: service control policies of the
	// principal's account, resource control policies of the resource's. None
	// where there is no organization, and in its management account.
	SCPs, RCPs []Level

	// Session are session policies; nil for none.
	Session []*Compiled

	// Endpoint are the policies of the VPC endpoint that the request takes; nil for none.
	Endpoint []*Compiled
}

// A Level is a place in an organization with the policies attached there.
type Level struct {
	ID       string
	Policies []*Compiled
}

// A Type is the part that a policy plays in a decision.
type Type uint8

// The types of policy.
const (
	IdentityType Type = iota
	ResourceType
	BoundaryType
	SCPType
	RCPType
	SessionType
	EndpointType
)

func (t Type) String() string {
	return [...]string{"identity", "resource", "boundary", "scp", "rcp", "session", "endpoint"}[t]
}

// Types are a set of types.
type Types uint8

// Has says whether the set has the type.
func (s Types) Has(t Type) bool { return s&(1<<t) != 0 }

// List are the types of the set in order.
func (s Types) List() []Type {
	var list []Type
	for t := IdentityType; t <= EndpointType; t++ {
		if s.Has(t) {
			list = append(list, t)
		}
	}
	return list
}

// An Outcome is how a request is decided.
type Outcome uint8

// The outcomes.
const (
	ImplicitlyDenied Outcome = iota // something that has to allow does not
	ExplicitlyDenied                // a Deny matches
	Allowed
	Conditional // it depends on facts that nobody told
)

func (o Outcome) String() string {
	return [...]string{"ImplicitlyDenied", "ExplicitlyDenied", "Allowed", "Conditional"}[o]
}

// A Decision is the answer to a request. Explain tells the statements behind it.
type Decision struct {
	Outcome Outcome
	Denied  Types // types with a Deny that matches
	Missing Types // types that had to allow and do not
}
