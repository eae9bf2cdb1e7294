package account

import (
	"fmt"
	"slices"
	"strings"
)

// An Organization is what describe-organization tells.
type Organization struct {
	File       *File
	Missing    bool // the account is in no organization
	ID         Text
	ARN        Text
	FeatureSet Text // ALL, or CONSOLIDATED_BILLING, which has no policies
	Management Text // 12-digit id of the management account
	// RootManaged says that root credentials of members are managed centrally
	// (iam list-organizations-features, be it of another account of the
	// organization); absent when not exported. The place is in a file of its own.
	RootManaged Bool
}

// The types of organization policies that rules know.
const (
	SCPType      = "SERVICE_CONTROL_POLICY"
	RCPType      = "RESOURCE_CONTROL_POLICY"
	TagType      = "TAG_POLICY"
	AIOptOutType = "AISERVICES_OPT_OUT_POLICY"
)

// An OrganizationPolicy is what list-policies and describe-policy tell.
type OrganizationPolicy struct {
	File        *File
	Span        Span // of the summary
	ID          Text
	ARN         Text
	Name        Text
	Description Text
	Type        Text // SCPType, RCPType, ...
	AWSManaged  Bool

	// Document is nil where only list-policies was exported. That of another type
	// than SCP and RCP is in another language.
	Document *PolicyDocument
	OptOuts  []AIOptOut // of AIOptOutType, when the document was exported

	// Targets are what the policy is attached to; HasTargets says that they were exported.
	Targets    []*PolicyTarget
	HasTargets bool

	whole bool // of describe-policy
}

// At is the place of the policy's name.
func (p *OrganizationPolicy) At() Place { return p.File.At(p.Name.Span) }

// A PolicyTarget is a root, unit or account to which a policy is attached.
type PolicyTarget struct {
	File *File
	Span Span
	ID   Text
	ARN  Text
	Name Text
	Type Text // ROOT, ORGANIZATIONAL_UNIT or ACCOUNT
}

// OrganizationPolicies are those of the organization that exports tell of.
type OrganizationPolicies struct {
	List []*OrganizationPolicy // in order of file and place
	// Listed are the types of which list-policies was exported, so that all
	// policies of the type are known, with the place of the list.
	Listed map[string]Place
}

// OfType are the policies of a type.
func (o *OrganizationPolicies) OfType(typ string) []*OrganizationPolicy {
	var all []*OrganizationPolicy
	for _, p := range o.List {
		if p.Type.Value == typ {
			all = append(all, p)
		}
	}
	return all
}

// An AIOptOut is what an AI services opt-out policy says of a service.
type AIOptOut struct {
	Service Text // "default" for all that are not named
	Value   Text // optOut or optIn
	Locked  bool // policies below may not change the value
}

// A NodeType says what a node of the organization is.
type NodeType string

// The types of nodes.
const (
	RootNode    NodeType = "root"
	UnitNode    NodeType = "organizational unit"
	AccountNode NodeType = "account"
)

// A Node is the root, a unit or an account of the organization.
type Node struct {
	Type NodeType
	ID   string
	Name string // "" when nothing tells
	ARN  string // "" when nothing tells
	File *File
	Span Span // of what tells of the node

	State   Text   // of an account: ACTIVE, SUSPENDED, ...
	Enabled []Text // of a root, the types of policies that are on; nil when not exported

	Parent   *Node // nil for a root, and when nothing tells
	Children []*Node

	// Policies are attached to the node itself, of all types.
	Policies []*OrganizationPolicy
	attached map[string]bool // the types of which all attached policies are known
}

// At is the place that tells of the node.
func (n *Node) At() Place { return n.File.At(n.Span) }

// Title names the node for people.
func (n *Node) Title() string {
	if n.Name == "" {
		return string(n.Type) + " " + n.ID
	}
	return fmt.Sprintf("%s %s (%q)", n.Type, n.ID, n.Name)
}

// Attached are the policies of a type that are attached to the node itself.
// They are not known when their targets were not exported.
func (n *Node) Attached(typ string) (policies []*OrganizationPolicy, known bool) {
	for _, p := range n.Policies {
		if p.Type.Value == typ {
			policies = append(policies, p)
		}
	}
	return policies, n.attached[typ]
}

