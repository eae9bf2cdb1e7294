package account

import (
	"math/bits"
	"reflect"
	"runtime"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/catalog"
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
	Requires:   []*analysis.Analyzer{Exports, DocumentsProvider, Catalog},
	ResultType: reflect.TypeFor[*Grants](),
	Run: func(pass *analysis.Pass) (any, error) {
		return surveyGrants(Of[Account](pass, Exports), Of[Documents](pass, DocumentsProvider), CatalogOf(pass)), nil
	},
}

// surveyGrants surveys documents side by side, each part of them with a surveyor of its own.
func surveyGrants(a *Account, documents *Documents, facts *catalog.Catalog) *Grants {
	const least = 256 // documents for which another core is worth the while
	shared := documents.Shared
	parts := make([]Grants, min(runtime.GOMAXPROCS(0), 1+len(shared)/least))
	size := (len(shared) + len(parts) - 1) / len(parts)
	var group sync.WaitGroup
	for i := range parts {
		group.Go(func() {
			surveyor := policy.NewSurveyor(facts)
			for _, s := range shared[min(i*size, len(shared)):min((i+1)*size, len(shared))] {
				parts[i].add(a, surveyor, s)
			}
		})
	}
	group.Wait()
	all := &parts[0]
	for _, part := range parts[1:] {
		for danger, grants := range part.byDanger {
			all.byDanger[danger] = append(all.byDanger[danger], grants...)
		}
	}
	return all
}

func (g *Grants) add(a *Account, surveyor *policy.Surveyor, shared SharedDocument) {
	judged := false
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
	places := shared.Places
	for i, d := range shared.Places {
		if !a.grantedBy(d) {
			places = make([]*PolicyDocument, 0, len(shared.Places)-1)
			places = append(places, shared.Places[:i]...)
			for _, rest := range shared.Places[i+1:] {
				if a.grantedBy(rest) {
					places = append(places, rest)
				}
			}
			break
		}
	}
	for _, u := range unlimited {
		at := bits.TrailingZeros32(uint32(u.Danger))
		g.byDanger[at] = append(g.byDanger[at], UnlimitedGrant{u, places})
	}
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
