package policy

import "strings"

// Match reports whether text matches a pattern in which "*" stands for any run
// of characters, also none, and "?" for exactly one. Nothing else is special.
// It compares letters exactly and costs at most pattern times text.
func Match(pattern, text string) bool {
	p, t, star, mark := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && pattern[p] == '?':
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
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}

// runeLen is the length in bytes of the first character of a valid UTF-8 text.
func runeLen(text string) int {
	n := 1
	for n < len(text) && text[n]&0xC0 == 0x80 {
		n++
	}
	return n
}

// An ActionPattern is one entry of Action or NotAction, folded to lower case
// as AWS compares actions (IAM JSON policy elements: Action).
type ActionPattern struct {
	Service string // "*" for the pattern that matches every action
	Name    string // with wildcards
}

// ParseAction splits an entry of Action. An entry without a colon other than
// "*" matches nothing and gives ok == false, as does one with a wildcard in
// its service part other than "*:*".
func ParseAction(entry string) (p ActionPattern, ok bool) {
	if onlyStars(entry) {
		return ActionPattern{"*", "*"}, true
	}
	service, name, found := strings.Cut(strings.ToLower(entry), ":")
	switch {
	case !found || service == "":
		return ActionPattern{}, false
	case onlyStars(service) && onlyStars(name):
		return ActionPattern{"*", "*"}, true
	case strings.ContainsAny(service, "*?"):
		return ActionPattern{}, false
	}
	return ActionPattern{service, name}, true
}

// Every says whether the pattern matches every action of every service.
func (p ActionPattern) Every() bool { return p.Service == "*" }

// WholeService says whether the pattern matches every action of one service.
func (p ActionPattern) WholeService() bool {
	// At most one question mark: every action has a first letter.
	return !p.Every() && strings.Contains(p.Name, "*") && strings.Trim(p.Name, "*?") == "" && strings.Count(p.Name, "?") <= 1
}

// Matches says whether the pattern matches an action such as "iam:passrole", in lower case.
func (p ActionPattern) Matches(action string) bool {
	if p.Every() {
		return true
	}
	service, name, _ := strings.Cut(action, ":")
	return p.Service == service && Match(p.Name, name)
}

// Covers says whether p matches every action that q matches. The answer yes
// is certain; a no may be wrong where question marks meet stars.
func (p ActionPattern) Covers(q ActionPattern) bool {
	return p.Every() || p.Service == q.Service && covers(p.Name, q.Name)
}

// Overlaps says whether some action matches both patterns.
func (p ActionPattern) Overlaps(q ActionPattern) bool {
	return p.Every() || q.Every() || p.Service == q.Service && Overlaps(p.Name, q.Name)
}

// mayMatch says whether an entry of Action can match actions of a service, in
// lower case: a quick answer that spares folding and splitting the entry.
func mayMatch(entry, service string) bool {
	return strings.HasPrefix(entry, "*") || len(entry) > len(service) && entry[len(service)] == ':' && strings.EqualFold(entry[:len(service)], service)
}

func onlyStars(s string) bool {
	for i := range len(s) {
		if s[i] != '*' {
			return false
		}
	}
	return s != ""
}

// covers reports whether every text that matches "of" matches pattern too. The
// answer yes is certain; a no is certain unless question marks of the pattern
// meet stars of the other, as in "*?" and "*a".
func covers(pattern, of string) bool {
	if pattern == of || onlyStars(pattern) {
		return true
	}
	first := firstWild(pattern)
	switch {
	case first < 0 || !strings.HasPrefix(of, pattern[:first]):
		return false
	case !strings.Contains(pattern, "*") && strings.Contains(of, "*"):
		return false
	}
	p, q := []rune(normal(pattern)), []rune(normal(of))
	// reached[i]: p[:i] can consume what was read of q.
	reached := make([]bool, len(p)+1)
	next := make([]bool, len(p)+1)
	reached[0] = true
	skipStars(p, reached)
	for j := range q {
		clear(next)
		for i := range reached {
			if !reached[i] || i == len(p) {
				continue
			}
			switch {
			case p[i] == '*':
				next[i] = true
			case p[i] == q[j], p[i] == '?' && q[j] != '*':
				next[i+1] = true
			}
		}
		skipStars(p, next)
		reached, next = next, reached
	}
	return reached[len(p)]
}

// Overlaps reports whether some text matches both patterns.
func Overlaps(one, other string) bool {
	a, b := newPattern(one), newPattern(other)
	return a.overlaps(&b)
}

