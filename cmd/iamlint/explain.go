package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/rules"
	"github.com/iamlint/iamlint/rules/rule"
)

func newExplain() *cobra.Command {
	return &cobra.Command{
		Use:               "explain RULE",
		Short:             "Explain a rule: why it matters, when it is silent, how to mend",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: completeArgs(rulesByID),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, ok := findRule(args[0])
			if !ok {
				return unknownRule(args[0])
			}
			explain(cmd.OutOrStdout(), r)
			return nil
		},
	}
}

func ruleIDs() []string {
	var ids []string
	for _, r := range rules.All() {
		ids = append(ids, r.ID)
	}
	return ids
}

func unknownRule(id string) error {
	similar := slices.DeleteFunc(ruleIDs(), func(known string) bool {
		return !strings.Contains(known, id) && !slices.ContainsFunc(strings.Split(id, "-"), func(part string) bool {
			return len(part) > 3 && strings.Contains(known, part)
		})
	})
	if len(similar) > 0 {
		return fmt.Errorf("there is no rule %q; did you mean %s?", id, strings.Join(similar[:min(len(similar), 4)], ", "))
	}
	return fmt.Errorf("there is no rule %q (iamlint rules lists them)", id)
}

func explain(w io.Writer, r *rule.Rule) {
	fmt.Fprintf(w, "%s\n%s\n\n", r.ID, r.Title)
	fmt.Fprintf(w, "Severity:   %s\nConfidence: %s\nPersona:    %s\nArea:       %s\n", r.Severity, r.Confidence, r.Persona, r.Area)
	if len(r.References) > 0 {
		fmt.Fprintf(w, "References: %s\n", wrap(strings.Join(r.References, ", "), 88, "            "))
	}
	fmt.Fprintf(w, "\n%s\n\nHow to mend:\n%s\n\n%s\n", wrapParagraphs(r.Text), wrapParagraphs(r.Remediation), r.URL)
}

func wrapParagraphs(text string) string {
	paragraphs := strings.Split(text, "\n\n")
	for i, p := range paragraphs {
		// Indented or broken lines are commands and stay as they are.
		if !strings.Contains(p, "\n") && !strings.HasPrefix(p, " ") {
			paragraphs[i] = wrap(p, 88, "")
		}
	}
	return strings.Join(paragraphs, "\n\n")
}

// wrap breaks a text into lines of at most width columns; later lines are indented.
func wrap(text string, width int, indent string) string {
	var b strings.Builder
	column := len(indent)
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
		case column+1+len(word) > width:
			b.WriteString("\n" + indent)
			column = len(indent)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += len(word)
	}
	return b.String()
}
