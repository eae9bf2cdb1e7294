package policy

import (
	"encoding/json"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/iamlint/iamlint/catalog"
)

// A realPolicy is a document that somebody wrote, as JSON values.
type realPolicy struct {
	name string
	kind Kind
	json map[string]any
}

// realPolicies are those that AWS manages, and those of a folder that IAMLINT_CORPUS names.
func realPolicies(t testing.TB) []realPolicy {
	var all []realPolicy
	add := func(name string, kind Kind, text []byte) {
		var document map[string]any
		if json.Unmarshal(text, &document) == nil && document["Statement"] != nil {
			if one, ok := document["Statement"].(map[string]any); ok {
				document["Statement"] = []any{one}
			}
			if _, ok := document["Statement"].([]any); ok {
				all = append(all, realPolicy{name, kind, document})
			}
		}
	}
	facts := catalog.Default()
	for _, arn := range facts.ManagedPolicies() {
		p, _ := facts.ManagedPolicy(arn)
		add(arn, IdentityPolicy, p.Document)
	}
	if corpus := os.Getenv("IAMLINT_CORPUS"); corpus != "" {
		kinds := map[string]Kind{"policy": IdentityPolicy, "resource-policy": ResourcePolicy, "trust-policy": TrustPolicy}
		for _, folder := range slices.Sorted(maps.Keys(kinds)) {
			err := filepath.WalkDir(filepath.Join(corpus, folder), func(path string, entry fs.DirEntry, err error) error {
				if err != nil || entry.IsDir() {
					return err
				}
				text, err := os.ReadFile(path)
				// A corpus has few of these, so each counts as several.
				for range 4 {
					add(path, kinds[folder], text)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return all
}

func (p realPolicy) clone() realPolicy {
	text, err := json.Marshal(p.json)
	if err != nil {
		panic(err)
	}
	c := realPolicy{name: p.name, kind: p.kind}
	if err := json.Unmarshal(text, &c.json); err != nil {
		panic(err)
	}
	return c
}

func (p realPolicy) parse(t testing.TB) *Document {
	text, err := json.Marshal(p.json)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// A mutator changes one element of a policy.
type mutator struct {
	*rand.Rand
	facts *catalog.Catalog
}

func pickOne[T any](m *mutator, from ...T) T { return from[m.IntN(len(from))] }

// mutate widens, narrows or moves one element of a policy.
func (m *mutator) mutate(p realPolicy) {
	statements := p.json["Statement"].([]any)
	if len(statements) == 0 {
		return
	}
	i := m.IntN(len(statements))
	s, ok := statements[i].(map[string]any)
	if !ok {
		return
	}
	switch m.IntN(13) {
	case 0:
		p.json["Statement"] = slices.Delete(statements, i, i+1)
	case 1: // a second copy, changed
		second := realPolicy{json: map[string]any{"Statement": []any{s}}}.clone()
		m.mutate(second)
		p.json["Statement"] = append(statements, second.json["Statement"].([]any)...)
	case 2:
		s["Effect"] = map[any]any{"Allow": "Deny", "Deny": "Allow"}[s["Effect"]]
		if s["Effect"] == nil {
			s["Effect"] = "Allow"
		}
	case 3, 4:
		m.element(s, pickOne(m, "Action", "NotAction"), m.action)
	case 5, 6, 7:
		m.element(s, pickOne(m, "Resource", "Resource", "NotResource"), m.resource)
	case 8:
		turn := pickOne(m, "Action", "Resource")
		if v, ok := s[turn]; ok {
			delete(s, turn)
			s["Not"+turn] = v
		} else if v, ok := s["Not"+turn]; ok {
			delete(s, "Not"+turn)
			s[turn] = v
		}
	case 9:
		m.principal(s)
	default:
		m.condition(s)
	}
}

// list is the value of an element as a list.
func list(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

// element changes an entry of an element, drops one or adds one.
func (m *mutator) element(s map[string]any, name string, change func(string) string) {
	values := list(s[name])
	if len(values) == 0 {
		return
	}
	i := m.IntN(len(values))
	text, _ := values[i].(string)
	switch m.IntN(4) {
	case 0:
		values = append(slices.Clone(values), change(text))
	case 1:
		if len(values) > 1 {
			values = slices.Delete(slices.Clone(values), i, i+1)
		}
	default:
		values = slices.Clone(values)
		values[i] = change(text)
	}
	s[name] = values
}

// wilder puts wildcards for a part of a text, or other letters.
func (m *mutator) wilder(text string) string {
	if text == "" {
		return "*"
	}
	from := m.IntN(len(text))
	to := from + m.IntN(len(text)-from+1)
	switch m.IntN(6) {
	case 0:
		return text[:from] + "*"
	case 1:
		return text[:from] + "*" + text[to:]
	case 2:
		return text[:from] + "?" + text[min(from+1, len(text)):]
	case 3:
		return text[:from] + "x" + text[from:]
	case 4:
		return strings.Replace(text, "*", pickOne(m, "x", "a*", "*a", "?*", "", "a*b*"), 1)
	}
	return strings.TrimSuffix(text, "*")
}

func (m *mutator) action(text string) string {
	service, name, ok := strings.Cut(text, ":")
	if !ok {
		return pickOne(m, "s3:*", "iam:*", "*", "ec2:Describe*")
	}
	switch m.IntN(5) {
	case 0:
		return service + ":*"
	case 1:
		return "*"
	case 2:
		if s := m.facts.Service(service); s != nil && len(s.Actions()) > 0 {
			return service + ":" + s.Actions()[m.IntN(len(s.Actions()))].Name
		}
	case 3:
		return strings.ToUpper(text)
	}
	return service + ":" + m.wilder(name)
}

func (m *mutator) resource(text string) string {
	switch m.IntN(8) {
	case 0:
		return "*"
	case 1:
		return pickOne(m, "arn:aws:s3:::b/*", "arn:aws:s3:::${aws:username}/*", "arn:*:iam::*:role/*", "arn:aws:s3", "arn:aws:iam::111122223333:user/${aws:username}")
	case 2:
		return text + pickOne(m, "/*", "*", "?", "${aws:username}", "${aws:PrincipalTag/team}", "${aws:PrincipalTag/team, 'none'}")
	}
	return m.wilder(text)
}

func (m *mutator) principal(s map[string]any) {
	if s["Principal"] == nil && s["NotPrincipal"] == nil {
		return
	}
	if m.IntN(4) == 0 {
		s["Principal"], s["NotPrincipal"] = s["NotPrincipal"], s["Principal"]
		for _, name := range []string{"Principal", "NotPrincipal"} {
			if s[name] == nil {
				delete(s, name)
			}
		}
		return
	}
	name := "Principal"
	if s[name] == nil {
		name = "NotPrincipal"
	}
	var other any
	text := pickOne(m, `"*"`, `{"AWS": "*"}`, `{"AWS": "111122223333"}`, `{"AWS": ["444455556666", "arn:aws:iam::111122223333:role/a/deploy"]}`, `{"AWS": "arn:aws:iam::111122223333:user/alice"}`,
		`{"Service": "lambda.amazonaws.com"}`, `{"Federated": "accounts.google.com"}`, `{"CanonicalUser": "abc"}`)
	if err := json.Unmarshal([]byte(text), &other); err != nil {
		panic(err)
	}
	if typed, ok := s[name].(map[string]any); ok && m.IntN(2) == 0 {
		if more, ok := other.(map[string]any); ok {
			for k, v := range more {
				typed[k] = append(list(typed[k]), list(v)...)
			}
			return
		}
	}
	s[name] = other
}

// someKeyValues are conditions to add.
var someKeyValues = []struct{ operator, key, value string }{
	{"StringEquals", "aws:PrincipalTag/team", "blue"}, {"StringLike", "aws:PrincipalTag/team", "b*"}, {"StringEquals", "aws:ResourceTag/team", "${aws:PrincipalTag/team}"},
	{"IpAddress", "aws:SourceIp", "203.0.113.0/24"}, {"NotIpAddress", "aws:SourceIp", "203.0.113.128/25"}, {"Bool", "aws:SecureTransport", "true"},
	{"NumericLessThan", "s3:max-keys", "10"}, {"NumericGreaterThanEquals", "s3:max-keys", "10"}, {"DateLessThan", "aws:CurrentTime", "2026-06-01T00:00:00Z"}, {"DateGreaterThan", "aws:CurrentTime", "2026-05-31"},
	{"ForAllValues:StringEquals", "aws:TagKeys", "team"}, {"ForAnyValue:StringLike", "aws:TagKeys", "t*"}, {"ForAnyValue:StringNotEquals", "aws:TagKeys", "team"}, {"Null", "aws:TagKeys", "false"}, {"Null", "aws:PrincipalTag/team", "true"},
	{"ArnLike", "aws:SourceArn", "arn:aws:sns:*:111122223333:t*"}, {"ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/*"}, {"StringEquals", "aws:PrincipalAccount", "111122223333"},
	{"StringEqualsIgnoreCase", "aws:PrincipalTag/team", "BLUE"}, {"StringNotLikeIfExists", "aws:SourceVpce", "vpce-1*"}, {"BinaryEquals", "x:key", "QmluYXJ5"}, {"StringEquals", "aws:ResourceAccount", "${aws:PrincipalAccount}"},
}

func (m *mutator) condition(s map[string]any) {
	conditions, _ := s["Condition"].(map[string]any)
	if conditions == nil {
		conditions = make(map[string]any)
	}
	s["Condition"] = conditions
	if len(conditions) == 0 || m.IntN(4) == 0 {
		add := pickOne(m, someKeyValues...)
		keys, _ := conditions[add.operator].(map[string]any)
		if keys == nil {
			keys = make(map[string]any)
		}
		keys[add.key] = add.value
		conditions[add.operator] = keys
		return
	}
	operator := pickOne(m, slices.Sorted(maps.Keys(conditions))...)
	keys, _ := conditions[operator].(map[string]any)
	if len(keys) == 0 {
		return
	}
	key := pickOne(m, slices.Sorted(maps.Keys(keys))...)
	switch m.IntN(5) {
	case 0:
		delete(keys, key)
	case 1: // another operator
		name := ParseOperator(operator)
		other := name.Base
		switch m.IntN(3) {
		case 0:
			other = pickOne(m, Operators()...)
		case 1:
			if strings.Contains(other, "Not") {
				other = strings.Replace(other, "Not", "", 1)
			} else if strings.HasPrefix(other, "String") || strings.HasPrefix(other, "Arn") {
				other = strings.Replace(strings.Replace(other, "String", "StringNot", 1), "Arn", "ArnNot", 1)
			}
		}
		prefix := pickOne(m, "", "", "ForAllValues:", "ForAnyValue:")
		if name.Qualifier != "" {
			prefix = pickOne(m, "", name.Qualifier+":", name.Qualifier+":")
		}
		suffix := pickOne(m, "", "", "IfExists")
		if other == "Null" {
			suffix = ""
		}
		value := keys[key]
		delete(keys, key)
		into, _ := conditions[prefix+other+suffix].(map[string]any)
		if into == nil {
			into = make(map[string]any)
		}
		into[key] = value
		conditions[prefix+other+suffix] = into
	default:
		values := list(keys[key])
		if len(values) == 0 {
			return
		}
		m.element(keys, key, func(text string) string {
			switch text {
			case "true":
				return "false"
			case "false":
				return "true"
			}
			return pickOne(m, m.wilder(text), text+"x", text+"*", "${aws:PrincipalTag/team}", "*", strings.ToUpper(text))
		})
	}
	if len(keys) == 0 {
		delete(conditions, operator)
	}
}
