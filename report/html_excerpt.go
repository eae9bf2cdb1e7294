package report

import (
	"bytes"
	"strings"

	"github.com/iamlint/iamlint/lint"
)

const (
	pageLine     = 160 // characters of a line that is shown whole
	pageCut      = 100 // characters of the piece of a longer one
	pageCutMany  = 64  // the same where there are many findings
	pageAround   = 2   // lines before and after
	pageMarked   = 8   // lines of a long range
	markBegins   = '\x01'
	markEnds     = '\x02'
	pageEllipsis = "…"
)

// A pageExcerpt is a piece of a source. Its lines are apart by line feeds and
// safe to show; what is marked stands between markBegins and markEnds, which
// no safe text has.
type pageExcerpt struct {
	text  string
	first int // number of the first line
}

// quotePage makes the excerpt of a range, with the lines around it if they are
// wanted and short enough to be read.
func quotePage(at lint.Range, start Position, around bool) pageExcerpt {
	text := at.Source.Text
	if len(text) == 0 {
		return pageExcerpt{"", start.Line}
	}
	if around {
		if e, ok := quoteLines(text, at, start); ok {
			return e
		}
	}
	cut := pageCut
	if !around {
		cut = pageCutMany
	}
	from := min(at.Start, len(text))
	before, cutLeft := cellsBefore(text, start.LineStart, from, cut/3)
	marked, after, cutRight := cellsFrom(text, from, at.End, cut-len(before))
	var b strings.Builder
	if cutLeft {
		b.WriteString(pageEllipsis)
	}
	writeCells(&b, before)
	b.WriteByte(markBegins)
	writeCells(&b, marked)
	b.WriteByte(markEnds)
	writeCells(&b, after)
	if cutRight {
		b.WriteString(pageEllipsis)
	}
	return pageExcerpt{b.String(), start.Line}
}

func writeCells(b *strings.Builder, cells []cell) {
	for _, c := range cells {
		b.WriteString(c.shown)
	}
}

// quoteLines shows whole lines; false when one of those that are marked is too
// long for that.
func quoteLines(text []byte, at lint.Range, start Position) (pageExcerpt, bool) {
	from, first := start.LineStart, start.Line
	for range pageAround {
		if from == 0 {
			break
		}
		previous := bytes.LastIndexByte(text[max(0, from-1-pageLine-1):from-1], '\n') + 1 + max(0, from-1-pageLine-1)
		if from-1-previous > pageLine {
			break
		}
		from, first = previous, first-1
	}
	var lines [][]byte
	var starts []int
	after := 0
	for pos := from; pos < len(text) && after <= pageAround && len(lines) < 2*pageAround+pageMarked; {
		rest := text[pos:min(len(text), pos+pageLine+2)]
		end := bytes.IndexByte(rest, '\n')
		next := pos + end + 1
		if end < 0 {
			if len(rest) > pageLine {
				if pos <= at.Start && pos >= start.LineStart {
					return pageExcerpt{}, false
				}
				break
			}
			end, next = len(rest), len(text)
		}
		if pos >= at.End && pos > at.Start {
			if after++; after > pageAround {
				break
			}
		}
		lines, starts = append(lines, bytes.TrimSuffix(rest[:end], []byte{'\r'})), append(starts, pos)
		pos = next
	}
	indent := pageLine
	for _, line := range lines {
		if trimmed := bytes.TrimLeft(line, " \t"); len(trimmed) > 0 {
			indent = min(indent, len(line)-len(trimmed))
		}
	}
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		skip := min(indent, len(line))
		// The mark leaves out the indentation of the lines it goes on in.
		begin, end := at.Start-starts[i], at.End-starts[i]
		if begin < 0 {
			begin = len(line) - len(bytes.TrimLeft(line, " \t"))
		}
		begin, end = max(begin, skip), min(end, len(line))
		isFirst := starts[i] <= at.Start && at.Start <= starts[i]+len(line)
		if !isFirst && (end <= begin || starts[i] < at.Start) {
			b.WriteString(printable(string(line[skip:])))
			continue
		}
		begin = min(begin, len(line))
		end = max(begin, end)
		b.WriteString(printable(string(line[skip:begin])))
		b.WriteByte(markBegins)
		b.WriteString(printable(string(line[begin:end])))
		b.WriteByte(markEnds)
		b.WriteString(printable(string(line[end:])))
	}
	return pageExcerpt{b.String(), first}, len(lines) > 0
}
