package credential

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// SecretInText reports secrets where everybody who reads IAM sees them.
var SecretInText = rule.New(rule.Meta{
	ID:    "policy-secret-in-text",
	Area:  "credential",
	Title: "A policy, tag or description holds what looks like a secret",
	Text: `Policies, tags and descriptions are read by everybody with read access to IAM, by auditors, by dozens of tools, and they lie in exports such as these. A secret that somebody noted there must be taken as known, and a statement that compares a request with a fixed password protects nothing.

Looked at are the IDs of documents and statements, the values of conditions, the tags of users, roles and policies, and the descriptions of policies, in versions that are not in force as well. Reported are secret access keys, tokens and API keys under a telling name or of a well-known form, JSON web tokens, private keys, passwords after a word for one or in a URL, and the IDs of access keys: they are not secret, but rarely stand alone, and tell an intruder whose key is worth looking for.

The rule is silent about AWS's own policies, keys of AWS's documentation, placeholders, references to where a secret is kept, ARNs, and tags whose key is the ID of an access key: the console makes them for the description of that key.`,
	Remediation: `Replace the secret at once, then remove it from the text, also from old versions of the policy, and keep the new one in Secrets Manager:
aws iam update-access-key --user-name deploy --access-key-id AKIA... --status Inactive
aws iam untag-user --user-name deploy --tag-keys note
aws iam delete-policy-version --policy-arn ARN --version-id v1`,
	Severity:   rule.High,
	Confidence: rule.MediumConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports},
	Run:      secretInText,
})

func secretInText(pass *analysis.Pass) (any, error) {
	a := account.Of[account.Account](pass, account.Exports)
	if a.AuthorizationDetails == nil && a.Documents == nil {
		return nil, rule.NoInput("authorization details", "policy documents")
	}
	if a.Documents != nil {
		for _, shared := range a.Documents.Shared {
			documentSecrets(pass, shared)
		}
	}
	if details := a.AuthorizationDetails; details != nil {
		for _, u := range details.Users {
			tagSecrets(pass, u.File, rule.Subject{Type: "user", ARN: u.ARN.Value, Name: u.Name.Value}, u.Tags)
		}
		for _, r := range details.Roles {
			tagSecrets(pass, r.File, rule.Subject{Type: "role", ARN: r.ARN.Value, Name: r.Name.Value}, r.Tags)
		}
		for _, p := range details.Policies {
			if p.AWSManaged() {
				continue
			}
			owner := rule.Subject{Type: "policy", ARN: p.ARN.Value, Name: p.Name.Value}
			tagSecrets(pass, p.File, owner, p.Tags)
			if s, ok := findSecret(p.Description.Value); ok {
				reportSecret(pass, p.File.At(p.Description.Span), owner, s, "its description")
			}
		}
	}
	return nil, nil
}

// documentSecrets looks at a document once and reports at each place where it stands.
func documentSecrets(pass *analysis.Pass, shared account.SharedDocument) {
	report := func(s secret, v policy.Value, where string) {
		for _, doc := range shared.Places {
			if doc.Managed != nil && doc.Managed.AWSManaged() {
				continue
			}
			owner := rule.Subject{Type: doc.Owner.Type, ARN: doc.Owner.ARN, Name: doc.Owner.Name}
			reportSecret(pass, doc.At(v.Span), owner, s, where+ofPolicy(doc))
		}
	}
	if s, ok := findSecret(shared.ID.Text); ok {
		report(s, shared.ID, "the ID")
	}
	for i := range shared.Statements {
		statement := &shared.Statements[i]
		if s, ok := findSecret(statement.Sid.Text); ok {
			report(s, statement.Sid, "a statement ID")
		}
		for _, c := range statement.Conditions {
			for _, v := range c.Values {
				if s, ok := findSecret(v.Text); ok {
					report(s, v, "a condition on "+c.Key.Text)
				}
			}
		}
	}
}

// ofPolicy names a document beside its owner, "" where they are one.
func ofPolicy(doc *account.PolicyDocument) string {
	switch {
	case doc.Kind == account.TrustPolicy:
		return " of its trust policy"
	case doc.Owner.Type == "resource":
		return " of its policy"
	case doc.Owner.Type == "policy", doc.Owner.Type == "document":
		return ""
	}
	return fmt.Sprintf(" of its policy %q", doc.Name)
}

func tagSecrets(pass *analysis.Pass, file *account.File, owner rule.Subject, tags []account.Tag) {
	for _, t := range tags {
		inKey, keyToo := findSecret(t.Key.Value)
		if keyToo = keyToo && inKey.kind != keyID; keyToo {
			reportSecret(pass, file.At(t.Key.Span), owner, inKey, "the key of a tag")
		}
		s, ok := findSecret(t.Value.Value)
		if !ok {
			s, ok = assigned(kindByName(t.Key.Value), t.Value.Value)
		}
		if ok && !(s.kind == keyID && isKeyID(t.Key.Value)) {
			where := fmt.Sprintf("its tag %q", t.Key.Value)
			if keyToo {
				where = "the value of that tag" // the key is not to be repeated
			}
			reportSecret(pass, file.At(t.Value.Span), owner, s, where)
		}
	}
}

func reportSecret(pass *analysis.Pass, at account.Place, owner rule.Subject, s secret, where string) {
	content, consequence := where+" "+s.kind+" "+s.masked(), "where everybody who may read it can take it"
	if s.kind == keyID {
		// No secret by itself, so that it may tell one finding from another.
		content, consequence = where+" "+s.value, "which tells everybody who may read it whose key to look for"
	}
	rule.Report(pass, rule.Finding{
		At:      at,
		Subject: owner,
		Message: fmt.Sprintf("%s %q has %s (%s) in %s, %s", owner.Type, owner.Name, s.kind, s.masked(), where, consequence),
		Content: content,
		Scope:   at,
	})
}
