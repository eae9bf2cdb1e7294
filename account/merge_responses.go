package account

import "time"

// responses joins the small responses. Of several that can be only one, the
// newest counts; without dates they must agree.
func (m *merger) responses() {
	a := m.account
	a.Summary = single[*Summary](m, SummaryKind)
	a.PasswordPolicy = single[*PasswordPolicy](m, PasswordPolicyKind)
	a.Organization = single[*Organization](m, OrganizationKind)
	if features := single[*Organization](m, OrganizationFeaturesKind); features != nil {
		if a.Organization == nil {
			a.Organization = features
		}
		a.Organization.RootManaged = features.RootManaged
	}
	for _, p := range pagesOf[any](m, AliasesKind) {
		if aliases := p.content.([]Text); len(aliases) > 0 {
			a.Alias = aliases[0].Value
		}
	}
	if len(m.kinds[ServerCertificatesKind]) > 0 {
		a.ServerCertificates = &ServerCertificates{List: joined[*ServerCertificate](m, ServerCertificatesKind, func(c *ServerCertificate) string { return c.ARN.Value })}
	}
	if len(m.kinds[ServiceCredentialsKind]) > 0 {
		a.ServiceCredentials = &ServiceCredentials{List: joined[*ServiceCredential](m, ServiceCredentialsKind, func(c *ServiceCredential) string { return c.ID.Value })}
	}
	if len(m.kinds[AnalyzerFindingsKind]) > 0 {
		a.AnalyzerFindings = &AnalyzerFindings{List: joined[*AnalyzerFinding](m, AnalyzerFindingsKind, func(f *AnalyzerFinding) string { return f.ID.Value })}
	}
	m.contacts()
	m.analyzers()
}

// single is the one response of a kind.
func single[T any](m *merger, kind Kind) T {
	var newest T
	var from *File
	for _, p := range pagesOf[any](m, kind) {
		switch {
		case from == nil:
		case compact(p.file.Text) == compact(from.Text):
			continue
		case p.file.Time.IsZero() || from.Time.IsZero() || p.file.Time.Equal(from.Time):
			m.errs = append(m.errs, wholeFile(p.file.Path, "this %s and %s disagree, and no manifest says which is newer", kind, from.Path))
			continue
		case p.file.Time.Before(from.Time):
			continue
		}
		newest, from = p.content.(T), p.file
	}
	return newest
}

// joined is the list of all pages; an entry with the key of an earlier one is left out.
func joined[T any](m *merger, kind Kind, key func(T) string) []T {
	var all []T
	seen := make(map[string]bool)
	for _, p := range pagesOf[any](m, kind) {
		list, _ := p.content.([]T)
		for _, element := range list {
			if k := key(element); k == "" || !seen[k] {
				seen[k] = true
				all = append(all, element)
			}
		}
	}
	return all
}

func (m *merger) contacts() {
	for _, p := range pagesOf[any](m, ContactKind) {
		c := p.content.(*Contact)
		if m.account.Contacts == nil {
			m.account.Contacts = &Contacts{Alternate: make(map[string]*Contact)}
		}
		switch {
		case c.Type.Value != "":
			m.account.Contacts.Alternate[c.Type.Value] = c
		case !c.Missing:
			m.account.Contacts.Account = c
		default:
			m.errs = append(m.errs, wholeFile(p.file.Path, "AWS answered that there is no such contact, but nothing says of which type (a manifest does: iamlint export-commands)"))
		}
	}
}

func (m *merger) analyzers() {
	for _, p := range wholeOf[any](m, AnalyzersKind) {
		if m.account.Analyzers == nil {
			m.account.Analyzers = &Analyzers{Regions: make(map[string]Place)}
		}
		analyzers := m.account.Analyzers
		list := p.content.([]*Analyzer)
		analyzers.List = append(analyzers.List, list...)
		regions := []string{p.file.Region}
		for _, a := range list {
			regions = append(regions, a.Region)
		}
		placed := false
		for _, region := range regions {
			if region == "" {
				continue
			}
			placed = true
			if _, ok := analyzers.Regions[region]; !ok {
				analyzers.Regions[region] = p.file.Start()
			}
		}
		if !placed {
			analyzers.Unplaced = append(analyzers.Unplaced, p.file.Start())
		}
	}
	if m.account.Analyzers == nil {
		return
	}
	for _, p := range wholeOf[any](m, RegionsKind) {
		m.account.Analyzers.Enabled, m.account.Analyzers.EnabledFile = p.content.([]Text), p.file
	}
}

// setClock decides of which day the exports speak: the day the user gives,
// else the manifest's, else that of the newest credential report.
func (a *Account) setClock(o Options) {
	if !o.AsOf.IsZero() {
		a.Clock = &Clock{o.AsOf, "--as-of"}
		return
	}
	var manifest, generated time.Time
	var from string
	for _, f := range a.Files {
		switch {
		case f.timeFromManifest && f.Time.After(manifest):
			manifest = f.Time
		case f.Time.After(generated):
			generated, from = f.Time, f.Path
		}
	}
	switch {
	case !manifest.IsZero():
		a.Clock = &Clock{manifest, "manifest"}
	case !generated.IsZero():
		a.Clock = &Clock{generated, "GeneratedTime of " + from}
	}
}

// root joins what the summary and the credential report tell of the root user.
func (a *Account) root() *Root {
	if a.Summary == nil && (a.CredentialReport == nil || a.CredentialReport.Root == nil) {
		return nil
	}
	root := &Root{Summary: a.Summary, PasswordPresent: true}
	if a.ID != "" {
		root.ARN = "arn:aws:iam::" + a.ID + ":root"
	}
	if s := a.Summary; s != nil {
		if n, ok := s.Values["AccountMFAEnabled"]; ok {
			root.MFA = Fact{n.Value > 0, true, s.File.At(n.Span)}
		}
		if n, ok := s.Values["AccountAccessKeysPresent"]; ok {
			root.AccessKeys = Fact{n.Value > 0, true, s.File.At(n.Span)}
		}
		if n, ok := s.Values["AccountPasswordPresent"]; ok {
			root.PasswordPresent = n.Value > 0
		}
	}
	if a.CredentialReport != nil && a.CredentialReport.Root != nil {
		root.addRow(a.CredentialReport.Root)
	}
	if Partition(root.ARN) == "aws-us-gov" {
		root.PasswordPresent = false
	}
	return root
}

// addRow adds what the credential report says; it is preferred, being exact
// about which key, and its place is a cell.
func (root *Root) addRow(row *Credentials) {
	root.Row, root.ARN = row, row.ARN.Value
	if row.PasswordEnabled.Known {
		root.PasswordPresent = row.PasswordEnabled.Value
	}
	if row.MFAActive.Known {
		root.MFA = Fact{row.MFAActive.Value, true, row.At(row.MFAActive.Span)}
	}
	for _, key := range row.Keys {
		if key.Active.Known && key.Active.Value {
			root.AccessKeys = Fact{true, true, row.At(key.Active.Span)}
			return
		}
	}
	if !root.AccessKeys.Known && row.Keys[0].Active.Known {
		root.AccessKeys = Fact{false, true, row.At(row.Keys[0].Active.Span)}
	}
}
