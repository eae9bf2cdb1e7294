package policy

import "strings"

// lookUp finds what a table knows of a name. The table's names are in lower
// case and ASCII; the case of the name makes no difference. It does not allocate.
func lookUp[T any](table map[string]T, name string) T {
	var folded [48]byte
	if len(name) > len(folded) {
		return table[strings.ToLower(name)]
	}
	for i := range len(name) {
		c := name[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		folded[i] = c
	}
	return table[string(folded[:len(name)])]
}

// lower is a name in lower case. Documents repeat the names of condition keys
// and of services, so each is folded once.
func (v *Validator) lower(name string) string {
	folded, ok := v.folded[name]
	if !ok {
		folded = strings.ToLower(name)
		v.folded[name] = folded
	}
	return folded
}

// foldedPrefix says whether a text begins with a prefix in lower case, whatever
// the case of the text.
func foldedPrefix(text, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
}
