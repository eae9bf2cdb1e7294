// Package language finds texts that fit some patterns with wildcards and none of
// others, through automata: exactly, unless that takes more than a limit.
package language

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Pattern is a sequence of tokens that a text has to fit from end to end.
type Pattern []Token

// A Token fits one character or, as a star, any run of characters.
type Token struct {
	kind    kind
	noColon bool // fits no colon
	symbols bool // of one: fits symbols, too
	char    rune // of letters
}

type kind uint8

const (
	letter kind = iota
	folded      // a letter in either case
	one
	star
)

// Letter fits the character itself.
func Letter(r rune) Token { return Token{kind: letter, char: r} }

// Folded fits the characters that differ from a folded one in case alone.
func Folded(r rune) Token {
	if len(cases(r)) == 1 {
		return Letter(r)
	}
	return Token{kind: folded, char: r}
}

// cases are the characters with a folded form.
func cases(r rune) []rune {
	all := []rune{r}
	for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
		if Fold(other) == r {
			all = append(all, other)
		}
	}
	return append(all, oddCases[r]...)
}

// oddCases are those that Unicode does not fold simply.
var oddCases = map[rune][]rune{'i': {'\u0130', '\u0131'}}

// One fits any character, One without colons any but that.
func One(colon bool) Token { return Token{kind: one, noColon: !colon} }

// Some is One that fits symbols, too, which stand for texts that are not empty.
func Some(colon bool) Token { return Token{kind: one, symbols: true, noColon: !colon} }

// Star fits any run of characters, also none; without colons one that has none.
func Star(colon bool) Token { return Token{kind: star, noColon: !colon} }

// Symbols are letters that stand for a text that nobody knows, the same
// wherever the letter stands: stars fit them, other tokens do not. Those of the
// first block stand for texts without a colon.
const (
	FirstPlainSymbol = 0xF0000
	FirstSymbol      = 0x100000
)

// IsSymbol says whether a letter is a symbol.
func IsSymbol(r rune) bool { return r >= FirstPlainSymbol }

// Fold is the form of a character in which case makes no difference.
func Fold(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }

// Text is the pattern that fits a text alone.
func Text(text string) Pattern {
	var p Pattern
	for _, r := range text {
		p = append(p, Letter(r))
	}
	return p
}

// Any fits every text.
func Any() Pattern { return Pattern{Star(true)} }

// fits says whether a token takes a character.
func (t Token) fits(r rune) bool {
	switch t.kind {
	case letter:
		return t.char == r
	case folded:
		return !IsSymbol(r) && Fold(r) == t.char
	case one:
		return (t.symbols || !IsSymbol(r)) && !(t.noColon && r == ':')
	}
	if t.noColon && IsSymbol(r) {
		return r < FirstSymbol // the text may hold a colon
	}
	return !(t.noColon && r == ':')
}

// takes says whether a token takes all characters that another one takes.
func (t Token) takes(u Token) bool {
	if u.kind == letter {
		return t.fits(u.char)
	}
	if u.kind == folded {
		return t == u || t.kind == one || t.kind == star
	}
	return (t.kind == one && u.kind == one && (t.symbols || !u.symbols) || t.kind == star) && (!t.noColon || u.noColon)
}

// Symbolic says whether a symbol is in the pattern.
func (p Pattern) Symbolic() bool {
	return slices.ContainsFunc(p, func(t Token) bool { return t.kind == letter && IsSymbol(t.char) })
}

// Shortest is a short text that fits; the filler stands for characters that are free.
func (p Pattern) Shortest(filler rune) []rune {
	var text []rune
	for _, t := range p {
		switch t.kind {
		case letter, folded:
			text = append(text, t.char)
		case one:
			text = append(text, filler)
		}
	}
	return text
}

