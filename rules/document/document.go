// Package document names policy documents in findings and says which of them
// rules judge.
package document

import (
	"fmt"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// Judged says whether rules judge a document: it is in force and the account's
// to change.
func Judged(d *account.PolicyDocument) bool { return d.Judged() }

// AWSOwned says whether a document belongs to a role that AWS made.
func AWSOwned(d *account.PolicyDocument) bool { return d.AWSOwned() }

// Subject is what a finding about the document is about: its managed policy, or
// the user, group, role, resource or file to which it belongs.
func Subject(d *account.PolicyDocument) rule.Subject {
	return rule.Subject{Type: d.Owner.Type, ARN: d.Owner.ARN, Name: d.Owner.Name}
}

// Title names the document for people, as in `inline policy "logs" of role "deploy"`.
func Title(d *account.PolicyDocument) string {
	switch {
	case d.Managed != nil:
		return fmt.Sprintf("policy %q", d.Name)
	case d.Inline:
		return fmt.Sprintf("inline policy %q of %s", d.Name, OwnerTitle(d))
	case d.Kind == account.TrustPolicy && d.Owner.Type == "role":
		return "trust policy of " + OwnerTitle(d)
	case isNamedResource(d):
		return "policy of " + OwnerTitle(d)
	case d.Owner.Type == "resource":
		return fmt.Sprintf("%s of %q", d.Kind, d.Owner.Name)
	}
	return fmt.Sprintf("%s %q", d.Kind, d.Name)
}

// isNamedResource says whether it is known to what resource the document is attached.
func isNamedResource(d *account.PolicyDocument) bool {
	return d.Owner.Type == "resource" && d.Resource != nil && d.Resource.Type != account.UnknownResource
}

// OwnerTitle names what the document belongs to, as in `role "deploy"` or
// `bucket "logs"`.
func OwnerTitle(d *account.PolicyDocument) string {
	if isNamedResource(d) {
		return fmt.Sprintf("%s %q", d.Resource.Type, d.Owner.Name)
	}
	return fmt.Sprintf("%s %q", d.Owner.Type, d.Owner.Name)
}

// Content is the canonical content of an element of the document. The policy's
// name belongs to it, since an identity can hold the same statement twice.
func Content(d *account.PolicyDocument, at account.Span) string {
	return d.CanonicalAfter(name(d)+": ", at)
}

// name is the policy's name, "" where only a path is known, which may change.
func name(d *account.PolicyDocument) string {
	if d.Owner.Type == "document" || d.Name == d.File.Path {
		return ""
	}
	return d.Name
}
