package account

import (
	"cmp"

	"github.com/iamlint/iamlint/internal/jsontape"
	"github.com/iamlint/iamlint/internal/slab"
	"github.com/iamlint/iamlint/policy"
)

// A detailsReader reads get-account-authorization-details. Users, groups, roles
// and policies are read while the file is parsed, one after the other, so that
// the tape never holds more than a few of them.
type detailsReader struct {
	r     *tapeReader
	docs  documentReader
	pages map[jsontape.Node]*AuthorizationDetails // by root
}

func newDetailsReader(f *File) *detailsReader {
	r := &tapeReader{file: f}
	return &detailsReader{
		r:     r,
		docs:  documentReader{r: r, interned: newInterned()},
		pages: make(map[jsontape.Node]*AuthorizationDetails),
	}
}

// visit takes a list if it is one of authorization details.
func (d *detailsReader) visit(t *jsontape.Tape, root, key, first jsontape.Node) jsontape.Reader {
	list := t.String(key)
	switch list {
	case "UserDetailList", "GroupDetailList", "RoleDetailList":
	case "Policies":
		if _, ok := t.Member(first, "PolicyVersionList"); !ok {
			return nil // list-policies, or another program's
		}
	default:
		return nil
	}
	page := d.pages[root]
	if page == nil {
		page = new(AuthorizationDetails)
		d.pages[root] = page
	}
	return func(t *jsontape.Tape, element jsontape.Node) {
		d.r.tape = t
		d.entry(page, list, element)
	}
}

// entry reads one entry of a list; nothing more after an error.
func (d *detailsReader) entry(page *AuthorizationDetails, list string, n jsontape.Node) {
	if d.r.err != nil {
		return
	}
	switch list {
	case "UserDetailList":
		page.Users = append(page.Users, readUser(d.r, &d.docs, n))
	case "GroupDetailList":
		page.Groups = append(page.Groups, readGroup(d.r, &d.docs, n))
	case "RoleDetailList":
		page.Roles = append(page.Roles, readRole(d.r, &d.docs, n))
	case "Policies":
		page.Policies = append(page.Policies, readManagedPolicy(d.r, &d.docs, n))
	}
}

// read finishes a page with what was not visited.
func (d *detailsReader) read(r *tapeReader, root jsontape.Node) *AuthorizationDetails {
	page := d.pages[root]
	if page == nil {
		page = new(AuthorizationDetails)
	}
	if d.r.err != nil {
		r.err = d.r.err
		return page
	}
	d.r.tape = r.tape
	for key, value := range r.members(root) {
		switch key {
		case "UserDetailList":
			page.HasUsers = true
		case "GroupDetailList":
			page.HasGroups = true
		case "RoleDetailList":
			page.HasRoles = true
		case "Policies":
			page.HasPolicies = true
		default:
			continue
		}
		for n := range r.elements(value) {
			d.entry(page, key, n)
		}
	}
	r.err = cmp.Or(r.err, d.r.err)
	return page
}

func readUser(r *tapeReader, docs *documentReader, n jsontape.Node) *User {
	u := &User{Identity: Identity{Type: "user", File: r.file, Span: r.span(n)}}
	for key, value := range r.members(n) {
		switch key {
		case "UserName":
			u.Name = r.text(value)
		case "UserId":
			u.ID = r.text(value)
		case "UserPolicyList":
			u.Inline = docs.inline(value)
		case "GroupList":
			for group := range r.elements(value) {
				u.Groups = append(u.Groups, r.text(group))
			}
		default:
			u.readShared(r, key, value)
		}
	}
	u.finish(r, n, "UserName")
	return u
}

func readGroup(r *tapeReader, docs *documentReader, n jsontape.Node) *Group {
	g := &Group{Identity{Type: "group", File: r.file, Span: r.span(n)}}
	for key, value := range r.members(n) {
		switch key {
		case "GroupName":
			g.Name = r.text(value)
		case "GroupId":
			g.ID = r.text(value)
		case "GroupPolicyList":
			g.Inline = docs.inline(value)
		default:
			g.readShared(r, key, value)
		}
	}
	g.finish(r, n, "GroupName")
	return g
}

func readRole(r *tapeReader, docs *documentReader, n jsontape.Node) *Role {
	role := &Role{Identity: Identity{Type: "role", File: r.file, Span: r.span(n)}}
	for key, value := range r.members(n) {
		switch key {
		case "RoleName":
			role.Name = r.text(value)
		case "RoleId":
			role.ID = r.text(value)
		case "RolePolicyList":
			role.Inline = docs.inline(value)
		case "AssumeRolePolicyDocument":
			if role.Trust = docs.read(value); role.Trust != nil {
				role.Trust.Kind, role.Trust.Name = TrustPolicy, "trust policy"
			}
		case "RoleLastUsed":
			for key, value := range r.members(value) {
				if key == "LastUsedDate" {
					role.LastUsed = r.time(value)
				}
			}
		case "InstanceProfileList":
			for profile := range r.elements(value) {
				if arn, ok := r.tape.Member(profile, "Arn"); ok {
					role.Profiles = append(role.Profiles, r.text(arn))
				}
			}
		default:
			role.readShared(r, key, value)
		}
	}
	role.finish(r, n, "RoleName")
	if role.Trust != nil {
		role.Trust.Owner = role.owner()
	}
	return role
}

