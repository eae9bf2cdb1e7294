package account

import "github.com/iamlint/iamlint/internal/jsontape"

// A page is one JSON value of a file, for kinds that come in several.
type page[T any] struct {
	content   T
	truncated Span   // the value that says that more follows; zero when nothing does
	list      string // the key of the list that the page is of, "" for none
}

// readJSON reads a file of JSON: one export, or several pages of one behind
// one another or in a list.
func (f *File) readJSON(details *detailsReader) *Error {
	roots := f.roots()
	if len(roots) == 0 {
		return nil
	}
	kinds := make([]Kind, len(roots))
	for i, root := range roots {
		kinds[i] = detect(f.tape, root, f.told)
		if details.pages[root] != nil {
			kinds[i] = AuthorizationDetailsKind
		}
		if kinds[i] != UnknownKind && f.Kind == UnknownKind {
			f.Kind = kinds[i]
		}
	}
	if f.Kind == UnknownKind {
		f.couldBe = detect(f.tape, roots[0], true)
		return nil
	}
	for i, kind := range kinds {
		if kind != f.Kind {
			found := "something that is no export"
			if kind != UnknownKind {
				found = kind.String()
			}
			return f.errorAt(f.tape.Span(roots[i]), "%s behind %s in one file, expected one kind of export a file", found, f.Kind)
		}
	}
	switch f.Kind {
	case AuthorizationDetailsKind:
		return readPages(f, roots, details.read)
	case VirtualMFADevicesKind, MFADevicesKind:
		return readPages(f, roots, readMFADevices)
	case TrailKind:
		return readPages(f, roots, readTrail)
	case ResourcePoliciesKind:
		return f.readResources(roots)
	case OrganizationPoliciesKind:
		return f.readOrganizationPolicies(roots)
	case EffectivePolicyKind:
		return f.readEffectivePolicies(roots)
	case RolesKind:
		return f.readListedRoles(roots)
	case ServiceAccessKind:
		return readPages(f, roots, readServiceAccess)
	case WorkloadsKind:
		return f.readWorkloads(roots)
	case SageMakerDomainKind:
		return readPages(f, roots, readDomain)
	case AnywhereProfilesKind:
		return f.readAnywhereProfiles(roots)
	case IdentityProvidersKind:
		return readPages(f, roots, readIdentityProviders)
	case PolicyDocumentKind:
		return f.readDocuments(roots)
	default:
		return f.readResponses(roots)
	}
}

// fill reads a file of nothing but empty lists as the kind of export that the
// manifest says it is, if it can be one.
func (f *File) fill(kind Kind) *Error {
	if f.couldBe != kind {
		return nil
	}
	tape, err := jsontape.Parse(f.Text)
	if err != nil {
		return wholeFile(f.Path, "%s", err)
	}
	f.tape, f.told = tape, true
	defer func() { f.tape = nil }()
	return f.readJSON(newDetailsReader(f))
}

// roots are the values of a file; those of a list at the top are its elements.
func (f *File) roots() []jsontape.Node {
	var roots []jsontape.Node
	for _, root := range f.tape.Roots() {
		if f.tape.Kind(root) != jsontape.Array {
			roots = append(roots, root)
			continue
		}
		for element := range f.tape.Elements(root) {
			roots = append(roots, element)
		}
	}
	return roots
}

func readPages[T any](f *File, roots []jsontape.Node, read func(*tapeReader, jsontape.Node) T) *Error {
	pages := make([]page[T], len(roots))
	for i, root := range roots {
		r := &tapeReader{file: f, tape: f.tape}
		pages[i] = page[T]{content: read(r, root), truncated: truncation(f.tape, root), list: listKey(f.tape, root)}
		if r.err != nil {
			return r.err
		}
	}
	f.export = pages
	return nil
}

// truncation finds the sign that a list goes on: IsTruncated, or the token
// that the AWS CLI prints with --max-items.
func truncation(t *jsontape.Tape, root jsontape.Node) Span {
	if n, ok := t.Member(root, "IsTruncated"); ok && t.Kind(n) == jsontape.True {
		return t.Span(n)
	}
	for _, key := range []string{"NextToken", "nextToken", "NextMarker", "position"} {
		if n, ok := t.Member(root, key); ok && t.Kind(n) == jsontape.String && t.String(n) != "" {
			return t.Span(n)
		}
	}
	return Span{}
}

// listKey is the key of the first list at the top of an answer.
func listKey(t *jsontape.Tape, root jsontape.Node) string {
	for key, value := range t.Members(root) {
		if t.Kind(value) == jsontape.Array {
			return t.String(key)
		}
	}
	return ""
}

// missingPages is the error about a list of which the rest is not there.
func (f *File) missingPages(truncated Span) *Error {
	what := f.Kind.String()
	if f.Kind == TrailKind {
		what = "CloudTrail events"
	}
	return f.errorAt(truncated, "the %s break off here: the pages that follow are missing (export without --max-items, or give all pages together)", what)
}
