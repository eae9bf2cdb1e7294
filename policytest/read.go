package policytest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"runtime"
	"strings"
	"sync"

	"github.com/iamlint/iamlint/internal/jsontape"
	"github.com/iamlint/iamlint/policy"
)

// An Error is a mistake in a file of cases.
type Error struct {
	Path    string
	Line    int
	Message string
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.Path, e.Line, e.Message) }

// ReadLines reads a file with a case in JSON on each line. Empty lines are
// passed over. The text must not change afterwards. The error joins an *Error
// for each line that is wrong.
func ReadLines(path string, text []byte) ([]*Case, error) {
	var lines [][]byte
	for line := range bytes.Lines(text) {
		lines = append(lines, line)
	}
	cases := make([]*Case, len(lines))
	errs := make([]error, len(lines))
	workers := min(runtime.GOMAXPROCS(0), max(1, len(lines)/64))
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			r := reader{path: path, policies: newPolicyCache()}
			for i := w; i < len(lines); i += workers {
				if line := bytes.TrimSpace(lines[i]); len(line) > 0 {
					cases[i], errs[i] = r.read(i+1, line)
				}
			}
		})
	}
	group.Wait()
	if errors.Join(errs...) != nil && len(lines) > 1 {
		if _, err := jsontape.Parse(text); err == nil {
			return nil, &Error{path, 1, "one JSON value over several lines, expected a case on each line"}
		}
	}
	var read []*Case
	for _, c := range cases {
		if c != nil {
			read = append(read, c)
		}
	}
	return read, errors.Join(errs...)
}

// A reader reads cases.
type reader struct {
	path     string
	tape     jsontape.Tape
	policies policyCache
	// load reads a policy that a case names by its file; nil where cases bring policies themselves.
	load func(name string) ([]byte, error)
}

// read reads a case from its JSON.
func (r *reader) read(line int, text []byte) (*Case, error) {
	if err := jsontape.ParseInto(&r.tape, text); err != nil {
		return nil, &Error{r.path, line, "not JSON: " + err.Error()}
	}
	c := &Case{File: r.path, Line: line, Context: new(policy.Context)}
	p := &policy.Policies{}
	given := false
	var errs []error
	t := &r.tape
	root := t.Roots()[0]
	if t.Kind(root) != jsontape.Object {
		return nil, &Error{r.path, line, fmt.Sprintf("%s where a case belongs, which is an object", t.Kind(root))}
	}
	fail := func(format string, args ...any) {
		errs = append(errs, &Error{r.path, line, fmt.Sprintf(format, args...)})
	}
	list := func(key string, n jsontape.Node) []*policy.Compiled {
		given = true
		compiled, err := r.compileAll(n)
		if err != nil {
			fail("%s: %v", key, err)
		}
		return compiled
	}
	for k, v := range t.Members(root) {
		key := t.String(k)
		switch key {
		case "id", "name", "principal", "action", "resource", "resourceAccount", "expected", "expect":
			if t.Kind(v) != jsontape.String {
				fail("%s is %s, expected a text", key, t.Kind(v))
				continue
			}
			if err := c.set(key, t.String(v)); err != nil {
				fail("%s: %v", key, err)
			}
		case "context":
			if err := r.context(v, c.Context); err != nil {
				fail("context: %v", err)
			}
		case "wildcardOnlyAction":
			switch t.Kind(v) {
			case jsontape.True, jsontape.False:
				only := t.Kind(v) == jsontape.True
				c.WildcardOnly = &only
			}
		case "identityPolicies":
			p.Identity = list(key, v)
		case "resourcePolicy":
			if one := list(key, v); len(one) > 0 {
				p.Resource = one[0]
			}
		case "permissionBoundaries":
			p.Boundaries = list(key, v)
		case "sessionPolicy":
			p.Session = list(key, v)
		case "endpointPolicies":
			p.Endpoint = list(key, v)
		case "scps", "rcps":
			given = true
			levels, err := r.levels(v)
			if err != nil {
				fail("%s: %v", key, err)
			}
			if key == "scps" {
				p.SCPs = levels
			} else {
				p.RCPs = levels
			}
		case "topic", "source", "notes":
		default:
			fail("unknown key %q", key)
		}
	}
	for _, missing := range []struct{ key, value string }{{"principal", c.Principal}, {"action", c.Action}, {"expect", c.Expected.Text}} {
		if missing.value == "" && len(errs) == 0 {
			fail("%s is missing", missing.key)
		}
	}
	if c.Resource == "" {
		c.Resource = "*"
	}
	if given {
		c.Policies = p
	}
	return c, errors.Join(errs...)
}

