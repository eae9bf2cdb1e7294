package account

import (
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/iamlint/iamlint/internal/jsontape"
)

func readOrganization(r *responseReader, root gjson.Result) any {
	o := &Organization{File: r.file}
	for key, value := range r.members(root) {
		if key != "Organization" {
			continue
		}
		for name, v := range r.members(value) {
			switch name {
			case "Id":
				o.ID = r.text(v)
			case "Arn":
				o.ARN = r.text(v)
			case "FeatureSet":
				o.FeatureSet = r.text(v)
			case "MasterAccountId", "ManagementAccountId":
				o.Management = r.text(v)
			}
		}
	}
	return o
}

// readOrganizationFeatures reads iam list-organizations-features.
func readOrganizationFeatures(r *responseReader, root gjson.Result) any {
	o := &Organization{File: r.file}
	for key, value := range r.members(root) {
		switch key {
		case "OrganizationId":
			o.ID = r.text(value)
		case "EnabledFeatures":
			o.RootManaged = Bool{Span: r.span(value)}
			for feature := range r.elements(value) {
				if r.text(feature).Value == "RootCredentialsManagement" {
					o.RootManaged.Value = true
				}
			}
		}
	}
	return o
}

// readOrganizationPolicies reads list-policies, list-policies-for-target and describe-policy.
func (f *File) readOrganizationPolicies(roots []jsontape.Node) *Error {
	docs := documentReader{interned: newInterned()}
	return readPages(f, roots, func(r *tapeReader, root jsontape.Node) []*OrganizationPolicy {
		docs.r = r
		policies := []*OrganizationPolicy{}
		for key, value := range r.members(root) {
			switch key {
			case "Policies":
				for element := range r.elements(value) {
					policies = append(policies, readPolicySummary(r, element))
				}
			case "Policy":
				policies = append(policies, readWholePolicy(&docs, value))
			}
		}
		return policies
	})
}

func readPolicySummary(r *tapeReader, n jsontape.Node) *OrganizationPolicy {
	p := &OrganizationPolicy{File: r.file, Span: r.span(n)}
	for key, value := range r.members(n) {
		switch key {
		case "Id":
			p.ID = r.text(value)
		case "Arn":
			p.ARN = r.text(value)
		case "Name":
			p.Name = r.text(value)
		case "Description":
			p.Description = r.text(value)
		case "Type":
			p.Type = r.text(value)
		case "AwsManaged":
			p.AWSManaged = r.boolean(value)
		}
	}
	if r.err == nil && !p.Type.Present() {
		r.fail(n, "an organization policy without Type")
	}
	return p
}

func readWholePolicy(docs *documentReader, n jsontape.Node) *OrganizationPolicy {
	r := docs.r
	p := &OrganizationPolicy{File: r.file, Span: r.span(n)}
	for key, value := range r.members(n) {
		switch key {
		case "PolicySummary":
			p = readPolicySummary(r, value)
		case "Content":
			p.Document = docs.read(value)
		}
	}
	p.whole = true
	// Content may stand before the summary.
	if content, ok := r.tape.Member(n, "Content"); ok && r.err == nil {
		if p.Document == nil {
			p.Document = docs.read(content)
		}
		if p.Type.Value == AIOptOutType {
			p.OptOuts = readOptOuts(r, content)
		}
	}
	if doc := p.Document; doc != nil {
		doc.Kind = organizationKind(p.Type.Value)
		doc.Name, doc.named = p.Name.Value, p.Name.Span
		doc.Owner = Owner{Type: "policy", Name: p.Name.Value, ARN: p.ARN.Value}
		doc.Organization = p
	}
	return p
}

// readTargets reads list-targets-for-policy.
func readTargets(r *responseReader, root gjson.Result) any {
	targets := []*PolicyTarget{}
	for key, value := range r.members(root) {
		if key != "Targets" {
			continue
		}
		for element := range r.elements(value) {
			t := &PolicyTarget{File: r.file, Span: r.span(element)}
			for name, v := range r.members(element) {
				switch name {
				case "TargetId":
					t.ID = r.text(v)
				case "Arn":
					t.ARN = r.text(v)
				case "Name":
					t.Name = r.text(v)
				case "Type":
					t.Type = r.text(v)
				}
			}
			if r.err == nil && nodeType(t.ID.Value) == "" {
				r.fail(t.Span, "a target whose TargetId is neither a root, a unit nor an account")
			}
			targets = append(targets, t)
		}
	}
	return targets
}

// A nodeEntry is what one entry of the exports tells of a node.
type nodeEntry struct {
	node *Node
	path []string // ids from the root to the node, when the entry tells them
	role nodeRole
}

// A nodeRole says how an entry relates to the resource of the manifest.
type nodeRole uint8

const (
	ownNode    nodeRole = iota // it may be a child of it
	parentNode                 // it is its parent
)

// readNodes reads list-roots, list-organizational-units-for-parent,
// describe-organizational-unit, list-accounts, list-accounts-for-parent,
// describe-account, list-parents and list-children.
func readNodes(r *responseReader, root gjson.Result) any {
	entries := []nodeEntry{}
	for key, value := range r.members(root) {
		switch key {
		case "Roots", "OrganizationalUnits", "Accounts", "Children":
			for element := range r.elements(value) {
				entries = append(entries, readNode(r, element))
			}
		case "OrganizationalUnit", "Account":
			entries = append(entries, readNode(r, value))
		case "Parents":
			for element := range r.elements(value) {
				entry := readNode(r, element)
				entry.role = parentNode
				entries = append(entries, entry)
			}
		}
	}
	return entries
}

