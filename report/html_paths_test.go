package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/iamlint/iamlint/lint"
)

// withPaths adds two principals with the same way by one statement, and one of
// another account that comes to one of them by a trust policy.
func withPaths(r *lint.Report) *lint.Report {
	auth := r.Accounts[0].Sources[0]
	user := func(account, name string) lint.PathNode {
		return lint.PathNode{Account: account, Kind: "user", Name: name, ARN: "arn:aws:iam::" + account + ":user/" + name}
	}
	allows := lint.PathStatement{Range: find(auth, `"Action"`), Policy: "own", Group: "all", Sid: "S"}
	grant := func(from int) lint.PathWay {
		return lint.PathWay{From: from, To: 2, ID: "attach-user-policy", Rule: "policy-grant-wide", Covers: []string{"pathfinding:iam-008"}, Does: []string{"attaches AdministratorAccess to itself"},
			Requests: []lint.PathRequest{{Action: "iam:AttachUserPolicy", Conditions: []string{"aws:MultiFactorAuthPresent"}, Statements: []lint.PathStatement{allows}}}}
	}
	nodes := []lint.PathNode{user(prod, "anna"), user(prod, "<i>\u202e"), {Kind: "administrator", Administrator: true}, user(dev, "out"),
		{Account: dev, Kind: "role", Name: "root", ARN: "arn:aws:iam::" + dev + ":role/root", Administrator: true, By: &lint.PathStatement{Range: find(auth, `"build"`), Policy: "AdministratorAccess"}}}
	nodes[3].Outside = true
	r.Paths = &lint.Paths{
		Principals: map[string]int{prod: 7, dev: 2},
		Nodes:      nodes,
		Ways: []lint.PathWay{grant(0), grant(1),
			{From: 3, To: 0, ID: "assume-role", Does: []string{`acts as user "anna"`}, Exists: "a function",
				Requests: []lint.PathRequest{{Caller: "lambda.amazonaws.com", Action: "sts:AssumeRole", Resource: nodes[0].ARN, Statements: []lint.PathStatement{{Range: find(auth, `"*"`), Owner: "déploy 🚀", Trust: true}}}}}},
	}
	return r
}

// Ways that are the same for several are there once, and the library that draws
// them only where there are some.
func TestPagePaths(t *testing.T) {
	r := withPaths(accountsReport())
	text := string(write(t, "html", r, Options{}))
	var p page
	if err := json.Unmarshal(pageData(t, []byte(text)), &p); err != nil {
		t.Fatal(err)
	}
	if len(p.Paths.Ways.To) != 2 || len(p.Paths.Requests.Action) != 2 || !slices.Equal(p.Paths.Nodes.Ways[0], p.Paths.Nodes.Ways[1]) || len(p.Paths.Statements.Line) != 3 {
		t.Errorf("ways %v, statements %v", p.Paths.Nodes.Ways, p.Paths.Statements)
	}
	if !strings.Contains(text, graphScript) || !strings.Contains(text, "'"+hash(graphScript)+"'") {
		t.Error("the page lacks the library that draws graphs")
	}
	r.Paths.Ways = nil
	if text := string(write(t, "html", r, Options{})); strings.Contains(text, graphScript) || strings.Contains(text, hash(graphScript)) {
		t.Error("the page has the library that draws graphs and no ways")
	}
}

// A report of one account has the ways that start in it, into others too.
func TestSplitPaths(t *testing.T) {
	names := make(map[string][]string)
	ways := make(map[string]int)
	for _, part := range Split(withPaths(accountsReport()), "") {
		for _, n := range part.Report.Paths.Nodes {
			names[part.Name] = append(names[part.Name], n.Name)
		}
		ways[part.Name] = len(part.Report.Paths.Ways)
		for _, w := range part.Report.Paths.Ways {
			if max(w.From, w.To) >= len(names[part.Name]) || names[part.Name][w.From] == "root" {
				t.Errorf("%s: a way from %d to %d", part.Name, w.From, w.To)
			}
		}
	}
	if len(names[prod]) != 3 || ways[prod] != 2 || !slices.Equal(names[dev], []string{"anna", "", "out", "root"}) || ways[dev] != 2 {
		t.Errorf("names %q, ways %v", names, ways)
	}
}

// The library is the one that its description names, can stand in a script, and
// makes no code or markup from strings that a Content-Security-Policy would refuse.
func TestGraphScript(t *testing.T) {
	about, err := os.ReadFile("page/cytoscape/README.md")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(graphScript))
	if !strings.Contains(string(about), hex.EncodeToString(sum[:])) {
		t.Error("page/cytoscape/README.md has another SHA-256")
	}
	for _, forbidden := range []string{"</script", "<!--", "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "new Function", `setAttribute("style"`, "XMLHttp", "fetch("} {
		if strings.Contains(graphScript, forbidden) {
			t.Errorf("the library has %q", forbidden)
		}
	}
	if !strings.Contains(graphScript, graphStyle) {
		t.Error("the library knows its style by another id")
	}
}
