package report

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestQuote(t *testing.T) {
	long := strings.Repeat("a", 50) + "[MARK]" + strings.Repeat("b", 50)
	for _, c := range []struct {
		name, text, mark string
		width            int
		want, caret      string
	}{
		{"whole line", "x\n  say [MARK] this \ny", "[MARK]", 40,
			"say [MARK] this",
			"    ^^^^^^"},
		{"fits exactly", "say [MARK] this", "[MARK]", 15,
			"say [MARK] this",
			"    ^^^^^^"},
		{"cut on the right", "[MARK]" + strings.Repeat("b", 50), "[MARK]", 20,
			"[MARK]bbbbbbbbbbb...",
			"^^^^^^"},
		{"cut on the left", strings.Repeat("a", 50) + "[MARK]", "[MARK]", 20,
			"...aaaaaaaaaaa[MARK]",
			"              ^^^^^^"},
		{"cut on both sides", long, "[MARK]", 24,
			"...aaaaa[MARK]bbbbbbb...",
			"        ^^^^^^"},
		{"mark longer than the line", "k: [MARK\nMARK]", "[MARK\nMARK]", 20,
			"k: [MARK",
			"   ^^^^^"},
		{"mark wider than the width", long, strings.Repeat("a", 50) + "[MARK]", 20,
			"aaaaaaaaaaaaaaaaa...",
			"^^^^^^^^^^^^^^^^^"},
		{"CRLF", "k: [MARK]\r\nx", "[MARK]", 20,
			"k: [MARK]",
			"   ^^^^^^"},
		{"wide characters", "漢字 [漢]", "[漢]", 20,
			"漢字 [漢]",
			"     ^^^^"},
		{"combining characters", "e\u0301 [MARK]", "[MARK]", 20,
			"e\u0301 [MARK]",
			"  ^^^^^^"},
		{"escapes", "\x1b \u202e[\x00]", "[\x00]", 40,
			`\x1b \u202e[\x00]`,
			"           ^^^^^^"},
		{"tabs", "\t\ta\tb: [MARK]", "[MARK]", 40,
			"a b: [MARK]",
			"     ^^^^^^"},
		{"not UTF-8", "\xe9\xff [MARK]", "[MARK]", 40,
			"\uFFFD\uFFFD [MARK]",
			"   ^^^^^^"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := strings.Index(c.text, c.mark)
			lineStart := strings.LastIndexByte(c.text[:start], '\n') + 1
			got := quote([]byte(c.text), lineStart, start, start+len(c.mark), c.width)
			caret := strings.Repeat(" ", got.from) + strings.Repeat("^", got.to-got.from)
			if got.line != c.want || caret != c.caret {
				t.Errorf("got\n%s\n%s\nwant\n%s\n%s", got.line, caret, c.want, c.caret)
			}
		})
	}
}

func TestQuoteEmptyRange(t *testing.T) {
	got := quote([]byte("ab"), 0, 2, 2, 40)
	if got != (excerpt{"ab", 2, 3}) {
		t.Errorf("got %+v", got)
	}
	if got := quote(nil, 0, 0, 0, 40); got != (excerpt{"", 0, 1}) {
		t.Errorf("got %+v", got)
	}
}

// Whatever the text, the excerpt fits and its mark stands under the place.
func TestQuoteFits(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"a", " ", "\t", "é", "漢", "🚀", "\u0301", "\x1b", "\u202e", "\xff", "\r", strings.Repeat("long", 10)}
	for range 5000 {
		var before, after strings.Builder
		for range random.IntN(40) {
			before.WriteString(pieces[random.IntN(len(pieces))])
			after.WriteString(pieces[random.IntN(len(pieces))])
		}
		text := before.String() + "@" + after.String()
		width := 20 + random.IntN(60)
		got := quote([]byte(text), 0, before.Len(), before.Len()+1+random.IntN(after.Len()+1), width)
		at, marked := 0, false
		for rest := got.line; len(rest) > 0; {
			c, size := firstCell(rest)
			marked = marked || at == got.from && c.shown == "@"
			at += c.width
			rest = rest[size:]
		}
		if !marked {
			t.Fatalf("the mark of %q is at column %d of %q", text, got.from, got.line)
		}
		if at > width {
			t.Fatalf("%q is %d columns wide, wanted at most %d", got.line, at, width)
		}
	}
}
