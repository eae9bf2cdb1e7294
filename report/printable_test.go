package report

import "testing"

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "",
		"plain ~":                 "plain ~",
		"a\tb":                    "a b",
		"a\r\nb\x00\x7f":          `a\x0d\x0ab\x00\x7f`,
		"\x1b[31m":                `\x1b[31m`,
		"\u009b31m":               `\x9b31m`,
		"caf\xe9":                 "caf\uFFFD",
		"\uFFFD":                  "\uFFFD",
		"déploy 漢 🚀":              "déploy 漢 🚀",
		"a\u202eb\u2066\u200b":    `a\u202eb\u2066\u200b`,
		"\ufeffa\u2028\U000e0041": `\ufeffa\u2028\U000e0041`,
	} {
		if got := printable(text); got != want {
			t.Errorf("printable(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestFirstSentence(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "",
		"Do this. Then that.":                "Do this",
		"Use e.g. this role\nor that":        "Use e.g. this role or that",
		"Set it to 1.2. Done\n\nMore.":       "Set it to 1.2",
		"\nDelete the key:\naws iam x\nMore": "Delete the key",
		"One.":                               "One",
		"aws iam x":                          "",
	} {
		if got := firstSentence(text); got != want {
			t.Errorf("firstSentence(%q) = %q, want %q", text, got, want)
		}
	}
}
