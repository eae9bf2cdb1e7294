package account

import (
	"cmp"
	"slices"
	"strings"
)

// organization joins what exports tell of the organization besides its description.
func (m *merger) organization() {
	m.organizationPolicies()
	m.organizationTree()
	m.delegations()
	var effective []*EffectivePolicy
	for _, p := range pagesOf[*EffectivePolicy](m, EffectivePolicyKind) {
		p.content.Type = cmp.Or(p.content.Type, p.file.Resource)
		effective = append(effective, p.content)
	}
	if len(effective) > 0 {
		m.account.EffectivePolicies = &EffectivePolicies{List: effective}
	}
}

func (m *merger) organizationPolicies() {
	m.policyPages = pagesOf[[]*OrganizationPolicy](m, OrganizationPoliciesKind)
	if len(m.policyPages) == 0 && len(m.kinds[PolicyTargetsKind]) == 0 {
		return
	}
	policies := &OrganizationPolicies{Listed: make(map[string]Place)}
	byID := make(map[string]*OrganizationPolicy)
	for _, page := range m.policyPages {
		for _, typ := range listedTypes(page) {
			if _, listed := policies.Listed[typ]; !listed {
				policies.Listed[typ] = page.file.Start()
			}
		}
		for _, p := range page.content {
			switch known := byID[p.ID.Value]; {
			case known == nil || p.ID.Value == "":
				byID[p.ID.Value] = p
				policies.List = append(policies.List, p)
			case known.Document == nil && p.Document != nil:
				// The whole policy takes the place of its summary.
				*known = *p
				known.Document.Organization = known
			}
		}
	}
	for _, page := range pagesOf[any](m, PolicyTargetsKind) {
		id := page.file.Resource[strings.LastIndexByte(page.file.Resource, '/')+1:]
		p := byID[id]
		switch {
		case id == "":
			m.errs = append(m.errs, wholeFile(page.file.Path, "nothing says of which policy these are the targets (a manifest does: iamlint export-commands)"))
		case p == nil:
			m.errs = append(m.errs, wholeFile(page.file.Path, "the targets of the policy %s, of which no export tells more (organizations list-policies and describe-policy do)", id))
		default:
			p.HasTargets = true
			p.Targets = append(p.Targets, page.content.([]*PolicyTarget)...)
		}
	}
	if len(m.policyPages) > 0 {
		m.account.OrganizationPolicies = policies
	}
}

// listedTypes are the types of which a page is the list of all policies: those
// of list-policies, and not of list-policies-for-target or describe-policy.
func listedTypes(page pageOf[[]*OrganizationPolicy]) []string {
	if nodeType(page.file.Resource) != "" || slices.ContainsFunc(page.content, func(p *OrganizationPolicy) bool { return p.whole }) {
		return nil
	}
	var types []string
	if isPolicyType(page.file.Resource) {
		types = append(types, page.file.Resource)
	}
	for _, policy := range page.content {
		if !slices.Contains(types, policy.Type.Value) {
			types = append(types, policy.Type.Value)
		}
	}
	return types
}

// isPolicyType says whether a text is the name of a type of policies, such as
// TAG_POLICY or DECLARATIVE_POLICY_EC2.
func isPolicyType(name string) bool {
	return strings.HasSuffix(name, "_POLICY") || strings.HasPrefix(name, "DECLARATIVE_POLICY")
}

func (m *merger) organizationTree() {
	t := &OrganizationTree{byID: make(map[string]*Node)}
	for _, page := range pagesOf[any](m, OrganizationTreeKind) {
		for _, entry := range page.content.([]nodeEntry) {
			n := t.add(entry.node)
			resource := page.file.Resource
			switch {
			case entry.role == parentNode && nodeType(resource) == "":
				m.errs = append(m.errs, wholeFile(page.file.Path, "nothing says whose parent this is (a manifest does: iamlint export-commands)"))
			case entry.role == parentNode:
				t.join(n, t.mention(resource, entry.node))
			case nodeType(resource) != "" && resource != n.ID && n.Type != RootNode:
				t.join(t.mention(resource, entry.node), n)
			}
			for i := 1; i < len(entry.path); i++ {
				t.join(t.mention(entry.path[i-1], entry.node), t.mention(entry.path[i], entry.node))
			}
		}
	}
	t.attach(m)
	if len(t.Nodes) > 0 {
		m.account.OrganizationTree = t
	}
}

