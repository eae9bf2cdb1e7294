package graph_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/graph"
)

// TestAdministrators holds the two answers to who is administrator together: whom
// account.Administrators finds by the principal's own policies, without looking at
// anybody else, the graph finds, too, and as much by full access.
func TestAdministrators(t *testing.T) {
	files := corpus(t)
	if export := os.Getenv("IAMLINT_EXPORT"); export != "" {
		files = append(files, export)
	}
	found := 0
	for _, file := range files {
		set := account.Load([]string{file}, account.Options{})
		for _, a := range set.Accounts {
			if a.AuthorizationDetails == nil {
				continue
			}
			all := account.PrincipalsOf(a, catalog.Default())
			admins, g := account.AdministratorsOf(all), graph.New(all, catalog.Default())
			for _, admin := range admins.List {
				found++
				n := g.Find(admin.ARN.Value)
				if !n.Effective() || n.Administrator != (admin.Action == "") {
					t.Errorf("%s: %s is administrator by %s, action %q; the graph says administrator %v, effective %v",
						filepath.Base(file), n.Label(), admin.By.Name, admin.Action, n.Administrator, n.Effective())
				}
			}
			for _, n := range g.Nodes {
				if n.Administrator && !n.AWSOwned() && admins.Find(n.ARN.Value) == nil {
					t.Errorf("%s: only the graph says that %s is administrator", filepath.Base(file), n.Label())
				}
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d administrators", found)
	}
}
