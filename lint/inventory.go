package lint

import "time"

// An Inventory is who there is in an account and what they hold, as plain data
// for reports that show the account and not its findings alone.
type Inventory struct {
	Principals []Principal // users, groups, roles, in the order of the export
	Keys       []Key       // access keys, in the order of the credential report
}

// A Principal is a user, a group or a role.
type Principal struct {
	Type, Name, ARN string

	AWSOwned bool // AWS made it and alone can change it
	Reach    Reach
	Takes    string   // the action with which it gives itself everything; "" for who has it already, or cannot
	Holds    []Held   // its own policies, then those of its groups
	Boundary string   // name of the permissions boundary, "" for none
	Groups   []string // of a user
	Trusted  []string // who may take a role, as its trust policy says
	Created  time.Time
	LastUsed time.Time // of a role; zero when never or not known

	// Console and MFA are what the credential report says about a user.
	Console, MFA Answer
}

// A Held policy is one that a principal has.
type Held struct {
	Name, ARN string // no ARN for an inline policy
	Through   string // the group that the principal has it through, "" for its own
}

// A Key is an access key.
type Key struct {
	Holder   string // name of the user; <root_account> for root
	Number   int    // 1 or 2
	Active   bool
	Created  time.Time // or last switched
	LastUsed time.Time // zero when never or not known
}

// Answer is yes, no or not known.
type Answer uint8

// The answers.
const (
	NotKnown Answer = iota
	Yes
	No
)

// Reach is how far the policies go that a principal holds, after its
// permissions boundary. Who may give itself everything in one step has it.
// Policies of the organization are left out.
type Reach uint8

// The reaches, in ascending order.
const (
	ReachUnknown  Reach = iota // the exports lack the document of a policy
	ReachNothing               // no policy allows anything
	ReachActions               // some actions
	ReachServices              // every action of a service
	ReachAll                   // everything: administrator
)

var reachNames = [...]string{"unknown", "nothing", "actions", "services", "administrator"}

func (r Reach) String() string { return reachNames[r] }

// Reaches lists all reaches, the furthest first and the unknown last.
func Reaches() []Reach {
	return []Reach{ReachAll, ReachServices, ReachActions, ReachNothing, ReachUnknown}
}

// A Basis is what a run stands on besides the exports: the catalogue of
// services, the configuration, a baseline.
type Basis struct {
	What    string
	Name    string // the path of a file, or what the data calls itself
	Version string
	SHA256  string // of a file, in hex
}
