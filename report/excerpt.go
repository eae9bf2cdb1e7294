package report

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

const ellipsis = "..."

// An excerpt is a line of a source as the text report shows it: safe to print,
// without indentation, cut around the marked place to a given width.
type excerpt struct {
	line     string
	from, to int // columns of the mark, 0-based, at least one wide
}

// quote makes the excerpt for the range start to end; lineStart is where the
// line of start begins. The work depends on width alone, not on the length of
// the line.
func quote(text []byte, lineStart, start, end, width int) excerpt {
	start = min(start, len(text))
	before, cutLeft := cellsBefore(text, lineStart, start, width)
	marked, after, cutRight := cellsFrom(text, start, end, width)

	// What follows says more than what precedes: it gets two thirds, or all it needs.
	left := max(width/3, width-total(marked)-total(after))
	if cutLeft || total(before) > left {
		before = before[dropped(before, left-len(ellipsis)):]
		cutLeft = true
	}
	prefix := ""
	if cutLeft {
		prefix = ellipsis
	}
	right := width - len(prefix) - total(before)
	suffix := ""
	if cutRight || total(marked)+total(after) > right {
		suffix = ellipsis
		right -= len(ellipsis)
		marked = fit(marked, right)
		after = fit(after, right-total(marked))
	}

	var b strings.Builder
	b.WriteString(prefix)
	for _, part := range [][]cell{before, marked, after} {
		for _, c := range part {
			b.WriteString(c.shown)
		}
	}
	from := len(prefix) + total(before)
	return excerpt{strings.TrimRight(b.String(), " ") + suffix, from, from + max(1, total(marked))}
}

// cellsBefore gives what stands between lineStart and start, at most limit
// characters of it, and whether there is more.
func cellsBefore(text []byte, lineStart, start, limit int) (before []cell, more bool) {
	from := start
	for n := 0; n < limit && from > lineStart; n++ {
		_, size := utf8.DecodeLastRune(text[lineStart:from])
		from -= size
	}
	piece := string(text[from:start])
	if from == lineStart {
		piece = strings.TrimLeft(piece, " \t")
	}
	before = make([]cell, 0, limit)
	for len(piece) > 0 {
		c, size := firstCell(piece)
		before = append(before, c)
		piece = piece[size:]
	}
	return before, from > lineStart
}

// cellsFrom gives what stands between start and end, and what follows up to
// the end of the line, at most limit characters of both, and whether there is
// more.
func cellsFrom(text []byte, start, end, limit int) (marked, after []cell, more bool) {
	piece := text[start:min(len(text), start+utf8.UTFMax*(limit+1))]
	if i := bytes.IndexByte(piece, '\n'); i >= 0 {
		piece = bytes.TrimSuffix(piece[:i], []byte{'\r'})
	}
	rest := string(piece)
	list := make([]cell, 0, limit)
	marks := 0
	for i := start; len(rest) > 0; {
		if len(list) == limit {
			more = true
			break
		}
		c, size := firstCell(rest)
		list = append(list, c)
		if i < end {
			marks++
		}
		i += size
		rest = rest[size:]
	}
	return list[:marks], list[marks:], more
}

func total(list []cell) int {
	sum := 0
	for _, c := range list {
		sum += c.width
	}
	return sum
}

// dropped is how many cells to leave out in front so that the rest fits into width.
func dropped(list []cell, width int) int {
	n := len(list)
	for n > 0 && list[n-1].width <= width {
		width -= list[n-1].width
		n--
	}
	return n
}

// fit is the beginning of list that fits into width.
func fit(list []cell, width int) []cell {
	for i, c := range list {
		if width -= c.width; width < 0 {
			return list[:i]
		}
	}
	return list
}
