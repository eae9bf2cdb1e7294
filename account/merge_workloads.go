package account

import "strings"

// workloads joins what runs with roles, and what exports tell of roles besides
// the authorization details.
func (m *merger) workloads() {
	m.listedRoles()
	m.serviceAccess()
	a := m.account
	if pages := pagesOf[workloadPage](m, WorkloadsKind); len(pages) > 0 {
		a.Workloads = &Workloads{Exported: make(map[WorkloadKind]bool)}
		seen := make(map[string]bool)
		for _, p := range pages {
			a.Workloads.Exported[p.content.kind] = true
			for _, w := range p.content.list {
				key := w.ARN.Value
				if key == "" {
					key = string(w.Kind) + " " + p.file.Region + " " + w.Name.Value
				}
				if !seen[key] {
					seen[key] = true
					a.Workloads.List = append(a.Workloads.List, w)
				}
			}
		}
		m.roleARNs()
		if a.Workloads.Exported[InstanceWorkload] {
			a.Instances = &Instances{List: a.Workloads.OfKind(InstanceWorkload)}
		}
	}
	for _, p := range pagesOf[*SageMakerDomain](m, SageMakerDomainKind) {
		if a.SageMakerDomains == nil {
			a.SageMakerDomains = &SageMakerDomains{}
		}
		a.SageMakerDomains.List = append(a.SageMakerDomains.List, p.content)
		m.domainWorkload(p.content)
	}
	for _, p := range pagesOf[[]*AnywhereProfile](m, AnywhereProfilesKind) {
		if a.AnywhereProfiles == nil {
			a.AnywhereProfiles = &AnywhereProfiles{}
		}
		a.AnywhereProfiles.List = append(a.AnywhereProfiles.List, p.content...)
	}
	for _, p := range pagesOf[*IdentityProviders](m, IdentityProvidersKind) {
		if a.IdentityProviders == nil {
			a.IdentityProviders = &IdentityProviders{}
		}
		all := a.IdentityProviders
		all.HasOIDC, all.HasSAML = all.HasOIDC || p.content.HasOIDC, all.HasSAML || p.content.HasSAML
		all.List = append(all.List, p.content.List...)
	}
}

// domainWorkload lists a SageMaker domain as a workload, too: its users' code
// runs with its role.
func (m *merger) domainWorkload(d *SageMakerDomain) {
	if m.account.Workloads == nil {
		m.account.Workloads = &Workloads{Exported: make(map[WorkloadKind]bool)}
	}
	w := m.account.Workloads
	w.Exported[DomainWorkload] = true
	w.List = append(w.List, &Workload{Kind: DomainWorkload, File: d.File, Span: d.Span, Name: d.Name, ARN: d.ARN, Role: d.Role, RoleARN: d.Role.Value})
}

// roleARNs finds the roles of workloads that name only the role or an instance profile.
func (m *merger) roleARNs() {
	profiles, names := make(map[string]string), make(map[string]string)
	if d := m.account.AuthorizationDetails; d != nil {
		for _, role := range d.Roles {
			names[role.Name.Value] = role.ARN.Value
			for _, profile := range role.Profiles {
				profiles[profile.Value] = role.ARN.Value
			}
		}
	}
	for _, w := range m.account.Workloads.List {
		switch {
		case w.Profile.Present():
			w.RoleARN = profiles[w.Profile.Value]
		case strings.HasPrefix(w.Role.Value, "arn:"):
			w.RoleARN = w.Role.Value
		default:
			w.RoleARN = names[w.Role.Value]
		}
	}
}

func (m *merger) listedRoles() {
	pages := pagesOf[[]*ListedRole](m, RolesKind)
	if len(pages) == 0 {
		return
	}
	roles := &ListedRoles{byARN: make(map[string]*ListedRole)}
	for _, p := range pages {
		for _, role := range p.content {
			known := roles.byARN[role.ARN.Value]
			if known == nil {
				roles.byARN[role.ARN.Value] = role
				roles.List = append(roles.List, role)
				continue
			}
			// list-roles and get-role both tell of a role.
			if !known.MaxSession.Present() {
				known.MaxSession = role.MaxSession
			}
			if !known.LastUsed.Present() {
				known.LastUsed = role.LastUsed
			}
		}
	}
	m.account.ListedRoles = roles
}

// trusts are the trust policies of listed roles that the authorization details lack.
func (a *Account) trusts() []*PolicyDocument {
	if a.ListedRoles == nil {
		return nil
	}
	known := make(map[string]bool)
	if a.AuthorizationDetails != nil {
		for _, role := range a.AuthorizationDetails.Roles {
			known[role.ARN.Value] = true
		}
	}
	var all []*PolicyDocument
	for _, role := range a.ListedRoles.List {
		if role.Trust != nil && !known[role.ARN.Value] {
			all = append(all, role.Trust)
		}
	}
	return all
}

func (m *merger) serviceAccess() {
	for _, p := range pagesOf[*ServiceAccess](m, ServiceAccessKind) {
		a := p.content
		a.Principal = p.file.Resource
		if a.Principal == "" {
			m.errs = append(m.errs, wholeFile(p.file.Path, "nothing says whose use of services this is (a manifest does: iamlint export-commands)"))
			continue
		}
		if m.account.ServiceAccesses == nil {
			m.account.ServiceAccesses = &ServiceAccesses{byPrincipal: make(map[string]*ServiceAccess)}
		}
		all := m.account.ServiceAccesses
		if known := all.byPrincipal[a.Principal]; known != nil && !p.file.Time.After(known.File.Time) {
			continue
		} else if known != nil {
			*known = *a
			continue
		}
		all.byPrincipal[a.Principal] = a
		all.List = append(all.List, a)
	}
}
