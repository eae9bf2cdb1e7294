package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// An action is what the runner of GitHub reads of action.yml.
type action struct {
	Inputs  map[string]struct{ Default string }
	Outputs map[string]struct{ Value string }
	Runs    struct {
		Using string
		Steps []struct {
			Name, ID, If, Uses, Shell, Run string
			Env, With                      map[string]string
		}
	}
}

func readAction(t *testing.T) *action {
	t.Helper()
	text, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	a := new(action)
	if err := yaml.Unmarshal(text, a); err != nil {
		t.Fatal(err)
	}
	if a.Runs.Using != "composite" || len(a.Runs.Steps) < 4 {
		t.Fatalf("not the action that the tests know: %+v", a)
	}
	return a
}

// A runner runs the steps of the action as GitHub's runner does: run with bash
// in the workspace, conditions and expressions evaluated, what steps write to
// the files of the runner read. Of steps that use other actions it notes what
// they are given.
type runner struct {
	t         *testing.T
	workspace string
	temp      string // of the runner
	inputs    map[string]string
	env       []string
	stdout    string // of all steps
	summary   string
	outputs   map[string]string            // of the action
	used      map[string]map[string]string // by the other action without its version
	failed    bool
	status    int // of the first step that failed

	steps map[string]map[string]string // outputs, by id of the step
}

func (r *runner) run(a *action) {
	r.t.Helper()
	for name := range r.inputs {
		if _, ok := a.Inputs[name]; !ok {
			r.t.Fatalf("the action has no input %s", name)
		}
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		r.t.Fatal(err)
	}
	r.steps, r.used, r.outputs = make(map[string]map[string]string), make(map[string]map[string]string), make(map[string]string)
	values := map[string]string{"github.action_path": root}
	for name, input := range a.Inputs {
		values["inputs."+name] = input.Default
	}
	for name, value := range r.inputs {
		values["inputs."+name] = value
	}
	for i, step := range a.Runs.Steps {
		if !r.holds(step.If, values) {
			continue
		}
		if step.Uses != "" {
			with := make(map[string]string)
			for name, value := range step.With {
				with[name] = r.evaluate(value, values)
			}
			name, _, _ := strings.Cut(step.Uses, "@")
			r.used[name] = with
			continue
		}
		if step.Shell != "bash" {
			r.t.Fatalf("step %s wants the shell %q", step.Name, step.Shell)
		}
		script := filepath.Join(r.temp, "script.sh")
		outputs, summary := filepath.Join(r.temp, "outputs"), filepath.Join(r.temp, "summary")
		write(r.t, script, step.Run)
		write(r.t, outputs, "")
		write(r.t, summary, "")
		cmd := exec.Command("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script)
		cmd.Dir = r.workspace
		cmd.Env = append(os.Environ(), "RUNNER_TEMP="+r.temp, "GITHUB_ACTION_PATH="+root, "GITHUB_WORKSPACE="+r.workspace, "GITHUB_OUTPUT="+outputs, "GITHUB_STEP_SUMMARY="+summary)
		for _, name := range slices.Sorted(maps.Keys(step.Env)) {
			cmd.Env = append(cmd.Env, name+"="+r.evaluate(step.Env[name], values))
		}
		cmd.Env = append(cmd.Env, r.env...)
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		err := cmd.Run()
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			if !r.failed {
				r.status = exit.ExitCode()
			}
			r.failed = true
		} else if err != nil {
			r.t.Fatal(err)
		}
		r.stdout += out.String()
		r.summary += read(r.t, summary)
		for line := range strings.Lines(read(r.t, outputs)) {
			name, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
			if !ok {
				r.t.Fatalf("step %d writes the output %q", i, line)
			}
			values["steps."+step.ID+".outputs."+name] = value
		}
	}
	for name, output := range a.Outputs {
		r.outputs[name] = r.evaluate(output.Value, values)
	}
}

var expression = regexp.MustCompile(`\$\{\{ *(.*?) *\}\}`)

