package accountgen

import "fmt"

type tag struct{ Key, Value string }

type attachedPolicy struct{ PolicyName, PolicyArn string }

type inlinePolicy struct {
	PolicyName     string
	PolicyDocument document
}

type permissionsBoundary struct{ PermissionsBoundaryType, PermissionsBoundaryArn string }

func (a *account) tags(r random) []tag {
	all := []tag{
		{"cost-center", fmt.Sprintf("CC-%04d", r.IntN(10000))},
		{"environment", r.pick(environments)},
		{"managed-by", r.pick([]string{"cdk", "terraform", "hand"})},
		{"office", r.pick(offices)},
		{"team", r.pick(teams)},
	}
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:r.IntN(len(all)+1)]
}

// policyName returns the name and ARN of a managed policy.
func (a *account) policyName(ref policyRef) attachedPolicy {
	if ref.kind == awsPolicy {
		p := awsManaged[ref.index]
		return attachedPolicy{p.name, p.arn()}
	}
	name := a.policyNames[ref.index]
	return attachedPolicy{name, a.arn("policy", "/", name)}
}

// attached is never nil, because the AWS CLI prints an empty list.
func (a *account) attached(refs []policyRef) []attachedPolicy {
	list := make([]attachedPolicy, len(refs))
	for i, ref := range refs {
		list[i] = a.policyName(ref)
	}
	return list
}

func (a *account) boundary(ref policyRef) *permissionsBoundary {
	if ref.kind == noPolicy {
		return nil
	}
	return &permissionsBoundary{"Policy", a.policyName(ref).PolicyArn}
}

// inline makes so many inline policies; the result is never nil.
func (a *account) inline(r random, n int) []inlinePolicy {
	list := make([]inlinePolicy, n)
	for i := range list {
		list[i] = inlinePolicy{fmt.Sprintf("%s-%d", r.pick(parts), i), a.document(r, r.between(1, 5))}
	}
	return list
}
