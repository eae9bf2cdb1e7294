package account

import (
	"math/bits"
	"reflect"
	"runtime"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/internal/sidebyside"
	"github.com/iamlint/iamlint/policy"
)

// Grants are what the identity policies of an account grant without a limit on
// resources, by danger. Policies that are only permissions boundaries, which
// grant nothing, are not among them.
type Grants struct {
	byDanger [32][]UnlimitedGrant
}

// An UnlimitedGrant is an unlimited grant of a document with the places where the document stands.
type UnlimitedGrant struct {
	policy.Unlimited
	Places []*PolicyDocument
}

// Of lists the grants of one danger, in order of place.
func (g *Grants) Of(d policy.Danger) []UnlimitedGrant {
	return g.byDanger[bits.TrailingZeros32(uint32(d))]
}

// GrantsProvider provides the *Grants of the account's documents.
var GrantsProvider = &analysis.Analyzer{
	Name:       "grants",
	Doc:        "grants provides what policies grant without a limit on resources",
	Requires:   []*analysis.Analyzer{Exports, DocumentsProvider, Catalog, HoldersProvider},
	ResultType: reflect.TypeFor[*Grants](),
	Run: func(pass *analysis.Pass) (any, error) {
		return surveyGrants(Of[Holders](pass, HoldersProvider), Of[Documents](pass, DocumentsProvider)), nil
	},
}

// surveyGrants surveys documents side by side, each part of them with a surveyor of its own.
func surveyGrants(holders *Holders, documents *Documents) *Grants {
	const least = 256 // documents for which another core is worth the while
	shared := documents.Shared
	parts := make([]Grants, min(runtime.GOMAXPROCS(0), 1+len(shared)/least))
	size := (len(shared) + len(parts) - 1) / len(parts)
	sidebyside.Do(len(parts), 1, func(i int) {
		surveyor := policy.NewSurveyor(holders.facts)
		for _, s := range shared[min(i*size, len(shared)):min((i+1)*size, len(shared))] {
			parts[i].add(holders, surveyor, s)
		}
	})
	all := &parts[0]
	for _, part := range parts[1:] {
		for danger, grants := range part.byDanger {
			all.byDanger[danger] = append(all.byDanger[danger], grants...)
		}
	}
	return all
}

func (g *Grants) add(holders *Holders, surveyor *policy.Surveyor, shared SharedDocument) {
	a, judged := holders.account, false
	for _, d := range shared.Places {
		judged = judged || a.grantedBy(d)
	}
	if !judged {
		return
	}
	unlimited := surveyor.Unlimited(shared.Document)
	if len(unlimited) == 0 {
		return
	}
	places := without(shared.Places, func(d *PolicyDocument) bool { return !a.grantedBy(d) })
	for _, u := range unlimited {
		at := bits.TrailingZeros32(uint32(u.Danger))
		effective := without(places, func(d *PolicyDocument) bool { return holders.noneMayUse(d, &u) })
		if len(effective) > 0 {
			g.byDanger[at] = append(g.byDanger[at], UnlimitedGrant{u, effective})
		}
	}
}

// without are the places that are not to be left out: the list itself, most
// often, and a new one otherwise.
func without(places []*PolicyDocument, out func(*PolicyDocument) bool) []*PolicyDocument {
	if i := slices.IndexFunc(places, out); i >= 0 {
		return append(places[:i:i], slices.DeleteFunc(slices.Clone(places[i+1:]), out)...)
	}
	return places
}

// grantedBy says whether a document grants something that the account can change.
func (a *Account) grantedBy(d *PolicyDocument) bool {
	return d.Kind == IdentityPolicy && d.Judged() && !a.BoundaryOnly(d.Managed)
}

// BoundaryOnly says whether a managed policy bounds identities and grants
// nothing to anyone; p is nil for other documents.
func (a *Account) BoundaryOnly(p *ManagedPolicy) bool {
	if p == nil || a.AuthorizationDetails == nil {
		return false
	}
	arn := p.ARN.Value
	attached := max(p.Attachments.Value, len(a.AuthorizationDetails.Holders(arn)))
	return attached == 0 && max(p.Boundaries.Value, len(a.AuthorizationDetails.BoundaryHolders(arn))) > 0
}