// Path is the way from the root to the node, both included; nil when the
// exports do not tell it.
func (n *Node) Path() []*Node {
	var path []*Node
	for at := n; at != nil && len(path) < 16; at = at.Parent {
		path = append(path, at)
	}
	if len(path) == 0 || path[len(path)-1].Type != RootNode {
		return nil
	}
	slices.Reverse(path)
	return path
}

// An OrganizationTree is the structure of the organization, as far as exports tell.
type OrganizationTree struct {
	Nodes []*Node // in order of file and place
	byID  map[string]*Node
}

// Find is the root, unit or account with an id, nil when no export tells of it.
func (t *OrganizationTree) Find(id string) *Node { return t.byID[id] }

// Root is the root of the organization, nil when no export tells of it.
func (t *OrganizationTree) Root() *Node {
	i := slices.IndexFunc(t.Nodes, func(n *Node) bool { return n.Type == RootNode })
	if i < 0 {
		return nil
	}
	return t.Nodes[i]
}

// IsEnabled says whether a type of policies is on. It is not known when
// list-roots was not exported.
func (t *OrganizationTree) IsEnabled(typ string) (on, known bool) {
	root := t.Root()
	if root == nil || root.Enabled == nil {
		return false, false
	}
	return slices.ContainsFunc(root.Enabled, func(e Text) bool { return e.Value == typ }), true
}

func nodeType(id string) NodeType {
	switch {
	case strings.HasPrefix(id, "r-"):
		return RootNode
	case strings.HasPrefix(id, "ou-"):
		return UnitNode
	case isAccountID(id):
		return AccountNode
	}
	return ""
}

// Guardrails are the organization's policies that bind the linted account.
type Guardrails struct {
	// Why says why none binds the account, "" when some do: it is in no
	// organization, or it is the management account.
	Why string
	// SCPs and RCPs are those of each level, the root's first, the account's last.
	// Nil when the type is not in use. What any level denies is denied, and each
	// level must allow.
	SCPs, RCPs []Level
}

// A Level is a step on the way from the root to the account.
type Level struct {
	Node     *Node
	Policies []*OrganizationPolicy // each with its Document
}

// LevelDocuments are the policies of each level as documents.
func LevelDocuments(levels []Level) [][]*PolicyDocument {
	var all [][]*PolicyDocument
	for _, l := range levels {
		var docs []*PolicyDocument
		for _, p := range l.Policies {
			docs = append(docs, p.Document)
		}
		all = append(all, docs)
	}
	return all
}

// An EffectivePolicy is what describe-effective-policy tells of one type.
type EffectivePolicy struct {
	File    *File
	Span    Span
	Type    string // TagType, AIOptOutType, ...; "" when nothing tells
	Target  Text   // account id
	Missing bool   // AWS answered that there is none
	OptOuts []AIOptOut
}

// EffectivePolicies are the effective policies of the account.
type EffectivePolicies struct{ List []*EffectivePolicy }

// OfType is the effective policy of a type, nil when not exported.
func (e *EffectivePolicies) OfType(typ string) *EffectivePolicy {
	for _, p := range e.List {
		if p.Type == typ {
			return p
		}
	}
	return nil
}

// A DelegatedAdministrator is an account that runs services for the organization.
type DelegatedAdministrator struct {
	File *File
	Span Span
	ID   Text // account id
	ARN  Text
	Name Text
	// Services are those that it runs; HasServices says that they were exported.
	Services    []ServicePrincipal
	HasServices bool
}

// A ServicePrincipal is a service of which an export of the organization speaks.
type ServicePrincipal struct {
	File *File
	Name Text // for example guardduty.amazonaws.com
}

// DelegatedAdministrators are those of the organization.
type DelegatedAdministrators struct {
	File *File // of the list
	List []*DelegatedAdministrator
}

// TrustedServices are the services that may act in all accounts of the organization.
type TrustedServices struct {
	File *File
	List []ServicePrincipal
}
