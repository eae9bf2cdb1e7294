package config

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/iamlint/iamlint/rules/rule"
)

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("config.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("config.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// validate validates a YAML text as editors do: decoded, then as JSON.
func validate(t *testing.T, schema *jsonschema.Schema, text string) error {
	t.Helper()
	var value any
	if err := yaml.Unmarshal([]byte(text), &value); err != nil {
		return err
	}
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(instance)
}

// TestSchemaAgrees holds the schema and the decoder against the same files.
func TestSchemaAgrees(t *testing.T) {
	type example struct {
		text string
		ok   bool
	}
	examples := []example{
		{full, true},
		{"version: 1", true},
		{"version: 1\nrules: {}\nthresholds: {}", true},
		{"version: 1\nrules: {a: on, b: off, c: true, d: false}", true},
		{"", false},
		{"[]", false},
		{"fail-on: high", false},
		{"version: 2", false},
		{"version: '1'", false},
		{"version: 1\nnonsense: 1", false},
		{"version: 1\nrules:", false},
		{"version: 1\nrules: []", false},
		{"version: 1\nrules: {a: yes}", false},
		{"version: 1\nrules: {a: ON}", false},
		{"version: 1\nrules: {a: 1}", false},
		{"version: 1\nthresholds:", false},
		{"version: 1\nthresholds: {nonsense: 1}", false},
		{"version: 1\nversion: 1", false},
		{"version: 1\nseverities: {a: low, b: critical}", true},
		{"version: 1\nseverities: {a: never}", false},
		{"version: 1\nseverities: []", false},
		{"version: 1\ntrusted-organizations: [o-a1b2c3d4e5]", true},
		{"version: 1\ntrusted-organizations: [o-1]", false},
		{"version: 1\nvendors: {a: ['123456789012'], b: []}", true},
		{"version: 1\nvendors: {a: '123456789012'}", false},
		{"version: 1\nvendors: {'': []}", false},
		{"version: 1\nvendors: []", false},
		{"version: 1\nsensitive-resources: [{resources: [a]}, {tags: {k: [v]}, name: n, principals: [p]}]", true},
		{"version: 1\nsensitive-resources: [{name: n}]", false},
		{"version: 1\nsensitive-resources: [{resources: a}]", false},
		{"version: 1\nsensitive-resources: [{resources: [a], tags: [v]}]", false},
		{"version: 1\nsensitive-resources: [{resources: [a], name: ''}]", false},
		{"version: 1\nsensitive-resources: [{resources: [a], nonsense: 1}]", false},
		{"version: 1\nsensitive-resources: {}", false},
		{"version: 1\nai: {allowed-models: [a], required-guardrails: [b], regions: [c]}", true},
		{"version: 1\nai: {}", true},
		{"version: 1\nai: {regions: c}", false},
		{"version: 1\nai: {nonsense: []}", false},
		{"version: 1\naccounts: {'123456789012': {rules: {a: on}, severities: {a: low}, thresholds: {export-age: 1}, ai: {}}}", true},
		{"version: 1\naccounts: {'123456789012': {}}", true},
		{"version: 1\naccounts: {'123456789012': {fail-on: low}}", false},
		{"version: 1\naccounts: {'123456789012': {accounts: {}}}", false},
		{"version: 1\naccounts: {'123456789012': {thresholds: {export-age: 0}}}", false},
		{"version: 1\naccounts: {'1': {}}", false},
		{"version: 1\naccounts: {'123456789012': []}", false},
	}
	for key, words := range map[string][]string{
		"fail-on":      append(severityNames(), "never"),
		"min-severity": severityNames(),
		"persona":      {"regular", "auditor"},
	} {
		for _, word := range append(severityNames(), "never", "regular", "auditor", "High", "''", "1", "[low]") {
			examples = append(examples, example{"version: 1\n" + key + ": " + word, slices.Contains(words, word)})
		}
	}
	for _, threshold := range thresholds {
		at := func(value string) string { return "version: 1\nthresholds: {" + threshold.name + ": " + value + "}" }
		examples = append(examples,
			example{at(itoa(threshold.min)), true}, example{at(itoa(threshold.min - 1)), false},
			example{at(itoa(threshold.max)), true}, example{at(itoa(threshold.max + 1)), false},
			example{at("7.5"), false}, example{at("'7'"), false}, example{at(""), false}, example{at("[7]"), false})
	}
	for _, key := range []string{"trusted-accounts", "shared-user-names", "break-glass-users", "required-tags", "allowed-root-events", "security-principals"} {
		accounts := key == "trusted-accounts"
		at := func(value string) string { return "version: 1\n" + key + ": " + value }
		examples = append(examples,
			example{at("[]"), true}, example{at(""), false}, example{at("'123456789012'"), false}, example{at("{}"), false},
			example{at("['123456789012']"), true}, example{at("[123456789012]"), false}, example{at("['']"), false},
			example{at("[x]"), !accounts}, example{at("['12345678901a']"), !accounts}, example{at("[[x]]"), false})
	}
	schema := compileSchema(t)
	for _, e := range examples {
		_, decoded := Parse("f.yaml", []byte(e.text), nil)
		if (decoded == nil) != e.ok {
			t.Errorf("%s\nthe decoder says %v, want accepted: %t", e.text, decoded, e.ok)
		}
		if validated := validate(t, schema, e.text); (validated == nil) != e.ok {
			t.Errorf("%s\nthe schema says %v, want accepted: %t", e.text, validated, e.ok)
		}
	}
}

func itoa(n int) string {
	text, _ := json.Marshal(n) // an int has no error
	return string(text)
}

// TestSchemaLeavesToDecoder lists what no schema can tell.
func TestSchemaLeavesToDecoder(t *testing.T) {
	schema := compileSchema(t)
	for name, text := range map[string]string{
		"rules that exist":      "version: 1\nrules: {nonsense: on}",
		"patterns":              "version: 1\nbreak-glass-users: ['a[']",
		"quotes":                "version: 1\ntrusted-accounts: [012345678901]",
		"spelling of numbers":   "version: 1\nthresholds: {export-age: 007}",
		"7.0 is a whole number": "version: 1\nthresholds: {export-age: 7.0}",
		"anchors":               "version: 1\nrequired-tags: &tags [a]\n",
	} {
		if _, err := Parse("f.yaml", []byte(text), known); err == nil {
			t.Errorf("%s: the decoder accepts\n%s", name, text)
		}
		if err := validate(t, schema, text); err != nil {
			t.Errorf("%s: the schema refuses, so that this belongs to TestSchemaAgrees: %v", name, err)
		}
	}
}

// TestSchemaDefaults compares the defaults of the schema with those in force.
func TestSchemaDefaults(t *testing.T) {
	var schema struct {
		Properties struct {
			Thresholds struct {
				Properties map[string]struct{ Default *int }
			}
		}
	}
	if err := json.Unmarshal(Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	settings := rule.DefaultSettings()
	for _, threshold := range thresholds {
		got := schema.Properties.Thresholds.Properties[threshold.name].Default
		if want := *threshold.field(&settings); got == nil || *got != want {
			t.Errorf("the default of %s is not %d", threshold.name, want)
		}
	}
}

const documentation = "../../docs/configuration.md"

// TestDocumentation holds docs/configuration.md against the decoder: its
// examples are accepted, and it has each key with its default and limits.
func TestDocumentation(t *testing.T) {
	data, err := os.ReadFile(documentation)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(text, -1)
	if len(blocks) == 0 {
		t.Error("no example")
	}
	for _, block := range blocks {
		example := block[1]
		if !strings.Contains(example, "version:") {
			example = "version: 1\n" + example
		}
		if _, err := Parse(documentation, []byte(example), nil); err != nil {
			t.Errorf("%s\n%v", example, err)
		}
	}
	for _, k := range keys {
		if !strings.Contains(text, "## `"+k.name+"`") {
			t.Errorf("no chapter about %s", k.name)
		}
	}
	settings := rule.DefaultSettings()
	for _, threshold := range thresholds {
		row := regexp.MustCompile(`(?m)^\| .` + threshold.name + `. \| ` + itoa(*threshold.field(&settings)) + ` \| ` +
			itoa(threshold.min) + ` to ` + itoa(threshold.max) + ` \|`)
		if !row.MatchString(text) {
			t.Errorf("no row of the table that fits %q", row)
		}
	}
	for _, pattern := range settings.SharedUserNames {
		if !strings.Contains(text, "`"+pattern+"`") {
			t.Errorf("the default pattern %s is missing", pattern)
		}
	}
}
