package account

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/iamlint/iamlint/policy"
)

// merge joins the exports of an account. Exports that contradict one another
// are errors; of two the first in order of path counts.
func (a *Account) merge(o Options) []*Error {
	slices.SortFunc(a.Files, func(x, y *File) int { return cmp.Compare(x.Path, y.Path) })
	m := merger{account: a}
	for _, f := range a.Files {
		m.kinds[f.Kind] = append(m.kinds[f.Kind], f)
	}
	m.authorizationDetails()
	m.credentialReports()
	a.VirtualMFADevices = m.devices(VirtualMFADevicesKind)
	a.MFADevices = m.devices(MFADevicesKind)
	m.trail()
	m.responses()
	m.organization()
	m.workloads()
	m.resources()
	m.exposures()
	m.documents()
	a.setClock(o)
	return m.errs
}

type merger struct {
	account *Account
	kinds   [ManifestKind + 1][]*File
	errs    []*Error

	policyPages []pageOf[[]*OrganizationPolicy]
}

// wholeOf are the pages of all files of a kind from which rules conclude what is
// not there; a list that breaks off says nothing of that, so there are none.
func wholeOf[T any](m *merger, kind Kind) []pageOf[T] {
	errs := len(m.errs)
	pages := pagesOf[T](m, kind)
	if len(m.errs) > errs {
		return nil
	}
	return pages
}

// pagesOf are the pages of all files of a kind. That one list breaks off and
// no other page of it ends it is an error.
func pagesOf[T any](m *merger, kind Kind) []pageOf[T] {
	var pages []pageOf[T]
	var open []pageOf[T] // the first of each list
	ended := make(map[string]bool)
	for _, f := range m.kinds[kind] {
		for _, p := range f.export.([]page[T]) {
			page := pageOf[T]{f, p}
			pages = append(pages, page)
			same := func(other pageOf[T]) bool { return other.listed() == page.listed() }
			if p.truncated.End == 0 {
				ended[page.listed()] = true
			} else if !slices.ContainsFunc(open, same) {
				open = append(open, page)
			}
		}
	}
	for _, page := range open {
		if !ended[page.listed()] {
			m.errs = append(m.errs, page.file.missingPages(page.truncated))
		}
	}
	return pages
}

type pageOf[T any] struct {
	file *File
	page[T]
}

// listed tells lists of the same kind apart, as far as the manifest and the
// answers do. A page of the authorization details may lack some of its lists.
func (p pageOf[T]) listed() string {
	if p.file.Kind == AuthorizationDetailsKind {
		return ""
	}
	return strings.Join([]string{p.list, p.file.Command, p.file.Region, p.file.Resource}, "\n")
}

func (m *merger) authorizationDetails() {
	pages := wholeOf[*AuthorizationDetails](m, AuthorizationDetailsKind)
	if len(pages) == 0 {
		return
	}
	d := &AuthorizationDetails{}
	var users, groups, roles, policies int
	for _, p := range pages {
		c := p.content
		users, groups, roles, policies = users+len(c.Users), groups+len(c.Groups), roles+len(c.Roles), policies+len(c.Policies)
	}
	d.Users, d.Groups = make([]*User, 0, users), make([]*Group, 0, groups)
	d.Roles, d.Policies = make([]*Role, 0, roles), make([]*ManagedPolicy, 0, policies)
	seen := make(map[string]entry, users+groups+roles+policies)
	for _, p := range pages {
		c := p.content
		d.HasUsers, d.HasGroups = d.HasUsers || c.HasUsers, d.HasGroups || c.HasGroups
		d.HasRoles, d.HasPolicies = d.HasRoles || c.HasRoles, d.HasPolicies || c.HasPolicies
		for _, u := range c.Users {
			if m.first(seen, u.File, u.Span, u.ARN) {
				d.Users = append(d.Users, u)
			}
		}
		for _, g := range c.Groups {
			if m.first(seen, g.File, g.Span, g.ARN) {
				d.Groups = append(d.Groups, g)
			}
		}
		for _, r := range c.Roles {
			if m.first(seen, r.File, r.Span, r.ARN) {
				d.Roles = append(d.Roles, r)
			}
		}
		for _, policy := range c.Policies {
			if m.first(seen, policy.File, policy.Span, policy.ARN) {
				d.Policies = append(d.Policies, policy)
			}
		}
	}
	d.index()
	m.account.AuthorizationDetails = d
}

