package account

import "strings"

// AuthorizationDetails is what get-account-authorization-details tells, all
// pages and filtered subsets of an account together, in the order of the files.
type AuthorizationDetails struct {
	Users    []*User
	Groups   []*Group
	Roles    []*Role
	Policies []*ManagedPolicy

	policies map[string]*ManagedPolicy // by ARN
	holders  map[string][]Holder       // by policy ARN, attached
	bounds   map[string][]Holder       // by policy ARN, as a permissions boundary
	members  map[string][]*User        // by group name

	// HasUsers and so on say whether any file held the list at all: a subset made
	// with --filter leaves the others empty.
	HasUsers, HasGroups, HasRoles, HasPolicies bool
}

// Policy finds a managed policy by its ARN.
func (d *AuthorizationDetails) Policy(arn string) *ManagedPolicy { return d.policies[arn] }

// Holders lists who has a managed policy attached, users first, then groups, then roles.
func (d *AuthorizationDetails) Holders(arn string) []Holder { return d.holders[arn] }

// BoundaryHolders lists whose permissions boundary a managed policy is.
func (d *AuthorizationDetails) BoundaryHolders(arn string) []Holder { return d.bounds[arn] }

// Members lists the users of a group.
func (d *AuthorizationDetails) Members(group string) []*User { return d.members[group] }

// Identity is what users, groups and roles have in common.
type Identity struct {
	Type   string // user, group or role
	File   *File
	Span   Span // of the whole entry
	Name   Text
	ARN    Text
	ID     Text
	Path   Text
	Create Time

	Attached []AttachedPolicy
	Inline   []*PolicyDocument
	Boundary AttachedPolicy // zero when there is none
	Tags     []Tag
}

// At is the place of a span of the entry's file.
func (i *Identity) At(s Span) Place { return i.File.At(s) }

// Named is the place of the entry's name.
func (i *Identity) Named() Place { return i.File.At(i.Name.Span) }

// AWSOwned says whether AWS made the identity and alone can change it:
// service-linked roles, and those of IAM Identity Center.
func (i *Identity) AWSOwned() bool {
	return strings.HasPrefix(i.Path.Value, "/aws-service-role/") || strings.HasPrefix(i.Path.Value, "/aws-reserved/")
}

// AWSOwnedRole says the same of a role, by its ARN.
func AWSOwnedRole(arn string) bool {
	_, path, _ := strings.Cut(arn, ":role")
	owner := Identity{Path: Text{Value: path}}
	return owner.AWSOwned()
}

// A User is an entry of UserDetailList.
type User struct {
	Identity
	Groups []Text
}

// A Group is an entry of GroupDetailList.
type Group struct{ Identity }

// A Role is an entry of RoleDetailList.
type Role struct {
	Identity
	Trust    *PolicyDocument
	LastUsed Time   // absent when never used, or not in the tracking period
	Profiles []Text // ARNs of the instance profiles that hold the role
}

// LandingZone says whether a role of that name is one with which AWS
// Organizations, Control Tower and StackSets administer an account, which they
// cannot do with less.
func LandingZone(role string) bool {
	return role == "OrganizationAccountAccessRole" || role == "AWSControlTowerExecution" || role == "AWSCloudFormationStackSetExecutionRole" ||
		strings.HasPrefix(role, "stacksets-exec-") || strings.HasPrefix(role, "aws-controltower-") || role == "AWSAFTExecution" || role == "AWSAFTService"
}

// An AttachedPolicy names a managed policy that an identity holds.
type AttachedPolicy struct {
	Span Span
	Name Text
	ARN  Text
}

// Present says whether there is one.
func (a AttachedPolicy) Present() bool { return a.Span.End != 0 }

// AWSManaged says whether AWS owns the policy.
func (a AttachedPolicy) AWSManaged() bool { return IsAWSManaged(a.ARN.Value) }

// IsAWSManaged says whether a policy ARN is one of AWS's own, in any partition.
func IsAWSManaged(arn string) bool {
	_, rest, ok := strings.Cut(arn, ":iam::")
	return ok && strings.HasPrefix(rest, "aws:policy/")
}

// IsAWSManagedNamed says whether an ARN is that of the AWS-managed policy of this name.
func IsAWSManagedNamed(arn, name string) bool {
	return IsAWSManaged(arn) && arn[strings.LastIndexByte(arn, '/')+1:] == name
}

// A Tag is a key and value on a user or role.
type Tag struct{ Key, Value Text }

// A ManagedPolicy is an entry of Policies.
type ManagedPolicy struct {
	File           *File
	Span           Span
	Name           Text
	ARN            Text
	DefaultVersion Text
	Attachments    Int // how many identities have it attached
	Boundaries     Int // how many identities have it as their boundary
	Description    Text
	Create, Update Time
	Tags           []Tag
	Versions       []PolicyVersion
}

// AWSManaged says whether AWS owns the policy.
func (p *ManagedPolicy) AWSManaged() bool { return IsAWSManaged(p.ARN.Value) }

// Default is the document in force, nil when the export lacks it.
func (p *ManagedPolicy) Default() *PolicyDocument {
	for _, v := range p.Versions {
		if v.isDefault(p) {
			return v.Document
		}
	}
	return nil
}

// A PolicyVersion is one version of a managed policy.
type PolicyVersion struct {
	ID        Text
	IsDefault Bool
	Create    Time
	Document  *PolicyDocument // nil when the export lacks it
}

func (v PolicyVersion) isDefault(p *ManagedPolicy) bool {
	return v.IsDefault.Value || !v.IsDefault.Present() && v.ID.Value == p.DefaultVersion.Value
}

// A Holder is an identity that has a managed policy, and where it says so.
type Holder struct {
	*Identity
	attachment Span
}

// At is the place of the attachment.
func (h Holder) At() Place { return h.File.At(h.attachment) }
