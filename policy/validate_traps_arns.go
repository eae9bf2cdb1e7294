package policy

import (
	"fmt"
	"strings"

	"github.com/iamlint/iamlint/catalog"
)

// arnsAsStrings finds ARNs under StringLike whose wildcards can run over the
// colons of an ARN.
func (c *check) arnsAsStrings(s *Statement) {
	for i := range c.tests {
		t := &c.tests[i]
		if t.operator != stringLike || !c.holdsARN(t) {
			continue
		}
		for _, v := range t.Values {
			if !crossesFields(v.Text) {
				continue
			}
			base := "ArnLike"
			if t.negated {
				base = "ArnNotLike"
			}
			// The ARN operator fits fewer ARNs.
			safe := s.Allows() != t.negated
			fix := c.renameOperator(t, t.Operator[:len(t.Operator)-len(t.name.Base+ifExists(t))]+base+ifExists(t), safe, func(t *test) bool {
				return c.holdsARN(t) && allARNs(t.Values)
			})
			c.report(ARNAsString, v.Span, t.Key.Text, fmt.Sprintf("compares the ARN in %s with %q under %s, whose wildcards run over the colons", t.Key.Text, v.Text, t.Operator), fix)
			return
		}
	}
}

func ifExists(t *test) string {
	if t.name.IfExists {
		return "IfExists"
	}
	return ""
}

func (c *check) holdsARN(t *test) bool {
	facts := c.key(t.Key.Text)
	return facts.known && facts.key.Type.Element() == catalog.ARN
}

// crossesFields says whether a pattern of an ARN has a star before its last
// field. Nothing but the root user of an account ends in ":root".
func crossesFields(pattern string) bool {
	parts, n := splitARN(pattern)
	return n == 6 && parts[5] != "root" && strings.Contains(strings.Join(parts[:5], ":"), "*")
}

func allARNs(values []Value) bool {
	for _, v := range values {
		if _, n := splitARN(v.Text); n < 6 {
			return false
		}
	}
	return true
}
