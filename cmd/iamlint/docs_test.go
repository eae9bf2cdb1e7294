package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/testscript"
)

// notRun are the commands of the documentation that the test does not run, and
// what runs them instead.
var notRun = map[string]string{
	"go test ./...": "is running",
	"go run ./cmd/iamlint check --fail-on never testdata/accounts/sloppy": "TestReadme",
	"go install github.com/iamlint/iamlint/cmd/iamlint@latest":            ".ci/release, with a version that it makes",
	"pre-commit install":                           ".ci/pre-commit",
	"pre-commit run --all-files":                   ".ci/pre-commit",
	"git push --set-upstream origin lint-policies": "nothing: there is no other repository",
}

// TestDocumentedCommands runs the commands of the documentation in the order
// in which they stand there, with the files that stand there, in a folder of
// their own for each document. A document's commands are the lines of its blocks
// of sh, what its CI configurations run, and nothing that is written here: the
// AWS CLI is one that answers for the example account. "# ends with N" behind a
// command says so to readers and to the test; blocks of text are lines of what
// the command before them prints.
func TestDocumentedCommands(t *testing.T) {
	for _, tool := range []string{"bash", "git", "make"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("the commands need " + tool)
		}
	}
	account, err := filepath.Abs("../../testdata/accounts/sloppy")
	if err != nil {
		t.Fatal(err)
	}
	tools, err := filepath.Abs("testdata/docs")
	if err != nil {
		t.Fatal(err)
	}
	unused := maps.Clone(notRun)
	ran := 0
	for name, files := range map[string]map[string]string{
		"README.md":          nil,
		"docs/guide.md":      nil,
		"docs/ci.md":         {"policies/p.json": soundPolicy, "exports/p.json": adminPolicy, "permissions.yaml": "tests: [{name: n, principal: anonymous, action: s3:GetObject, identityPolicies: policies/p.json, expect: denied}]\n", ".iamlint-baseline.json": `{"schemaVersion": 1, "findings": []}`},
		"docs/compliance.md": {"iamlint-export/p.json": soundPolicy},
		"docs/install.md":    nil,

		"docs/guide/escalation.md": nil,
	} {
		script, commands := documentScript(t, name, unused)
		ran += commands
		path := filepath.Join(t.TempDir(), strings.TrimSuffix(filepath.Base(name), ".md")+".txtar")
		write(t, path, script)
		testscript.Run(t, testscript.Params{
			Files:               []string{path},
			RequireExplicitExec: true,
			Setup: func(env *testscript.Env) error {
				for file, text := range files {
					write(t, filepath.Join(env.WorkDir, file), text)
				}
				for key, value := range map[string]string{
					"ACCOUNT": account, "HOME": env.WorkDir, "PATH": tools + string(os.PathListSeparator) + env.Getenv("PATH"),
					"GIT_AUTHOR_NAME": "reader", "GIT_AUTHOR_EMAIL": "reader@example.com", "GIT_COMMITTER_NAME": "reader", "GIT_COMMITTER_EMAIL": "reader@example.com",
				} {
					env.Setenv(key, value)
				}
				return exec.Command("git", "init", "--quiet", env.WorkDir).Run()
			},
		})
	}
	if ran < 25 {
		t.Errorf("only %d commands found", ran)
	}
	for command := range unused {
		t.Errorf("no document has the command %q any more", command)
	}
}

var (
	fence    = regexp.MustCompile("(?m)^```([a-z]*)\n((?s:.*?))^```$")
	fileName = regexp.MustCompile("`([^`\n]+)`:\n\n$")
	endsWith = regexp.MustCompile(` +# ends with (\d)\b.*$`)
	comment  = regexp.MustCompile(` +# .*$`)
	shStep   = regexp.MustCompile(`(?m)^ *sh '([^']*)'$`)
)

// documentScript makes a test script of a document, and counts its commands.
func documentScript(t *testing.T, name string, unused map[string]string) (script string, commands int) {
	t.Helper()
	text := read(t, "../../"+name)
	var b strings.Builder
	var files strings.Builder
	n := 0
	store := func(content string) string {
		n++
		file := fmt.Sprintf("doc/%d", n)
		fmt.Fprintf(&files, "-- %s --\n%s", file, content)
		return file
	}
	run := func(line string) {
		command := strings.TrimSpace(comment.ReplaceAllString(line, ""))
		if command == "" || strings.HasPrefix(command, "#") {
			return
		}
		if _, ok := notRun[command]; ok {
			delete(unused, command)
			return
		}
		commands++
		not := ""
		if m := endsWith.FindStringSubmatch(line); m != nil && m[1] != "0" {
			not = "! "
		}
		fmt.Fprintf(&b, "%sexec bash -e -o pipefail %s\n", not, store(command+"\n"))
		if not != "" {
			b.WriteString("! stderr 'unknown|usage'\n")
		}
	}
	for _, m := range fence.FindAllStringSubmatchIndex(text, -1) {
		language, block := text[m[2]:m[3]], text[m[4]:m[5]]
		if at := fileName.FindStringSubmatch(text[:m[0]]); at != nil {
			if dir := filepath.Dir(at[1]); dir != "." {
				fmt.Fprintf(&b, "mkdir %s\n", dir)
			}
			fmt.Fprintf(&b, "cp %s %s\n", store(block), at[1])
		}
		switch language {
		case "sh":
			for line := range strings.Lines(block) {
				run(strings.TrimSuffix(line, "\n"))
			}
		case "text", "mermaid":
			for line := range strings.Lines(block) {
				fmt.Fprintf(&b, "stdout '%s'\n", strings.ReplaceAll(regexp.QuoteMeta(strings.TrimSuffix(line, "\n")), "'", "''"))
			}
		case "groovy":
			for _, step := range shStep.FindAllStringSubmatch(block, -1) {
				run(step[1])
			}
		case "yaml":
			var jobs map[string]any
			if err := yaml.Unmarshal([]byte(block), &jobs); err != nil {
				t.Errorf("%s: %v in\n%s", name, err, block)
			}
			for _, key := range slices.Sorted(maps.Keys(jobs)) {
				job, _ := jobs[key].(map[string]any)
				steps, _ := job["script"].([]any)
				for _, step := range steps {
					run(fmt.Sprint(step))
				}
			}
			holdsActions(t, name, block)
		}
	}
	return b.String() + "\n" + files.String(), commands
}

var uses = regexp.MustCompile(`(?m)^( *)(?:- )?uses: iamlint/iamlint(/\S+)?@\S+.*\n((?: +with:\n)(?: +[a-z-]+: .*\n)+)?`)

// holdsActions holds that a block of YAML gives the action and the workflow
// only what they take.
func holdsActions(t *testing.T, name, block string) {
	t.Helper()
	known := readAction(t).Inputs
	for _, m := range uses.FindAllStringSubmatch(block, -1) {
		if m[2] != "" {
			if _, err := os.Stat("../.." + strings.TrimPrefix(m[2], "")); err != nil {
				t.Errorf("%s uses %s: %v", name, m[2], err)
			}
		}
		for line := range strings.Lines(m[3]) {
			if input, _, _ := strings.Cut(strings.TrimSpace(line), ":"); input != "with" {
				if _, ok := known[input]; !ok {
					t.Errorf("%s gives %s to the action, which has no such input", name, input)
				}
			}
		}
	}
}
