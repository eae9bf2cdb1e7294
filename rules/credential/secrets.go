package credential

import (
	"strings"
	"unicode/utf8"
)

// A secret was found in a text.
type secret struct {
	kind  string // for people, with its article
	value string
}

// masked is the beginning of the secret, enough to recognize it: at most four
// characters and at most a quarter of all.
func (s secret) masked() string {
	n := min(4, utf8.RuneCountInString(s.value)/4)
	return string([]rune(s.value)[:n]) + "…"
}

const keyID = "an access key ID"

// findSecret finds a secret in a text, kinds that do more harm first. Most texts have none, and an
// account has hundreds of thousands of them, so that the bytes that occur
// decide what is looked for at all.
func findSecret(text string) (secret, bool) {
	if len(text) < 8 || strings.HasPrefix(text, "arn:") { // the parts of an ARN are names
		return secret{}, false
	}
	has := occurring(text)
	if has.all(equals) || has.all(colon) {
		if s, ok := findAssigned(text); ok {
			return s, true
		}
	}
	if has.all(colon | at) {
		if s, ok := findInURL(text); ok {
			return s, true
		}
	}
	if has.all(underscore) || has.all(hyphen) {
		if s, ok := findToken(text); ok {
			return s, true
		}
	}
	if has.all(capitalB|hyphen) && strings.Contains(text, "PRIVATE KEY-----") {
		if begin := strings.Index(text, "-----BEGIN "); begin >= 0 {
			return secret{"a private key", text[begin:]}, true
		}
	}
	if has.all(capitalJ | dot) {
		if s, ok := findJWT(text); ok {
			return s, true
		}
	}
	if has.all(capitalA | capitalI) {
		return findKeyID(text)
	}
	return secret{}, false
}

// bytesOf is a set of the bytes that tell secrets apart.
type bytesOf uint16

const (
	equals bytesOf = 1 << iota
	colon
	at
	underscore
	hyphen
	dot
	capitalA
	capitalB
	capitalI
	capitalJ
)

var byteSets = [256]bytesOf{
	'=': equals, ':': colon, '@': at, '_': underscore, '-': hyphen, '.': dot,
	'A': capitalA, 'B': capitalB, 'I': capitalI, 'J': capitalJ,
}

func occurring(text string) (set bytesOf) {
	for i := range len(text) {
		set |= byteSets[text[i]]
	}
	return set
}

func (b bytesOf) all(set bytesOf) bool { return b&set == set }
