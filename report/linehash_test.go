package report

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The hashes are those that the tests of GitHub's upload action expect.
func TestLineHashes(t *testing.T) {
	ending := []string{"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
		"b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"empty", "", []string{"c129715d7a2bc9a3:1"}},
		{"blanks", " a\nb\n  \t\tc\n d", []string{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"}},
		{"no final break", " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End",
			[]string{"8b7cf3e952e7aeb2:1", "b1ae1287ec4718d9:1", "bff680108adb0fcc:1", "c6805c5e1288b612:1", "b86d3392aea1be30:1", "e6ceba753e1a442:1"}},
		{"LF", " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", ending},
		{"CR", " hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", ending},
		{"CRLF", " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", ending},
		{"mixed", " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", ending},
		{"equal lines", strings.Repeat("Lorem ipsum dolor sit amet.\n", 10),
			[]string{"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3", "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5",
				"a7f2ff13bc495cf2:6", "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var lines []int
			want := make(map[int]string)
			for i, hash := range c.want {
				lines = append(lines, len(c.want)-i)
				want[i+1] = hash
			}
			if diff := cmp.Diff(want, lineFingerprints([]byte(c.text), lines)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if n := len(lineHashes([]byte(c.text))); n != len(c.want) {
				t.Errorf("%d lines, want %d", n, len(c.want))
			}
		})
	}
}

// The occurrence counts all lines, also those that nobody asked for.
func TestLineFingerprintsCountAllLines(t *testing.T) {
	text := []byte(strings.Repeat("Lorem ipsum dolor sit amet.\n", 10))
	want := map[int]string{5: "a7f2ff13bc495cf2:5"}
	if diff := cmp.Diff(want, lineFingerprints(text, []int{5, 5, 99})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A character outside the first plane is two UTF-16 units.
func TestLineHashUTF16(t *testing.T) {
	var sum uint64
	units := []uint64{0xd83d, 0xde80, 0xe9, endOfFile}
	for i := range hashWindow {
		sum *= hashFactor
		if i < len(units) {
			sum += units[i]
		}
	}
	want := strconv.FormatUint(sum, 16) + ":1"
	if got := lineFingerprints([]byte("🚀é"), []int{1})[1]; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func BenchmarkLineFingerprints(b *testing.B) {
	for _, lines := range []bool{false, true} {
		text := bigText(lines, asciiEntry)
		b.Run("lines="+strconv.FormatBool(lines), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				lineFingerprints(text, []int{1})
			}
		})
	}
}
