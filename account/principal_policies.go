package account

import (
	"strings"

	"github.com/iamlint/iamlint/policy"
)

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
	ctx := new(policy.Context)
	p.PutContext(ctx)
	return ctx
}

// PutContext puts the same into a context that is used again.
func (p *Principal) PutContext(ctx *policy.Context) {
	ctx.Reset()
	ctx.Open()
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
}
