package account

import (
	"reflect"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/internal/sidebyside"
	"github.com/iamlint/iamlint/policy"
)

// Validation is what is wrong with the policy documents of an account, by kind
// of problem. Each document is validated once, however often it stands there.
type Validation struct {
	byKind [policy.ProblemKinds][]Mistake
}

// A Mistake is a problem of a document with the places where the document stands.
type Mistake struct {
	policy.Problem
	Places []*PolicyDocument
}

// Of lists the mistakes of one kind, in order of place.
func (v *Validation) Of(kind policy.ProblemKind) []Mistake { return v.byKind[kind] }

// ValidationProvider provides the *Validation of the account's documents.
var ValidationProvider = &analysis.Analyzer{
	Name:       "validation",
	Doc:        "validation provides what is wrong with policy documents",
	Requires:   []*analysis.Analyzer{DocumentsProvider, Catalog},
	ResultType: reflect.TypeFor[*Validation](),
	Run: func(pass *analysis.Pass) (any, error) {
		return validate(Of[Documents](pass, DocumentsProvider), CatalogOf(pass)), nil
	},
}

// validate validates documents side by side, each part of them with a
// validator of its own.
func validate(documents *Documents, facts *catalog.Catalog) *Validation {
	const least = 256 // documents for which another core is worth the while
	shared := documents.Shared
	parts := make([]Validation, min(runtime.GOMAXPROCS(0), 1+len(shared)/least))
	size := (len(shared) + len(parts) - 1) / len(parts)
	sidebyside.Do(len(parts), 1, func(i int) {
		parts[i].validate(shared[min(i*size, len(shared)):min((i+1)*size, len(shared))], policy.NewValidator(facts))
	})
	all := &parts[0]
	for _, part := range parts[1:] {
		for kind, mistakes := range part.byKind {
			all.byKind[kind] = append(all.byKind[kind], mistakes...)
		}
	}
	return all
}

func (v *Validation) validate(documents []SharedDocument, validator *policy.Validator) {
	for _, shared := range documents {
		if places := shared.Places; len(places) == 1 {
			if places[0].Judged() {
				v.add(validator, shared.Document, places[0].Kind, places)
			}
			continue
		}
		// Equal documents may be of several kinds.
		var byKind [policy.OtherOrganizationPolicy + 1][]*PolicyDocument
		for _, d := range shared.Places {
			if d.Judged() {
				byKind[d.Kind] = append(byKind[d.Kind], d)
			}
		}
		for kind, places := range byKind {
			if len(places) > 0 {
				v.add(validator, shared.Document, policy.Kind(kind), places)
			}
		}
	}
}

func (v *Validation) add(validator *policy.Validator, d *policy.Document, kind policy.Kind, places []*PolicyDocument) {
	for _, p := range validator.Validate(d, kind) {
		list := v.byKind[p.Kind]
		if len(list) == cap(list) {
			list = slices.Grow(list, max(4, len(list)))
		}
		v.byKind[p.Kind] = append(list, Mistake{p, places})
	}
}

// Judged says whether a document is in force and the account's to change: no
// earlier version of a managed policy, none of AWS's own or of a service-linked
// role, and no policy in another language than that of IAM.
func (d *PolicyDocument) Judged() bool { return d.judged }

// mayBeJudged finds out once what rules ask for each place of each document.
func (d *PolicyDocument) mayBeJudged() bool {
	awsManaged := d.Managed != nil && d.Managed.AWSManaged()
	serviceLinked := strings.Contains(d.Owner.ARN, ":role/aws-service-role/")
	return d.Default && !awsManaged && !serviceLinked && d.Kind != OtherOrganizationPolicy
}

// AWSOwned says whether a document belongs to a role that AWS made. Those of
// IAM Identity Center have inline policies that the account wrote.
func (d *PolicyDocument) AWSOwned() bool { return d.awsOwned }

func (d *PolicyDocument) ofAWSRole() bool {
	return AWSOwnedRole(d.Owner.ARN)
}
