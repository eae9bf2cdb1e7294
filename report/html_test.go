package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

var dataBlock = regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`)

// pageData is the data of a page, which holds all that comes from exports.
func pageData(t testing.TB, text []byte) []byte {
	t.Helper()
	m := dataBlock.FindSubmatch(text)
	if m == nil {
		t.Fatal("no data in the page")
	}
	return m[1]
}

func withInventory(r *lint.Report) *lint.Report {
	day := func(year int) time.Time { return time.Date(year, 1, 2, 0, 0, 0, 0, time.UTC) }
	r.Basis = []lint.Basis{{What: "Configuration", Name: ".iamlint.yaml", SHA256: strings.Repeat("1b", 32)}}
	r.Accounts[0].Inventory = &lint.Inventory{
		Principals: []lint.Principal{
			{Type: "user", Name: "anna", ARN: "arn:aws:iam::123456789012:user/anna", Reach: lint.ReachAll, Groups: []string{"admins"}, Boundary: "edge",
				Holds: []lint.Held{{Name: "own"}, {Name: "AdministratorAccess", ARN: "arn:aws:iam::aws:policy/AdministratorAccess", Through: "admins"}}, Created: day(2019), Console: lint.Yes, MFA: lint.No},
			{Type: "group", Name: "admins", Reach: lint.ReachAll, Holds: []lint.Held{{Name: "AdministratorAccess", ARN: "arn:aws:iam::aws:policy/AdministratorAccess"}}},
			{Type: "role", Name: "taker", Reach: lint.ReachAll, Takes: "iam:PutRolePolicy"},
			{Type: "role", Name: "<i>", Reach: lint.ReachUnknown, Trusted: []string{"anyone"}, AWSOwned: true, LastUsed: day(2025)},
		},
		Keys: []lint.Key{{Holder: "anna", Number: 1, Active: true, Created: day(2020)}, {Holder: "anna", Number: 2}},
	}
	r.Accounts[0].Standings = []lint.Standing{{Framework: "Some benchmark 1.0", Controls: []lint.Control{
		{ID: "1.1", Title: "The root user has MFA", Status: "fail", Rules: []string{"root-mfa-missing"}, Findings: 2},
		{ID: "1.2", Title: "No expired server certificate is stored", Status: "not evaluated", Rules: []string{"server-certificate-expired"}, Needs: []string{"list of server certificates"}},
		{ID: "1.3", Title: "Somebody looks", Status: "manual", Manual: "no export tells"},
	}}}
	return r
}

func TestPageData(t *testing.T) {
	for _, c := range reports {
		r := c.make()
		if c.name == "accounts" {
			withPaths(withInventory(r))
		}
		var b bytes.Buffer
		if err := json.Indent(&b, pageData(t, write(t, "html", r, Options{Command: "iamlint check .", Commands: func(need string) []string { return []string{"aws " + need} }})), "", "  "); err != nil {
			t.Fatal(err)
		}
		golden(t, c.name+".page.json", b.Bytes())
	}
}

// What stands outside the data is ours and the same in every report but for the
// title, and the data can neither end its element nor hide anything.
func TestPageIsClosed(t *testing.T) {
	title := regexp.MustCompile(`<title>[^<>]*</title>`)
	frame := func(text []byte) string {
		m := dataBlock.FindIndex(text)
		return title.ReplaceAllString(string(text[:m[0]])+string(text[m[1]:]), "")
	}
	want := frame(write(t, "html", emptyReport(), Options{}))
	for _, c := range reports {
		text := write(t, "html", c.make(), Options{Command: "</script><script>alert(1)</script>"})
		if frame(text) != want {
			t.Errorf("%s: something outside the data differs from the empty report", c.name)
		}
		data := pageData(t, text)
		if bytes.ContainsAny(data, "<>&\u2028\u2029") {
			t.Errorf("%s: the data has a character that means something in HTML", c.name)
		}
		for _, r := range string(data) {
			if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e {
				t.Errorf("%s: %U in the data", c.name, r)
			}
		}
	}
	for _, forbidden := range []string{"http://", "src=", "@import", "url(", "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "fetch(", "XMLHttp", "style="} {
		if text := strings.ReplaceAll(want, "http://www.w3.org/2000/svg", ""); strings.Contains(text, forbidden) {
			t.Errorf("the page has %q", forbidden)
		}
	}
	scripts := pageScripts(emptyReport())
	if strings.Count(want, "<script") != len(scripts) || !strings.Contains(want, hash(pageStyle)) || !strings.Contains(want, "default-src 'none'") {
		t.Error("the Content-Security-Policy does not fit the page")
	}
	for _, script := range scripts {
		if !strings.Contains(want, "'"+hash(script)+"'") || !strings.Contains(want, "<script>"+script+"</script>") {
			t.Error("the Content-Security-Policy does not fit a script of the page")
		}
	}
}

// A hundred thousand findings fit into 30 MB, also where each has a text, a
// name and a place of its own.
func TestPageOfManyFindings(t *testing.T) {
	const n = 100_000
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"RoleName": "service-%d-production", "Principal": "arn:aws:iam::111122223333:root", "Action": "*"}`+"\n", i)
	}
	s := newSource("auth.json", "authorization-details", b.String())
	r := &lint.Report{Rules: allRules, Accounts: []lint.Account{{ID: prod, Sources: []*lint.Source{s}}}, Findings: make([]lint.Finding, 0, n)}
	at := 0
	for i := range n {
		name := fmt.Sprintf("service-%d-production", i)
		start := at + strings.Index(b.String()[at:], `"*"`)
		at = start + 3
		f := newFinding(allRules[i%len(allRules)], prod, lint.Range{Source: s, Start: start, End: at},
			rule.Subject{Type: "role", Name: name, ARN: "arn:aws:iam::123456789012:role/" + name}, `role "`+name+`" may do everything, and more`)
		f.Fingerprint = fmt.Sprintf("%032x", uint64(i+1)*0x9e3779b97f4a7c15)
		r.Findings = append(r.Findings, f)
	}
	text := write(t, "html", r, Options{})
	if len(text) >= 30_000_000 {
		t.Errorf("%d bytes", len(text))
	}
	var p page
	if err := json.Unmarshal(pageData(t, text), &p); err != nil || len(p.Findings.Rule) != n || p.Strings[p.Findings.Name[n-1]] != "service-99999-production" {
		t.Errorf("not all findings are there (%v)", err)
	}
}
