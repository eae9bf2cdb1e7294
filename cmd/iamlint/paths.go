package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/graph"
)

type pathsFlags struct {
	exports []string
	catalog string
	format  string
	cuts    int
}

var pathFormats = []string{"text", "json", "mermaid", "dot", "graphml"}

func newPaths() *cobra.Command {
	var flags pathsFlags
	cmd := &cobra.Command{
		Use:   "paths [FROM] [TO]",
		Short: "Show who can become administrator, or somebody else, and by which lines",
		Long: `Find the ways from principals to administrator: whom they can act as, whom they
can give rights, and what runs with a role that they can pass or enter. Every step
comes with the requests that it needs and the statements that allow them; Deny
statements, boundaries, organization policies and conditions count. Of several
accounts in the exports, ways from one into another are found, too.

FROM is a name, a name with user/ or role/ before it, or an ARN; or somebody
outside: the id of another account, an ARN of it, a service such as
lambda.amazonaws.com, an identity provider, root, or everybody. Without it, or
with '*', all principals are asked about, and who comes in from outside by the
trust policy of a role or the policy of a function is listed besides. TO is the principal to become in place of
an administrator. The statements whose removal closes most ways come last: each
is really taken out and all ways are looked for again. They are not looked for
of one principal.

Exit code: 0 no principal that was asked about has a way, 1 one has, 2 wrong usage or an export that
could not be read.`,
		Example: `  iamlint paths -e iamlint-export
  iamlint paths alice -e iamlint-export
  iamlint paths '*' role/deploy --format mermaid -e iamlint-export`,
		Args: cobra.MaximumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error { return runPaths(cmd, flags, args) },
	}
	f := cmd.Flags()
	f.StringArrayVarP(&flags.exports, "export", "e", nil, "`PATH` of the exports (repeatable; default: the current folder)")
	f.StringVar(&flags.catalog, "catalog", "", "facts about AWS services from this `FILE` instead of those built in")
	f.StringVar(&flags.format, "format", "text", strings.Join(pathFormats, ", "))
	f.IntVar(&flags.cuts, "cuts", 5, "try to close ways by taking out each of the `N` statements that most of them need")
	completeValues(cmd, "format", pathFormats)
	cmd.ValidArgsFunction = func(c *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		question := &questionFlags{exports: flags.exports}
		return completeArgs(question.principals, question.principals)(c, args, begun)
	}
	return cmd
}

func runPaths(cmd *cobra.Command, flags pathsFlags, args []string) error {
	if !slices.Contains(pathFormats, flags.format) {
		return fmt.Errorf("--format %q is none of %s", flags.format, strings.Join(pathFormats, ", "))
	}
	for _, name := range args {
		if err := exportMistake(flags.exports, name); err != nil {
			return err
		}
	}
	facts, err := readCatalog(flags.catalog)
	if err != nil {
		return err
	}
	accounts, err := loadAccounts(cmd, (&questionFlags{exports: flags.exports}).paths())
	if err != nil {
		return err
	}
	from, to := argument(args, 0), argument(args, 1)
	graphs, goal, err := graphsOf(accounts, facts, to)
	if err != nil {
		return err
	}
	p := &paths{goal: goal, graphs: graphs, several: len(accounts) > 1}
	if from == "" || from == "*" {
		p.addAll()
	} else {
		n, err := findFrom(graphs, from)
		if err != nil {
			return err
		}
		p.add(n)
		p.asked = n
	}
	if p.asked == nil && (flags.format == "text" || flags.format == "json") {
		p.cuts = graph.Cuts(flags.cuts, graphs...)
	}
	if err := p.write(cmd.OutOrStdout(), flags.format); err != nil {
		return fmt.Errorf("write the paths: %w", err)
	}
	if len(p.nodes) > 0 {
		return exitCode(exitFindings)
	}
	return nil
}

func argument(args []string, i int) string {
	if i < len(args) {
		return args[i]
	}
	return ""
}

// graphsOf are the graphs of accounts, with the ways to administrators or to a
// principal.
func graphsOf(accounts []*account.Account, facts *catalog.Catalog, to string) ([]*graph.Graph, *graph.Node, error) {
	var all []*account.Principals
	var found []*account.Principal
	for _, a := range accounts {
		of := account.PrincipalsOf(a, facts)
		all = append(all, of)
		found = append(found, of.Find(to)...)
	}
	switch {
	case to == "":
		var graphs []*graph.Graph
		for _, of := range all {
			graphs = append(graphs, graph.New(of, facts))
		}
		graph.Join(graphs...)
		return graphs, nil, nil
	case len(found) == 0 && to == graph.RootType:
		return nil, nil, errors.New("no request makes anybody the root user, who signs in with a password or keys of its own; about those speaks iamlint check --only root")
	case len(found) == 0:
		return nil, nil, fmt.Errorf("the exports have no user or role %q", to)
	case len(found) > 1:
		return nil, nil, ambiguous(to, found)
	}
	graphs, goal := graph.Toward(found[0].ARN.Value, facts, all...)
	return graphs, goal, nil
}

// findFrom finds whom people mean, among those outside, too.
func findFrom(graphs []*graph.Graph, text string) (*graph.Node, error) {
	n, err := findNode(graphs, text)
	if err == nil {
		return n, nil
	}
	var found *graph.Node
	for _, g := range graphs {
		outside := g.FindOutside(text)
		switch {
		case outside == nil:
		case found != nil:
			return nil, fmt.Errorf("%s comes into several accounts; give the exports of one", found.Label())
		default:
			found = outside
		}
	}
	if found == nil {
		return nil, fmt.Errorf("%w, and nobody called so comes to an administrator from outside", err)
	}
	return found, nil
}

// findNode finds who people mean.
func findNode(graphs []*graph.Graph, text string) (*graph.Node, error) {
	var found []*account.Principal
	var node *graph.Node
	for _, g := range graphs {
		for _, p := range g.Principals().Find(text) {
			found = append(found, p)
			node = g.Find(p.ARN.Value)
		}
	}
	switch len(found) {
	case 0:
		return nil, fmt.Errorf("the exports have no user or role %q", text)
	case 1:
		return node, nil
	}
	return nil, ambiguous(text, found)
}

func ambiguous(text string, found []*account.Principal) error {
	var arns []string
	for _, p := range found {
		arns = append(arns, p.ARN.Value)
	}
	return fmt.Errorf("%q may be %s; name one by its ARN", text, strings.Join(arns, " or "))
}
