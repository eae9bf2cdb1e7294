package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/report"
)

func newCan() *cobra.Command {
	var flags questionFlags
	cmd := &cobra.Command{
		Use:   "can PRINCIPAL ACTION [RESOURCE]",
		Short: "Decide whether a principal of an exported account may do something, and say why",
		Long: `Decide a request as AWS does, from an export: identity policies of the principal
and its groups, its boundary, the policy of the resource, and the organization's
policies where the exports tell them. PRINCIPAL is a name, a
name with user/ or role/ before it, an ARN, root, a service such as
lambda.amazonaws.com, or anonymous. ACTION may have wildcards. Without RESOURCE
the question is whether there is any resource on which it may.

What the export cannot tell (where a call comes from, MFA) leaves conditions
open: the answer is "allowed if" then. --context tells more.

Exit code: 0 allowed, also if conditions are open; 1 denied; 2 wrong usage or an
export that could not be read.`,
		Example: `  iamlint can alice s3:GetObject arn:aws:s3:::reports/q1.csv -e iamlint-export
  iamlint can role/deploy 'iam:*' --context aws:MultiFactorAuthPresent=true`,
		Args:              cobra.RangeArgs(2, 3),
		ValidArgsFunction: completeArgs(flags.principals, flags.actions),
		RunE: func(cmd *cobra.Command, args []string) error {
			resource := "*"
			if len(args) == 3 {
				resource = args[2]
			}
			return runCan(cmd, flags, args[0], args[1], resource)
		},
	}
	flags.add(cmd)
	return cmd
}

// An answer is a decision for programs.
type answer struct {
	Principal  string           `json:"principal"`
	Action     string           `json:"action"`
	Resource   string           `json:"resource"`
	Decision   string           `json:"decision"`
	Missing    []string         `json:"missing"` // types of policy that would have to allow
	Statements []statementPlace `json:"statements"`
	Conditions []statementPlace `json:"conditions"` // statements with conditions that are open
	Notes      []string         `json:"notes"`
}

func runCan(cmd *cobra.Command, flags questionFlags, who, action, resource string) error {
	if err := cmp.Or(exportMistake(flags.exports, who), resourceMistake(resource)); err != nil {
		return err
	}
	all, facts, err := flags.load(cmd)
	if err != nil {
		return err
	}
	s, err := findSubject(all, who)
	if err != nil {
		return err
	}
	actions, err := actionsOf(facts, action)
	if err != nil {
		return err
	}
	ctx := contextFor(s)
	if err := flags.setContext(ctx); err != nil {
		return err
	}
	where := placesOf(all, s, resource)
	answers := make([]answer, len(actions))
	denied := false
	for i, action := range actions {
		x, notes := ask(all, facts, question{s, action, resource}, ctx)
		answers[i] = newAnswer(s.caller, action, resource, x, notes, where)
		denied = denied || x.Outcome == policy.ImplicitlyDenied || x.Outcome == policy.ExplicitlyDenied
	}
	if flags.format == "json" {
		encoder := json.NewEncoder(cmd.OutOrStdout())
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(answers); err != nil {
			return fmt.Errorf("write the answer: %w", err)
		}
	} else {
		writeAnswers(cmd.OutOrStdout(), s.name, answers)
	}
	if denied {
		return exitCode(exitFindings)
	}
	return nil
}

func newAnswer(caller, action, resource string, x policy.Explanation, notes []string, where places) answer {
	a := answer{Principal: caller, Action: action, Resource: resource, Decision: x.Outcome.String(),
		Missing: []string{}, Statements: []statementPlace{}, Conditions: []statementPlace{}, Notes: []string{}}
	for _, t := range x.Missing.List() {
		a.Missing = append(a.Missing, t.String())
	}
	for _, r := range x.Reasons {
		if where.know(r) {
			a.Statements = append(a.Statements, where.of(r))
		}
	}
	for _, r := range x.Residual {
		a.Conditions = append(a.Conditions, where.residual(r))
	}
	a.Notes = append(a.Notes, notes...)
	return a
}

// verdicts are the words for decisions.
var verdicts = map[string]string{
	"Allowed":          "allowed",
	"Conditional":      "allowed if conditions are met that the exports cannot tell",
	"ExplicitlyDenied": "denied by a Deny statement",
	"ImplicitlyDenied": "denied",
}

// onWhat names the resource that was asked about, if one was.
func onWhat(resource, unnamed string) string {
	if resource == "*" {
		return unnamed
	}
	return report.Printable(resource)
}

// writeAnswers writes a decision with its reasons; of many only the decisions.
func writeAnswers(w io.Writer, who string, answers []answer) {
	if len(answers) > 1 {
		for _, a := range answers {
			fmt.Fprintf(w, "%-60s %s\n", a.Action, shortVerdict(a))
		}
		return
	}
	a := answers[0]
	fmt.Fprintf(w, "%s, %s on %s: %s\n", report.Printable(who), a.Action, onWhat(a.Resource, "some resource"), longVerdict(a))
	for _, at := range a.Statements {
		at.write(w)
	}
	for _, at := range a.Conditions {
		at.write(w)
	}
	for _, note := range a.Notes {
		fmt.Fprintf(w, "  note: %s\n", report.Printable(note))
	}
}

func longVerdict(a answer) string {
	if len(a.Missing) == 0 {
		return verdicts[a.Decision]
	}
	return verdicts[a.Decision] + ", because nothing in the " + strings.Join(a.Missing, " and ") + " policies allows it"
}

func shortVerdict(a answer) string {
	switch {
	case a.Decision == "Conditional":
		return "allowed if"
	case len(a.Missing) > 0:
		return "denied (" + strings.Join(a.Missing, ", ") + ")"
	}
	return verdicts[a.Decision]
}
