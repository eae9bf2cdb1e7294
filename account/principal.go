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

// Policies are those that apply to a request of the principal for a resource:
// its own, its boundary, and the policy of the resource, which for a role is
// its trust policy, and those of the organization as far as exports tell. Nothing
// tells of sessions and VPC endpoints.
func (p *Principal) Policies(resource string) *policy.Policies {
	p.gather()
	p.all.mutex.Lock()
	defer p.all.mutex.Unlock()
	if p.identity == nil {
		p.identity = make([]*policy.Compiled, len(p.held))
		for i := range p.held {
			p.identity[i] = p.all.compile(p.held[i].Policy)
		}
	}
	return p.besides(p.identity, resource)
}

// policiesOn are Policies without those of its own that do not speak of an action,
// given in lower case, which need not be compiled.
func (p *Principal) policiesOn(action, resource string) *policy.Policies {
	p.gather()
	p.all.mutex.Lock()
	defer p.all.mutex.Unlock()
	var identity []*policy.Compiled
	for i := range p.held {
		if d := p.held[i].Policy; d.MaySpeakOf(action) {
			identity = append(identity, p.all.compile(d))
		}
	}
	return p.besides(identity, resource)
}

// besides are some identity policies of the principal with all others that apply
// to a request for a resource.
func (p *Principal) besides(identity []*policy.Compiled, resource string) *policy.Policies {
	policies := &policy.Policies{Identity: identity, SCPs: p.all.organization().scps}
	if p.boundary != nil {
		policies.Boundaries = []*policy.Compiled{p.all.compile(p.boundary.Policy)}
	}
	p.all.setResource(policies, resource)
	return policies
}

// setResource adds the policy of a resource, and what the organization says of the
// account's resources.
func (p *Principals) setResource(policies *policy.Policies, resource string) {
	if id, told := ResourceAccount(resource); !told || id == p.account.ID {
		policies.RCPs = p.organization().rcps
	}
	if doc := p.resourcePolicy(resource); doc != nil {
		policies.Resource = p.compile(doc.Document)
		return
	}
	account, ok := ResourceAccount(resource)
	policies.ResourceUnknown = !ok || account != p.account.ID || strings.HasPrefix(resource, "arn:") && strings.Contains(resource, ":kms:")
}

// ResourcePolicies are the policies that apply to requests for a resource by
// somebody of whom the exports know nothing.
func (p *Principals) ResourcePolicies(resource string) *policy.Policies {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	policies := new(policy.Policies)
	p.setResource(policies, resource)
	return policies
}

// ResourcePolicy finds the policy of a resource in the exports: the trust
// policy of a role, the policy of a bucket also for its objects. Nil when the
// exports have none.
func (p *Principals) ResourcePolicy(resource string) *PolicyDocument {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.resourcePolicy(resource)
}

func (p *Principals) resourcePolicy(resource string) *PolicyDocument {
	if one := p.byARN[resource]; one != nil && one.Role != nil {
		return one.Role.Trust
	}
	if p.resources == nil {
		p.indexResources()
	}
	if doc := p.resources[resource]; doc != nil {
		return doc
	}
	if bucket, _, ok := strings.Cut(resource, "/"); ok && strings.Contains(bucket, ":s3:::") {
		return p.resources[bucket]
	}
	return nil
}

func (p *Principals) indexResources() {
	p.resources = make(map[string]*PolicyDocument)
	if p.account.Documents == nil {
		return
	}
	for _, doc := range p.account.Documents.All {
		if doc.Kind == policy.ResourcePolicy && doc.Owner.ARN != "" {
			p.resources[doc.Owner.ARN] = doc
		}
	}
}

// ResourceAccount is the account that an ARN names. Buckets name none.
func ResourceAccount(arn string) (string, bool) {
	rest := arn
	for range 4 {
		_, rest, _ = strings.Cut(rest, ":")
	}
	if id, _, ok := strings.Cut(rest, ":"); ok && isAccountID(id) {
		return id, true
	}
	return "", false
}

// Context is what the exports tell about the condition keys of requests of the
// principal. It is open: nothing tells from where and when it calls. The names are
// in lower case, as a context keeps them.
func (p *Principal) Context() *policy.Context {
	ctx := new(policy.Context).Open()
	ctx.Set("aws:principalarn", p.ARN.Value)
	ctx.Set("aws:principalaccount", p.all.account.ID)
	ctx.Set("aws:principalisawsservice", "false")
	if o := p.all.account.Organization; o != nil && o.ID.Value != "" {
		ctx.Set("aws:principalorgid", o.ID.Value)
	}
	for _, tag := range p.Tags {
		ctx.Set("aws:principaltag/"+tag.Key.Value, tag.Value.Value)
	}
	if p.User != nil {
		ctx.SetComplete("aws:principaltag/") // sessions of a role may have more
		ctx.Set("aws:principaltype", "User")
		ctx.Set("aws:username", p.Name.Value)
		ctx.Set("aws:userid", p.ID.Value)
	} else {
		ctx.Set("aws:principaltype", "AssumedRole")
		ctx.SetAbsent("aws:username")
	}
	return ctx
}

