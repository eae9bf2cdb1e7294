package policy

// Kind says what a document is for, which decides what it may hold.
type Kind uint8

// The kinds of policy.
const (
	IdentityPolicy Kind = iota
	TrustPolicy
	ResourcePolicy
	ServiceControlPolicy
	ResourceControlPolicy
	EndpointPolicy
	OtherOrganizationPolicy // tag, backup, AI opt-out policies: another language
)

func (k Kind) String() string {
	return [...]string{"identity policy", "trust policy", "resource policy", "service control policy",
		"resource control policy", "VPC endpoint policy", "organization policy"}[k]
}
