package policy

import (
	"cmp"
	"strings"
	"time"
)

// A decimal is a number as its digits, so that comparing is exact.
type decimal struct {
	negative        bool
	whole, fraction string // without zeros that mean nothing
}

func parseDecimal(text string) (decimal, bool) {
	var d decimal
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		d.negative, text = true, rest
	} else {
		text = strings.TrimPrefix(text, "+")
	}
	whole, fraction, point := strings.Cut(text, ".")
	if whole == "" || point && fraction == "" || !digits(whole) || !digits(fraction) {
		return decimal{}, false
	}
	d.whole, d.fraction = strings.TrimLeft(whole, "0"), strings.TrimRight(fraction, "0")
	if d.whole == "" && d.fraction == "" {
		d.negative = false
	}
	return d, true
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func (d decimal) compare(e decimal) int {
	if d.negative != e.negative {
		if d.negative {
			return -1
		}
		return 1
	}
	order := cmp.Compare(len(d.whole), len(e.whole))
	if order == 0 {
		order = cmp.Compare(d.whole, e.whole)
	}
	if order == 0 {
		order = cmp.Compare(d.fraction, e.fraction)
	}
	if d.negative {
		return -order
	}
	return order
}

// An instant is a point in time: seconds of the epoch and nanoseconds.
type instant struct {
	seconds int64
	nanos   int
}

func (i instant) compare(j instant) int {
	return cmp.Or(cmp.Compare(i.seconds, j.seconds), cmp.Compare(i.nanos, j.nanos))
}

// parseInstant reads a time in ISO 8601 or as seconds of the epoch. A date
// alone is its midnight in UTC, a time without an offset is UTC.
func parseInstant(text string) (instant, bool) {
	if d, ok := parseDecimal(text); ok && (len(text) != 4 || d.fraction != "") {
		return epoch(d)
	}
	for _, layout := range dateLayouts {
		if len(text) < layout.least || layout.most > 0 && len(text) > layout.most {
			continue
		}
		if t, err := time.Parse(layout.layout, text); err == nil {
			return instant{t.Unix(), t.Nanosecond()}, true
		}
	}
	if d, ok := parseDecimal(text); ok {
		return epoch(d)
	}
	return instant{}, false
}

// dateLayouts are the forms of ISO 8601 with the lengths of texts they can fit.
var dateLayouts = []struct {
	layout      string
	least, most int
}{
	{"2006-01-02", 10, 10},
	{time.RFC3339, 20, 0},
	{"2006-01-02T15:04:05", 19, 0},
	{"2006-01-02T15:04Z07:00", 17, 22},
	{"2006-01-02T15:04", 16, 16},
	{"2006-01-02T15:04:05Z0700", 20, 0},
	{"20060102T150405Z", 16, 16},
	{"2006-01", 7, 7},
	{"2006", 4, 4},
}

func epoch(d decimal) (instant, bool) {
	if len(d.whole) > 18 {
		return instant{}, false
	}
	var at instant
	for i := range len(d.whole) {
		at.seconds = 10*at.seconds + int64(d.whole[i]-'0')
	}
	scale := 100_000_000
	for i := 0; i < len(d.fraction) && scale > 0; i++ {
		at.nanos += scale * int(d.fraction[i]-'0')
		scale /= 10
	}
	if d.negative {
		at.seconds, at.nanos = -at.seconds, -at.nanos
		if at.nanos < 0 {
			at.seconds, at.nanos = at.seconds-1, at.nanos+1_000_000_000
		}
	}
	return at, true
}
