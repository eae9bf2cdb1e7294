package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/report"
)

// compareFlags are those of iamlint compare.
type compareFlags struct {
	kind         string
	granted      []string
	on           []string
	public       bool
	allowUnknown bool
	catalog      string
	format       string
}

// kindNames are the kinds of policy as the flag names them.
var kindNames = map[string]policy.Kind{
	"identity": policy.IdentityPolicy, "trust": policy.TrustPolicy, "resource": policy.ResourcePolicy,
	"scp": policy.ServiceControlPolicy, "rcp": policy.ResourceControlPolicy, "endpoint": policy.EndpointPolicy,
}

func newCompare() *cobra.Command {
	var flags compareFlags
	cmd := &cobra.Command{
		Use:   "compare OLD NEW",
		Short: "Tell what new policies allow that old ones did not",
		Long: `Compare two policy documents, two folders of them, or two exports of an account:
does the new one allow anything that the old one did not? The answer is no, for
certain; or yes, with a request for each statement that is decided differently;
or unknown, with the reason. Of exports it tells who gained what, with groups,
boundaries and the policies of the organization, and whom trust policies and
policies of resources let in.

With --granted or --public there is one policy (a file, a folder, or "-"): does
it allow some of these actions at all; does it let strangers in?

Exit code: 0 no new access; 1 new access, and unknown without --allow-unknown;
2 wrong usage or an input that could not be read.`,
		Example: `  iamlint compare old/policy.json policy.json
  iamlint compare export-2026-01/ export-2026-02/
  iamlint compare --granted iam:PassRole,iam:CreateUser policy.json
  iamlint compare --granted 's3:*' --on 'arn:aws:s3:::payroll/*' policies/
  iamlint compare --public bucket-policy.json`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(flags.granted) > 0 || len(flags.on) > 0 || flags.public {
				return cobra.ExactArgs(1)(cmd, args)
			}
			return cobra.ExactArgs(2)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runCompare(cmd, flags, args) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.kind, "kind", "", "what the documents are: identity, trust, resource, scp, rcp or endpoint (default: what they look like)")
	f.StringSliceVar(&flags.granted, "granted", nil, "ask whether the policy allows one of these `ACTION`s, with wildcards (repeatable)")
	f.StringArrayVar(&flags.on, "on", nil, "with --granted, on one of the resources that the `ARN` matches (repeatable)")
	f.BoolVar(&flags.public, "public", false, "ask whether the policy of a resource lets strangers in")
	f.BoolVar(&flags.allowUnknown, "allow-unknown", false, "end with exit code 0 when it is unknown whether there is new access")
	f.StringVar(&flags.catalog, "catalog", "", "facts about AWS services from this `FILE` instead of those built in")
	f.StringVar(&flags.format, "format", "text", "text or json")
	completeValues(cmd, "format", []string{"text", "json"})
	completeValues(cmd, "kind", []string{"identity", "trust", "resource", "scp", "rcp", "endpoint"})
	return cmd
}

// A comparer compares what two inputs hold.
type comparer struct {
	flags    compareFlags
	facts    *catalog.Catalog
	options  policy.CompareOptions
	old, now *compareInput
	results  []compared
}

// A compared is one comparison with what it is about.
type compared struct {
	subject string
	*policy.Comparison
	before, now places
}

// A compareInput is one side: documents alone, or an export of an account.
type compareInput struct {
	path      string
	documents []*account.PolicyDocument
	accounts  []*account.Account // with authorization details
}

func runCompare(cmd *cobra.Command, flags compareFlags, args []string) error {
	if flags.format != "text" && flags.format != "json" {
		return fmt.Errorf("--format %q is neither text nor json", flags.format)
	}
	if _, ok := kindNames[flags.kind]; !ok && flags.kind != "" {
		return fmt.Errorf("--kind %q is none of identity, trust, resource, scp, rcp, endpoint", flags.kind)
	}
	if flags.public && len(flags.granted)+len(flags.on) > 0 {
		return errors.New("--public and --granted are two questions")
	}
	facts, err := readCatalog(flags.catalog)
	if err != nil {
		return err
	}
	c := &comparer{flags: flags, facts: facts, options: policy.CompareOptions{Strangers: flags.public}}
	if err := c.setQuestion(); err != nil {
		return err
	}
	inputs := make([]*compareInput, len(args))
	for i, path := range args {
		if inputs[i], err = readCompareInput(cmd, path); err != nil {
			return err
		}
	}
	c.now = inputs[len(inputs)-1]
	if len(inputs) == 2 {
		c.old = inputs[0]
	}
	switch {
	case c.old != nil && len(c.now.accounts) > 0 && len(c.old.accounts) > 0:
		err = c.compareAccounts()
	case c.old != nil && len(c.now.accounts)+len(c.old.accounts) > 0:
		err = errors.New("one of the inputs has the authorization details of an account, the other has none")
	default:
		err = c.compareDocuments()
	}
	if err != nil {
		return err
	}
	if err := c.write(cmd.OutOrStdout()); err != nil {
		return fmt.Errorf("write the comparison: %w", err)
	}
	switch v := c.verdict(); {
	case v == policy.NewAccess, v == policy.Undecided && !flags.allowUnknown:
		return exitCode(exitFindings)
	}
	return nil
}

// setQuestion reads the actions and resources that are asked about.
func (c *comparer) setQuestion() error {
	for _, text := range c.flags.granted {
		p, ok := policy.ParseAction(text)
		if !ok {
			return fmt.Errorf("--granted: %q is no action such as s3:GetObject", text)
		}
		if _, err := actionsOf(c.facts, text); err != nil {
			return fmt.Errorf("--granted: %w", err)
		}
		c.options.Actions = append(c.options.Actions, p)
	}
	for _, text := range c.flags.on {
		if text != "*" && !strings.HasPrefix(text, "arn:") {
			return fmt.Errorf("--on: %q is no ARN", text)
		}
		c.options.Resources = append(c.options.Resources, text)
	}
	return nil
}

// verdict is the gravest of all comparisons.
func (c *comparer) verdict() policy.Verdict {
	verdict := policy.NoNewAccess
	for _, r := range c.results {
		if r.Verdict == policy.NewAccess {
			return r.Verdict
		}
		verdict = max(verdict, r.Verdict)
	}
	return verdict
}

func readCompareInput(cmd *cobra.Command, path string) (*compareInput, error) {
	options := account.Options{}
	if path == "-" {
		var err error
		if options.Stdin, err = io.ReadAll(io.LimitReader(cmd.InOrStdin(), account.MaxSize+1)); err != nil {
			return nil, fmt.Errorf("read standard input: %w", err)
		}
	}
	set := account.Load([]string{path}, options)
	for _, e := range set.Errors {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s:%d:%d: error: %s\n", report.Printable(e.Path), e.Line, e.Column, report.Printable(e.Message))
	}
	if len(set.Errors) > 0 {
		return nil, exitCode(exitError)
	}
	in := &compareInput{path: path}
	for _, a := range set.Accounts {
		if a.AuthorizationDetails != nil {
			in.accounts = append(in.accounts, a)
		}
		if a.Documents != nil {
			in.documents = append(in.documents, a.Documents.All...)
		}
	}
	in.documents = slices.DeleteFunc(in.documents, func(d *account.PolicyDocument) bool {
		return d.Kind == policy.OtherOrganizationPolicy || d.Managed != nil && !d.Default
	})
	if len(in.documents) == 0 && len(in.accounts) == 0 {
		return nil, fmt.Errorf("%s has no policy document", path)
	}
	return in, nil
}
