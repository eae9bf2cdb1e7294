package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"iamlint": func() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the command as a user would. $ACCOUNTS are the example accounts.
func TestScripts(t *testing.T) {
	accounts, err := filepath.Abs("../../testdata/accounts")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("ACCOUNTS", accounts)
			return os.Mkdir(filepath.Join(env.WorkDir, ".git"), 0o755) // ends the search for a configuration
		},
	})
}