// add is the node of the tree with the id, completed by what another entry tells of it.
func (t *OrganizationTree) add(n *Node) *Node {
	known := t.byID[n.ID]
	if known == nil {
		n.attached = make(map[string]bool)
		t.byID[n.ID] = n
		t.Nodes = append(t.Nodes, n)
		return n
	}
	if known.Name == "" && n.Name != "" {
		known.File, known.Span = n.File, n.Span
	}
	known.Name, known.ARN = cmp.Or(known.Name, n.Name), cmp.Or(known.ARN, n.ARN)
	if !known.State.Present() {
		known.State = n.State
	}
	if known.Enabled == nil {
		known.Enabled = n.Enabled
	}
	return known
}

// mention is the node with an id that the entry of another one names.
func (t *OrganizationTree) mention(id string, by *Node) *Node {
	return t.add(&Node{Type: nodeType(id), ID: id, File: by.File, Span: by.Span})
}

func (t *OrganizationTree) join(parent, child *Node) {
	if child.Parent == nil && parent != child {
		child.Parent = parent
		parent.Children = append(parent.Children, child)
	}
}

// attach gives the nodes their policies.
func (t *OrganizationTree) attach(m *merger) {
	policies := m.account.OrganizationPolicies
	if policies == nil {
		return
	}
	byID := make(map[string]*OrganizationPolicy)
	complete := make(map[string]bool) // types of which all policies and their targets are known
	for typ := range policies.Listed {
		complete[typ] = true
	}
	for _, p := range policies.List {
		byID[p.ID.Value] = p
		complete[p.Type.Value] = complete[p.Type.Value] && p.HasTargets
		for _, target := range p.Targets {
			n := t.add(&Node{Type: nodeType(target.ID.Value), ID: target.ID.Value, Name: target.Name.Value, ARN: target.ARN.Value, File: target.File, Span: target.Span})
			n.hold(p)
		}
	}
	for _, page := range m.policyPages {
		if nodeType(page.file.Resource) == "" {
			continue
		}
		n := t.mention(page.file.Resource, &Node{File: page.file})
		for _, p := range page.content {
			n.hold(byID[p.ID.Value])
			n.attached[p.Type.Value] = true
		}
	}
	for _, n := range t.Nodes {
		for typ, all := range complete {
			n.attached[typ] = n.attached[typ] || all
		}
	}
}

func (n *Node) hold(p *OrganizationPolicy) {
	if !slices.Contains(n.Policies, p) {
		n.Policies = append(n.Policies, p)
	}
}

func (m *merger) delegations() {
	byID := make(map[string]*DelegatedAdministrator)
	for _, page := range pagesOf[any](m, DelegatedAdministratorsKind) {
		if m.account.DelegatedAdministrators == nil {
			m.account.DelegatedAdministrators = &DelegatedAdministrators{File: page.file}
		}
		for _, d := range page.content.([]*DelegatedAdministrator) {
			if byID[d.ID.Value] == nil {
				byID[d.ID.Value] = d
				m.account.DelegatedAdministrators.List = append(m.account.DelegatedAdministrators.List, d)
			}
		}
	}
	for _, page := range pagesOf[any](m, DelegatedServicesKind) {
		d := byID[page.file.Resource]
		switch {
		case page.file.Resource == "":
			m.errs = append(m.errs, wholeFile(page.file.Path, "nothing says which account runs these services (a manifest does: iamlint export-commands)"))
		case d != nil:
			d.HasServices = true
			d.Services = append(d.Services, page.content.([]ServicePrincipal)...)
		}
	}
	for _, page := range pagesOf[any](m, TrustedServicesKind) {
		if m.account.TrustedServices == nil {
			m.account.TrustedServices = &TrustedServices{File: page.file}
		}
		m.account.TrustedServices.List = append(m.account.TrustedServices.List, page.content.([]ServicePrincipal)...)
	}
}
