package policy

import "strings"

// A glob is a text with wildcards, sorted by how much work it is to match.
type glob struct {
	text string
	kind globKind
}

type globKind uint8

const (
	globLiteral globKind = iota
	globAny              // only stars
	globPrefix           // a literal and a star
	globPattern
)

func newGlob(text string) glob {
	i := strings.IndexAny(text, "*?")
	switch {
	case i < 0:
		return glob{text, globLiteral}
	case onlyStars(text):
		return glob{text, globAny}
	case i == len(text)-1 && text[i] == '*':
		return glob{text[:i], globPrefix}
	}
	return glob{text, globPattern}
}

func (g *glob) matches(text string) bool {
	switch g.kind {
	case globLiteral:
		return g.text == text
	case globAny:
		return true
	case globPrefix:
		return strings.HasPrefix(text, g.text)
	}
	return Match(g.text, text)
}

// A template is a text with wildcards and policy variables (IAM policy
// elements: Variables and tags).
type template struct {
	glob              // of the whole text, when there are no variables
	wildcards bool    // "*" and "?" are wildcards
	pieces    []piece // nil without variables
}

// A piece of a template is a text with wildcards, a literal, or a variable.
type piece struct {
	text     string // what the pattern says, or the value used for want of the variable
	variable string // name of the key in lower case, "" for a text
	literal  bool   // no wildcards in text
	fallback bool   // the variable has a default, in text
}

// newTemplate reads a text. Without wildcards "*" and "?" mean themselves;
// without variables, as in documents before 2012-10-17, "${...}" does.
func newTemplate(text string, wildcards, variables bool) template {
	t := template{wildcards: wildcards}
	if !variables || !strings.Contains(text, "${") {
		if wildcards {
			t.glob = newGlob(text)
		} else {
			t.glob = glob{text, globLiteral}
		}
		return t
	}
	for text != "" {
		before, inside, after, ok := cutVariable(text)
		if !ok {
			t.add(piece{text: text, literal: !wildcards})
			break
		}
		if before != "" {
			t.add(piece{text: before, literal: !wildcards})
		}
		t.add(parseVariable(inside, wildcards))
		text = after
	}
	return t
}

func (t *template) add(p piece) { t.pieces = append(t.pieces, p) }

// cutVariable finds the first "${...}" of a text.
func cutVariable(text string) (before, inside, after string, ok bool) {
	i := strings.Index(text, "${")
	if i < 0 {
		return text, "", "", false
	}
	end := strings.IndexByte(text[i:], '}')
	if end < 0 {
		return text, "", "", false
	}
	return text[:i], text[i+2 : i+end], text[i+end+1:], true
}

// parseVariable reads what stands between "${" and "}". What is malformed
// stays as it is.
func parseVariable(inside string, wildcards bool) piece {
	name, rest, more := strings.Cut(inside, ",")
	literal := piece{text: "${" + inside + "}", literal: !wildcards}
	switch {
	case inside == "*" || inside == "?" || inside == "$":
		return piece{text: inside, literal: true}
	case name == "" || strings.ContainsAny(name, " '*?${"):
		return literal
	case !more:
		return piece{variable: strings.ToLower(name)}
	}
	value := strings.TrimLeft(rest, " ")
	if len(value) < 2 || value[0] != '\'' || value[len(value)-1] != '\'' {
		return literal
	}
	return piece{variable: strings.ToLower(name), text: value[1 : len(value)-1], fallback: true}
}

// matches says whether a text fits the template in the light of a request. A
// variable without a value fits nothing; what it stands for is taken letter by
// letter, whatever the caller put into it.
func (t *template) matches(ctx *Context, text string) Truth {
	if t.pieces == nil {
		return truth(t.glob.matches(text))
	}
	var buffer [128]byte
	pattern, known := t.expand(ctx, buffer[:0])
	switch {
	case pattern == nil && known:
		return False
	case !known:
		return Unknown
	}
	return truth(matchEscaped(pattern, text))
}

// What expand writes for wildcards, so that they differ from the same letters
// of a value. No such bytes are in UTF-8.
const (
	anyRun  = 0xFE
	anyChar = 0xFF
)

// expand puts values for variables. It gives nil when one has no value, and
// known is false when nobody can tell.
func (t *template) expand(ctx *Context, pattern []byte) (_ []byte, known bool) {
	known = true
	missing := false
	for i := range t.pieces {
		p := &t.pieces[i]
		text := p.text
		if p.variable != "" {
			key, told := ctx.lookup(p.variable)
			switch {
			case !told:
				known = false
				continue
			case key != nil && !key.multi:
				text = key.values[0]
			case !p.fallback:
				missing = true
				continue
			}
		}
		for j := range len(text) {
			c := text[j]
			if p.variable == "" && !p.literal {
				switch c {
				case '*':
					c = anyRun
				case '?':
					c = anyChar
				}
			}
			pattern = append(pattern, c)
		}
	}
	if missing {
		return nil, true // whatever the other variables are
	}
	return pattern, known
}

// matchEscaped is Match for an expanded template.
func matchEscaped(pattern []byte, text string) bool {
	p, t, star, mark := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == anyRun:
			star, mark = p, t
			p++
		case p < len(pattern) && pattern[p] == anyChar:
			p++
			t += runeLen(text[t:])
		case p < len(pattern) && pattern[p] == text[t]:
			p, t = p+1, t+1
		case star >= 0:
			mark += runeLen(text[mark:])
			p, t = star+1, mark
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == anyRun {
		p++
	}
	return p == len(pattern)
}

// splitARN cuts a text at its first five colons, leaving those in variables
// alone. It returns how many parts there are, at most six.
func splitARN(text string) (parts [6]string, n int) {
	start, depth := 0, 0
	for i := 0; i < len(text) && n < 5; i++ {
		switch {
		case text[i] == '$' && i+1 < len(text) && text[i+1] == '{':
			depth++
		case text[i] == '}' && depth > 0:
			depth--
		case text[i] == ':' && depth == 0:
			parts[n] = text[start:i]
			n++
			start = i + 1
		}
	}
	parts[n] = text[start:]
	return parts, n + 1
}
