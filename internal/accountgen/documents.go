package accountgen

import (
	"slices"
	"strconv"
	"strings"
)

// A document is a policy document.
type document struct {
	Version   string
	Statement any // a statement or a list of them
}

func newDocument(statements ...statement) document { return document{"2012-10-17", statements} }

// A statement of a policy. The fields of type any hold a string or a list of
// strings, a principal also an object of those.
type statement struct {
	Sid       string `json:",omitempty"`
	Effect    string
	Principal any                       `json:",omitempty"`
	Action    any                       `json:",omitempty"`
	NotAction any                       `json:",omitempty"`
	Resource  any                       `json:",omitempty"`
	Condition map[string]map[string]any `json:",omitempty"`
}

// scalar writes a list of one as the policy editors do: mostly without the list.
func (r random) scalar(values []string) any {
	if len(values) == 1 && r.percent(60) {
		return values[0]
	}
	return values
}

// document makes a harmless policy of n statements.
func (a *account) document(r random, n int) document {
	statements := make([]statement, n)
	for i := range statements {
		statements[i] = a.statement(r, i)
	}
	if n == 1 && r.percent(15) {
		return document{"2012-10-17", statements[0]}
	}
	return newDocument(statements...)
}

// documentWith makes a policy that has one given statement among n harmless ones.
func (a *account) documentWith(r random, s statement, n int) document {
	var statements []statement
	for i := range n {
		statements = append(statements, a.statement(r, i))
	}
	return newDocument(slices.Insert(statements, r.IntN(n+1), s)...)
}

// statement makes the ith statement of a harmless policy.
func (a *account) statement(r random, i int) statement {
	svc := services[r.IntN(len(services))]
	var s statement
	if r.percent(70) {
		s.Sid = strings.ToUpper(svc.name[:1]) + svc.name[1:] + r.pick([]string{"Access", "Allow", "Read", "Use"}) + strconv.Itoa(i)
	}
	switch kind := r.IntN(100); {
	case kind < 6:
		s.Sid = ""
		guard(r, svc, &s)
		return s
	case kind < 24:
		s.Action = r.scalar(svc.actions(r.some(svc.lists, r.between(1, 4))))
		s.Resource = "*"
	default:
		actions := r.some(svc.reads, r.between(1, 5))
		if r.percent(55) {
			actions = append(actions, r.some(svc.writes, r.between(1, 3))...)
		}
		s.Action = r.scalar(svc.actions(actions))
		var resources []string
		for range []int{1, 1, 1, 2, 2, 3, 5}[r.IntN(7)] {
			resources = append(resources, a.resource(r, r.pick(svc.resources)))
		}
		s.Resource = r.scalar(resources)
	}
	s.Effect = "Allow"
	if r.percent(22) {
		s.Condition = a.condition(r)
	}
	return s
}

// guard makes s one of the usual statements that deny.
func guard(r random, svc service, s *statement) {
	s.Effect = "Deny"
	s.Resource = "*"
	switch r.IntN(3) {
	case 0:
		s.Action = svc.name + ":*"
		s.Condition = condition("Bool", "aws:SecureTransport", "false")
	case 1:
		s.NotAction = []string{"iam:GetUser", "iam:ListMFADevices", "sts:GetSessionToken"}
		s.Condition = condition("BoolIfExists", "aws:MultiFactorAuthPresent", "false")
	default:
		s.Action = svc.actions(r.some(svc.writes, 2))
		s.Condition = condition("StringNotEquals", "aws:RequestedRegion", []string{"eu-west-1", "us-east-1"})
	}
}

func condition(operator, key string, value any) map[string]map[string]any {
	return map[string]map[string]any{operator: {key: value}}
}

func (a *account) condition(r random) map[string]map[string]any {
	switch r.IntN(7) {
	case 0:
		return condition("StringEquals", "aws:RequestedRegion", r.some([]string{"eu-central-1", "eu-west-1", "us-east-1"}, 2))
	case 1:
		return condition("StringEquals", "aws:ResourceTag/team", r.pick(teams))
	case 2:
		return condition("Bool", "aws:SecureTransport", "true")
	case 3:
		return condition("StringLike", "aws:PrincipalTag/department", []string{r.pick(teams) + "-*", r.pick(teams)})
	case 4:
		return condition("IpAddress", "aws:SourceIp", []string{"10." + strconv.Itoa(r.IntN(256)) + ".0.0/16", "192.0.2.0/24"})
	case 5:
		c := condition("StringEquals", "aws:PrincipalAccount", a.id)
		c["Bool"] = map[string]any{"aws:MultiFactorAuthPresent": "true"}
		return c
	default:
		return condition("NumericLessThan", "aws:MultiFactorAuthAge", "3600")
	}
}

// actions puts the prefix of the service before names of actions.
func (s service) actions(names []string) []string {
	full := make([]string, len(names))
	for i, name := range names {
		full[i] = s.name + ":" + name
	}
	return full
}

func (a *account) resource(r random, pattern string) string {
	name := r.pick(teams) + "-" + r.pick(parts) + "-" + r.pick(environments)
	return strings.NewReplacer("$R", r.pick(regions), "$A", a.id, "$N", name, "$U", r.uuid()).Replace(pattern)
}
