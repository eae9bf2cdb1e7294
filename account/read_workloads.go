package account

import (
	"github.com/iamlint/iamlint/internal/jsontape"
)

// A workloadShape is what a command of the AWS CLI prints about workloads.
type workloadShape struct {
	kind  WorkloadKind
	keys  []string // at the top level, all there
	lists []string // keys of the lists, one in the elements of the other; nil when the answer is about one
	in    string   // key of the object that the answer is about; "" for the answer itself
	// has must be a key of the workload; it tells equal keys of different commands apart.
	has string

	name, arn, role, starter, profile, state, model, guardrail []string // paths
}

var workloadShapes = []workloadShape{
	{kind: LambdaWorkload, keys: []string{"Functions"}, lists: []string{"Functions"}, has: "FunctionArn", name: []string{"FunctionName"}, arn: []string{"FunctionArn"}, role: []string{"Role"}},
	{kind: LambdaWorkload, keys: []string{"FunctionArn", "FunctionName", "Role"}, has: "Role", name: []string{"FunctionName"}, arn: []string{"FunctionArn"}, role: []string{"Role"}},
	{kind: InstanceWorkload, keys: []string{"Reservations"}, lists: []string{"Reservations", "Instances"}, has: "InstanceId", name: []string{"InstanceId"}, profile: []string{"IamInstanceProfile", "Arn"}, state: []string{"State", "Name"}},
	{kind: NotebookWorkload, keys: []string{"NotebookInstanceArn"}, has: "RoleArn", name: []string{"NotebookInstanceName"}, arn: []string{"NotebookInstanceArn"}, role: []string{"RoleArn"}},
	{kind: TrainingWorkload, keys: []string{"TrainingJobArn"}, has: "RoleArn", name: []string{"TrainingJobName"}, arn: []string{"TrainingJobArn"}, role: []string{"RoleArn"}},
	{kind: ModelWorkload, keys: []string{"ModelArn"}, has: "ExecutionRoleArn", name: []string{"ModelName"}, arn: []string{"ModelArn"}, role: []string{"ExecutionRoleArn"}},
	{kind: TaskWorkload, keys: []string{"taskDefinition"}, in: "taskDefinition", has: "taskDefinitionArn", name: []string{"family"}, arn: []string{"taskDefinitionArn"}, role: []string{"taskRoleArn"}, starter: []string{"executionRoleArn"}},
	{kind: BuildWorkload, keys: []string{"projects"}, lists: []string{"projects"}, has: "serviceRole", name: []string{"name"}, arn: []string{"arn"}, role: []string{"serviceRole"}},
	{kind: GlueJobWorkload, keys: []string{"Jobs"}, lists: []string{"Jobs"}, has: "Role", name: []string{"Name"}, role: []string{"Role"}},
	{kind: GlueDevWorkload, keys: []string{"DevEndpoints"}, lists: []string{"DevEndpoints"}, has: "EndpointName", name: []string{"EndpointName"}, role: []string{"RoleArn"}},
	{kind: StackWorkload, keys: []string{"Stacks"}, lists: []string{"Stacks"}, has: "StackStatus", name: []string{"StackName"}, arn: []string{"StackId"}, role: []string{"RoleARN"}},
	{kind: StateWorkload, keys: []string{"stateMachineArn"}, has: "roleArn", name: []string{"name"}, arn: []string{"stateMachineArn"}, role: []string{"roleArn"}},
	{kind: AgentWorkload, keys: []string{"agent"}, in: "agent", has: "agentArn", name: []string{"agentName"}, arn: []string{"agentArn"}, role: []string{"agentResourceRoleArn"}, model: []string{"foundationModel"}, guardrail: []string{"guardrailConfiguration", "guardrailIdentifier"}},
	{kind: InterpretWorkload, keys: []string{"codeInterpreterArn"}, has: "networkConfiguration", name: []string{"name"}, arn: []string{"codeInterpreterArn"}, role: []string{"executionRoleArn"}},
	{kind: BrowserWorkload, keys: []string{"browserArn"}, has: "networkConfiguration", name: []string{"name"}, arn: []string{"browserArn"}, role: []string{"executionRoleArn"}},
	{kind: RuntimeWorkload, keys: []string{"agentRuntimeArn"}, has: "roleArn", name: []string{"agentRuntimeName"}, arn: []string{"agentRuntimeArn"}, role: []string{"roleArn"}},
}

// findWorkloads finds the shape that fits a value.
func findWorkloads(t *jsontape.Tape, root jsontape.Node, told bool) (workloadShape, bool) {
	for _, s := range workloadShapes {
		if s.fits(t, root, told) {
			return s, true
		}
	}
	return workloadShape{}, false
}

