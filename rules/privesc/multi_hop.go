package privesc

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/rule"
)

// MultiHop reports who becomes administrator in several steps only.
var MultiHop = rule.New(rule.Meta{
	ID:    graph.ChainRule,
	Area:  "privesc",
	Title: "A chain of steps leads a principal to administrator",
	Text: `None of the principal's own rights is over an administrator, but it can act as somebody who can act as somebody who is one: it assumes a role that may write code into a function that runs with an administrator's role. Each link looks harmless in its own policy. Or it acts as somebody who may attach policies to it: a role for user administration makes everybody administrator who may assume it.

The rule finds a shortest chain for each principal and shows every request of it with the statement that allows it. It is silent about principals with a way of a single step, which the other rules about escalation report, and a link counts only if they would report it. Chains along which a role is chained keep their rights for an hour at a time, which is enough.`,
	Remediation: "Take out the statement that the first note of the finding names: without it the chains are broken. iamlint paths shows all of them.",
	Severity:    rule.Critical,
	Confidence:  rule.MediumConfidence,
	References:  []string{"pmapper:privesc"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{graph.Provider},
	Run: func(pass *analysis.Pass) (any, error) {
		report(pass, func(n *graph.Node) []*graph.Way {
			for _, w := range n.Ways {
				if w.Single() {
					return nil
				}
			}
			return n.Ways[:min(1, len(n.Ways))]
		})
		return nil, nil
	},
})