// Covers says whether every text that fits q fits p. The answer yes is certain.
func (p Pattern) Covers(q Pattern) bool {
	if len(p) == 1 && p[0].kind == star && !p[0].noColon {
		return true
	}
	// The text before the first star of p has to be in q.
	for i := 0; i < len(p) && p[i].kind != star; i++ {
		if i >= len(q) || !p[i].takes(q[i]) {
			return false
		}
	}
	reached := make([]bool, 2*(len(p)+1))
	reached, next := reached[:len(p)+1], reached[len(p)+1:]
	reached[0] = true
	p.skipStars(reached)
	for _, t := range q {
		clear(next)
		for i, at := range reached {
			if !at || i == len(p) || !p[i].takes(t) {
				continue
			}
			if p[i].kind == star {
				next[i] = true
			} else {
				next[i+1] = true
			}
		}
		p.skipStars(next)
		reached, next = next, reached
	}
	return reached[len(p)]
}

func (p Pattern) skipStars(reached []bool) {
	for i, t := range p {
		if reached[i] && t.kind == star {
			reached[i+1] = true
		}
	}
}

// apart says whether the texts before the first stars, or those behind the last
// ones, already tell that no text fits both.
func (p Pattern) apart(q Pattern) bool {
	for i := 0; i < len(p) && i < len(q) && p[i].kind != star && q[i].kind != star; i++ {
		if !p[i].meets(q[i]) {
			return true
		}
	}
	for i := 1; i <= len(p) && i <= len(q) && p[len(p)-i].kind != star && q[len(q)-i].kind != star; i++ {
		if !p[len(p)-i].meets(q[len(q)-i]) {
			return true
		}
	}
	return p.stars() == 0 && q.stars() == 0 && len(p) != len(q)
}

func (p Pattern) stars() int {
	n := 0
	for _, t := range p {
		if t.kind == star {
			n++
		}
	}
	return n
}

// meets says whether two tokens that are no stars take a character in common.
func (t Token) meets(u Token) bool {
	switch {
	case t.kind == letter:
		return u.fits(t.char)
	case u.kind == letter:
		return t.fits(u.char)
	case t.kind == folded && u.kind == folded:
		return t.char == u.char
	}
	return true // "?" and a letter in either case, which is no colon, or two "?"
}

// relaxed is the pattern with stars for symbols: it fits every text that the
// pattern fits, whatever the symbols stand for.
func (p Pattern) relaxed() Pattern {
	r := slices.Clone(p)
	for i, t := range r {
		if t.kind == letter && IsSymbol(t.char) {
			r[i] = Star(true)
		}
	}
	return r
}

// Capture finds texts that the symbols of a pattern can stand for where it fits
// a text; ok is false where it does not fit.
func (p Pattern) Capture(text string) (values map[rune]string, ok bool) {
	values = make(map[rune]string)
	return values, p.capture(text, values)
}

func (p Pattern) capture(text string, values map[rune]string) bool {
	if len(p) == 0 {
		return text == ""
	}
	t := p[0]
	symbol := t.kind == letter && IsSymbol(t.char)
	if value, known := values[t.char]; symbol && known {
		return strings.HasPrefix(text, value) && p[1:].capture(text[len(value):], values)
	}
	if symbol || t.kind == star {
		for n := 0; n <= len(text); n++ {
			if symbol {
				values[t.char] = text[:n]
			}
			if p[1:].capture(text[n:], values) {
				return true
			}
		}
		if symbol {
			delete(values, t.char)
		}
		return false
	}
	r, size := utf8.DecodeRuneInString(text)
	return size > 0 && t.fits(r) && p[1:].capture(text[size:], values)
}

func (p Pattern) String() string {
	var b strings.Builder
	for _, t := range p {
		switch t.kind {
		case one:
			b.WriteByte('?')
		case star:
			b.WriteByte('*')
		default:
			if t.char == '*' || t.char == '?' || t.char == '\\' {
				b.WriteByte('\\') // the character itself
			}
			b.WriteRune(t.char)
		}
	}
	return b.String()
}