// readShared reads a member that users, groups and roles have in common.
func (i *Identity) readShared(r *tapeReader, key string, value jsontape.Node) {
	switch key {
	case "Arn":
		i.ARN = r.text(value)
	case "Path":
		i.Path = r.text(value)
	case "CreateDate":
		i.Create = r.time(value)
	case "AttachedManagedPolicies":
		i.Attached = make([]AttachedPolicy, 0, r.len(value))
		for n := range r.elements(value) {
			i.Attached = append(i.Attached, readAttached(r, n))
		}
	case "PermissionsBoundary":
		if !r.isNull(value) {
			i.Boundary = readAttached(r, value)
		}
	case "Tags":
		i.Tags = readTags(r, value)
	}
}

// finish checks what every entry must have and gives inline policies their owner.
func (i *Identity) finish(r *tapeReader, n jsontape.Node, nameKey string) {
	switch {
	case r.err != nil:
		return
	case !i.Name.Present():
		r.fail(n, "a %s without %s", i.Type, nameKey)
	case !i.ARN.Present():
		r.fail(n, "the %s %q has no Arn", i.Type, i.Name.Value)
	}
	for _, doc := range i.Inline {
		doc.Kind, doc.Inline, doc.Owner = IdentityPolicy, true, i.owner()
	}
}

func (i *Identity) owner() Owner { return Owner{Type: i.Type, Name: i.Name.Value, ARN: i.ARN.Value} }

func readAttached(r *tapeReader, n jsontape.Node) AttachedPolicy {
	a := AttachedPolicy{Span: r.span(n)}
	for key, value := range r.members(n) {
		switch key {
		case "PolicyName":
			a.Name = r.text(value)
		case "PolicyArn", "PermissionsBoundaryArn":
			a.ARN = r.text(value)
		}
	}
	if r.err == nil && !a.ARN.Present() {
		r.fail(n, "an attached policy without its ARN")
	}
	return a
}

func readTags(r *tapeReader, n jsontape.Node) []Tag {
	tags := make([]Tag, 0, r.len(n))
	for element := range r.elements(n) {
		var tag Tag
		for key, value := range r.members(element) {
			switch key {
			case "Key":
				tag.Key = r.text(value)
			case "Value":
				tag.Value = r.text(value)
			}
		}
		tags = append(tags, tag)
	}
	return tags
}

func readManagedPolicy(r *tapeReader, docs *documentReader, n jsontape.Node) *ManagedPolicy {
	p := &ManagedPolicy{File: r.file, Span: r.span(n)}
	for key, value := range r.members(n) {
		switch key {
		case "PolicyName":
			p.Name = r.text(value)
		case "Arn":
			p.ARN = r.text(value)
		case "DefaultVersionId":
			p.DefaultVersion = r.text(value)
		case "AttachmentCount":
			p.Attachments = r.integer(value)
		case "PermissionsBoundaryUsageCount":
			p.Boundaries = r.integer(value)
		case "Description":
			p.Description = r.text(value)
		case "CreateDate":
			p.Create = r.time(value)
		case "UpdateDate":
			p.Update = r.time(value)
		case "Tags":
			p.Tags = readTags(r, value)
		case "PolicyVersionList":
			p.Versions = make([]PolicyVersion, 0, r.len(value))
			for version := range r.elements(value) {
				p.Versions = append(p.Versions, readVersion(r, docs, version))
			}
		}
	}
	if r.err == nil && !p.ARN.Present() {
		r.fail(n, "a policy without Arn")
	}
	for _, v := range p.Versions {
		if v.Document != nil {
			v.Document.Kind, v.Document.Name, v.Document.Managed = IdentityPolicy, p.Name.Value, p
			v.Document.named = p.Name.Span
			v.Document.Owner = Owner{Type: "policy", Name: p.Name.Value, ARN: p.ARN.Value}
			v.Document.Default = v.isDefault(p)
		}
	}
	return p
}

func readVersion(r *tapeReader, docs *documentReader, n jsontape.Node) PolicyVersion {
	var v PolicyVersion
	for key, value := range r.members(n) {
		switch key {
		case "VersionId":
			v.ID = r.text(value)
		case "IsDefaultVersion":
			v.IsDefault = r.boolean(value)
		case "CreateDate":
			v.Create = r.time(value)
		case "Document":
			v.Document = docs.read(value)
		}
	}
	return v
}

// A documentReader reads policy documents; identical ones become one policy.Document.
type documentReader struct {
	r        *tapeReader
	interned interned
	policies policy.Reader
	places   slab.Slab[PolicyDocument]
}

// inline reads a list of {PolicyName, PolicyDocument}.
func (d *documentReader) inline(n jsontape.Node) []*PolicyDocument {
	documents := make([]*PolicyDocument, 0, d.r.len(n))
	for element := range d.r.elements(n) {
		var name Text
		var doc *PolicyDocument
		for key, value := range d.r.members(element) {
			switch key {
			case "PolicyName":
				name = d.r.text(value)
			case "PolicyDocument":
				doc = d.read(value)
			}
		}
		if doc == nil {
			d.r.fail(element, "an inline policy without PolicyDocument")
			return documents
		}
		doc.Name, doc.named = name.Value, name.Span
		documents = append(documents, doc)
	}
	return documents
}