// An entry of the authorization details, to see whether another one repeats it.
type entry struct {
	file *File
	span Span
}

// first says whether an entry is the first of its ARN. The same entry in two
// pages is nothing; a different one is an error.
func (m *merger) first(seen map[string]entry, f *File, s Span, arn Text) bool {
	earlier, again := seen[arn.Value]
	if !again {
		seen[arn.Value] = entry{f, s}
		return true
	}
	if compact(earlier.source()) != compact(entry{f, s}.source()) {
		at := errorAt(earlier.file.Path, earlier.file.Text, int(earlier.span.Start), "")
		m.errs = append(m.errs, f.errorAt(arn.Span, "%s stands in %s:%d too, with other content; lint exports of different days apart", arn.Value, at.Path, at.Line))
	}
	return false
}

func (e entry) source() []byte { return e.file.Text[e.span.Start:e.span.End] }

// index fills the look-ups.
func (d *AuthorizationDetails) index() {
	d.policies = make(map[string]*ManagedPolicy, len(d.Policies))
	d.holders = make(map[string][]Holder)
	d.bounds = make(map[string][]Holder)
	d.members = make(map[string][]*User)
	for _, p := range d.Policies {
		d.policies[p.ARN.Value] = p
	}
	for _, u := range d.Users {
		d.hold(&u.Identity)
		for _, group := range u.Groups {
			d.members[group.Value] = append(d.members[group.Value], u)
		}
	}
	for _, g := range d.Groups {
		d.hold(&g.Identity)
	}
	for _, r := range d.Roles {
		d.hold(&r.Identity)
	}
}

func (d *AuthorizationDetails) hold(i *Identity) {
	for _, attached := range i.Attached {
		d.holders[attached.ARN.Value] = append(d.holders[attached.ARN.Value], Holder{i, attached.Span})
	}
	if i.Boundary.Present() {
		d.bounds[i.Boundary.ARN.Value] = append(d.bounds[i.Boundary.ARN.Value], Holder{i, i.Boundary.Span})
	}
}

// credentialReports takes the newest report and keeps the others as its history.
func (m *merger) credentialReports() {
	var reports []*CredentialReport
	for _, f := range m.kinds[CredentialReportKind] {
		report := f.export.(*CredentialReport)
		report.Time = f.Time
		same := func(other *CredentialReport) bool {
			return string(other.File.Text) == string(f.Text) && other.Time.Equal(f.Time)
		}
		if !slices.ContainsFunc(reports, same) {
			reports = append(reports, report)
		}
	}
	if len(reports) == 0 {
		return
	}
	slices.SortStableFunc(reports, func(a, b *CredentialReport) int { return a.latest().Compare(b.latest()) })
	newest := reports[len(reports)-1]
	newest.Earlier = reports[:len(reports)-1]
	m.account.CredentialReport = newest
}

// latest is when the report was made; without that, the newest date in it.
func (r *CredentialReport) latest() time.Time {
	if !r.Time.IsZero() {
		return r.Time
	}
	var latest time.Time
	rows := r.Rows
	if r.Root != nil {
		rows = append(rows[:len(rows):len(rows)], r.Root)
	}
	for _, row := range rows {
		for _, cell := range []Cell[time.Time]{
			row.PasswordLastUsed, row.PasswordChanged,
			row.Keys[0].Rotated, row.Keys[0].LastUsed, row.Keys[1].Rotated, row.Keys[1].LastUsed,
		} {
			if cell.Value.After(latest) {
				latest = cell.Value
			}
		}
	}
	return latest
}

