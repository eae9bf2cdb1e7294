// Package configuration has the rules about the configuration of iamlint
// itself. What they report is known only when all other rules have run, so
// their analyzers report nothing; package check makes the findings.
package configuration

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/rules/rule"
)

// Rules are the rules of this area.
func Rules() []*rule.Rule { return []*rule.Rule{SuppressionExpired, SuppressionUnused} }

// afterwards is the run of a rule that package check judges.
func afterwards(*analysis.Pass) (any, error) { return nil, nil }
