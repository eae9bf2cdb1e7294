package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/report"
)

func newWhoCan() *cobra.Command {
	var flags questionFlags
	cmd := &cobra.Command{
		Use:   "who-can ACTION [RESOURCE]",
		Short: "List everybody in an exported account who may do something, with the conditions",
		Long: `List the users, roles and the root user of an exported account that may do an
action, and whom the policy of the resource lets in from outside. ACTION may have
wildcards: whoever may do one of the actions is listed with them. Without
RESOURCE it is enough that there is any resource on which they may.

Exit code: 0 also when nobody may, 2 wrong usage or an export that could not be read.`,
		Example: `  iamlint who-can iam:PassRole
  iamlint who-can s3:GetObject 'arn:aws:s3:::reports/*' -e iamlint-export`,
		Args:              cobra.RangeArgs(1, 2),
		ValidArgsFunction: completeArgs(flags.actions),
		RunE: func(cmd *cobra.Command, args []string) error {
			resource := "*"
			if len(args) == 2 {
				resource = args[1]
			}
			return runWhoCan(cmd, flags, args[0], resource)
		},
	}
	flags.add(cmd)
	return cmd
}

func runWhoCan(cmd *cobra.Command, flags questionFlags, action, resource string) error {
	if err := cmp.Or(exportMistake(flags.exports, action), resourceMistake(resource)); err != nil {
		return err
	}
	all, facts, err := flags.load(cmd)
	if err != nil {
		return err
	}
	actions, err := actionsOf(facts, action)
	if err != nil {
		return err
	}
	answers := []answer{}
	var names []string
	for _, s := range everybody(all, resource) {
		ctx := contextFor(s)
		if err := flags.setContext(ctx); err != nil {
			return err
		}
		var where *places
		for _, action := range actions {
			x, notes := ask(all, facts, question{s, action, resource}, ctx)
			if x.Outcome != policy.Allowed && x.Outcome != policy.Conditional {
				continue
			}
			if where == nil {
				found := placesOf(all, s, resource)
				where = &found
			}
			if s.outside {
				notes = append(notes, "the policies of its own account have to allow it too")
			}
			answers = append(answers, newAnswer(s.caller, action, resource, x, notes, *where))
			names = append(names, s.name)
		}
	}
	w := cmd.OutOrStdout()
	if flags.format == "json" {
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(answers); err != nil {
			return fmt.Errorf("write the answer: %w", err)
		}
		return nil
	}
	if len(answers) == 0 {
		fmt.Fprintf(w, "nobody may %s on %s\n", action, onWhat(resource, "any resource"))
	}
	for i, a := range answers {
		fmt.Fprintf(w, "%s: %s: %s\n", report.Printable(names[i]), a.Action, verdicts[a.Decision])
		for _, at := range slices.Concat(a.Statements, a.Conditions) {
			at.write(w)
		}
		for _, note := range a.Notes {
			fmt.Fprintf(w, "  note: %s\n", report.Printable(note))
		}
	}
	return nil
}

// everybody are the principals of the account, then root, then those that the
// policy of the resource names from outside, in the order of the exports.
func everybody(all *account.Principals, resource string) []subject {
	var subjects []subject
	for _, p := range all.All {
		subjects = append(subjects, subject{name: p.Type + " " + p.Name.Value, caller: p.ARN.Value, principal: p})
	}
	root, _ := findSubject(all, "root")
	subjects = append(subjects, root)
	doc := all.ResourcePolicy(resource)
	if doc == nil {
		return subjects
	}
	seen := make(map[string]bool)
	for i := range doc.Statements {
		if !doc.Statements[i].Allows() {
			continue
		}
		for _, entry := range doc.Statements[i].Principal.Entries {
			s, ok := outsider(all, entry)
			if ok && !seen[s.caller] {
				seen[s.caller] = true
				subjects = append(subjects, s)
			}
		}
	}
	return subjects
}

// outsider is who an entry of Principal lets in from outside the account.
func outsider(all *account.Principals, entry policy.Principal) (subject, bool) {
	text := entry.Value.Text
	switch {
	case entry.Everyone():
		return subject{name: "everybody", caller: policy.Anonymous}, true
	case entry.Type == "Service" || entry.Type == "Federated":
		return subject{name: text, caller: text}, true
	case entry.Type != "AWS":
		return subject{}, false
	}
	id, ok := account.ResourceAccount(text)
	arn := text
	if !ok {
		id, arn = text, "arn:aws:iam::"+text+":root"
	}
	if id == all.Account().ID || len(id) != 12 {
		return subject{}, false
	}
	name := text
	if !ok {
		name = "account " + text
	}
	return subject{name: name, caller: arn, outside: true}, true
}
