package account

import "github.com/iamlint/iamlint/policy"

// PolicyKind says what a document is for.
type PolicyKind = policy.Kind

// The kinds of policy.
const (
	IdentityPolicy          = policy.IdentityPolicy
	TrustPolicy             = policy.TrustPolicy
	ResourcePolicy          = policy.ResourcePolicy
	ServiceControlPolicy    = policy.ServiceControlPolicy
	ResourceControlPolicy   = policy.ResourceControlPolicy
	EndpointPolicy          = policy.EndpointPolicy
	OtherOrganizationPolicy = policy.OtherOrganizationPolicy
)

// An Owner is what a policy document belongs to.
type Owner struct {
	Type string // user, group, role, policy, resource or document
	Name string
	ARN  string // "" when the export does not tell
}

// A PolicyDocument is a policy at its place in an export. Identical documents
// of an account share one policy.Document.
type PolicyDocument struct {
	*policy.Document
	Name  string // of the policy: the inline policy's, the managed policy's, or the file's path
	Owner Owner

	Kind    PolicyKind
	Inline  bool // stands in a user, group or role
	Default bool // false only for a version of a managed policy that is not in force

	judged   bool // see Judged
	awsOwned bool // see AWSOwned
	repeated bool // another PolicyDocument has the same Document

	// Resource is what a resource or endpoint policy is attached to; nil for others.
	Resource *Resource

	// Organization is the policy of the organization that this is the document of;
	// nil for others.
	Organization *OrganizationPolicy

	// Managed is the managed policy that this is a version of, nil for others.
	Managed *ManagedPolicy

	File  *File
	named Span   // of the policy's name in the file
	base  uint32 // the offset of the document in the file
}

// At is the place of a span of the document.
func (d *PolicyDocument) At(s policy.Span) Place {
	return Place{d.File, Span{Start: s.Start + d.base, End: s.End + d.base}}
}

// All is the place of the whole document.
func (d *PolicyDocument) All() Place { return d.At(d.Span) }

// Named is the place of the policy's name, or of the document where it has none.
func (d *PolicyDocument) Named() Place {
	if d.named.End == 0 {
		return d.All()
	}
	return Place{d.File, d.named}
}

// Source is the document as it stands in the export.
func (d *PolicyDocument) Source(s policy.Span) string {
	return string(d.File.Text[s.Start+d.base : s.End+d.base])
}

// Canonical is the element at a span without insignificant white space, as it
// stays in a reformatted export.
func (d *PolicyDocument) Canonical(s policy.Span) string { return d.CanonicalAfter("", s) }

// CanonicalAfter is a text and the canonical element behind it.
func (d *PolicyDocument) CanonicalAfter(text string, s policy.Span) string {
	return compactAfter(text, d.File.Text[s.Start+d.base:s.End+d.base])
}

// Documents are all policy documents of an account.
type Documents struct {
	All []*PolicyDocument // in order of file and place

	// Shared groups All by identical content, in order of first place, so that a
	// rule judges once and reports at each place.
	Shared []SharedDocument

	byKind [OtherOrganizationPolicy + 1][]*PolicyDocument
}

// OfKind are the documents of a kind that rules judge, in order of file and
// place. Of identity policies, which are most of all, there is no list.
func (d *Documents) OfKind(kind PolicyKind) []*PolicyDocument { return d.byKind[kind] }

// A SharedDocument is a document with all places where it stands.
type SharedDocument struct {
	*policy.Document
	Places []*PolicyDocument
}

// compact drops the white space of JSON between tokens.
func compact(source []byte) string { return compactAfter("", source) }

func compactAfter(text string, source []byte) string {
	var few [1024]byte
	b := append(few[:0], text...)
	for i := 0; i < len(source); i++ {
		switch c := source[i]; c {
		case ' ', '\t', '\r', '\n':
		case '"':
			end := i + 1
			for end < len(source) && source[end] != '"' {
				if source[end] == '\\' {
					end++
				}
				end++
			}
			end = min(end+1, len(source))
			b = append(b, source[i:end]...)
			i = end - 1
		default:
			b = append(b, c)
		}
	}
	return string(b)
}
