package policytest

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// A Suite is a YAML file of cases.
type Suite struct {
	Exports []string // paths of the account's exports, as the file names them; none where cases bring policies
	Account string   // the id of the account, where the exports have several
	Cases   []*Case
}

// ReadYAML reads a file of cases:
//
//	export: ../iamlint-export
//	tests:
//	  - name: analysts read reports
//	    principal: alice
//	    action: s3:GetObject
//	    resource: arn:aws:s3:::reports/q1.csv
//	    context: {"aws:MultiFactorAuthPresent": "true"}
//	    expect: allowed
//
// Instead of an export a case may bring policies: identityPolicies,
// resourcePolicy, permissionBoundaries, scps, rcps, sessionPolicy,
// endpointPolicies, each as a policy or as the name of a file that load reads.
// The action may be a list; each is a case. The error joins an *Error for each
// mistake.
func ReadYAML(path string, text []byte, load func(name string) ([]byte, error)) (*Suite, error) {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		line := 1
		var syntax yaml.Error
		if errors.As(err, &syntax) && syntax.GetToken() != nil {
			line = syntax.GetToken().Position.Line
		}
		message, _, _ := strings.Cut(err.Error(), "\n")
		return nil, &Error{path, line, "not YAML: " + message}
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return nil, &Error{path, 1, "expected one document with tests"}
	}
	pairs, ok := mapping(file.Docs[0].Body)
	if !ok {
		return nil, &Error{path, 1, "expected a mapping with tests"}
	}
	suite := new(Suite)
	r := &reader{path: path, policies: newPolicyCache(), load: load}
	var errs []error
	found := false
	for _, pair := range pairs {
		line := pair.Key.GetToken().Position.Line
		switch key := pair.Key.GetToken().Value; key {
		case "export":
			suite.Exports = texts(pair.Value)
		case "account":
			suite.Account = pair.Value.GetToken().Value
		case "tests":
			found = true
			list, ok := pair.Value.(*ast.SequenceNode)
			if !ok {
				errs = append(errs, &Error{path, line, "tests is no list"})
				continue
			}
			for _, node := range list.Values {
				cases, err := r.readNode(node)
				errs = append(errs, err)
				suite.Cases = append(suite.Cases, cases...)
			}
		default:
			errs = append(errs, &Error{path, line, fmt.Sprintf("unknown key %q (want export, account or tests)", key)})
		}
	}
	if !found {
		errs = append(errs, &Error{path, 1, "no tests"})
	}
	for _, c := range suite.Cases {
		if c.Policies == nil && len(suite.Exports) == 0 {
			errs = append(errs, &Error{path, c.Line, "the case brings no policies, and the file names no export"})
		}
	}
	return suite, errors.Join(errs...)
}

// readNode reads a case, or one for each of its actions.
func (r *reader) readNode(node ast.Node) ([]*Case, error) {
	line := firstLine(node)
	var value map[string]any
	if err := yaml.NodeToValue(node, &value); err != nil {
		message, _, _ := strings.Cut(err.Error(), "\n")
		return nil, &Error{r.path, line, "not a case: " + message}
	}
	value, _ = rejoin(value).(map[string]any)
	actions := []any{value["action"]}
	if list, ok := value["action"].([]any); ok {
		actions = list
	}
	var cases []*Case
	for _, action := range actions {
		if action != nil {
			value["action"] = action
		}
		text, err := marshal(value)
		if err != nil {
			return nil, &Error{r.path, line, err.Error()}
		}
		c, err := r.read(line, text)
		if err != nil {
			return nil, err
		}
		cases = append(cases, c)
	}
	return cases, nil
}

// rejoin puts texts together again that the YAML parser takes for mappings: in
// a list inside a flow mapping it reads s3:GetObject as {s3: GetObject}. No
// list of a case holds mappings of one text that begins in lower case, but
// for levels of an organization.
func rejoin(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for k, v := range value {
			value[k] = rejoin(v)
		}
	case []any:
		for i, e := range value {
			value[i] = rejoin(e)
			one, ok := e.(map[string]any)
			if !ok || len(one) != 1 {
				continue
			}
			for k, v := range one {
				if text, ok := v.(string); ok && k != "id" && strings.ToLower(k) == k {
					value[i] = k + ":" + text
				}
			}
		}
	}
	return value
}

func mapping(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

func firstLine(n ast.Node) int {
	if pairs, ok := mapping(n); ok && len(pairs) > 0 {
		return pairs[0].Key.GetToken().Position.Line
	}
	return n.GetToken().Position.Line
}

func texts(n ast.Node) []string {
	if list, ok := n.(*ast.SequenceNode); ok {
		var all []string
		for _, e := range list.Values {
			all = append(all, e.GetToken().Value)
		}
		return all
	}
	return []string{n.GetToken().Value}
}
