package report

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html"
	"strings"

	"github.com/iamlint/iamlint/lint"
)

var (
	//go:embed page/page.html
	pageBody string
	//go:embed page/page.css
	pageStyle string
	//go:embed page/clusters.js
	clustersScript string
	//go:embed page/paths.js
	pathsScript string
	//go:embed page/page.js
	mainScript string

	// graphScript draws graphs (see page/cytoscape). Only pages with a graph have it.
	//go:embed page/cytoscape/cytoscape.min.js
	graphScript string
)

// graphStyle is the id by which Cytoscape.js knows that its style is there, so
// that it adds none.
const graphStyle = "__________cytoscape_stylesheet"

// writeHTML writes one file that needs no other. Its body and its scripts are
// ours and always the same; what comes from exports stands in one block of
// JSON, which no browser runs, and reaches the page as text. The policy of the
// page allows our scripts and style by their hashes and nothing else: no
// request, no other script, no form, no markup made from strings.
func writeHTML(w *bufio.Writer, r *lint.Report, o Options) error {
	scripts := pageScripts(r)
	policy := "default-src 'none'; script-src"
	for _, script := range scripts {
		policy += " '" + hash(script) + "'"
	}
	policy += "; style-src '" + hash(pageStyle) + "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
	w.WriteString("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" +
		"<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n" +
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
		"<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n" +
		"<title>" + html.EscapeString(pageTitle(r)) + "</title>\n<style id=\"" + graphStyle + "\">")
	w.WriteString(pageStyle)
	w.WriteString("</style>\n</head>\n<body>\n")
	w.WriteString(pageBody)
	w.WriteString("<script type=\"application/json\" id=\"data\">")
	if err := newPage(r, o).write(w); err != nil {
		return err
	}
	w.WriteString("</script>\n")
	for _, script := range scripts {
		w.WriteString("<script>")
		w.WriteString(script)
		w.WriteString("</script>\n")
	}
	w.WriteString("</body>\n</html>\n")
	return nil
}

// pageScripts are the scripts of the page of a report, in order.
func pageScripts(r *lint.Report) []string {
	scripts := []string{clustersScript, pathsScript, mainScript}
	if r.Paths != nil && len(r.Paths.Ways) > 0 {
		scripts = append([]string{graphScript}, scripts...)
	}
	return scripts
}

// hash is how a Content-Security-Policy names an inline text.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func pageTitle(r *lint.Report) string {
	var names []string
	for i := range r.Accounts {
		if a := &r.Accounts[i]; a.Title == "" {
			names = append(names, title(a))
		}
	}
	switch {
	case len(names) == 0:
		return "iamlint"
	case len(names) > 2:
		return plural(len(names), "account", "accounts") + " · iamlint"
	}
	return strings.Join(names, ", ") + " · iamlint"
}
