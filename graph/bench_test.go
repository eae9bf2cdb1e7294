package graph_test

import (
	"os"
	"testing"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/graph"
)

// BenchmarkNew finds all ways in an account of the size of IAMLINT_EXPORT, a
// folder with authorization details.
func BenchmarkNew(b *testing.B) {
	path := os.Getenv("IAMLINT_EXPORT")
	if path == "" {
		b.Skip("IAMLINT_EXPORT names no export")
	}
	set := account.Load([]string{path}, account.Options{})
	if len(set.Accounts) != 1 || set.Accounts[0].AuthorizationDetails == nil {
		b.Fatal("not the authorization details of one account")
	}
	for b.Loop() {
		g := graph.New(account.PrincipalsOf(set.Accounts[0], catalog.Default()), catalog.Default())
		ways := 0
		for _, n := range g.Nodes {
			ways += len(n.Ways)
		}
		b.ReportMetric(float64(ways), "ways")
	}
}
