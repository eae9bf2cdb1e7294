package account

import (
	"reflect"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/policy"
)

// Holders tell what documents come to in the hands of those who hold them: a
// boundary, or a Deny of another policy, can take away all that one grants.
// Without authorization details nothing is known of them. Safe for concurrent use.
type Holders struct {
	account *Account
	facts   *catalog.Catalog

	principals func() *Principals
	admins     func() *Administrators
}

// HoldersProvider provides the *Holders of the account's documents.
var HoldersProvider = &analysis.Analyzer{
	Name:       "holders",
	Doc:        "holders provides what documents come to in the hands of those who hold them",
	Requires:   []*analysis.Analyzer{Exports, Catalog},
	ResultType: reflect.TypeFor[*Holders](),
	Run: func(pass *analysis.Pass) (any, error) {
		return newHolders(Of[Account](pass, Exports), CatalogOf(pass)), nil
	},
}

func newHolders(a *Account, facts *catalog.Catalog) *Holders {
	h := &Holders{account: a, facts: facts}
	h.principals = sync.OnceValue(func() *Principals { return PrincipalsOf(a, facts) })
	h.admins = sync.OnceValue(func() *Administrators { return AdministratorsOf(h.principals()) })
	return h
}

// of are the users and roles that hold a document, by themselves or through a
// group; ok is false where there are none, or may be more.
func (h *Holders) of(d *PolicyDocument) (holders []*Principal, ok bool) {
	details := h.account.AuthorizationDetails
	if details == nil {
		return nil, false
	}
	if d.Managed == nil {
		return h.principalsOf(d.Owner.ARN, d.Owner.Type, d.Owner.Name), d.Inline
	}
	attached := details.Holders(d.Managed.ARN.Value)
	for _, a := range attached {
		own := h.principalsOf(a.ARN.Value, a.Type, a.Name.Value)
		if len(own) == 0 {
			return nil, false
		}
		holders = append(holders, own...)
	}
	return holders, d.Managed.Attachments.Value <= len(attached)
}

func (h *Holders) principalsOf(arn, kind, name string) (list []*Principal) {
	if kind != "group" {
		if p := h.principals().ByARN(arn); p != nil {
			list = append(list, p)
		}
		return list
	}
	for _, u := range h.account.AuthorizationDetails.Members(name) {
		if p := h.principals().ByARN(u.ARN.Value); p != nil {
			list = append(list, p)
		}
	}
	return list
}

// NoneAdministers says whether it is certain that a document makes none of its
// holders administrator, because of what else applies to them.
func (h *Holders) NoneAdministers(d *PolicyDocument) bool {
	return h.all(d, h.heldBack)
}

// HeldBack says whether a user or role that holds full access is certainly no
// administrator, because of what else applies to it. Of a group it says so of
// all members, if there are any.
func (h *Holders) HeldBack(i *Identity) bool {
	if h.account.AuthorizationDetails == nil {
		return false
	}
	list := h.principalsOf(i.ARN.Value, i.Type, i.Name.Value)
	for _, p := range list {
		if !h.heldBack(p) {
			return false
		}
	}
	return len(list) > 0
}

// heldBack says whether the policies and the boundary of a principal together
// leave it no action with which to change permissions, also those of somebody
// without a boundary. What the organization takes away does not count: it is
// there to hold those who have too much, and others lift it.
func (h *Holders) heldBack(p *Principal) bool {
	if scps, _, _ := h.principals().Organization(); len(scps) == 0 && !p.Identity.Boundary.Present() && !p.AnyDocument((*policy.Document).Denies) {
		return false // nothing could hold it back
	}
	if h.admins().Find(p.ARN.Value) != nil || p.AWSOwned() || len(p.Incomplete()) > 0 {
		return false
	}
	ctx := p.ownContext().Clone()
	ctx.SetAbsent("iam:PermissionsBoundary")
	for action, kind := range policy.PermissionActions {
		resource := p.inAccount("arn:*:iam::*:" + kind + "/x")
		r := policy.Request{Principal: p.ARN.Value, Action: action, Resource: resource, Context: ctx}
		all := p.Policies(resource)
		own := &policy.Policies{Identity: all.Identity, Boundaries: all.Boundaries}
		if outcome := policy.Evaluate(&r, own).Outcome; outcome != policy.ExplicitlyDenied && outcome != policy.ImplicitlyDenied {
			return false
		}
	}
	return true
}

// NoneMay says whether it is certain that no holder of a document may use any of
// some actions, because of what else applies to them.
func (h *Holders) NoneMay(d *PolicyDocument, actions ...string) bool {
	return h.all(d, func(p *Principal) bool {
		for _, action := range actions {
			if !p.barred(action, h.facts) {
				return false
			}
		}
		return true
	})
}

// noneMayUse is NoneMay for all actions of a grant.
func (h *Holders) noneMayUse(d *PolicyDocument, grant *policy.Unlimited) bool {
	return h.NoneMay(d, grant.Actions...) && (grant.More == 0 || h.all(d, func(p *Principal) bool {
		boundary := p.BoundaryPolicy()
		return boundary != nil && !boundary.SharesServices(grant.Statement)
	}))
}

func (h *Holders) all(d *PolicyDocument, is func(*Principal) bool) bool {
	holders, ok := h.of(d)
	for i := 0; ok && i < len(holders); i++ {
		ok = is(holders[i])
	}
	return ok && len(holders) > 0
}

// barred says whether the boundary of the principal allows an action nowhere,
// or a Deny takes it away on everything that it works on.
func (p *Principal) barred(action string, facts *catalog.Catalog) bool {
	lower := strings.ToLower(action)
	if boundary := p.BoundaryPolicy(); boundary != nil && !boundary.MayAllow(lower) {
		return true
	}
	if !p.AnyDocument(func(d *policy.Document) bool { return d.MayDeny(lower) }) {
		return false
	}
	if p.Denied(action, "arn:*:*:*:*:*") {
		return true
	}
	a := facts.Action(action)
	if a == nil || len(a.Resources) == 0 {
		return false
	}
	for _, r := range a.Resources {
		for arn := range strings.SplitSeq(r.Type.ARN, ", ") {
			if !p.Denied(action, catalog.WithoutVariables(arn)) {
				return false
			}
		}
	}
	return true
}
