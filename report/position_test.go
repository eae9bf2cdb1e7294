package report

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

func TestLocator(t *testing.T) {
	for _, c := range []struct {
		name, text string
		offset     int
		want       Position
	}{
		{"empty", "", 0, Position{1, 1, 1, 0}},
		{"behind the end", "ab", 9, Position{1, 3, 3, 0}},
		{"second line", "a\nbc", 3, Position{2, 2, 2, 2}},
		{"line break itself", "a\nbc", 1, Position{1, 2, 2, 0}},
		{"behind the last line", "a\n", 2, Position{2, 1, 1, 2}},
		{"CRLF is one break", "a\r\nbc", 4, Position{2, 2, 2, 3}},
		{"lone CR breaks nothing", "a\rbc", 3, Position{1, 4, 4, 0}},
		{"two bytes", "é=x", 3, Position{1, 3, 3, 0}},
		{"surrogates", "🚀=x", 5, Position{1, 3, 4, 0}},
		{"not UTF-8", "\xe9\xff=x", 3, Position{1, 4, 4, 0}},
		{"long line", strings.Repeat("x", 100) + "é🚀" + strings.Repeat("y", 70), 170, Position{1, 167, 168, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := NewLocator([]byte(c.text), []int{c.offset}).At(c.offset); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

// One sweep over many offsets says what a scan for each of them says.
func TestLocatorSweep(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"a", "é", "漢", "🚀", "\n", "\r\n", "\r", strings.Repeat("long ", 20)}
	for range 200 {
		var b strings.Builder
		var offsets []int
		for range random.IntN(60) {
			offsets = append(offsets, b.Len())
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		text := b.String()
		random.Shuffle(len(offsets), func(i, j int) { offsets[i], offsets[j] = offsets[j], offsets[i] })
		wanted := append([]int(nil), offsets...)
		l := NewLocator([]byte(text), offsets)
		for _, offset := range wanted {
			before := text[:offset]
			lineStart := strings.LastIndexByte(before, '\n') + 1
			line := before[lineStart:]
			want := Position{
				Line:      strings.Count(before, "\n") + 1,
				Column:    utf8.RuneCountInString(line) + 1,
				UTF16:     len(utf16.Encode([]rune(line))) + 1,
				LineStart: lineStart,
			}
			if got := l.At(offset); got != want {
				t.Fatalf("offset %d of %q: got %+v, want %+v", offset, text, got, want)
			}
		}
	}
}

func TestLocatorUnknownOffset(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic for an offset that was not asked for")
		}
	}()
	NewLocator([]byte("abc"), []int{1}).At(2)
}

const benchmarkSize = 45 << 20

// bigText is an export of 45 MB with line breaks or without.
func bigText(lines bool, entry string) []byte {
	if lines {
		entry = strings.ReplaceAll(entry, ",", ",\n    ")
	}
	return bytes.Repeat([]byte(entry), benchmarkSize/len(entry))
}

const (
	asciiEntry = `{"RoleName":"deploy","Path":"/","Principal":"*","Arn":"arn:aws:iam::123456789012:role/deploy"},`
	otherEntry = `{"RoleName":"déploy","Path":"/","Principal":"*","Arn":"arn:aws:iam::123456789012:role/deploy"},`
)

func BenchmarkLocator(b *testing.B) {
	for _, c := range []struct {
		name  string
		lines bool
		entry string
	}{{"line", false, asciiEntry}, {"line-not-ascii", false, otherEntry}, {"lines", true, asciiEntry}} {
		text := bigText(c.lines, c.entry)
		for _, findings := range []int{5_000, 10_000} {
			b.Run(fmt.Sprintf("%s/%d", c.name, findings), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					offsets := make([]int, 0, 2*findings)
					for i := range findings {
						start := i * (len(text) / findings)
						offsets = append(offsets, start, start+10)
					}
					NewLocator(text, offsets)
				}
			})
		}
	}
}
