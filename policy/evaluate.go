package policy

import (
	"strings"

	"github.com/iamlint/iamlint/catalog"
)

// Evaluate decides a request as AWS does (Policy evaluation logic; How AWS
// enforcement code logic evaluates requests to allow or deny access;
// Cross-account policy evaluation logic). It allocates nothing.
//
// KMS grants, S3 access control lists and block public access are not policies
// and do not count.
func Evaluate(r *Request, p *Policies) Decision {
	e := newEvaluation(r, p)
	return e.decide()
}

// An evaluation is a request being decided.
type evaluation struct {
	request  *Request
	policies *Policies
	caller   caller
	resource requestResource
	service  string // of the action
	name     string
	bit      uint64
	same     bool // caller and resource are of one account

	// explain, if not nil, hears of each statement that matches or may match.
	explain *explainer
}

func newEvaluation(r *Request, p *Policies) evaluation {
	e := evaluation{request: r, policies: p, caller: parseCaller(r.Principal), resource: parseRequestResource(r)}
	e.service, e.name, _ = strings.Cut(r.Action, ":")
	e.bit = serviceBit(e.service)
	e.same = e.caller.account != "" && (r.ResourceAccount == "" || r.ResourceAccount == e.caller.account)
	return e
}

// A verdict is what the policies of one type say.
type verdict struct{ deny, allow Truth }

// A resourceVerdict is what a resource-based policy says, by how its
// principals fit the caller.
type resourceVerdict struct {
	deny                       Truth
	direct, viaEntity, account Truth
}

func (v resourceVerdict) any() Truth { return v.direct.Or(v.viaEntity).Or(v.account) }

func (e *evaluation) decide() Decision {
	if e.is("sts", "GetCallerIdentity") {
		return Decision{Outcome: Allowed} // always succeeds
	}
	identity := e.all(IdentityType, e.policies.Identity)
	boundary := e.each(BoundaryType, e.policies.Boundaries)
	session := e.all(SessionType, e.policies.Session)
	endpoint := e.all(EndpointType, e.policies.Endpoint)
	scp := e.levels(SCPType, e.policies.SCPs, e.boundBySCPs())
	rcp := e.levels(RCPType, e.policies.RCPs, e.boundByRCPs())
	resource := e.resourcePolicy()

	var decision Decision
	deny := False
	for _, v := range [...]struct {
		of   Type
		deny Truth
	}{
		{IdentityType, identity.deny}, {ResourceType, resource.deny}, {BoundaryType, boundary.deny}, {SCPType, scp.deny},
		{RCPType, rcp.deny}, {SessionType, session.deny}, {EndpointType, endpoint.deny},
	} {
		deny = deny.Or(v.deny)
		if v.deny == True {
			decision.Denied |= 1 << v.of
		}
	}
	if deny == True {
		decision.Outcome = ExplicitlyDenied
		return decision
	}

	// What has no policies limits nothing.
	pb := boundary.allow.Or(truth(e.policies.Boundaries == nil))
	sp := session.allow.Or(truth(e.policies.Session == nil))
	outer := scp.allow.And(rcp.allow).And(endpoint.allow.Or(truth(e.policies.Endpoint == nil)))
	id := identity.allow
	switch {
	case e.caller.kind == rootCaller:
		id = True
	case e.caller.kind == federatedUserCaller && e.policies.Session == nil:
		id = False // has no permissions of its own
	case e.caller.account == "":
		id = False
	}
	own := id.And(pb).And(sp)

	var inner Truth
	switch {
	case e.protected():
		inner = False
	case e.caller.account == "":
		inner = resource.any() // services, identity providers and strangers have no policies
	case !e.same:
		inner = own.And(resource.any())
	case e.resourceMustAllow():
		inner = resource.direct.Or(resource.viaEntity.And(pb).And(sp)).Or(resource.account.And(own))
	default:
		inner = resource.direct.Or(resource.viaEntity.And(pb).And(sp)).Or(own)
	}
	allow := inner.And(outer)
	switch {
	case allow == False:
		decision.Outcome = ImplicitlyDenied
		decision.Missing = e.missing(id, pb, sp, resource.any(), scp.allow, rcp.allow, endpoint.allow)
	case allow == Unknown || deny == Unknown:
		decision.Outcome = Conditional
	default:
		decision.Outcome = Allowed
	}
	return decision
}