// GrantsOnEvery finds the policy with which a principal may use an action on all
// resources of a pattern such as arn:*:ec2:*:*:instance/*, where neither another
// policy's Deny, nor the boundary, nor the organization takes it away.
func (p *Principal) GrantsOnEvery(action, pattern string) (HeldPolicy, bool) {
	lower := strings.ToLower(action)
	granted := false
	for d := range p.documents {
		if _, granted = d.GrantsOnEvery(lower, pattern); granted {
			break
		}
	}
	if !granted { // most often, without gathering anything
		return HeldPolicy{}, false
	}
	var by *HeldPolicy
	for i := range p.Held() {
		held := &p.held[i]
		if _, ok := held.Policy.GrantsOnEvery(lower, pattern); ok && by == nil {
			by = held
		}
	}
	if by == nil || p.Denied(action, pattern) {
		return HeldPolicy{}, false
	}
	if b := p.Boundary(); b != nil {
		if _, ok := b.Policy.GrantsOnEvery(lower, pattern); !ok {
			return HeldPolicy{}, false
		}
	}
	if p.guarded(action, pattern) {
		return HeldPolicy{}, false
	}
	return *by, true
}

// guarded says whether the organization's service control policies certainly
// keep the principal from an action on resources of a pattern.
func (p *Principal) guarded(action, pattern string) bool {
	scps, _, _ := p.all.Organization()
	if len(scps) == 0 {
		return false
	}
	sample := p.sample(pattern)
	r := policy.Request{Principal: p.ARN.Value, Action: action, Resource: sample, Context: p.ownContext()}
	outcome := policy.Evaluate(&r, &policy.Policies{Identity: p.Policies(sample).Identity, SCPs: scps}).Outcome
	return outcome == policy.ExplicitlyDenied || outcome == policy.ImplicitlyDenied
}

// sample is a resource of the account that fits a pattern.
func (p *Principal) sample(pattern string) string {
	return strings.ReplaceAll(p.inAccount(pattern), "*", "x")
}

// Denied says whether a Deny of the principal's policies takes an action away on
// all resources of a pattern in the account, whatever the request; it knows who
// calls.
func (p *Principal) Denied(action, pattern string) bool {
	lower, pattern := strings.ToLower(action), p.inAccount(pattern)
	var conditional []*policy.Compiled // Denies that hold for some requests
	for d := range p.documents {
		if d.DeniesOnEvery(lower, pattern) {
			return true
		}
		if d.MayDenyOnEvery(lower, pattern) {
			conditional = append(conditional, p.all.compile(d))
		}
	}
	if len(conditional) == 0 {
		return false
	}
	// One that holds for the caller as such: it decides without the resource.
	sample := p.sample(pattern)
	r := policy.Request{Principal: p.ARN.Value, Action: action, Resource: sample, Context: p.ownContext()}
	return policy.Evaluate(&r, &policy.Policies{Identity: conditional}).Outcome == policy.ExplicitlyDenied
}

// inAccount is a pattern of ARNs for those of the principal's own account.
func (p *Principal) inAccount(pattern string) string {
	parts, own := strings.SplitN(pattern, ":", 6), strings.SplitN(p.ARN.Value, ":", 6)
	if len(parts) == 6 && len(own) == 6 {
		for _, i := range []int{1, 4} { // partition and account
			if parts[i] == "*" {
				parts[i] = own[i]
			}
		}
	}
	return strings.Join(parts, ":")
}

// documents are what the principal's identity policies say.
func (p *Principal) documents(yield func(*policy.Document) bool) {
	p.all.mutex.Lock()
	defer p.all.mutex.Unlock()
	if !p.all.documentsOf(p.Identity, yield) || p.User == nil {
		return
	}
	for _, name := range p.User.Groups {
		if g := p.all.Group(name.Value); g != nil && !p.all.documentsOf(&g.Identity, yield) {
			return
		}
	}
}

// documentsOf are what the policies of an identity say; false when yield was.
func (p *Principals) documentsOf(i *Identity, yield func(*policy.Document) bool) bool {
	for _, doc := range i.Inline {
		if !yield(doc.Document) {
			return false
		}
	}
	for _, a := range i.Attached {
		if d := p.documentOf(a.ARN.Value); d != nil && !yield(d) {
			return false
		}
	}
	return true
}

// AnyDocument says whether something is true of a document that the principal's
// identity policies say.
func (p *Principal) AnyDocument(is func(*policy.Document) bool) bool {
	for d := range p.documents {
		if is(d) {
			return true
		}
	}
	return false
}

// MayUse says whether an Allow of the principal's policies speaks of an action.
func (p *Principal) MayUse(action string) bool {
	action = strings.ToLower(action)
	for d := range p.documents {
		if d.MayAllow(action) {
			return true
		}
	}
	return false
}

// MayUseOn says whether an Allow of the principal's policies, conditions aside,
// speaks of an action on a resource.
func (p *Principal) MayUseOn(action, resource string) bool {
	for d := range p.documents {
		if d.Allows(action, resource) {
			return true
		}
	}
	return false
}
