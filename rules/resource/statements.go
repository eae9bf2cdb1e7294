package resource

import (
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// A stated statement is one of a resource policy, at one of its places.
type stated struct {
	*policy.Statement
	doc *account.PolicyDocument
}

// A complaint is what a rule says of a statement.
type complaint struct {
	at      policy.Span
	message string // what follows the name of the policy
}

// statements makes a rule's run of what it says of each statement in the
// policies of resources.
func statements(judge func(*analysis.Pass, stated) []complaint) func(*analysis.Pass) (any, error) {
	return func(pass *analysis.Pass) (any, error) {
		for _, doc := range account.Of[account.Documents](pass, account.DocumentsProvider).OfKind(account.ResourcePolicy) {
			for i := range doc.Statements {
				s := stated{&doc.Statements[i], doc}
				for _, c := range judge(pass, s) {
					rule.Report(pass, rule.Finding{
						At:      doc.At(c.at),
						Subject: document.Subject(doc),
						Message: document.Title(doc) + " " + c.message,
						Content: document.Content(doc, s.Span),
						Scope:   doc.At(s.Span),
					})
				}
			}
		}
		return nil, nil
	}
}

// typ is what the policy is attached to.
func (s stated) typ() account.ResourceType {
	if s.doc.Resource == nil {
		return account.UnknownResource
	}
	return s.doc.Resource.Type
}

// openness says to whom the statement opens the resource, settings of the
// account that have the last word included.
func (s stated) openness(pass *analysis.Pass) policy.Openness {
	o := s.doc.Openness(s.Statement)
	if o == policy.Closed || s.typ() == account.RestAPI {
		return policy.Closed // authorizers decide about an API
	}
	if s.typ() == account.S3Bucket && account.Of[account.Account](pass, account.Exports).PublicAccessBlocks.RestrictsPolicy(s.doc.Resource.Name) {
		return policy.Closed
	}
	return o
}

// everyone is the place of the principal that stands for everybody.
func (s stated) everyone() policy.Span {
	for _, p := range s.Principal.Entries {
		if p.Everyone() {
			return p.Value.Span
		}
	}
	return s.Principal.Span
}

// may says in a few words what the statement allows.
func (s stated) may() string {
	if !s.Action.Present() {
		return "do everything but " + document.ActionList(document.Texts(s.NotAction))
	}
	for _, v := range s.Action.Values {
		if strings.Trim(v.Text, "*:") == "" {
			return "do everything"
		}
	}
	return "use " + document.ActionList(document.Texts(s.Action))
}

// owner is the account of the resource, "" when nothing tells.
func (s stated) owner(pass *analysis.Pass) string {
	if r := s.doc.Resource; r != nil && r.Account != "" {
		return r.Account
	}
	return account.Of[account.Account](pass, account.Exports).ID
}

// deniesOthers says whether a Deny of the policy turns away every caller, of what
// the statement allows, but those for whom a key has an expected value.
func (s stated) deniesOthers(key string, expected func(policy.Value) bool) bool {
	for i := range s.doc.Statements {
		if deny := &s.doc.Statements[i]; document.TurnsAwayOthers(deny, key, expected) && deny.SpeaksOfAll(s.Statement) {
			return true
		}
	}
	return false
}

// deniesOtherSources says whether a Deny of the policy turns away calls that
// services make on behalf of others.
func (s stated) deniesOtherSources() bool {
	for _, key := range []string{"aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID"} {
		if s.deniesOthers(key, func(policy.Value) bool { return true }) {
			return true
		}
	}
	return false
}

// services are the service principals that the statement names.
func (s stated) services() []policy.Principal {
	var list []policy.Principal
	for _, p := range s.Principal.Entries {
		if p.Type == "Service" {
			list = append(list, p)
		}
	}
	return list
}
