package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/iamlint/iamlint/rules/rule"
)

// Fingerprint identifies a finding by what it is about, so that it stays the
// same in a reformatted, reordered or fresh export. content is the canonical
// content of the offending element.
func Fingerprint(ruleID, account string, subject rule.Subject, content string) string {
	name := subject.ARN
	if name == "" {
		name = subject.Name
	}
	return digest(ruleID, account, subject.Type, name, content)
}

// Distinguish numbers findings with equal fingerprints, in the order given:
// the second and later ones get a fingerprint of their own.
func Distinguish(findings []Finding) {
	count := make(map[string]int, len(findings))
	for i := range findings {
		f := &findings[i].Fingerprint
		base := *f
		if n := count[base]; n > 0 {
			*f = digest(base, strconv.Itoa(n))
		}
		count[base]++
	}
}

// digest hashes parts that cannot run into one another.
func digest(parts ...string) string {
	var buffer [512]byte
	b := buffer[:0]
	for _, p := range parts {
		b = strconv.AppendInt(b, int64(len(p)), 10)
		b = append(b, ':')
		b = append(b, p...)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}
