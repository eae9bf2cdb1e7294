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
	a := exported(b)
	for b.Loop() {
		g := graph.New(account.PrincipalsOf(a, catalog.Default()), catalog.Default())
		ways := 0
		for _, n := range g.Nodes {
			ways += len(n.Ways)
		}
		b.ReportMetric(float64(ways), "ways")
	}
}

// BenchmarkFindClosings finds what closes all ways that statements open in the same
// account.
func BenchmarkFindClosings(b *testing.B) {
	g := graph.New(account.PrincipalsOf(exported(b), catalog.Default()), catalog.Default())
	b.ReportAllocs()
	for b.Loop() {
		g.FindClosings()
	}
}

func exported(b *testing.B) *account.Account {
	b.Helper()
	path := os.Getenv("IAMLINT_EXPORT")
	if path == "" {
		b.Skip("IAMLINT_EXPORT names no export")
	}
	set := account.Load([]string{path}, account.Options{})
	if len(set.Accounts) != 1 || set.Accounts[0].AuthorizationDetails == nil {
		b.Fatal("not the authorization details of one account")
	}
	return set.Accounts[0]
}
