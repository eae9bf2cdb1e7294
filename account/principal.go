package account

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/policy"
)

// Principals are the users and roles of an account with all policies that
// apply to them, ready for decisions. Documents are compiled when they are
// first needed, and once, however many hold them. Safe for concurrent use.
type Principals struct {
	All []*Principal // users, then roles, in the order of the export

	account *Account
	facts   *catalog.Catalog
	byARN   map[string]*Principal
	groups  map[string]*Group // by name

	mutex    sync.Mutex // guards what follows, and the same of each principal
	compiled map[*policy.Document]*policy.Compiled
	managed  map[string]*policy.Document // AWS-managed policies of the catalogue, by ARN

	resources map[string]*PolicyDocument // resource-based policies by the ARN of their resource; nil until asked for
	levels    *organizationLevels        // nil until asked for
}

// A Principal is a user or a role.
type Principal struct {
	*Identity
	User *User // nil for a role
	Role *Role // nil for a user

	all       *Principals
	*gathered // nil until asked for
}

// gathered are the policies of a principal.
type gathered struct {
	held       []HeldPolicy
	boundary   *HeldPolicy
	incomplete []Text
	identity   []*policy.Compiled // of held; nil until asked for
	context    *policy.Context    // of requests about itself; nil until asked for
}

// A HeldPolicy is a policy that applies to a principal, and why.
type HeldPolicy struct {
	Policy *policy.Document // what it says
	Name   string
	ARN    string // of a managed policy

	// Document is its place in the exports; nil for an AWS-managed policy whose
	// document the exports lack and the catalogue tells.
	Document *PolicyDocument

	Group *Group // that the principal has it through; nil for its own
	At    Place  // where the export says that the principal or group has it
}

// PrincipalsOf collects the principals of an account, nil without its
// authorization details.
func PrincipalsOf(a *Account, facts *catalog.Catalog) *Principals {
	d := a.AuthorizationDetails
	if d == nil {
		return nil
	}
	p := &Principals{
		All:      make([]*Principal, 0, len(d.Users)+len(d.Roles)),
		account:  a,
		facts:    facts,
		byARN:    make(map[string]*Principal, len(d.Users)+len(d.Roles)),
		groups:   make(map[string]*Group, len(d.Groups)),
		compiled: make(map[*policy.Document]*policy.Compiled),
		managed:  make(map[string]*policy.Document),
	}
	list := make([]Principal, 0, cap(p.All)) // in one piece
	for _, u := range d.Users {
		list = append(list, Principal{Identity: &u.Identity, User: u, all: p})
	}
	for _, r := range d.Roles {
		list = append(list, Principal{Identity: &r.Identity, Role: r, all: p})
	}
	for i := range list {
		p.All = append(p.All, &list[i])
	}
	for _, one := range p.All {
		p.byARN[one.ARN.Value] = one
	}
	for _, g := range d.Groups {
		p.groups[g.Name.Value] = g
	}
	return p
}

// Account is the account of the principals.
func (p *Principals) Account() *Account { return p.account }

// ByARN finds a principal by its ARN; nil when there is none.
func (p *Principals) ByARN(arn string) *Principal { return p.byARN[arn] }

// Find lists the principals that people may mean by a text: an ARN, a name, or
// a name with "user/" or "role/" before it.
func (p *Principals) Find(text string) []*Principal {
	if one := p.byARN[text]; one != nil {
		return []*Principal{one}
	}
	kind, name, ok := strings.Cut(text, "/")
	if !ok || kind != "user" && kind != "role" {
		kind, name = "", text
	}
	name = name[strings.LastIndexByte(name, '/')+1:]
	var found []*Principal
	for _, one := range p.All {
		if one.Name.Value == name && (kind == "" || kind == one.Type) {
			found = append(found, one)
		}
	}
	return found
}

// Compiled is a document prepared for decisions.
func (p *Principals) Compiled(d *policy.Document) *policy.Compiled {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.compile(d)
}

func (p *Principals) compile(d *policy.Document) *policy.Compiled {
	c := p.compiled[d]
	if c == nil {
		c = policy.Compile(d)
		p.compiled[d] = c
	}
	return c
}

// Held are the identity policies of the principal: inline, attached, and
// through its groups.
func (p *Principal) Held() []HeldPolicy {
	p.gather()
	return p.held
}

// Boundary is the permissions boundary, nil when there is none, or when its
// document is not known.
func (p *Principal) Boundary() *HeldPolicy {
	p.gather()
	return p.boundary
}

