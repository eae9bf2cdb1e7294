package account

import (
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

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
		return validate(Of[Documents](pass, DocumentsProvider), policy.NewValidator(CatalogOf(pass))), nil
	},
}

func validate(documents *Documents, validator *policy.Validator) *Validation {
	v := new(Validation)
	for _, shared := range documents.Shared {
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
			if len(places) == 0 {
				continue
			}
			v.add(validator, shared.Document, policy.Kind(kind), places)
		}
	}
	return v
}

func (v *Validation) add(validator *policy.Validator, d *policy.Document, kind policy.Kind, places []*PolicyDocument) {
	for _, p := range validator.Validate(d, kind) {
		v.byKind[p.Kind] = append(v.byKind[p.Kind], Mistake{p, places})
	}
}

// Judged says whether a document is in force and the account's to change: no
// earlier version of a managed policy, none of AWS's own or of a service-linked
// role, and no policy in another language than that of IAM.
func (d *PolicyDocument) Judged() bool {
	awsManaged := d.Managed != nil && d.Managed.AWSManaged()
	serviceLinked := strings.Contains(d.Owner.ARN, ":role/aws-service-role/")
	return d.Default && !awsManaged && !serviceLinked && d.Kind != OtherOrganizationPolicy
}
