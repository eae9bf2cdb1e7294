package account

import (
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/policy"
)

// Administrators are the principals that their own policies make administrator:
// they allow everything, or let the principal give itself everything. Groups,
// boundaries, Deny statements and the organization's policies count. What follows
// over several steps does not, and neither does what hangs on conditions: package
// graph tells those.
type Administrators struct {
	List  []*Administrator // in the order of Principals
	byARN map[string]*Administrator
}

// An Administrator is a principal with what makes it one.
type Administrator struct {
	*Principal
	By         HeldPolicy // the policy that does it
	Action     string     // with which it gives itself everything; "" when it has it already
	Conditions []string   // condition keys that say when or from where, but not what
}

// Find is the administrator with this ARN, nil for others.
func (a *Administrators) Find(arn string) *Administrator { return a.byARN[arn] }

// AdministratorsProvider provides the *Administrators of the account.
var AdministratorsProvider = &analysis.Analyzer{
	Name:       "administrators",
	Doc:        "administrators provides the principals that their own policies make administrator",
	Requires:   []*analysis.Analyzer{AuthorizationDetailsProvider, HoldersProvider},
	ResultType: reflect.TypeFor[*Administrators](),
	Run: func(pass *analysis.Pass) (any, error) {
		return Of[Holders](pass, HoldersProvider).admins(), nil
	},
}

// AdministratorsOf finds the administrators among principals.
func AdministratorsOf(all *Principals) *Administrators {
	admins := &Administrators{byARN: make(map[string]*Administrator)}
	able := make(map[*policy.Document]bool) // documents that can make an administrator
	for _, p := range all.All {
		if p.AWSOwned() || !p.mayAdminister(able) || len(p.Incomplete()) > 0 {
			continue
		}
		if a := p.administrator(able); a != nil {
			admins.List = append(admins.List, a)
			admins.byARN[p.ARN.Value] = a
		}
	}
	return admins
}

// mayAdminister says whether a principal holds a document that can make an
// administrator: a quick answer, of which only the no is certain.
func (p *Principal) mayAdminister(able map[*policy.Document]bool) bool {
	for d := range p.documents {
		if d.MayChangeIAM() && isAble(d, able) {
			return true
		}
	}
	return false
}

func isAble(d *policy.Document, able map[*policy.Document]bool) bool {
	known, ok := able[d]
	if !ok {
		known = d.MayGrantItself()
		able[d] = known
	}
	return known
}

// administrator decides about a principal that may be one.
func (p *Principal) administrator(able map[*policy.Document]bool) *Administrator {
	for _, held := range p.Held() {
		if !isAble(held.Policy, able) {
			continue
		}
		if full, ok := held.Policy.GrantsFullAccess(); ok {
			outcome := p.Decide(p.attach(), p.ARN.Value)
			if p.uncapped() && (outcome == policy.Allowed || outcome == policy.Conditional && len(full.Conditions) > 0) {
				return &Administrator{Principal: p, By: held, Conditions: full.Conditions}
			}
		}
	}
	if !p.uncapped() {
		return nil
	}
	for action, resource := range p.selfGrants {
		for _, held := range p.Held() {
			if isAble(held.Policy, able) && held.Policy.Allows(action, resource) && p.Decide(action, resource) == policy.Allowed {
				return &Administrator{Principal: p, By: held, Action: action}
			}
		}
	}
	return nil
}

// uncapped says whether no boundary caps what the principal gives itself: it
// has none, or one that allows everything, or may take it off (Permissions
// boundaries for IAM entities).
func (p *Principal) uncapped() bool {
	boundary := p.Boundary()
	if boundary == nil {
		return true
	}
	if _, full := boundary.Policy.GrantsFullAccess(); full {
		return true
	}
	kind := "Role"
	if p.User != nil {
		kind = "User"
	}
	return p.Decide("iam:Delete"+kind+"PermissionsBoundary", p.ARN.Value) == policy.Allowed
}

// Decide decides a request of the principal about itself. Without a Deny, a
// boundary or a condition in the way, what a document allows is allowed.
func (p *Principal) Decide(action, resource string) policy.Outcome {
	boundary := p.Boundary()
	if boundary != nil && !boundary.Policy.Allows(action, resource) {
		return policy.ImplicitlyDenied
	}
	scps, _, _ := p.all.Organization()
	plain := boundary == nil && len(scps) == 0
	for _, held := range p.Held() {
		if held.Policy.DeniesAlways(action, resource) {
			return policy.ExplicitlyDenied
		}
		plain = plain && !held.Policy.MayDeny(action)
	}
	if plain {
		for _, held := range p.Held() {
			if held.Policy.AllowsAlways(action, resource) {
				return policy.Allowed
			}
		}
	}
	allowed := false
	for _, held := range p.Held() {
		allowed = allowed || held.Policy.Allows(action, resource)
	}
	if !allowed {
		return policy.ImplicitlyDenied
	}
	r := policy.Request{Principal: p.ARN.Value, Action: action, Resource: resource, Context: p.ownContext()}
	return policy.Evaluate(&r, p.policiesOn(strings.ToLower(action), resource)).Outcome
}

// ownContext is the context of requests of the principal about itself, made once.
func (p *Principal) ownContext() *policy.Context {
	p.gather()
	p.all.mutex.Lock()
	defer p.all.mutex.Unlock()
	if p.context == nil {
		p.context = p.Context()
		p.context.Set("iam:PolicyARN", "arn:aws:iam::aws:policy/AdministratorAccess")
	}
	return p.context
}

// attach is the action with which the principal gets a policy.
func (p *Principal) attach() string {
	if p.User != nil {
		return "iam:AttachUserPolicy"
	}
	return "iam:AttachRolePolicy"
}

// selfGrants are actions on resources each of which gives the principal everything.
func (p *Principal) selfGrants(yield func(action, resource string) bool) {
	kind := "Role"
	if p.User != nil {
		kind = "User"
		for _, name := range p.User.Groups {
			if g := p.all.Group(name.Value); g != nil && (!yield("iam:AttachGroupPolicy", g.ARN.Value) || !yield("iam:PutGroupPolicy", g.ARN.Value)) {
				return
			}
		}
	}
	if !yield("iam:Attach"+kind+"Policy", p.ARN.Value) || !yield("iam:Put"+kind+"Policy", p.ARN.Value) {
		return
	}
	for _, held := range p.Held() {
		if held.ARN != "" && !IsAWSManaged(held.ARN) && !yield("iam:CreatePolicyVersion", held.ARN) {
			return
		}
	}
}