// BoundaryPolicy is what the permissions boundary says; nil when there is none, or
// when its document is not known.
func (p *Principal) BoundaryPolicy() *policy.Document {
	if !p.Identity.Boundary.Present() {
		return nil
	}
	return p.all.Document(p.Identity.Boundary.ARN.Value)
}

// Complete says whether the documents of all policies and of the boundary are known.
func (p *Principal) Complete() bool {
	p.all.mutex.Lock()
	defer p.all.mutex.Unlock()
	if p.Identity.Boundary.Present() && p.all.documentOf(p.Identity.Boundary.ARN.Value) == nil {
		return false
	}
	known := func(i *Identity) bool {
		return !slices.ContainsFunc(i.Attached, func(a AttachedPolicy) bool { return p.all.documentOf(a.ARN.Value) == nil })
	}
	if p.User == nil {
		return known(p.Identity)
	}
	return known(p.Identity) && !slices.ContainsFunc(p.User.Groups, func(name Text) bool {
		g := p.all.Group(name.Value)
		return g != nil && !known(&g.Identity)
	})
}

// Incomplete are the ARNs of attached policies and boundaries whose documents
// nobody told. What the principal may do is not known as long as there are any.
func (p *Principal) Incomplete() []Text {
	p.gather()
	return p.incomplete
}

func (p *Principal) gather() {
	p.all.mutex.Lock()
	defer p.all.mutex.Unlock()
	if p.gathered != nil {
		return
	}
	p.gathered = new(gathered)
	var groups []*Group
	count := p.policies()
	if p.User != nil {
		for _, name := range p.User.Groups {
			if g := p.all.Group(name.Value); g != nil {
				groups = append(groups, g)
				count += g.policies()
			}
		}
	}
	p.held = make([]HeldPolicy, 0, count)
	p.add(p.Identity, nil)
	for _, g := range groups {
		p.add(&g.Identity, g)
	}
	if p.Identity.Boundary.Present() {
		if held, ok := p.all.attached(p.Identity, p.Identity.Boundary, nil); ok {
			p.boundary = &held
		} else {
			p.incomplete = append(p.incomplete, p.Identity.Boundary.ARN)
		}
	}
}

// policies is how many policies an identity has itself.
func (i *Identity) policies() int { return len(i.Inline) + len(i.Attached) }

func (p *Principal) add(from *Identity, group *Group) {
	for _, doc := range from.Inline {
		p.held = append(p.held, HeldPolicy{Policy: doc.Document, Name: doc.Name, Document: doc, Group: group, At: doc.Named()})
	}
	for _, attached := range from.Attached {
		if held, ok := p.all.attached(from, attached, group); ok {
			p.held = append(p.held, held)
		} else {
			p.incomplete = append(p.incomplete, attached.ARN)
		}
	}
}

// Group finds a group by its name; nil when there is none.
func (p *Principals) Group(name string) *Group { return p.groups[name] }

// attached finds the document of an attached policy: in the exports, or, for
// one of AWS, in the catalogue.
func (p *Principals) attached(of *Identity, a AttachedPolicy, group *Group) (HeldPolicy, bool) {
	held := HeldPolicy{Name: cmp.Or(a.Name.Value, a.ARN.Value), ARN: a.ARN.Value, Group: group, At: of.At(a.Span)}
	if managed := p.account.AuthorizationDetails.Policy(a.ARN.Value); managed != nil {
		held.Document = managed.Default()
	}
	held.Policy = p.documentOf(a.ARN.Value)
	return held, held.Policy != nil
}

// documentOf is what a managed policy says: in the exports, or, for one of AWS,
// in the catalogue. Nil when nobody tells.
func (p *Principals) documentOf(arn string) *policy.Document {
	if managed := p.account.AuthorizationDetails.Policy(arn); managed != nil {
		if doc := managed.Default(); doc != nil {
			return doc.Document
		}
	}
	doc, ok := p.managed[arn]
	if !ok {
		if known, found := p.facts.ManagedPolicy(arn); found {
			doc, _ = policy.Parse(known.Document) // a test parses all of them
		}
		p.managed[arn] = doc
	}
	return doc
}

// Document is what a managed policy says: in the exports, or, for one of AWS, in
// the catalogue. Nil when nobody tells.
func (p *Principals) Document(arn string) *policy.Document {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.documentOf(arn)
}
