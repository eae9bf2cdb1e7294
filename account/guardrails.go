package account

import "github.com/iamlint/iamlint/rules/rule"

// Guardrails are the policies of the organization that bind the account. The
// error names what is missing.
func (a *Account) Guardrails() (*Guardrails, error) {
	org, tree := a.Organization, a.OrganizationTree
	if a.outer != nil {
		tree = a.outer.OrganizationTree
		if org == nil {
			org = a.outer.Organization
		}
	}
	switch {
	case org == nil || !org.Missing && !org.Management.Present():
		return nil, rule.NoInput("description of the organization")
	case org.Missing:
		return &Guardrails{Why: "the account is in no organization"}, nil
	case org.Management.Value == a.ID:
		return &Guardrails{Why: "the account is the management account, which policies never bind"}, nil
	case org.FeatureSet.Value == "CONSOLIDATED_BILLING":
		return &Guardrails{Why: "the organization has no policies, only consolidated billing"}, nil
	}
	if tree == nil {
		return nil, rule.NoInput("policies of the organization and their targets")
	}
	if tree.Root() == nil || tree.Root().Enabled == nil {
		return nil, rule.NoInput("roots of the organization (organizations list-roots)")
	}
	var path []*Node
	if n := tree.Find(a.ID); n != nil {
		path = n.Path()
	}
	if path == nil {
		return nil, rule.NoInput("parents of the account in the organization (organizations list-parents)")
	}
	g := &Guardrails{}
	for _, typ := range []struct {
		name   string
		levels *[]Level
	}{{SCPType, &g.SCPs}, {RCPType, &g.RCPs}} {
		if on, _ := tree.IsEnabled(typ.name); !on {
			continue
		}
		for _, n := range path {
			policies, known := n.Attached(typ.name)
			if !known {
				return nil, rule.NoInput("policies of type " + typ.name + " that are attached to " + n.ID + " (organizations list-policies with list-targets-for-policy)")
			}
			for _, p := range policies {
				if p.Document == nil {
					return nil, rule.NoInput("document of the policy " + p.ID.Value + " (organizations describe-policy)")
				}
			}
			*typ.levels = append(*typ.levels, Level{n, policies})
		}
	}
	return g, nil
}
