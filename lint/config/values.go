package config

import (
	"fmt"
	"strconv"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

func (d *decoder) fail(n ast.Node, format string, args ...any) {
	at := start(n)
	d.errs = append(d.errs, &Error{d.path, at.Line, at.Column, fmt.Sprintf(format, args...)})
}

// wrong reports a value of the wrong type or outside a list of words.
func (d *decoder) wrong(n ast.Node, what, expected string) {
	d.fail(n, "%s is %s, expected %s", what, describe(n), expected)
}

// start is where a node begins. A block mapping names the colon as its token.
func start(n ast.Node) *token.Position {
	switch n := n.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return start(n.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return start(n.Key)
	}
	return n.GetToken().Position
}

func describe(n ast.Node) string {
	switch n := n.(type) {
	case *ast.NullNode:
		return "empty"
	case *ast.StringNode:
		return strconv.Quote(n.Value)
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	case *ast.LiteralNode:
		return "a block of text"
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		return "an anchor or alias"
	case *ast.TagNode:
		return "a tagged value"
	}
	return n.GetToken().Value
}

// isUnquoted says whether a scalar stands without quotes.
func isUnquoted(n ast.Node) bool {
	t := n.GetToken().Type
	return t != token.SingleQuoteType && t != token.DoubleQuoteType
}

// mapping calls each for the keys of a mapping, which may not repeat. It
// returns false, with the mistake reported, for anything else.
func (d *decoder) mapping(n ast.Node, what string, each func(name, value ast.Node)) bool {
	var pairs []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		d.wrong(n, what, "a mapping of keys to values")
		return false
	}
	seen := make(map[string]*token.Position)
	for _, pair := range pairs {
		name := pair.Key.GetToken().Value
		if first := seen[name]; first != nil {
			d.fail(pair.Key, "the key %s stands twice, first in line %d", name, first.Line)
			continue
		}
		seen[name] = start(pair.Key)
		each(pair.Key, pair.Value)
	}
	return true
}

func (d *decoder) list(n ast.Node, what string) []ast.Node {
	if s, ok := n.(*ast.SequenceNode); ok {
		return s.Values
	}
	d.wrong(n, what, "a list")
	return nil
}

func (d *decoder) text(n ast.Node, what, expected string) (string, bool) {
	if s, ok := n.(*ast.StringNode); ok {
		return s.Value, true
	}
	d.wrong(n, what, expected)
	return "", false
}

// number reads a whole number in plain decimal: 010 is eight to some readers
// of YAML and ten to others.
func (d *decoder) number(n ast.Node, what string) (int, bool) {
	if i, ok := n.(*ast.IntegerNode); ok {
		text := i.GetToken().Value
		if v, err := strconv.Atoi(text); err == nil && strconv.Itoa(v) == text {
			return v, true
		}
	}
	d.wrong(n, what, "a whole number such as 90")
	return 0, false
}