// meet is Overlaps step by step.
func meet(one, other string) bool {
	var ones, others [96]rune
	p, q := appendRunes(ones[:0], one), appendRunes(others[:0], other)
	// reached[j]: some text is matched by p[:i] and by q[:j].
	var most [2][96]bool // names and ARNs are no longer
	reached, next := most[0][:], most[1][:]
	if len(q) < len(reached) {
		reached, next = reached[:len(q)+1], next[:len(q)+1]
	} else {
		reached, next = make([]bool, len(q)+1), make([]bool, len(q)+1)
	}
	reached[0] = true
	for i := 0; ; i++ {
		clear(next)
		pStar := i < len(p) && p[i] == '*'
		for j := 0; j <= len(q); j++ {
			if !reached[j] {
				continue
			}
			qStar := j < len(q) && q[j] == '*'
			if j < len(q) && (pStar || qStar) {
				reached[j+1] = true
			}
			if i < len(p) && (pStar || qStar) {
				next[j] = true
			}
			if i < len(p) && j < len(q) && !pStar && !qStar && (p[i] == q[j] || p[i] == '?' || q[j] == '?') {
				next[j+1] = true
			}
		}
		if i == len(p) {
			return reached[len(q)]
		}
		reached, next = next, reached
	}
}

func appendRunes(runes []rune, text string) []rune {
	for _, r := range text {
		runes = append(runes, r)
	}
	return runes
}

// A pattern is a text with wildcards and where the first and the last one are,
// -1 for none, so that two can be compared at a glance.
type pattern struct {
	text        string
	first, last int
}

func newPattern(text string) pattern {
	p := pattern{text, -1, -1}
	for i := range len(text) {
		if isWild(text[i]) {
			if p.first < 0 {
				p.first = i
			}
			p.last = i
		}
	}
	return p
}

// overlaps says whether some text matches both patterns.
func (p *pattern) overlaps(q *pattern) bool {
	switch {
	case p.first < 0 && q.first < 0:
		return p.text == q.text
	case p.first < 0:
		return q.begins(p.text) && (q.isPrefix() || Match(q.text[q.first:], p.text[q.first:]))
	case q.first < 0:
		return p.begins(q.text) && (p.isPrefix() || Match(p.text[p.first:], q.text[p.first:]))
	}
	n := min(p.first, q.first)
	if p.text[:n] != q.text[:n] {
		return false
	}
	// The texts behind the last wildcards have to agree, too.
	a, b := p.text[p.last+1:], q.text[q.last+1:]
	m := min(len(a), len(b))
	if a[len(a)-m:] != b[len(b)-m:] {
		return false
	}
	// A literal and a star meets whatever begins alike, and what the literal fits.
	if p.isPrefix() && (q.first >= p.first || Match(q.text[n:], p.text[n:p.first])) ||
		q.isPrefix() && (p.first >= q.first || Match(p.text[n:], q.text[n:q.first])) {
		return true
	}
	return meet(p.text[n:len(p.text)-m], q.text[n:len(q.text)-m])
}

// begins says whether a text begins as all do that match.
func (p *pattern) begins(text string) bool { return strings.HasPrefix(text, p.text[:p.first]) }

// isPrefix says whether the pattern is a literal and a star.
func (p *pattern) isPrefix() bool { return p.first == len(p.text)-1 && p.text[p.first] == '*' }

func isWild(c byte) bool { return c == '*' || c == '?' }

// firstWild is where the first wildcard of a text is, -1 for none.
func firstWild(text string) int {
	star := strings.IndexByte(text, '*')
	if star >= 0 {
		text = text[:star]
	}
	if mark := strings.IndexByte(text, '?'); mark >= 0 {
		return mark
	}
	return star
}

func hasWild(text string) bool { return firstWild(text) >= 0 }

// skipStars adds the positions behind stars that may match nothing.
func skipStars(p []rune, reached []bool) {
	for i, c := range p {
		if reached[i] && c == '*' {
			reached[i+1] = true
		}
	}
}

// normal rewrites each run of wildcards as its question marks followed by at
// most one star, so that equal runs are equal texts.
func normal(p string) string {
	if !strings.Contains(p, "**") && !strings.Contains(p, "*?") {
		return p
	}
	var b strings.Builder
	for i := 0; i < len(p); {
		if !isWild(p[i]) {
			b.WriteByte(p[i])
			i++
			continue
		}
		marks, star := 0, false
		for ; i < len(p) && isWild(p[i]); i++ {
			if p[i] == '*' {
				star = true
			} else {
				marks++
			}
		}
		b.WriteString(strings.Repeat("?", marks))
		if star {
			b.WriteByte('*')
		}
	}
	return b.String()
}
