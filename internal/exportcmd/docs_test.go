package exportcmd

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/iamlint/iamlint/rules"
)

var update = flag.Bool("update", false, "rewrite the generated parts of docs/export.md")

const documentation = "../../docs/export.md"

// TestDocumentation keeps the script, the policy and the list of rules in
// docs/export.md as they are here.
func TestDocumentation(t *testing.T) {
	data, err := os.ReadFile(documentation)
	if err != nil {
		t.Fatal(err)
	}
	old := string(data)
	text := old
	for name, content := range map[string]string{
		"script": "```sh\n" + Script() + "```\n",
		"policy": "```json\n" + Policy() + "```\n",
		"rules":  rulesByExport(),
	} {
		begin, end := "<!-- "+name+" -->\n", "<!-- end of "+name+" -->\n"
		before, rest, ok := strings.Cut(text, begin)
		_, after, ok2 := strings.Cut(rest, end)
		if !ok || !ok2 {
			t.Fatalf("%s has no %q with its end", documentation, begin)
		}
		text = before + begin + content + end + after
	}
	switch {
	case text == old:
	case *update:
		if err := os.WriteFile(documentation, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s is stale, run: go test ./internal/exportcmd -run TestDocumentation -update", documentation)
	}
}

// rulesByExport lists the rules by what they need, which providers state in
// their documentation.
func rulesByExport() string {
	needs := make(map[string][]string)
	for _, r := range rules.All() {
		for _, required := range r.Requires {
			if _, need, ok := strings.Cut(required.Doc, " provides the "); ok {
				needs[need] = append(needs[need], "`"+r.ID+"`")
			}
		}
	}
	var b strings.Builder
	for _, need := range slices.Sorted(maps.Keys(needs)) {
		slices.Sort(needs[need])
		fmt.Fprintf(&b, "- %s: %s\n", need, strings.Join(needs[need], ", "))
	}
	return b.String()
}

// TestDocumentationNamesCommands wants each command of the script in the table
// of what is exported.
func TestDocumentationNamesCommands(t *testing.T) {
	data, err := os.ReadFile(documentation)
	if err != nil {
		t.Fatal(err)
	}
	intro, _, _ := strings.Cut(string(data), "<!-- rules -->")
	for name, action := range actions {
		if action != "" && !strings.Contains(intro, "`"+name+"`") {
			t.Errorf("aws %s is not explained", name)
		}
	}
}