func (s workloadShape) fits(t *jsontape.Tape, root jsontape.Node, told bool) bool {
	for _, key := range s.keys {
		if _, ok := t.Member(root, key); !ok {
			return false
		}
	}
	n := root
	for _, key := range s.lists {
		list, ok := t.Member(n, key)
		if !ok || t.Kind(list) != jsontape.Array {
			return false
		}
		first := false
		for element := range t.Elements(list) {
			n, first = element, true
			break
		}
		if !first {
			// An empty list is an answer, too, where the key belongs to one command alone.
			return told || s.kind == LambdaWorkload || s.kind == InstanceWorkload || s.kind == GlueDevWorkload
		}
	}
	if s.in != "" {
		n, _ = t.Member(root, s.in)
	}
	_, ok := t.Member(n, s.has)
	return ok
}

// A workloadPage is what one answer tells.
type workloadPage struct {
	kind WorkloadKind
	list []*Workload
}

func (f *File) readWorkloads(roots []jsontape.Node) *Error {
	return readPages(f, roots, func(r *tapeReader, root jsontape.Node) workloadPage {
		shape, _ := findWorkloads(r.tape, root, r.file.told)
		page := workloadPage{kind: shape.kind}
		if shape.in != "" {
			root, _ = r.tape.Member(root, shape.in)
		}
		shape.each(r, root, shape.lists, func(n jsontape.Node) { page.list = append(page.list, shape.read(r, n)) })
		return page
	})
}

// each visits the workloads in lists within lists.
func (s workloadShape) each(r *tapeReader, n jsontape.Node, lists []string, visit func(jsontape.Node)) {
	if len(lists) == 0 {
		visit(n)
		return
	}
	if s.kind == InstanceWorkload && r.file.AccountID == "" {
		if owner, ok := r.tape.Member(n, "OwnerId"); ok {
			if id := r.text(owner).Value; isAccountID(id) {
				r.file.AccountID = id
			}
		}
	}
	list, ok := r.tape.Member(n, lists[0])
	if !ok {
		r.fail(n, "an entry without %s", lists[0])
		return
	}
	for element := range r.elements(list) {
		s.each(r, element, lists[1:], visit)
	}
}

func (s workloadShape) read(r *tapeReader, n jsontape.Node) *Workload {
	w := &Workload{Kind: s.kind, File: r.file, Span: r.span(n)}
	for _, value := range []struct {
		path []string
		to   *Text
	}{
		{s.name, &w.Name}, {s.arn, &w.ARN}, {s.role, &w.Role}, {s.starter, &w.Starter}, {s.profile, &w.Profile},
		{s.state, &w.State}, {s.model, &w.Model}, {s.guardrail, &w.Guardrail},
	} {
		if v, ok := lookup(r.tape, n, value.path); ok {
			*value.to = r.text(v)
		}
	}
	if r.err == nil && !w.Name.Present() {
		r.fail(n, "a %s without %s", s.kind, s.name[len(s.name)-1])
	}
	if r.file.AccountID == "" {
		r.file.AccountID = arnAccount(w.ARN.Value)
	}
	return w
}

// readDomain reads sagemaker describe-domain.
func readDomain(r *tapeReader, root jsontape.Node) *SageMakerDomain {
	d := &SageMakerDomain{File: r.file, Span: r.span(root)}
	for key, value := range r.members(root) {
		switch key {
		case "DomainId":
			d.ID = r.text(value)
		case "DomainName":
			d.Name = r.text(value)
		case "DomainArn":
			d.ARN = r.text(value)
		case "AuthMode":
			d.AuthMode = r.text(value)
		case "DefaultUserSettings":
			for name, v := range r.members(value) {
				if name == "ExecutionRole" {
					d.Role = r.text(v)
				}
			}
		}
	}
	if r.file.AccountID == "" {
		r.file.AccountID = arnAccount(d.ARN.Value)
	}
	return d
}

// readAnywhereProfiles reads rolesanywhere list-profiles.
func (f *File) readAnywhereProfiles(roots []jsontape.Node) *Error {
	docs := documentReader{interned: newInterned()}
	return readPages(f, roots, func(r *tapeReader, root jsontape.Node) []*AnywhereProfile {
		docs.r = r
		profiles := []*AnywhereProfile{}
		list, _ := r.tape.Member(root, "profiles")
		for n := range r.elements(list) {
			profiles = append(profiles, readAnywhereProfile(&docs, n))
		}
		return profiles
	})
}

func readAnywhereProfile(docs *documentReader, n jsontape.Node) *AnywhereProfile {
	r := docs.r
	p := &AnywhereProfile{File: r.file, Span: r.span(n)}
	for key, value := range r.members(n) {
		switch key {
		case "name":
			p.Name = r.text(value)
		case "profileArn":
			p.ARN = r.text(value)
		case "roleArns":
			for element := range r.elements(value) {
				p.Roles = append(p.Roles, r.text(element))
			}
		case "managedPolicyArns":
			for element := range r.elements(value) {
				p.ManagedPolicies = append(p.ManagedPolicies, r.text(element))
			}
		case "enabled":
			p.Enabled = r.boolean(value)
		case "sessionPolicy":
			if !isEmptyText(r.tape, value) {
				p.SessionPolicy = docs.read(value)
			}
		}
	}
	if r.err == nil && !p.Name.Present() {
		r.fail(n, "a profile without name")
	}
	if p.SessionPolicy != nil {
		p.SessionPolicy.Name = "session policy"
		p.SessionPolicy.Owner = Owner{Type: "profile", Name: p.Name.Value, ARN: p.ARN.Value}
	}
	if r.file.AccountID == "" {
		r.file.AccountID = arnAccount(p.ARN.Value)
	}
	return p
}