// missing are the types that would have to allow and do not.
func (e *evaluation) missing(id, pb, sp, resource, scp, rcp, endpoint Truth) Types {
	var missing Types
	lacks := func(t Type, allow Truth) {
		if allow == False {
			missing |= 1 << t
		}
	}
	if e.caller.account != "" {
		lacks(IdentityType, id)
		lacks(BoundaryType, pb)
		lacks(SessionType, sp)
	}
	if !e.same || e.resourceMustAllow() {
		lacks(ResourceType, resource)
	}
	lacks(SCPType, scp)
	lacks(RCPType, rcp)
	lacks(EndpointType, endpoint.Or(truth(e.policies.Endpoint == nil)))
	return missing
}

func (e *evaluation) is(service, name string) bool {
	return strings.EqualFold(e.service, service) && strings.EqualFold(e.name, name)
}

// boundBySCPs says whether service control policies bind the caller.
func (e *evaluation) boundBySCPs() bool {
	return e.caller.account != "" && !e.caller.serviceLinked()
}

// boundByRCPs says whether resource control policies bind the request
// (Resource control policies (RCPs): services and principals they do not bind).
func (e *evaluation) boundByRCPs() bool {
	return len(e.policies.RCPs) > 0 && !e.caller.serviceLinked() && !e.is("kms", "RetireGrant") && catalog.Default().SupportsRCP(e.service)
}

// resourceMustAllow says whether the resource's policy has to allow even a
// caller of the same account: for roles (How IAM roles differ from
// resource-based policies) and KMS keys (Key policies in AWS KMS).
func (e *evaluation) resourceMustAllow() bool {
	switch {
	case strings.EqualFold(e.service, "sts"):
		return e.assumesRole()
	case strings.EqualFold(e.service, "kms"):
		return strings.HasPrefix(e.resource.parts[5], "key/")
	}
	return false
}

