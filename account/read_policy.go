package account

import (
	"strings"

	"github.com/iamlint/iamlint/internal/jsontape"
	"github.com/iamlint/iamlint/policy"
)

// A wrapper is what the AWS CLI prints around one policy document.
type wrapper struct {
	keys []string   // at the top level, all there; tells the command
	path []string   // to the document
	kind PolicyKind // what the command can only answer with
	name []string   // path to the policy's name, if the answer has one
	own  []string   // path to the name or ARN of its owner
	typ  string     // of the owner
}

// wrappers by command, those with more keys first.
var wrappers = []wrapper{
	{keys: []string{"RoleName", "PolicyName", "PolicyDocument"}, path: []string{"PolicyDocument"}, name: []string{"PolicyName"}, own: []string{"RoleName"}, typ: "role"},
	{keys: []string{"UserName", "PolicyName", "PolicyDocument"}, path: []string{"PolicyDocument"}, name: []string{"PolicyName"}, own: []string{"UserName"}, typ: "user"},
	{keys: []string{"GroupName", "PolicyName", "PolicyDocument"}, path: []string{"PolicyDocument"}, name: []string{"PolicyName"}, own: []string{"GroupName"}, typ: "group"},
	{keys: []string{"PolicyName", "PolicyDocument"}, path: []string{"PolicyDocument"}, name: []string{"PolicyName"}, typ: "policy"},
	{keys: []string{"PolicyVersion"}, path: []string{"PolicyVersion", "Document"}, typ: "policy"},
	{keys: []string{"AssumeRolePolicyDocument"}, path: []string{"AssumeRolePolicyDocument"}, kind: TrustPolicy, own: []string{"Arn"}, typ: "role"},
	{keys: []string{"PolicyDocument"}, path: []string{"PolicyDocument"}, typ: "policy"},
}

// findWrapper finds the wrapper that fits a value, or nil.
func findWrapper(t *jsontape.Tape, root jsontape.Node) *wrapped {
	for _, w := range wrappers {
		if n, ok := w.document(t, root); ok {
			return &wrapped{w, root, n}
		}
	}
	return nil
}

// A wrapped document and its wrapper.
type wrapped struct {
	wrapper
	root, document jsontape.Node
}

// document finds the document of a value that the wrapper fits.
func (w wrapper) document(t *jsontape.Tape, root jsontape.Node) (jsontape.Node, bool) {
	for _, key := range w.keys {
		if _, ok := t.Member(root, key); !ok {
			return 0, false
		}
	}
	n, ok := lookup(t, root, w.path)
	if !ok {
		return 0, false
	}
	kind := t.Kind(n)
	return n, kind == jsontape.String || kind == jsontape.Object
}

func lookup(t *jsontape.Tape, n jsontape.Node, path []string) (jsontape.Node, bool) {
	for _, key := range path {
		var ok bool
		if n, ok = t.Member(n, key); !ok {
			return 0, false
		}
	}
	return n, len(path) > 0
}

// readDocuments reads a file of policy documents, bare or wrapped.
func (f *File) readDocuments(roots []jsontape.Node) *Error {
	r := &tapeReader{file: f, tape: f.tape}
	docs := documentReader{r: r, interned: newInterned()}
	var documents []*PolicyDocument
	for _, root := range roots {
		if _, bare := f.tape.Member(root, "Statement"); bare {
			doc := docs.read(root)
			doc.Kind = kindByContent(doc.Document)
			doc.Name, doc.Owner = f.Path, Owner{Type: "document", Name: f.Path}
			documents = append(documents, doc)
			continue
		}
		documents = append(documents, f.readWrapped(&docs, findWrapper(f.tape, root)))
	}
	if r.err != nil {
		return r.err
	}
	f.export = documents
	return nil
}

func (f *File) readWrapped(docs *documentReader, w *wrapped) *PolicyDocument {
	doc := docs.read(w.document)
	doc.Name, doc.Owner = f.Path, Owner{Type: "document", Name: f.Path}
	if n, ok := lookup(f.tape, w.root, w.name); ok && f.tape.Kind(n) == jsontape.String {
		doc.Name, doc.named = f.tape.String(n), f.tape.Span(n)
	}
	if w.typ != "" && w.typ != "policy" {
		doc.Owner.Type = w.typ
		doc.Inline = w.kind == IdentityPolicy
	}
	owner := f.Resource
	if n, ok := lookup(f.tape, w.root, w.own); ok && f.tape.Kind(n) == jsontape.String {
		owner = f.tape.String(n)
	}
	switch {
	case strings.HasPrefix(owner, "arn:"):
		doc.Owner.ARN, doc.Owner.Name = owner, owner[strings.LastIndexAny(owner, ":/")+1:]
		if f.AccountID == "" {
			f.AccountID = arnAccount(owner)
		}
	case owner != "":
		doc.Owner.Name = owner
	}
	doc.Kind = w.kind
	if w.kind == IdentityPolicy && w.typ == "policy" {
		doc.Kind = kindByContent(doc.Document)
	}
	return doc
}

func organizationKind(typ string) PolicyKind {
	switch typ {
	case "SERVICE_CONTROL_POLICY":
		return ServiceControlPolicy
	case "RESOURCE_CONTROL_POLICY":
		return ResourceControlPolicy
	}
	return OtherOrganizationPolicy
}

// kindByContent tells what a bare document is for by what it says: principals
// stand only in trust, resource and resource control policies; a trust policy
// speaks of STS actions and has no resource, a resource control policy only
// denies everyone on every resource.
func kindByContent(doc *policy.Document) PolicyKind {
	principals, trust, control := false, true, len(doc.Statements) > 0
	for i := range doc.Statements {
		s := &doc.Statements[i]
		if s.Principal.Present() || s.NotPrincipal.Present() {
			principals = true
		}
		if s.Resource.Present() || s.NotResource.Present() || !onlySTS(s) {
			trust = false
		}
		control = control && s.Denies() && len(s.Principal.Entries) == 1 && s.Principal.Entries[0].Everyone() &&
			len(s.Resource.Values) == 1 && s.Resource.Values[0].Text == "*"
	}
	switch {
	case !principals:
		return IdentityPolicy
	case trust:
		return TrustPolicy
	case control:
		return ResourceControlPolicy
	}
	return ResourcePolicy
}

// onlySTS says whether the actions of a statement, as far as it has some, are of STS.
func onlySTS(s *policy.Statement) bool {
	for _, element := range []policy.Element{s.Action, s.NotAction} {
		for _, v := range element.Values {
			if !strings.HasPrefix(strings.ToLower(v.Text), "sts:") {
				return false
			}
		}
	}
	return true
}
