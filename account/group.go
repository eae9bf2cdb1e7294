package account

import (
	"cmp"
	"go/token"
	"path"
	"slices"
)

// group puts files into accounts: by the account in their ARNs or in the
// manifest, else by the folder they stand in.
func (set *Set) group(files []*File, o Options) {
	for _, f := range files {
		if f.AccountID == "" {
			f.AccountID = f.idFromContent()
		}
	}
	files = set.applyManifests(files, o)
	type key struct{ id, folder string }
	groups := make(map[key]*Account)
	folders := newFolders(files)
	for _, f := range files {
		if f.AccountID != "" {
			folders.add(f)
		}
	}
	for _, f := range files {
		k := key{id: f.AccountID}
		if k.id == "" {
			id, several := folders.owner(f)
			switch {
			case several && f.Kind != PolicyDocumentKind:
				set.Errors = append(set.Errors, wholeFile(f.Path, "the %s names no account, and its folder holds several; give each account a folder of its own, or a manifest (iamlint export-commands)", f.Kind))
				continue
			case id == "":
				k.folder = path.Dir(f.Path)
			}
			k.id = id
		}
		if groups[k] == nil {
			groups[k] = &Account{ID: k.id, folder: k.folder}
		}
		groups[k].Files = append(groups[k].Files, f)
	}
	for _, a := range groups {
		set.Accounts = append(set.Accounts, a)
	}
	slices.SortFunc(set.Accounts, func(a, b *Account) int {
		// Accounts without an id come last.
		return cmp.Or(cmp.Compare(len(b.ID), len(a.ID)), cmp.Compare(a.ID, b.ID), cmp.Compare(a.folder, b.folder))
	})
	kept := set.Accounts[:0]
	for _, a := range set.Accounts {
		set.Errors = append(set.Errors, a.merge(o)...)
		if len(a.Files) > 0 {
			kept = append(kept, a)
		}
	}
	set.Accounts = kept
	set.number()
	set.shareOrganizations()
}

func (set *Set) applyManifests(files []*File, o Options) []*File {
	byPath := make(map[string]*File, len(files))
	failed := make(map[string]bool)
	for _, f := range files {
		byPath[f.Path] = f
	}
	for _, e := range set.Errors {
		failed[e.Path] = true
	}
	for _, f := range files {
		if f.Kind != ManifestKind {
			continue
		}
		for _, p := range f.export.([]page[any]) {
			set.Errors = append(set.Errors, p.content.(*manifest).apply(byPath, failed, f.walked)...)
		}
	}
	return slices.DeleteFunc(files, func(f *File) bool {
		switch {
		case f.Kind != UnknownKind:
		case f.walked || o.Lenient:
			set.Skipped = append(set.Skipped, f.Path)
		default:
			set.Errors = append(set.Errors, notExport(f.Path, f.Text))
		}
		return f.Kind == ManifestKind || f.Kind == UnknownKind || f.contradicted
	})
}

// folders know which accounts have files in which folder.
type folders map[string][]string

func newFolders(files []*File) folders { return make(folders, len(files)) }

func (fs folders) add(f *File) {
	dir := path.Dir(f.Path)
	if !slices.Contains(fs[dir], f.AccountID) {
		fs[dir] = append(fs[dir], f.AccountID)
	}
}

// owner is the account of a file that names none: the only one in its folder,
// else what the folder is called, else the same for the folders above.
func (fs folders) owner(f *File) (id string, several bool) {
	for dir := path.Dir(f.Path); ; dir = path.Dir(dir) {
		switch ids := fs[dir]; {
		case len(ids) == 1:
			return ids[0], false
		case isAccountID(path.Base(dir)):
			return path.Base(dir), false
		case len(ids) > 1:
			return "", true
		}
		if dir == path.Dir(dir) || dir == f.root {
			return "", false
		}
	}
}

// idFromContent finds the account in the ARNs of a file.
func (f *File) idFromContent() string {
	for arn := range f.arns {
		if id := arnAccount(arn); id != "" {
			return id
		}
	}
	return ""
}

// arns are the ARNs of the account's own things in the file.
func (f *File) arns(yield func(string) bool) {
	switch content := f.export.(type) {
	case []page[*AuthorizationDetails]:
		for _, p := range content {
			if !p.content.arns(yield) {
				return
			}
		}
	case *CredentialReport:
		if content.Root != nil && !yield(content.Root.ARN.Value) {
			return
		}
		for _, row := range content.Rows {
			if !yield(row.ARN.Value) {
				return
			}
		}
	case []page[[]*MFADevice]:
		for _, p := range content {
			for _, d := range p.content {
				if !yield(d.UserARN.Value) || !yield(d.Serial.Value) {
					return
				}
			}
		}
	case []page[any]:
		for _, p := range content {
			if !responseARNs(p.content, yield) {
				return
			}
		}
	}
}

// arns are those of users, groups, roles and policies; false when yield was.
func (d *AuthorizationDetails) arns(yield func(string) bool) bool {
	for _, u := range d.Users {
		if !yield(u.ARN.Value) {
			return false
		}
	}
	for _, g := range d.Groups {
		if !yield(g.ARN.Value) {
			return false
		}
	}
	for _, r := range d.Roles {
		if !yield(r.ARN.Value) {
			return false
		}
	}
	for _, m := range d.Policies {
		if !yield(m.ARN.Value) {
			return false
		}
	}
	return true
}

// responseARNs are those in the answer to a call; false when yield was.
func responseARNs(content any, yield func(string) bool) bool {
	switch list := content.(type) {
	case []*ServerCertificate:
		for _, c := range list {
			if !yield(c.ARN.Value) {
				return false
			}
		}
	case []*Analyzer:
		for _, a := range list {
			if !yield(a.ARN.Value) {
				return false
			}
		}
	case []*FunctionURL:
		for _, u := range list {
			if !yield(u.Function.Value) {
				return false
			}
		}
	case *AccessPoint:
		return yield(list.ARN.Value)
	}
	return true
}

// number gives every file its place in the FileSet, which all accounts share,
// because members of an organization stand under policies that the export of
// another account holds.
func (set *Set) number() {
	files := token.NewFileSet()
	for _, a := range set.Accounts {
		a.FileSet = files
		for _, f := range a.Files {
			f.base = token.Pos(files.AddFile(f.Path, -1, len(f.Text)).Base())
		}
	}
}

// shareOrganizations gives members what the export of another account, most
// often the management account, tells of the organization they are in.
func (set *Set) shareOrganizations() {
	for _, a := range set.Accounts {
		a.shareRootManagement(set.Accounts)
		if a.ID == "" || a.OrganizationTree != nil {
			continue
		}
		for _, other := range set.Accounts {
			if tree := other.OrganizationTree; tree != nil && tree.Find(a.ID) != nil {
				a.outer = other
				break
			}
		}
	}
}

// shareRootManagement tells a member whether root credentials are managed
// centrally, which AWS answers only to the management account and its delegates.
func (a *Account) shareRootManagement(all []*Account) {
	if a.Organization == nil || a.Organization.ID.Value == "" || a.Organization.RootManaged.Present() {
		return
	}
	for _, other := range all {
		if o := other.Organization; o != nil && o.ID.Value == a.Organization.ID.Value && o.RootManaged.Present() {
			a.Organization.RootManaged = o.RootManaged
			return
		}
	}
}
