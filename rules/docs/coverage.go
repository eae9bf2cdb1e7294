package docs

import (
	"bytes"
	_ "embed" // for the list of references
	"fmt"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/rules/rule"
)

//go:embed references.tsv
var references string

// A Reference is a check of another tool, benchmark or standard.
type Reference struct {
	ID     string // source:check
	Reason string // why no rule covers it; "" for one that has to be covered
}

// References are all checks that iamlint knows of.
func References() []Reference {
	var list []Reference
	for line := range strings.Lines(references) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		id, reason, _ := strings.Cut(line, "\t")
		list = append(list, Reference{id, reason})
	}
	return list
}

// peers are where checks come from, as people call them, in the order of the table.
var peers = []struct{ prefix, name string }{
	{"aa:", "IAM Access Analyzer, policy validation"},
	{"parliament:", "parliament"},
	{"cloudsplaining:", "cloudsplaining"},
	{"prowler:iam_", "Prowler, `iam_*`"},
	{"prowler:", "Prowler, other checks about access"},
	{"pmapper:", "PMapper, risk report"},
	{"fsbp:IAM.", "AWS Security Hub, IAM"},
	{"fsbp:", "AWS Security Hub, other controls about access"},
	{"cis-1.4:", "CIS AWS Foundations 1.4, IAM section"},
	{"cis-1.5:", "CIS AWS Foundations 1.5, IAM section"},
	{"cis-2.0:", "CIS AWS Foundations 2.0, IAM section"},
	{"cis-3.0:", "CIS AWS Foundations 3.0, IAM section"},
	{"cis-4.0:", "CIS AWS Foundations 4.0, IAM section"},
	{"cis-5.0:", "CIS AWS Foundations 5.0, IAM section"},
	{"cis-6.0:", "CIS AWS Foundations 6.0, IAM section"},
	{"cis-7.0:", "CIS AWS Foundations 7.0, IAM section"},
	{"aisf:", "AWS AI Security Framework, controls about access"},
	{"pathfinding:", "pathfinding.cloud, escalation paths"},
	{"extra:", "further escalation paths"},
}

func peerOf(id string) int {
	return slices.IndexFunc(peers, func(s struct{ prefix, name string }) bool { return strings.HasPrefix(id, s.prefix) })
}

// Coverage is the table of what other tools check and which rules do the same.
func Coverage(rules []*rule.Rule) []byte {
	by := make(map[string][]string)
	for _, r := range rules {
		for _, ref := range r.References {
			by[ref] = append(by[ref], r.ID)
		}
	}
	var b bytes.Buffer
	b.WriteString(generated + "# What other tools check\n\n")
	b.WriteString("Which checks of other tools, benchmarks and standards about access to AWS accounts the rules cover.\n\n")
	b.WriteString("| Source | Checks | Covered | Not covered |\n|---|---|---|---|\n")
	all := References()
	for i, s := range peers {
		total, covered := 0, 0
		for _, ref := range all {
			if peerOf(ref.ID) == i {
				total++
				if len(by[ref.ID]) > 0 {
					covered++
				}
			}
		}
		fmt.Fprintf(&b, "| %s | %d | %d | %d |\n", s.name, total, covered, total-covered)
	}
	for i, s := range peers {
		fmt.Fprintf(&b, "\n## %s\n\n| Check | Rules |\n|---|---|\n", s.name)
		for _, ref := range all {
			if peerOf(ref.ID) != i {
				continue
			}
			_, check, _ := strings.Cut(ref.ID, ":")
			cell := ref.Reason
			if ids := by[ref.ID]; len(ids) > 0 {
				links := make([]string, len(ids))
				for k, id := range ids {
					links[k] = fmt.Sprintf("[%s](rules/%s.md)", id, id)
				}
				cell = strings.Join(links, ", ")
			}
			fmt.Fprintf(&b, "| %s | %s |\n", Markdown(check), cell)
		}
	}
	return b.Bytes()
}