// evaluate puts the values of expressions in their place. An output of a step
// that did not set it is empty, as for the runner.
func (r *runner) evaluate(text string, values map[string]string) string {
	return expression.ReplaceAllStringFunc(text, func(e string) string {
		name := expression.FindStringSubmatch(e)[1]
		value, ok := values[name]
		if !ok && !strings.HasPrefix(name, "steps.") {
			r.t.Fatalf("unknown expression %s", e)
		}
		return value
	})
}

// holds decides a condition made of always() and comparisons.
func (r *runner) holds(condition string, values map[string]string) bool {
	always, all := false, true
	if m := expression.FindStringSubmatch(condition); m != nil {
		for term := range strings.SplitSeq(m[1], "&&") {
			term = strings.TrimSpace(term)
			left, right, compared := strings.Cut(term, " == ")
			switch {
			case term == "always()":
				always = true
			case compared:
				all = all && r.evaluate("${{ "+left+" }}", values) == strings.Trim(right, "'")
			default:
				r.t.Fatalf("unknown condition %q", term)
			}
		}
	}
	return all && (always || !r.failed)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const (
	soundPolicy = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*"}]}`
	adminPolicy = `{"Version": "2012-10-17", "Statement": [{"Sid": "Admin", "Effect": "Allow", "Action": "*", "Resource": "*"}]}`
)

// TestAction runs the steps of action.yml as they stand there.
func TestAction(t *testing.T) {
	if testing.Short() {
		t.Skip("builds iamlint")
	}
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("the action needs bash")
	}
	a := readAction(t)
	temp := t.TempDir() // one for all: iamlint is linked once
	const sarif = "github/codeql-action/upload-sarif"
	for _, test := range []struct {
		name   string
		files  map[string]string
		inputs map[string]string
		status int
		exit   string // the output exit-code
		upload string // the file that is uploaded; "" for none
		out    string // in the output
	}{
		{"findings", map[string]string{"policies/admin.json": adminPolicy}, nil, 1, "1", "iamlint.sarif", "policies/admin.json:1:"},
		{"no findings", map[string]string{"policies/read.json": soundPolicy}, nil, 0, "0", "iamlint.sarif", "no findings in 1 file"},
		{"never fail", map[string]string{"admin.json": adminPolicy}, map[string]string{"fail-on": "never"}, 0, "0", "iamlint.sarif", "policy-admin-wildcard"},
		{"configured", map[string]string{"admin.json": adminPolicy, "lint.yaml": "version: 1\nfail-on: never\n"}, map[string]string{"config": "lint.yaml", "fail-on": ""}, 0, "0", "iamlint.sarif", "policy-admin-wildcard"},
		{"no upload", map[string]string{"admin.json": adminPolicy}, map[string]string{"upload": "false"}, 1, "1", "", "policy-admin-wildcard"},
		{"own file and category", map[string]string{"admin.json": adminPolicy}, map[string]string{"sarif-file": "out.sarif", "category": "prod"}, 1, "1", "out.sarif", "policy-admin-wildcard"},
		{"several paths", map[string]string{"a b/admin.json": adminPolicy, "-c/admin.json": adminPolicy, "d/admin.json": adminPolicy}, map[string]string{"paths": "a b\n\n-c\n"}, 1, "1", "iamlint.sarif", "2 findings"},
		{"no such path", nil, map[string]string{"paths": "nowhere"}, 2, "2", "iamlint.sarif", "cannot read: no such file or directory"},
		{"wrong usage", map[string]string{"admin.json": adminPolicy}, map[string]string{"fail-on": "sometimes"}, 2, "2", "", "unknown severity"},
		{"hostile", map[string]string{"admin.json": strings.Replace(adminPolicy, "Admin", `<script>\n::error::x`, 1)}, nil, 1, "1", "iamlint.sarif", "policy-admin-wildcard"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := &runner{t: t, workspace: t.TempDir(), temp: temp, inputs: test.inputs}
			for name, text := range test.files {
				write(t, filepath.Join(r.workspace, name), text)
			}
			if err := os.Mkdir(filepath.Join(r.workspace, ".git"), 0o755); err != nil { // ends the search for a configuration
				t.Fatal(err)
			}
			r.run(a)
			if r.failed != (test.status != 0) || r.status != test.status {
				t.Errorf("failed is %v with %d, want %d:\n%s", r.failed, r.status, test.status, r.stdout)
			}
			if r.outputs["exit-code"] != test.exit {
				t.Errorf("exit-code is %q, want %q", r.outputs["exit-code"], test.exit)
			}
			if !strings.Contains(r.stdout, test.out) {
				t.Errorf("want %q in:\n%s", test.out, r.stdout)
			}
			if r.used["actions/setup-go"]["go-version-file"] == "" {
				t.Error("no Go is set up")
			}
			with, uploaded := r.used[sarif]
			if uploaded != (test.upload != "") || with["sarif_file"] != test.upload || with["category"] != test.inputs["category"] {
				t.Errorf("uploaded is %v, %v", uploaded, with)
			}
			if uploaded {
				var log struct{ Runs []any }
				if err := json.Unmarshal([]byte(read(t, filepath.Join(r.workspace, test.upload))), &log); err != nil || r.outputs["sarif-file"] != test.upload {
					t.Errorf("%s: %v, output %q", test.upload, err, r.outputs["sarif-file"])
				}
			}
			if !strings.HasPrefix(r.summary, "## iamlint\n") || strings.Contains(r.summary, "<script") {
				t.Errorf("the summary is\n%s", r.summary)
			}
			holdsCommands(t, r.stdout)
		})
	}

	// A version is installed as it is asked for.
	t.Run("version", func(t *testing.T) {
		bin := t.TempDir()
		write(t, filepath.Join(bin, "go"), "#!/bin/sh\nmkdir -p \"$GOBIN\"\nprintf '#!/bin/sh\\necho %s\\n' \"$*\" >\"$GOBIN/iamlint\"\nchmod +x \"$GOBIN/iamlint\"\n")
		if err := os.Chmod(filepath.Join(bin, "go"), 0o755); err != nil {
			t.Fatal(err)
		}
		r := &runner{t: t, workspace: t.TempDir(), temp: t.TempDir(), inputs: map[string]string{"version": "v9.8.7"}, env: []string{"PATH=" + bin + ":" + os.Getenv("PATH")}}
		r.run(a)
		if r.failed || !strings.Contains(r.stdout, "install github.com/iamlint/iamlint/cmd/iamlint@v9.8.7") {
			t.Errorf("failed is %v:\n%s", r.failed, r.stdout)
		}
	})
}

