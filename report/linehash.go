package report

import (
	"slices"
	"strconv"
	"unicode/utf8"
)

// The line hash of GitHub's upload action: a polynomial hash over the first
// hashWindow characters from the start of a line, also those of the following
// lines, without spaces and tabs. Characters are UTF-16 code units.
const (
	hashWindow = 100
	hashFactor = 37
	endOfFile  = 0xffff
)

// lineHashes gives the hash of every line. Here, unlike elsewhere, a lone CR
// ends a line too: that is how the action counts.
func lineHashes(text []byte) []uint64 {
	h := lineHasher{lineStart: true, leaving: 1}
	for range hashWindow {
		h.leaving *= hashFactor
	}
	for len(text) > 0 {
		if c := text[0]; c < utf8.RuneSelf {
			h.add(uint16(c))
			text = text[1:]
			continue
		}
		r, size := utf8.DecodeRune(text)
		if r > 0xffff {
			r -= 0x10000
			h.add(uint16(0xd800 + r>>10))
			h.add(uint16(0xdc00 + r&0x3ff))
		} else {
			h.add(uint16(r))
		}
		text = text[size:]
	}
	h.add(endOfFile)
	for range hashWindow {
		h.push(0)
	}
	return h.hashes
}

type lineHasher struct {
	window  [hashWindow]uint16
	begins  [hashWindow]bool // whether a line begins with that character
	index   int              // of the oldest character, which the next one replaces
	sum     uint64           // of the window
	leaving uint64           // what the factor of a character has become when it leaves

	lineStart, afterCR bool
	hashes             []uint64
}

func (h *lineHasher) add(c uint16) {
	afterCR := h.afterCR
	h.afterCR = c == '\r'
	switch {
	case c == ' ' || c == '\t' || c == '\n' && afterCR:
		return
	case c == '\r':
		c = '\n'
	}
	h.push(c)
}

func (h *lineHasher) push(c uint16) {
	i := h.index
	if h.begins[i] {
		h.hashes = append(h.hashes, h.sum)
	}
	h.begins[i] = h.lineStart
	h.lineStart = c == '\n'
	h.sum = h.sum*hashFactor + uint64(c) - h.leaving*uint64(h.window[i])
	h.window[i] = c
	h.index = (i + 1) % hashWindow
}

// lineFingerprints gives the fingerprints, as the action prints them, of some
// lines: the hash, and which of the lines with that hash it is.
func lineFingerprints(text []byte, lines []int) map[int]string {
	lines = slices.Compact(slices.Sorted(slices.Values(lines)))
	hashes := lineHashes(text)
	wanted := make(map[uint64]int, len(lines))
	for _, line := range lines {
		if line <= len(hashes) {
			wanted[hashes[line-1]] = 0
		}
	}
	fingerprints := make(map[int]string, len(lines))
	next := 0
	for i, hash := range hashes {
		if next == len(lines) {
			break
		}
		n, ok := wanted[hash]
		if !ok {
			continue
		}
		wanted[hash] = n + 1
		if i+1 == lines[next] {
			fingerprints[i+1] = strconv.FormatUint(hash, 16) + ":" + strconv.Itoa(n+1)
			next++
		}
	}
	return fingerprints
}
