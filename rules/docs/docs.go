// Package docs writes the documentation of rules, a Markdown page for each and
// an index, from what the rules say about themselves and from their cases.
//
// The pages stand in docs/rules. A test compares them with the rules; after a
// change to a rule or to its first cases they are written anew by
//
//	go generate ./rules/docs
package docs

//go:generate go test . -run TestDocs -update

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/iamlint/iamlint/rules/rule"
)

// An Area is a group of rules about one subject.
type Area struct {
	ID    string // as in rule.Meta
	Title string
}

// areas with a title; others go by their id.
var areas = []Area{
	{"root", "The root user"},
	{"mfa", "Multi-factor authentication"},
	{"user", "Users"},
	{"group", "Groups"},
	{"role", "Roles"},
	{"policy", "What policies grant"},
	{"trust", "Who may take on roles"},
	{"resource", "Policies of resources, and who gets in from outside"},
	{"privesc", "Ways to become administrator"},
	{"ai", "AI workloads: SageMaker, Bedrock, AgentCore"},
	{"org", "The organization and its policies"},
	{"credential", "Passwords, keys and other credentials"},
	{"password", "The password policy"},
	{"account", "The account"},
	{"syntax", "The form of policy documents"},
}

func areaTitle(id string) string {
	for _, a := range areas {
		if a.ID == id {
			return a.Title
		}
	}
	return id
}

// generated is the head of each file.
const generated = "<!-- Written from the rules by go generate ./rules/docs. Change the rules, not this file. -->\n\n"

// Index is the table of all rules by area, in the order given.
func Index(rules []*rule.Rule) []byte {
	var b bytes.Buffer
	b.WriteString(generated + "# Rules\n\n")
	fmt.Fprintf(&b, "iamlint knows %d rules. `iamlint explain RULE` tells about one in the terminal. ", len(rules))
	b.WriteString("Rules of the auditor persona are noise to most people and speak only with `--persona auditor`, " +
		"or where [the configuration](../configuration.md#rules) switches them on.\n")
	var seen []string
	for _, r := range rules {
		if slices.Contains(seen, r.Area) {
			continue
		}
		seen = append(seen, r.Area)
		fmt.Fprintf(&b, "\n## %s\n\n", areaTitle(r.Area))
		b.WriteString("| Rule | Severity | Persona | What it reports |\n|---|---|---|---|\n")
		for _, of := range rules {
			if of.Area == r.Area {
				fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s | %s |\n", of.ID, of.ID, of.Severity, of.Persona, Markdown(of.Title))
			}
		}
	}
	return b.Bytes()
}
