package graph_test

import "testing"

// TestIdentityProviders asks who may sign in to an administrator role by a SAML
// provider whose metadata it may replace.
func TestIdentityProviders(t *testing.T) {
	people := func(provider string) object {
		return document(object{"Effect": "Allow", "Principal": object{"Federated": provider}, "Action": "sts:AssumeRoleWithSAML"})
	}
	const own = prefix + "saml-provider/people"
	for _, c := range []struct {
		name, path, provider string
		want                 int
	}{
		{"its own account's provider", "/", own, 1},
		{"the provider of another account", "/", "arn:aws:iam::444455556666:saml-provider/people", 0},
		{"an OIDC provider", "/", prefix + "oidc-provider/people", 0},
		{"a role of IAM Identity Center", "/aws-reserved/sso.amazonaws.com/", own, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			export := setting{caller: "user"}.accountOf([]object{allow("iam:UpdateSAMLProvider", "*")})
			target := role("AWSReservedSSO_people_0123456789abcdef", people(c.provider), administered)
			target["Path"], target["Arn"] = c.path, prefix+"role"+c.path+target["RoleName"].(string)
			between := role("between", people(c.provider), nil)
			export["RoleDetailList"] = []object{between, target}
			n := load(t, export).Find(prefix + "user/start")
			if len(n.Ways) != c.want {
				t.Errorf("%d ways, want %d", len(n.Ways), c.want)
			}
		})
	}
}
