package account

import "strings"

// A WorkloadKind says what runs with a role.
type WorkloadKind string

// The kinds of workloads.
const (
	LambdaWorkload    WorkloadKind = "function"
	InstanceWorkload  WorkloadKind = "instance"
	NotebookWorkload  WorkloadKind = "notebook"
	DomainWorkload    WorkloadKind = "SageMaker domain"
	TrainingWorkload  WorkloadKind = "training job"
	ModelWorkload     WorkloadKind = "model"
	TaskWorkload      WorkloadKind = "task definition"
	BuildWorkload     WorkloadKind = "build project"
	GlueJobWorkload   WorkloadKind = "Glue job"
	GlueDevWorkload   WorkloadKind = "Glue development endpoint"
	StackWorkload     WorkloadKind = "stack"
	StateWorkload     WorkloadKind = "state machine"
	AgentWorkload     WorkloadKind = "Bedrock agent"
	InterpretWorkload WorkloadKind = "code interpreter"
	BrowserWorkload   WorkloadKind = "browser tool"
	RuntimeWorkload   WorkloadKind = "agent runtime"
)

// A Workload is something that exists and runs with a role: who may change what
// it does may act as the role.
type Workload struct {
	Kind WorkloadKind
	File *File
	Span Span
	Name Text
	ARN  Text // absent for instances

	// Role is what its code runs as, as the export says: an ARN, or a name for
	// Glue jobs. Absent when it has none.
	Role Text
	// Starter is the role that starts it, where that is another one (the
	// execution role of a task definition).
	Starter Text
	// Profile is the ARN of an instance's profile.
	Profile Text
	// RoleARN is the role's ARN; "" without a role, or when the authorization
	// details do not tell which role a name or an instance profile stands for.
	RoleARN string

	State     Text // of an instance: running, stopped, ...
	Model     Text // of an agent
	Guardrail Text // of an agent, the identifier
}

// At is the place of the workload's name.
func (w *Workload) At() Place {
	if w.Name.Present() {
		return w.File.At(w.Name.Span)
	}
	return w.File.At(w.Span)
}

// Workloads are those that exports tell of.
type Workloads struct {
	List []*Workload // in order of file and place
	// Exported are the kinds of which there is an export, be it an empty list.
	Exported map[WorkloadKind]bool
}

// OfKind are the workloads of a kind.
func (w *Workloads) OfKind(kind WorkloadKind) []*Workload {
	var all []*Workload
	for _, workload := range w.List {
		if workload.Kind == kind {
			all = append(all, workload)
		}
	}
	return all
}

// Of are the workloads that run with a role.
func (w *Workloads) Of(roleARN string) []*Workload {
	var all []*Workload
	for _, workload := range w.List {
		if roleARN != "" && workload.RoleARN == roleARN {
			all = append(all, workload)
		}
	}
	return all
}

// Instances are the EC2 instances that exports tell of.
type Instances struct{ List []*Workload }

// A SageMakerDomain is what describe-domain tells.
type SageMakerDomain struct {
	File     *File
	Span     Span
	ID       Text
	Name     Text
	ARN      Text
	AuthMode Text // SSO or IAM
	Role     Text // execution role of users without one of their own
}

// SageMakerDomains are those that exports tell of.
type SageMakerDomains struct{ List []*SageMakerDomain }

// An AnywhereProfile is an entry of rolesanywhere list-profiles.
type AnywhereProfile struct {
	File            *File
	Span            Span
	Name            Text
	ARN             Text
	Roles           []Text
	Enabled         Bool
	SessionPolicy   *PolicyDocument // nil when there is none
	ManagedPolicies []Text          // ARNs that limit the session, too
}

// AnywhereProfiles are those that exports tell of.
type AnywhereProfiles struct{ List []*AnywhereProfile }

// A ListedRole is what list-roles and get-role tell of a role.
type ListedRole struct {
	File       *File
	Span       Span
	Name       Text
	ARN        Text
	Path       Text
	MaxSession Int             // seconds
	LastUsed   Time            // only get-role tells
	Trust      *PolicyDocument // nil when the export lacks it
}

// ListedRoles are those that exports tell of.
type ListedRoles struct {
	List  []*ListedRole
	byARN map[string]*ListedRole
}

// Find is the role with an ARN, nil when no export tells of it.
func (r *ListedRoles) Find(arn string) *ListedRole { return r.byARN[arn] }

// An IdentityProvider is an OIDC or SAML provider of the account.
type IdentityProvider struct {
	File       *File
	Span       Span
	ARN        Text
	SAML       bool
	ValidUntil Time // of SAML metadata
}

// IdentityProviders are those of the account.
type IdentityProviders struct {
	List             []*IdentityProvider
	HasOIDC, HasSAML bool // which lists were exported
}

// A ServiceAccess is what get-service-last-accessed-details tells of one principal.
type ServiceAccess struct {
	File      *File
	Principal string // ARN of the user, group, role or policy
	Services  []ServiceUse
}

// A ServiceUse says when a principal last used a service that it may use.
type ServiceUse struct {
	Span      Span
	Namespace Text // the prefix of actions, for example s3
	Last      Time // absent when not in the tracking period
	Actions   []ActionUse
}

// An ActionUse says when a principal last used an action, for the few that AWS tracks.
type ActionUse struct {
	Name Text
	Last Time // absent when not in the tracking period
}

// At is the place of a service.
func (a *ServiceAccess) At(u ServiceUse) Place { return a.File.At(u.Namespace.Span) }

// Service is the use of a service by its prefix, nil when the principal may not use it.
func (a *ServiceAccess) Service(namespace string) *ServiceUse {
	for i := range a.Services {
		if strings.EqualFold(a.Services[i].Namespace.Value, namespace) {
			return &a.Services[i]
		}
	}
	return nil
}

// ServiceAccesses are those of the principals for which reports were exported.
type ServiceAccesses struct {
	List        []*ServiceAccess
	byPrincipal map[string]*ServiceAccess
}

// Of is the report about a principal by its ARN, nil when not exported.
func (a *ServiceAccesses) Of(arn string) *ServiceAccess { return a.byPrincipal[arn] }
