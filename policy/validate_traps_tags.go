package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/catalog"
)

// tagsUnsupported finds tests of tags for services none of whose requests
// carry tags: what they allow or deny is nothing.
func (c *check) tagsUnsupported(s *Statement, kind ProblemKind) {
	if c.kind == TrustPolicy {
		return
	}
	for i := range c.tests {
		t := &c.tests[i]
		if !strings.HasPrefix(t.key, "aws:resourcetag/") && !strings.HasPrefix(t.key, "aws:requesttag/") && t.key != "aws:tagkeys" || t.withoutKey() {
			continue
		}
		if s.NotAction.Present() {
			verb := "allows every action but some"
			if kind == TagUnsupportedDeny {
				verb = "denies every action but some"
			}
			c.report(kind, t.Key.Span, t.Key.Text, fmt.Sprintf("%s by %s, which many services never send", verb, t.Key.Text), nil)
			return
		}
		if never := c.neverTagged(t.Key.Text); len(never) > 0 {
			verb := "allows"
			if kind == TagUnsupportedDeny {
				verb = "denies"
			}
			c.report(kind, t.Key.Span, t.Key.Text, fmt.Sprintf("%s actions of %s by %s, which requests to them never carry", verb, quoted(never), t.Key.Text), nil)
			return
		}
	}
}

// neverTagged lists services of the statement's actions none of whose actions
// have the key.
func (c *check) neverTagged(key string) []string {
	var never []string
	for _, f := range c.named {
		if f.service == nil || f.wrong != 0 || len(never) > 0 && never[len(never)-1] == f.service.Prefix || sparseKeys[f.service.Prefix] || f.service.Prefix == "tag" {
			continue
		}
		if !c.serviceSends(f.service, key) && !slices.Contains(never, f.service.Prefix) {
			never = append(never, f.service.Prefix)
		}
	}
	return never
}

// serviceSends says whether requests for some action of a service carry a tag key.
func (v *Validator) serviceSends(s *catalog.Service, key string) bool {
	kind, _, _ := strings.Cut(v.lower(key), "/")
	at := [2]string{s.Prefix, kind}
	sends, known := v.tags[at]
	if !known {
		for i := range s.Actions() {
			if sends = s.Actions()[i].SupportsKey(key); sends {
				break
			}
		}
		v.tags[at] = sends
	}
	return sends
}
