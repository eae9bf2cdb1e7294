package config

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/iamlint/iamlint/internal/spelling"
)

func (d *decoder) unknownKey(name ast.Node, known []string) {
	text := name.GetToken().Value
	if near := spelling.Nearest(text, slices.Values(known)); near != "" {
		d.fail(name, "unknown key %q; did you mean %q?", text, near)
		return
	}
	d.fail(name, "unknown key %q (want one of %s)", text, strings.Join(known, ", "))
}

func (d *decoder) unknownRule(name ast.Node) {
	id := name.GetToken().Value
	if near := nearRule(id, d.known); near != "" {
		d.fail(name, "there is no rule %q; did you mean %q?", id, near)
		return
	}
	d.fail(name, "there is no rule %q (iamlint rules lists them)", id)
}

// maxRuleID bounds the search for a near rule; ids are far shorter.
const maxRuleID = 80

// nearRule is a rule whose id differs from a wrong one by capitals, underscores
// or one letter, "" if there is none. Rules can be asked for, but not listed
// here, so it tries the ids within reach.
func nearRule(wrong string, known func(id string) bool) string {
	id := strings.ReplaceAll(strings.ToLower(wrong), "_", "-")
	if len(id) > maxRuleID {
		return ""
	}
	if known(id) {
		return id
	}
	for i := range len(id) + 1 {
		head, tail := id[:i], id[i:]
		var near []string
		if len(tail) > 0 {
			near = append(near, head+tail[1:])
		}
		if len(tail) > 1 {
			near = append(near, head+tail[1:2]+tail[:1]+tail[2:])
		}
		for _, letter := range strings.Split("abcdefghijklmnopqrstuvwxyz-0123456789", "") {
			near = append(near, head+letter+tail)
			if len(tail) > 0 {
				near = append(near, head+letter+tail[1:])
			}
		}
		for _, n := range near {
			if known(n) {
				return n
			}
		}
	}
	return ""
}
