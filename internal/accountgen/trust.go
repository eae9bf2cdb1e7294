package accountgen

import "strings"

// A trustForm is who takes on a role.
type trustForm uint8

const (
	byService trustForm = iota
	byLinkedService
	byNeighbour
	byOwnRole
	byGitHub
	byServiceAccount // of EKS
	bySAML
	byIdentityCenter
)

// trustForm draws a form; services are by far the most common.
func (r random) trustForm() trustForm {
	switch n := r.IntN(100); {
	case n < 8:
		return byNeighbour
	case n < 15:
		return byGitHub
	case n < 25:
		return byServiceAccount
	case n < 28:
		return bySAML
	case n < 33:
		return byIdentityCenter
	case n < 37:
		return byOwnRole
	case n < 41:
		return byLinkedService
	}
	return byService
}

// trust is the statement of a trust policy; the service matters to the forms
// that name one.
func (a *account) trust(r random, form trustForm, service string) statement {
	s := statement{Effect: "Allow", Action: "sts:AssumeRole"}
	switch form {
	case byNeighbour:
		neighbour := r.pick(a.neighbours)
		s.Principal = map[string]any{"AWS": []string{
			"arn:aws:iam::" + neighbour + ":role/auditor", "arn:aws:iam::" + neighbour + ":role/deployer",
		}}
		s.Condition = condition("StringEquals", "sts:ExternalId", r.text("0123456789abcdef", 32))
	case byOwnRole:
		s.Principal = map[string]any{"AWS": a.arn("role", "/", "platform-runner")}
	case byGitHub:
		const issuer = "token.actions.githubusercontent.com"
		s.Principal = map[string]any{"Federated": a.arn("oidc-provider", "/", issuer)}
		s.Action = "sts:AssumeRoleWithWebIdentity"
		s.Condition = condition("StringEquals", issuer+":aud", "sts.amazonaws.com")
		s.Condition["StringLike"] = map[string]any{issuer + ":sub": "repo:example-org/" + r.pick(teams) + "-" + r.pick(parts) + ":ref:refs/heads/main"}
	case byServiceAccount:
		s.Principal = map[string]any{"Federated": a.arn("oidc-provider", "/", a.eksIssuer)}
		s.Action = "sts:AssumeRoleWithWebIdentity"
		s.Condition = map[string]map[string]any{"StringEquals": {
			a.eksIssuer + ":aud": "sts.amazonaws.com",
			a.eksIssuer + ":sub": "system:serviceaccount:" + r.pick(teams) + ":" + r.pick(parts),
		}}
	case bySAML, byIdentityCenter:
		provider := "corporate"
		if form == byIdentityCenter {
			provider = "AWSSSO_0123456789abcdef_DO_NOT_DELETE"
		}
		s.Principal = map[string]any{"Federated": a.arn("saml-provider", "/", provider)}
		s.Action = []string{"sts:AssumeRoleWithSAML", "sts:TagSession"}
		s.Condition = condition("StringEquals", "SAML:aud", "https://signin.aws.amazon.com/saml")
	default:
		s.Principal = map[string]any{"Service": service + ".amazonaws.com"}
	}
	return s
}

// anyPrincipal trusts the whole world, in one of the ways to write that.
func anyPrincipal(r random) statement {
	principals := []any{"*", map[string]any{"AWS": "*"}, map[string]any{"AWS": []string{"*"}}}
	return statement{Effect: "Allow", Principal: principals[r.IntN(len(principals))], Action: "sts:AssumeRole"}
}

// ownedByAWS says whether a path is one that AWS keeps for itself.
func ownedByAWS(path string) bool { return strings.HasPrefix(path, "/aws-") }