// trustActions are those that a role trust policy decides.
var trustActions = [...]string{"AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "TagSession", "SetSourceIdentity", "SetContext"}

func (e *evaluation) assumesRole() bool {
	if e.resource.parts[2] != "iam" || !strings.HasPrefix(e.resource.parts[5], "role/") {
		return false
	}
	for _, name := range trustActions {
		if strings.EqualFold(e.name, name) {
			return true
		}
	}
	return false
}

// protected says whether the resource belongs to AWS, so that nobody in the
// account can change it.
func (e *evaluation) protected() bool {
	parts := &e.resource.parts
	switch {
	case parts[2] == "iam" && strings.EqualFold(e.service, "iam"):
		if parts[4] != "aws" && !strings.HasPrefix(parts[5], "role/aws-reserved/") || strings.EqualFold(e.name, "PassRole") {
			return false
		}
	case parts[2] == "kms" && strings.EqualFold(e.service, "kms"):
		if !strings.HasPrefix(parts[5], "alias/aws/") {
			return false
		}
	default:
		return false
	}
	action := catalog.Default().Service(e.service).Action(e.name)
	return action != nil && action.Level.Writes()
}

// all takes the policies of one type together: one that allows is enough.
func (e *evaluation) all(of Type, policies []*Compiled) verdict {
	var v verdict
	for _, p := range policies {
		one := e.policy(of, p, "")
		v.deny, v.allow = v.deny.Or(one.deny), v.allow.Or(one.allow)
	}
	return v
}

// each takes policies of which every one has to allow.
func (e *evaluation) each(of Type, policies []*Compiled) verdict {
	v := verdict{allow: truth(len(policies) > 0)}
	for _, p := range policies {
		one := e.policy(of, p, "")
		v.deny, v.allow = v.deny.Or(one.deny), v.allow.And(one.allow)
	}
	return v
}

// levels takes the policies of an organization: every level has to allow (SCP
// evaluation). RCPFullAWSAccess is attached to every level and cannot be
// detached, so that resource control policies only deny.
func (e *evaluation) levels(of Type, levels []Level, bound bool) verdict {
	v := verdict{allow: True}
	if !bound {
		return v
	}
	for _, level := range levels {
		allow := truth(of == RCPType)
		for _, p := range level.Policies {
			one := e.policy(of, p, level.ID)
			v.deny, allow = v.deny.Or(one.deny), allow.Or(one.allow)
		}
		v.allow = v.allow.And(allow)
	}
	return v
}

// policy is what one policy says to the request, whoever it names.
func (e *evaluation) policy(of Type, p *Compiled, level string) verdict {
	var v verdict
	if (p.allows|p.denies)&e.bit == 0 {
		return v
	}
	for i := range p.statements {
		s := &p.statements[i]
		if s.services&e.bit == 0 {
			continue
		}
		met := e.matches(s, of)
		if met == False {
			continue
		}
		if (of == EndpointType || of == RCPType) && s.hasPrincipal {
			if fit := e.fits(s); fit == noMatch {
				continue
			}
		}
		if e.explain != nil {
			e.explain.hear(of, p, s, level, met)
		}
		if s.deny {
			v.deny = v.deny.Or(met)
		} else {
			v.allow = v.allow.Or(met)
		}
	}
	return v
}

// resourcePolicy is what the policy of the resource says.
func (e *evaluation) resourcePolicy() resourceVerdict {
	var v resourceVerdict
	if e.policies.Resource == nil {
		if e.policies.ResourceUnknown {
			v.direct = Unknown
			if e.same && !e.resourceMustAllow() {
				v.direct = False // it may let in more, but that is not asked
			}
		}
		return v
	}
	for i := range e.policies.Resource.statements {
		s := &e.policies.Resource.statements[i]
		// A statement without a principal speaks of nobody.
		if s.services&e.bit == 0 || !s.hasPrincipal {
			continue
		}
		fit := e.fits(s)
		if fit == noMatch {
			continue
		}
		met := e.matches(s, ResourceType)
		if met == False {
			continue
		}
		if e.explain != nil {
			e.explain.hear(ResourceType, e.policies.Resource, s, "", met)
		}
		switch {
		case s.deny:
			v.deny = v.deny.Or(met)
		case fit == direct:
			v.direct = v.direct.Or(met)
		case fit == viaEntity:
			v.viaEntity = v.viaEntity.Or(met)
		default:
			v.account = v.account.Or(met)
		}
	}
	return v
}

// fits says how strongly the principals of a statement fit the caller.
func (e *evaluation) fits(s *compiledStatement) strength {
	best := noMatch
	for i := range s.principals {
		best = max(best, s.principals[i].matches(&e.caller, e.request.Canonical))
	}
	if !s.notPrincipal {
		return best
	}
	// A principal with a boundary is denied whoever is listed (Permissions
	// boundaries for IAM entities).
	if best == noMatch || s.deny && e.policies.Boundaries != nil {
		return direct
	}
	return noMatch
}

// matches says whether action, resource and conditions of a statement fit.
func (e *evaluation) matches(s *compiledStatement, of Type) Truth {
	if e.matchesAction(s) == s.notAction {
		return False
	}
	met := True
	switch {
	case s.hasResource:
		fit := False
		for i := range s.resources {
			if e.resource.pattern {
				// What NotResource excludes, it has to exclude all of to exclude some.
				fit = fit.Or(s.resources[i].matchesPattern(&e.resource, of, e.request.Context, s.deny != s.notResource))
			} else {
				fit = fit.Or(s.resources[i].matches(&e.resource, of, e.request.Context))
			}
		}
		if s.notResource {
			fit = fit.Not()
		}
		if met = fit; met == False {
			return False
		}
	case of != ResourceType && of != EndpointType:
		return False // only the policy of a resource may leave out which
	}
	for i := range s.conditions {
		if met = met.And(s.conditions[i].holds(e.request.Context)); met == False {
			return False
		}
	}
	return met
}

func (e *evaluation) matchesAction(s *compiledStatement) bool {
	for i := range s.actions {
		p := &s.actions[i]
		if p.Every() || strings.EqualFold(p.Service, e.service) && matchFold(p.Name, e.name) {
			return true
		}
	}
	return false
}

// matchFolded is Match where the case of the pattern makes no difference; the
// text is in lower case.
func matchFolded(pattern, text string) bool {
	p, t, star, mark := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || lowerByte(pattern[p]) == text[t]):
			p, t = p+1, t+1
		case star >= 0:
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}

// matchFold is Match for a pattern in lower case and a text in any.
func matchFold(pattern, text string) bool {
	p, t, star, mark := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == lowerByte(text[t])):
			p, t = p+1, t+1
		case star >= 0:
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}
