// Package rules lists all rules.
package rules

import (
	"slices"

	"github.com/iamlint/iamlint/rules/accountrules"
	"github.com/iamlint/iamlint/rules/ai"
	"github.com/iamlint/iamlint/rules/configuration"
	"github.com/iamlint/iamlint/rules/credential"
	"github.com/iamlint/iamlint/rules/group"
	"github.com/iamlint/iamlint/rules/mfa"
	"github.com/iamlint/iamlint/rules/org"
	"github.com/iamlint/iamlint/rules/password"
	"github.com/iamlint/iamlint/rules/policyrules"
	"github.com/iamlint/iamlint/rules/privesc"
	"github.com/iamlint/iamlint/rules/resource"
	"github.com/iamlint/iamlint/rules/role"
	"github.com/iamlint/iamlint/rules/root"
	"github.com/iamlint/iamlint/rules/rule"
	"github.com/iamlint/iamlint/rules/syntax"
	"github.com/iamlint/iamlint/rules/trust"
	"github.com/iamlint/iamlint/rules/user"
)

// All are the rules of all areas, in the order of the documentation.
func All() []*rule.Rule {
	return slices.Concat(
		root.Rules(),
		mfa.Rules(),
		user.Rules(),
		group.Rules(),
		policyrules.Rules(),
		trust.Rules(),
		org.Rules(),
		role.Rules(),
		privesc.Rules(),
		ai.Rules(),
		resource.Rules(),
		credential.Rules(),
		password.Rules(),
		accountrules.Rules(),
		syntax.Rules(),
		configuration.Rules(),
	)
}
