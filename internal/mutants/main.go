// Command mutants breaks the evaluator in many small ways and runs its tests
// each time: a mutant that no test notices points at a missing test.
//
//	go run ./internal/mutants
//
// Nothing in the tree is changed: the broken file stands in for the real one
// through the go command's -overlay.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	if err := run(os.Stdout); err != nil {
		log.Fatalf("mutants: %v", err)
	}
}

func run(w io.Writer) error {
	dir, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	survived := 0
	for i, m := range mutants {
		killed, err := m.run(filepath.Join(dir, fmt.Sprint(i)))
		if err != nil {
			return fmt.Errorf("%s: %q: %w", m.file, m.from, err)
		}
		verdict := "killed  "
		if !killed {
			verdict = "SURVIVED"
			survived++
		}
		fmt.Fprintf(w, "%s %s: %s => %s\n", verdict, m.file, oneLine(m.from), oneLine(m.to))
	}
	fmt.Fprintf(w, "%d mutants, %d survived\n", len(mutants), survived)
	if survived > 0 {
		return errors.New("tests are missing")
	}
	return nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// run tests a mutant and says whether the tests noticed.
func (m mutant) run(base string) (killed bool, err error) {
	original, err := filepath.Abs(filepath.Join("policy", m.file))
	if err != nil {
		return false, err
	}
	text, err := os.ReadFile(original)
	if err != nil {
		return false, err
	}
	if n := strings.Count(string(text), m.from); n != 1 {
		return false, fmt.Errorf("stands %d times in the file, expected once", n)
	}
	broken, overlay := base+".go", base+".json"
	replaced, err := json.Marshal(map[string]map[string]string{"Replace": {original: broken}})
	if err != nil {
		return false, err
	}
	err = errors.Join(
		os.WriteFile(broken, []byte(strings.Replace(string(text), m.from, m.to, 1)), 0o600),
		os.WriteFile(overlay, replaced, 0o600),
	)
	if err != nil {
		return false, err
	}
	if out, err := exec.Command("go", "vet", "-overlay", overlay, "./policy").CombinedOutput(); err != nil && strings.Contains(string(out), "vet:") {
		return false, fmt.Errorf("does not compile: %s", out)
	}
	test := exec.Command("go", "test", "-overlay", overlay, "-vet=off", "-short", "-timeout", "60s", "./policy")
	// Only the repository's own tests count.
	test.Env = append(os.Environ(), "IAMLINT_CASES=", "IAMLINT_CORPUS=")
	_, err = test.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return false, err
	}
	return err != nil, nil
}
