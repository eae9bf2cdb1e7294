package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

func newRule(meta rule.Meta, consequence string, kinds ...policy.ProblemKind) *rule.Rule {
	return document.NewRule(meta, consequence, kinds...)
}