func (m *merger) devices(kind Kind) *MFADevices {
	pages := wholeOf[[]*MFADevice](m, kind)
	if len(pages) == 0 {
		return nil
	}
	devices := &MFADevices{Files: m.kinds[kind]}
	seen := make(map[string]bool)
	for _, p := range pages {
		for _, d := range p.content {
			if !seen[d.Serial.Value] {
				seen[d.Serial.Value] = true
				devices.Devices = append(devices.Devices, d)
			}
		}
	}
	return devices
}

func (m *merger) trail() {
	if len(m.kinds[TrailKind]) == 0 {
		return
	}
	trail := &Trail{Files: m.kinds[TrailKind]}
	seen := make(map[string]bool)
	for _, p := range pagesOf[[]*Event](m, TrailKind) {
		for _, e := range p.content {
			// lookup-events and the delivered log hold the same event.
			if e.ID == "" || !seen[e.ID] {
				seen[e.ID] = true
				trail.Events = append(trail.Events, e)
			}
		}
	}
	slices.SortStableFunc(trail.Events, func(a, b *Event) int { return a.Time.Compare(b.Time) })
	m.account.Trail = trail
}

// documents collects the policy documents of the account in order of file and place.
func (m *merger) documents() {
	var all []*PolicyDocument
	if d := m.account.AuthorizationDetails; d != nil {
		all = make([]*PolicyDocument, 0, d.documents())
		for _, u := range d.Users {
			all = append(all, u.Inline...)
		}
		for _, g := range d.Groups {
			all = append(all, g.Inline...)
		}
		for _, r := range d.Roles {
			if r.Trust != nil {
				all = append(all, r.Trust)
			}
			all = append(all, r.Inline...)
		}
		for _, p := range d.Policies {
			for _, v := range p.Versions {
				if v.Document != nil {
					all = append(all, v.Document)
				}
			}
		}
	}
	for _, f := range m.kinds[PolicyDocumentKind] {
		all = append(all, f.export.([]*PolicyDocument)...)
	}
	all = append(all, m.account.trusts()...)
	if m.account.OrganizationPolicies != nil {
		for _, p := range m.account.OrganizationPolicies.List {
			if p.Document != nil {
				all = append(all, p.Document)
			}
		}
	}
	if m.account.Resources != nil {
		for _, r := range m.account.Resources.List {
			if r.File.Kind == ResourcePoliciesKind {
				all = append(all, r.Policies...)
			}
		}
	}
	if len(all) == 0 && m.account.AuthorizationDetails == nil {
		return
	}
	slices.SortStableFunc(all, func(a, b *PolicyDocument) int {
		return cmp.Or(strings.Compare(a.File.Path, b.File.Path), cmp.Compare(a.base, b.base))
	})
	documents := &Documents{All: all, Shared: shared(all)}
	for _, doc := range all {
		doc.judged, doc.awsOwned = doc.mayBeJudged(), doc.ofAWSRole()
		if doc.judged && doc.Kind != IdentityPolicy {
			documents.byKind[doc.Kind] = append(documents.byKind[doc.Kind], doc)
		}
	}
	m.account.Documents = documents
}

// documents is how many policy documents there are.
func (d *AuthorizationDetails) documents() int {
	n := 0
	for _, u := range d.Users {
		n += len(u.Inline)
	}
	for _, g := range d.Groups {
		n += len(g.Inline)
	}
	for _, r := range d.Roles {
		n += len(r.Inline) + 1
	}
	for _, p := range d.Policies {
		n += len(p.Versions)
	}
	return n
}

// shared groups documents by content. Most stand at one place, so Places is
// part of the list of all until a second place comes.
func shared(all []*PolicyDocument) []SharedDocument {
	repeated := make(map[*policy.Document]int) // where they are in the list
	list := make([]SharedDocument, 0, len(all))
	for at, doc := range all {
		if doc.repeated {
			if i, ok := repeated[doc.Document]; ok {
				list[i].Places = append(list[i].Places, doc)
				continue
			}
			repeated[doc.Document] = len(list)
		}
		list = append(list, SharedDocument{Document: doc.Document, Places: all[at : at+1 : at+1]})
	}
	return list
}
