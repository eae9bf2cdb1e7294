package lint

import "time"

// A Suppression is a finding that somebody accepted, as the configuration
// says it. Patterns are those of IAM policies: "*" stands for any characters,
// "?" for one. No patterns fit everything.
type Suppression struct {
	Rules      []string // ids
	Accounts   []string // account ids
	Principals []string // names or ARNs of users, groups, roles; root for the root user
	Policies   []string // names or ARNs
	Sids       []string
	Resources  []string // names or ARNs of the resource that a policy is attached to or that a statement names

	Reason string
	Until  time.Time // the last day on which it holds; zero for no end
	Range  Range     // its place in the configuration
}

// Suppressed says why a finding is not held against the account.
type Suppressed struct {
	By     SuppressedBy
	Reason string
	Until  time.Time // zero for no end
}

// SuppressedBy is what accepted a finding.
type SuppressedBy uint8

// What accepts findings.
const (
	BySuppression SuppressedBy = iota // an entry of the configuration
	ByBaseline                        // a baseline that knows the finding already
)

func (b SuppressedBy) String() string { return [...]string{"configuration", "baseline"}[b] }
