package graph

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/policy"
)

// A need is an action with the resources on which it has to be allowed: for
// each entry, on some resource that fits one of its patterns.
type need struct {
	action string
	on     [][]string
}

// needsOf are what an action has to be allowed on (Actions, resources, and
// condition keys for AWS services: required resources have a star).
func (g *Graph) needsOf(m *Mechanism) []need {
	if known, ok := g.needs[m.ID]; ok {
		return known
	}
	needs := make([]need, len(m.Needs))
	for i, entry := range m.Needs {
		action, object, _ := strings.Cut(entry, "@")
		needs[i].action = action
		a := g.facts.Action(action)
		if a == nil || a.WildcardOnly() {
			needs[i].on = [][]string{{"*"}}
			continue
		}
		var some []string
		for _, r := range a.Resources {
			patterns := g.patterns(r.Type.ARN)
			switch {
			case r.Type.Name == object:
				needs[i].on = slices.Insert(needs[i].on, 0, patterns)
			case r.Required:
				needs[i].on = append(needs[i].on, patterns)
			}
			some = append(some, patterns...)
		}
		if len(needs[i].on) == 0 {
			needs[i].on = [][]string{some}
		}
	}
	g.needs[m.ID] = needs
	return needs
}

// patterns are the ARNs of a resource type in the account.
func (g *Graph) patterns(arns string) []string {
	arns = strings.NewReplacer("${Partition}", g.partition, "${Account}", g.account.ID).Replace(arns)
	var patterns []string
	for arn := range strings.SplitSeq(arns, ", ") {
		patterns = append(patterns, catalog.WithoutVariables(arn))
	}
	return patterns
}

// An asked is a request of a step, as it was found to be allowed.
type asked struct {
	from *Node
	request
}

// mayUse says whether the principal may do all that a mechanism needs besides
// what it does to the role: with a workload that exists, on that one, else on
// resources of one name. The requests that were allowed come back.
func (n *Node) mayUse(m *Mechanism, w *account.Workload) ([]asked, bool) {
	if m.Makes != "" {
		return n.makes(m)
	}
	needs := n.graph.needsOf(m)
	if len(needs) == 0 {
		return nil, true
	}
	if w != nil {
		arn := n.graph.workloadARN(w)
		return n.allowedOn(needs, arn, "", n.graph.principals.ResourcePolicy(arn))
	}
	first := needs[0].on[0][0]
	for _, pattern := range n.namedFor(needs[0].action, first) {
		if found, ok := n.allowedOn(needs, pattern, first, nil); ok {
			return found, true
		}
	}
	return nil, false
}

// allowedOn asks for all needs, and where they are about the type of one
// resource for that one. The resource is an ARN, with its resource-based policy if
// it has one, or a pattern in place of a wider one.
func (n *Node) allowedOn(needs []need, resource, wider string, document *account.PolicyDocument) ([]asked, bool) {
	var found []asked
	for _, need := range needs {
		for _, patterns := range need.on {
			i := slices.IndexFunc(patterns, func(pattern string) bool {
				r := request{action: need.action, resource: pattern, some: pattern != "*"}
				if pattern == wider || wider == "" && pattern != "*" && policy.Match(pattern, resource) {
					r.resource, r.document = resource, document
				}
				if !n.allowed(&r) {
					return false
				}
				found = append(found, asked{n, r})
				return true
			})
			if i < 0 {
				return nil, false
			}
		}
	}
	return found, true
}

// namedFor are the resources that the principal's policies name for an action,
// as far as they can be of the wider pattern; the wider pattern where they
// name all of it.
func (n *Node) namedFor(action, wider string) []string {
	if wider == "*" {
		return []string{wider}
	}
	name := strings.ToLower(action)
	var named []string
	for _, d := range n.held {
		if !d.offers.has(actions.of(action)) {
			continue
		}
		for i := range d.Statements {
			s := &d.Statements[i]
			if !s.Allows() || !s.ActsOn(name) {
				continue
			}
			if !s.Resource.Present() {
				return []string{wider}
			}
			for _, v := range s.Resource.Values {
				pattern := catalog.WithoutVariables(v.Text)
				if policy.Match(pattern, wider) || strings.Count(pattern, ":") < 5 {
					return []string{wider}
				}
				if overlap(pattern, wider) && !slices.Contains(named, pattern) {
					named = append(named, pattern)
				}
			}
		}
	}
	return named
}

// overlap says whether some ARN fits two patterns: each of its parts does.
func overlap(one, other string) bool {
	a, b := strings.SplitN(one, ":", 6), strings.SplitN(other, ":", 6)
	for i := range min(len(a), len(b)) {
		if !policy.Overlaps(a[i], b[i]) {
			return false
		}
	}
	return true
}

// workloadARN is the ARN of a workload; of an instance a pattern, since lists
// of instances tell no ARNs.
func (g *Graph) workloadARN(w *account.Workload) string {
	if w.ARN.Present() {
		return w.ARN.Value
	}
	if w.Kind == account.InstanceWorkload {
		return "arn:" + g.partition + ":ec2:*:" + g.account.ID + ":instance/" + w.Name.Value
	}
	return "*"
}
