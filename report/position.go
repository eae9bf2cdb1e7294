package report

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"unicode/utf8"
)

// A Position is a place in a text as people and formats name it. Lines end
// with LF or CRLF; a lone CR ends none.
type Position struct {
	Line      int // 1-based
	Column    int // 1-based, in code points; a byte that is not UTF-8 counts as one
	UTF16     int // 1-based column in UTF-16 code units
	LineStart int // byte offset of the first byte of the line
}

// A Locator knows the positions of some offsets in one text.
type Locator struct {
	offsets   []int // ascending, unique
	positions []Position
}

// NewLocator finds the positions of offsets, given in any order, in one sweep
// over the text up to the last of them. It sorts offsets and keeps them.
func NewLocator(text []byte, offsets []int) *Locator {
	slices.Sort(offsets)
	offsets = slices.Compact(offsets)
	l := &Locator{offsets, make([]Position, len(offsets))}
	at, done := Position{Line: 1, Column: 1, UTF16: 1}, 0
	for i, offset := range offsets {
		between := text[done:min(offset, len(text))]
		if breaks := bytes.Count(between, []byte{'\n'}); breaks > 0 {
			last := bytes.LastIndexByte(between, '\n') + 1
			at = Position{Line: at.Line + breaks, Column: 1, UTF16: 1, LineStart: done + last}
			done += last
			between = between[last:]
		}
		points, units := count(between)
		at.Column += points
		at.UTF16 += units
		done += len(between)
		l.positions[i] = at
	}
	return l
}

// At is the position of an offset that NewLocator was given.
func (l *Locator) At(offset int) Position {
	i, ok := slices.BinarySearch(l.offsets, offset)
	if !ok {
		panic(fmt.Sprintf("position of offset %d was not asked for", offset))
	}
	return l.positions[i]
}

// count counts the code points and UTF-16 code units of a piece of UTF-8.
func count(b []byte) (points, units int) {
	for {
		n := asciiPrefix(b)
		points, units, b = points+n, units+n, b[n:]
		if len(b) == 0 {
			return points, units
		}
		_, size := utf8.DecodeRune(b)
		points, units, b = points+1, units+1, b[size:]
		if size == utf8.UTFMax {
			units++ // a surrogate pair
		}
	}
}

// asciiPrefix is the length of the ASCII text at the beginning of b.
func asciiPrefix(b []byte) int {
	const high = 0x8080808080808080
	n := 0
	for ; len(b)-n >= 32; n += 32 {
		c := b[n : n+32]
		word := binary.LittleEndian.Uint64(c) | binary.LittleEndian.Uint64(c[8:]) |
			binary.LittleEndian.Uint64(c[16:]) | binary.LittleEndian.Uint64(c[24:])
		if word&high != 0 {
			break
		}
	}
	for n < len(b) && b[n] < utf8.RuneSelf {
		n++
	}
	return n
}
