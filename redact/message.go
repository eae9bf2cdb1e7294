package redact

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Message is a text of ours with texts from exports in it. Those stand in
// quotes, but for ARNs, ids and what else cannot be taken for a word of ours.
func (r *Redactor) Message(text string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(text, '"')
		if i < 0 {
			break
		}
		quoted, err := strconv.QuotedPrefix(text[i:])
		if err != nil { // a lone quote
			break
		}
		r.plain(&b, text[:i])
		value, _ := strconv.Unquote(quoted) // QuotedPrefix checked it
		if redacted := r.value(kindBefore(text[:i]), value); redacted != value {
			b.WriteString(strconv.Quote(redacted))
		} else {
			b.WriteString(quoted)
		}
		text = text[i+len(quoted):]
	}
	r.plain(&b, text)
	return b.String()
}

// nouns are what stands before a quoted name, and tells what it names.
var nouns = map[string]string{
	"user": "user", "group": "group", "role": "role", "policy": "policy", "bucket": "bucket", "boundary": "policy",
	"function": "function", "instance": "instance", "account": accountKind, "statement": "sid", "document": "document", "tag": "tag",
}

// kindBefore is what a quoted text names, by the word before it.
func kindBefore(text string) string {
	text = strings.TrimRight(text, " ")
	return nouns[text[strings.LastIndexAny(text, " (")+1:]]
}

// plain writes a piece of a message that is not quoted.
func (r *Redactor) plain(b *strings.Builder, text string) {
	for len(text) > 0 {
		word := strings.IndexFunc(text, notBlank)
		if word < 0 {
			break
		}
		b.WriteString(text[:word])
		text = text[word:]
		end := strings.IndexFunc(text, isBlank)
		if end < 0 {
			end = len(text)
		}
		r.plainWord(b, text[:end])
		text = text[end:]
	}
	b.WriteString(text)
}

func isBlank(c rune) bool  { return c == ' ' || c == '\n' || c == '\t' }
func notBlank(c rune) bool { return !isBlank(c) }

// ordinary are words that a sentence of ours may hold: letters, and what joins them.
var ordinary = regexp.MustCompile(`^[A-Za-z]+(['’/-][A-Za-z]+)*$|^[0-9]+([.,][0-9]+)?%?$|^[^A-Za-z0-9]*$`)

// plainWord writes a word that is not quoted. A word of which exports speak as
// a name goes too, unless it is an ordinary one.
func (r *Redactor) plainWord(b *strings.Builder, text string) {
	const punctuation = ".,;:()!?'"
	start := len(text) - len(strings.TrimLeft(text, punctuation))
	end := max(start, len(strings.TrimRight(text, punctuation)))
	word := text[start:end]
	b.WriteString(text[:start])
	switch made, named := r.first[word]; {
	case strings.HasSuffix(word, "…"): // the beginning of a secret
		b.WriteString("…")
	case word == "" || r.stays(word):
		b.WriteString(word)
	case named && len(word) > 4 && strings.IndexFunc(word, notLowerCase) >= 0:
		b.WriteString(made)
	case isAccountID(word) || !ordinary.MatchString(word) && !strings.HasPrefix(word, "--"):
		b.WriteString(r.composite(word))
	default:
		b.WriteString(word)
	}
	b.WriteString(text[end:])
}

// composite is a word that is not one of ours: an ARN, a pointer into an
// export, an address, or a name.
func (r *Redactor) composite(word string) string {
	if !utf8.ValidString(word) {
		return r.name(unknownKind, word)
	}
	if file, place := cutPlace(word); strings.Contains(file, "/") && !strings.Contains(file, ":") && slices.Contains(usualEndings, path.Ext(file)) {
		return r.Path(file) + place
	}
	if strings.HasPrefix(word, "/") {
		parts := strings.Split(word, "/")
		for i, part := range parts {
			if _, named := r.first[part]; named || !memberKey.MatchString(part) && !number.MatchString(part) {
				parts[i] = r.value("", part)
			}
		}
		return strings.Join(parts, "/")
	}
	return r.value("", word)
}

// place is a line, and a column, behind the path of a file.
var place = regexp.MustCompile(`(:[0-9]+){1,2}$`)

func cutPlace(word string) (file, behind string) {
	at := place.FindStringIndex(word)
	if at == nil {
		return word, ""
	}
	return word[:at[0]], word[at[0]:]
}

func notLowerCase(c rune) bool { return c < 'a' || c > 'z' }