// readListedRoles reads list-roles and get-role.
func (f *File) readListedRoles(roots []jsontape.Node) *Error {
	docs := documentReader{interned: newInterned()}
	return readPages(f, roots, func(r *tapeReader, root jsontape.Node) []*ListedRole {
		docs.r = r
		roles := []*ListedRole{}
		for key, value := range r.members(root) {
			switch key {
			case "Roles":
				for n := range r.elements(value) {
					roles = append(roles, readListedRole(&docs, n))
				}
			case "Role":
				roles = append(roles, readListedRole(&docs, value))
			}
		}
		return roles
	})
}

func readListedRole(docs *documentReader, n jsontape.Node) *ListedRole {
	r := docs.r
	role := &ListedRole{File: r.file, Span: r.span(n)}
	for key, value := range r.members(n) {
		switch key {
		case "RoleName":
			role.Name = r.text(value)
		case "Arn":
			role.ARN = r.text(value)
		case "Path":
			role.Path = r.text(value)
		case "MaxSessionDuration":
			role.MaxSession = r.integer(value)
		case "RoleLastUsed":
			if r.isNull(value) {
				continue
			}
			for name, v := range r.members(value) {
				if name == "LastUsedDate" {
					role.LastUsed = r.time(v)
				}
			}
		case "AssumeRolePolicyDocument":
			role.Trust = docs.read(value)
		}
	}
	if r.err == nil && !role.ARN.Present() {
		r.fail(n, "a role without Arn")
	}
	if role.Trust != nil {
		name := nameInARN(role.ARN.Value)
		if role.Name.Present() {
			name = role.Name.Value
		}
		role.Trust.Kind, role.Trust.Name = TrustPolicy, "trust policy"
		role.Trust.Owner = Owner{Type: "role", Name: name, ARN: role.ARN.Value}
	}
	if r.file.AccountID == "" {
		r.file.AccountID = arnAccount(role.ARN.Value)
	}
	return role
}

// readServiceAccess reads get-service-last-accessed-details.
func readServiceAccess(r *tapeReader, root jsontape.Node) *ServiceAccess {
	a := &ServiceAccess{File: r.file}
	for key, value := range r.members(root) {
		switch key {
		case "JobStatus":
			switch status := r.text(value); status.Value {
			case "COMPLETED":
			case "IN_PROGRESS":
				r.fail(value, "the report was not finished when it was exported (JobStatus is IN_PROGRESS); ask again with the same --job-id")
			default:
				r.fail(value, "the report could not be made (JobStatus is %q)", status.Value)
			}
		case "ServicesLastAccessed":
			for n := range r.elements(value) {
				a.Services = append(a.Services, readServiceUse(r, n))
			}
		}
	}
	return a
}

func readServiceUse(r *tapeReader, n jsontape.Node) ServiceUse {
	u := ServiceUse{Span: r.span(n)}
	for key, value := range r.members(n) {
		switch key {
		case "ServiceNamespace":
			u.Namespace = r.text(value)
		case "LastAuthenticated":
			u.Last = r.time(value)
		case "TrackedActionsLastAccessed":
			for element := range r.elements(value) {
				var action ActionUse
				for name, v := range r.members(element) {
					switch name {
					case "ActionName":
						action.Name = r.text(v)
					case "LastAccessedTime":
						action.Last = r.time(v)
					}
				}
				u.Actions = append(u.Actions, action)
			}
		}
	}
	if r.err == nil && !u.Namespace.Present() {
		r.fail(n, "a service without ServiceNamespace")
	}
	return u
}

// readIdentityProviders reads list-open-id-connect-providers and list-saml-providers.
func readIdentityProviders(r *tapeReader, root jsontape.Node) *IdentityProviders {
	all := &IdentityProviders{}
	for key, value := range r.members(root) {
		switch key {
		case "OpenIDConnectProviderList":
			all.HasOIDC = true
		case "SAMLProviderList":
			all.HasSAML = true
		default:
			continue
		}
		for n := range r.elements(value) {
			p := &IdentityProvider{File: r.file, Span: r.span(n), SAML: key == "SAMLProviderList"}
			for name, v := range r.members(n) {
				switch name {
				case "Arn":
					p.ARN = r.text(v)
				case "ValidUntil":
					p.ValidUntil = r.time(v)
				}
			}
			if r.err == nil && !p.ARN.Present() {
				r.fail(n, "an identity provider without Arn")
			}
			if r.file.AccountID == "" {
				r.file.AccountID = arnAccount(p.ARN.Value)
			}
			all.List = append(all.List, p)
		}
	}
	return all
}