// holdsCommands holds that nothing of a report is a command to the runner: it
// stands between one that stops commands and one that resumes them.
func holdsCommands(t *testing.T, out string) {
	t.Helper()
	token := ""
	for line := range strings.Lines(out) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case token == "" && strings.HasPrefix(line, "::stop-commands::"):
			token = strings.TrimPrefix(line, "::stop-commands::")
		case token != "" && line == "::"+token+"::":
			token = ""
		case token == "" && strings.HasPrefix(line, "::"):
			t.Errorf("a command to the runner: %s", line)
		}
	}
	if token != "" || !strings.Contains(out, "::stop-commands::") {
		t.Errorf("commands are not stopped and resumed in\n%s", out)
	}
}

// TestWorkflow holds that the workflow for others hands its inputs to the action.
func TestWorkflow(t *testing.T) {
	a := readAction(t)
	var workflow struct {
		On struct {
			WorkflowCall struct {
				Inputs map[string]struct{ Default any }
			} `yaml:"workflow_call"`
		}
		Jobs map[string]struct {
			Steps []struct {
				Uses, If string
				With     map[string]string
			}
		}
	}
	if err := yaml.Unmarshal([]byte(read(t, "../../.github/workflows/iamlint.yml")), &workflow); err != nil {
		t.Fatal(err)
	}
	inputs := workflow.On.WorkflowCall.Inputs
	given := 0
	for _, step := range workflow.Jobs["iamlint"].Steps {
		if !strings.HasPrefix(step.Uses, "iamlint/iamlint@") {
			continue
		}
		for name, value := range step.With {
			given++
			if _, ok := a.Inputs[name]; !ok || value != "${{ inputs."+name+" }}" {
				t.Errorf("%s: %s is given to the action", name, value)
			}
		}
	}
	if given != len(inputs) || given < 4 {
		t.Errorf("%d of %d inputs are given to the action", given, len(inputs))
	}
}