func (c *Case) set(key, value string) (err error) {
	switch key {
	case "id":
		c.ID = strings.Clone(value)
	case "name":
		c.Name = strings.Clone(value)
	case "principal":
		c.Principal = strings.Clone(value)
	case "action":
		c.Action = strings.Clone(value)
	case "resource":
		c.Resource = strings.Clone(value)
	case "resourceAccount":
		c.ResourceAccount = strings.Clone(value)
	default:
		c.Expected, err = ParseExpectation(strings.Clone(value))
	}
	return err
}

func (r *reader) context(n jsontape.Node, ctx *policy.Context) error {
	t := &r.tape
	if t.Kind(n) != jsontape.Object && t.Kind(n) != jsontape.Null {
		return fmt.Errorf("%s where an object belongs", t.Kind(n))
	}
	for k, v := range t.Members(n) {
		key := strings.Clone(t.String(k))
		switch t.Kind(v) {
		case jsontape.Array:
			values := make([]string, 0, t.Len(v))
			for e := range t.Elements(v) {
				values = append(values, r.scalar(e))
			}
			ctx.SetList(key, values...)
		case jsontape.Object:
			return fmt.Errorf("%s is an object, expected a text or a list of texts", key)
		case jsontape.Null:
			ctx.SetAbsent(key)
		default:
			ctx.Set(key, r.scalar(v))
		}
	}
	return nil
}

func (r *reader) scalar(n jsontape.Node) string {
	if r.tape.Kind(n) == jsontape.String {
		return strings.Clone(r.tape.String(n))
	}
	return string(r.tape.Raw(n))
}

func (r *reader) levels(n jsontape.Node) ([]policy.Level, error) {
	t := &r.tape
	if t.Kind(n) == jsontape.Null {
		return nil, nil
	}
	if t.Kind(n) != jsontape.Array {
		return nil, fmt.Errorf("%s where a list belongs", t.Kind(n))
	}
	var levels []policy.Level
	for e := range t.Elements(n) {
		var level policy.Level
		if id, ok := t.Member(e, "id"); ok {
			level.ID = r.scalar(id)
		}
		if policies, ok := t.Member(e, "policies"); ok {
			var err error
			if level.Policies, err = r.compileAll(policies); err != nil {
				return nil, err
			}
		}
		levels = append(levels, level)
	}
	return levels, nil
}

// compileAll compiles a policy, a list of policies, or none. A text names a file.
func (r *reader) compileAll(n jsontape.Node) ([]*policy.Compiled, error) {
	t := &r.tape
	switch t.Kind(n) {
	case jsontape.Null:
		return nil, nil
	case jsontape.Array:
		all := make([]*policy.Compiled, 0, t.Len(n))
		for e := range t.Elements(n) {
			one, err := r.compileAll(e)
			if err != nil {
				return nil, err
			}
			all = append(all, one...)
		}
		return all, nil
	case jsontape.String:
		if r.load == nil {
			break
		}
		text, err := r.load(t.String(n))
		if err != nil {
			return nil, err
		}
		compiled, err := r.policies.compile(text)
		return []*policy.Compiled{compiled}, err
	case jsontape.Object:
		compiled, err := r.policies.compile(t.Raw(n))
		return []*policy.Compiled{compiled}, err
	}
	return nil, fmt.Errorf("%s where a policy belongs", t.Kind(n))
}

// A policyCache compiles equal policies once.
type policyCache struct {
	seed  maphash.Seed
	known map[uint64][]cachedPolicy
}

type cachedPolicy struct {
	text     string
	compiled *policy.Compiled
}

func newPolicyCache() policyCache {
	return policyCache{maphash.MakeSeed(), make(map[uint64][]cachedPolicy)}
}

func (c *policyCache) compile(text []byte) (*policy.Compiled, error) {
	hash := maphash.Bytes(c.seed, text)
	for _, known := range c.known[hash] {
		if known.text == string(text) {
			return known.compiled, nil
		}
	}
	own := string(text)
	d, err := policy.Parse([]byte(own))
	if err != nil {
		return nil, err
	}
	compiled := policy.Compile(d)
	c.known[hash] = append(c.known[hash], cachedPolicy{own, compiled})
	return compiled, nil
}

// marshal is JSON of a value that YAML gave.
func marshal(value any) ([]byte, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("not a case: %w", err)
	}
	return text, nil
}