func readNode(r *responseReader, element gjson.Result) nodeEntry {
	n := &Node{File: r.file, Span: r.span(element)}
	entry := nodeEntry{node: n}
	for name, v := range r.members(element) {
		switch name {
		case "Id":
			n.ID = r.text(v).Value
		case "Arn":
			n.ARN = r.text(v).Value
		case "Name":
			n.Name = r.text(v).Value
		case "State":
			n.State = r.text(v)
		case "Status":
			if !n.State.Present() {
				n.State = r.text(v)
			}
		case "Path":
			entry.path = pathIDs(r.text(v).Value)
		case "Paths":
			for path := range r.elements(v) {
				entry.path = pathIDs(r.text(path).Value)
			}
		case "PolicyTypes":
			n.Enabled = readPolicyTypes(r, v)
		}
	}
	n.Type = nodeType(n.ID)
	if r.err == nil && n.Type == "" {
		r.fail(n.Span, "an entry whose Id is neither that of a root, a unit nor an account")
	}
	return entry
}

func readPolicyTypes(r *responseReader, value gjson.Result) []Text {
	enabled := []Text{}
	for element := range r.elements(value) {
		var typ, status Text
		for name, v := range r.members(element) {
			switch name {
			case "Type":
				typ = r.text(v)
			case "Status":
				status = r.text(v)
			}
		}
		if status.Value == "ENABLED" {
			enabled = append(enabled, typ)
		}
	}
	return enabled
}

// pathIDs are the nodes in a path such as o-exampleorgid/r-ab12/ou-ab12-11111111/111122223333/.
func pathIDs(path string) []string {
	ids := strings.Split(path, "/")
	return slices.DeleteFunc(ids, func(id string) bool { return nodeType(id) == "" })
}

func readDelegatedAdministrators(r *responseReader, root gjson.Result) any {
	list := []*DelegatedAdministrator{}
	for key, value := range r.members(root) {
		if key != "DelegatedAdministrators" {
			continue
		}
		for element := range r.elements(value) {
			d := &DelegatedAdministrator{File: r.file, Span: r.span(element)}
			for name, v := range r.members(element) {
				switch name {
				case "Id":
					d.ID = r.accountID(v)
				case "Arn":
					d.ARN = r.text(v)
				case "Name":
					d.Name = r.text(v)
				}
			}
			if r.err == nil && !d.ID.Present() {
				r.fail(d.Span, "a delegated administrator without Id")
			}
			list = append(list, d)
		}
	}
	return list
}

// readServicePrincipals reads list-delegated-services-for-account and
// list-aws-service-access-for-organization.
func readServicePrincipals(r *responseReader, root gjson.Result, list string) any {
	services := []ServicePrincipal{}
	for key, value := range r.members(root) {
		if key != list {
			continue
		}
		for element := range r.elements(value) {
			s := ServicePrincipal{File: r.file}
			for name, v := range r.members(element) {
				if name == "ServicePrincipal" {
					s.Name = r.text(v)
				}
			}
			if r.err == nil && !s.Name.Present() {
				r.fail(r.span(element), "a service without ServicePrincipal")
			}
			services = append(services, s)
		}
	}
	return services
}

// readEffectivePolicies reads describe-effective-policy.
func (f *File) readEffectivePolicies(roots []jsontape.Node) *Error {
	return readPages(f, roots, func(r *tapeReader, root jsontape.Node) *EffectivePolicy {
		p := &EffectivePolicy{File: f, Span: r.span(root)}
		policy, _ := r.tape.Member(root, "EffectivePolicy")
		var content jsontape.Node
		for key, value := range r.members(policy) {
			switch key {
			case "PolicyType":
				p.Type = r.text(value).Value
			case "TargetId":
				p.Target = r.text(value)
			case "PolicyContent":
				content = value
			}
		}
		if r.err == nil && p.Type == "" {
			r.fail(policy, "an effective policy without PolicyType")
		}
		if r.err == nil && p.Type == AIOptOutType && content != 0 {
			p.OptOuts = readOptOuts(r, content)
		}
		return p
	})
}

// readOptOuts reads an AI services opt-out policy from the string that holds
// it. Values stand by themselves in effective policies, and as the operand of
// @@assign in policies that are written.
func readOptOuts(r *tapeReader, n jsontape.Node) []AIOptOut {
	e := embed(r, n)
	if e == nil {
		return nil
	}
	services, ok := e.tape.Member(e.tape.Roots()[0], "services")
	if !ok {
		return nil
	}
	var all []AIOptOut
	for key, service := range e.tape.Members(services) {
		value, ok := e.tape.Member(service, "opt_out_policy")
		if !ok {
			continue
		}
		o := AIOptOut{Service: e.text(key)}
		if assigned, ok := e.tape.Member(value, "@@assign"); ok {
			operators, _ := e.tape.Member(value, "@@operators_allowed_for_child_policies")
			for operator := range e.tape.Elements(operators) {
				o.Locked = o.Locked || e.tape.String(operator) == "@@none"
			}
			value = assigned
		}
		if e.tape.Kind(value) == jsontape.String {
			o.Value = e.text(value)
			all = append(all, o)
		}
	}
	return all
}
