package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/rules"
	"github.com/iamlint/iamlint/rules/docs"
)

func newRules() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List the rules",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch format {
			case "table":
				return rulesTable(cmd.OutOrStdout())
			case "json":
				return rulesJSON(cmd.OutOrStdout())
			case "markdown":
				_, err := cmd.OutOrStdout().Write(docs.Index(rules.All()))
				return err
			}
			return fmt.Errorf("unknown format %q (want table, json or markdown)", format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "table", "table, json or markdown")
	completeValues(cmd, "format", []string{"table", "json", "markdown"})
	return cmd
}

func rulesTable(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "RULE\tSEVERITY\tPERSONA\tTITLE")
	for _, r := range rules.All() {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", r.ID, r.Severity, r.Persona, r.Title)
	}
	return table.Flush()
}

func rulesJSON(w io.Writer) error {
	type entry struct {
		ID          string   `json:"id"`
		Area        string   `json:"area"`
		Title       string   `json:"title"`
		Text        string   `json:"text"`
		Remediation string   `json:"remediation"`
		Severity    string   `json:"severity"`
		Confidence  string   `json:"confidence"`
		Persona     string   `json:"persona"`
		References  []string `json:"references"`
		SubsumedBy  []string `json:"subsumedBy"`
		Needs       []string `json:"needs"`
		Since       string   `json:"since"`
		URL         string   `json:"url"`
	}
	entries := []entry{}
	for _, r := range rules.All() {
		needs := []string{}
		for _, required := range r.Requires {
			if _, need, ok := strings.Cut(required.Doc, " provides the "); ok {
				needs = append(needs, need)
			}
		}
		entries = append(entries, entry{
			ID: r.ID, Area: r.Area, Title: r.Title, Text: r.Text, Remediation: r.Remediation,
			Severity: r.Severity.String(), Confidence: r.Confidence.String(), Persona: r.Persona.String(),
			References: append([]string{}, r.References...), SubsumedBy: append([]string{}, r.SubsumedBy...),
			Needs: needs, Since: r.Since, URL: r.URL,
		})
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(entries)
}
