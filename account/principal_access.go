package account

import (
	"strings"

	"github.com/iamlint/iamlint/policy"
)

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
