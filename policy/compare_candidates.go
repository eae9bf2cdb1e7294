package policy

import (
	"encoding/base64"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/iamlint/iamlint/catalog"
)

// values are candidates: at least one of each set of values that operators of
// the families, except texts, tell apart.
func values(d keyDomain, families family, tests []keyTest) []string {
	var list []string
	if families&boolFamily != 0 {
		list = append(list, "true", "false")
	}
	var points []decimal
	var instants []instant
	var networks []netip.Prefix
	for _, t := range tests {
		c := t.condition
		points = append(points, c.decimals...)
		instants = append(instants, c.instants...)
		networks = append(networks, c.networks...)
		for _, b := range c.binaries {
			list = append(list, base64.StdEncoding.EncodeToString([]byte(b)), base64.StdEncoding.EncodeToString([]byte(b+"x")))
		}
		if c.family() == textFamily { // beside others
			for _, v := range c.source.Values {
				list = append(list, v.Text)
			}
		}
	}
	if families&numberFamily != 0 {
		list = append(list, numbersAround(points)...)
	}
	if families&dateFamily != 0 {
		list = append(list, datesAround(instants)...)
	}
	if families&addressFamily != 0 {
		list = append(list, addressesAround(append(networks, d.banned...))...)
	}
	if families&binaryFamily != 0 {
		list = append(list, "eA==")
	}
	if !d.known || d.typ.Element() == catalog.String {
		list = append(list, "x!") // nothing that parses
	}
	return list
}

// numbersAround are the points, and a number between any two and beyond.
func numbersAround(points []decimal) []string {
	points = append(points, decimal{})
	digits := 0
	for _, p := range points {
		digits = max(digits, len(p.fraction))
	}
	var list, near []string
	for _, p := range points {
		list = append(list, p.String())
		if n, err := strconv.Atoi(p.String()); err == nil && n < 1<<30 && n > -1<<30 {
			list = append(list, strconv.Itoa(n+1), strconv.Itoa(n-1))
		}
		// A little farther from zero than the point, but not as far as another one.
		beyond := p
		beyond.fraction += strings.Repeat("0", digits-len(p.fraction)) + "1"
		for _, beyond.negative = range []bool{false, true} {
			if p.negative == beyond.negative || p.whole+p.fraction == "" {
				near = append(near, beyond.String())
			}
		}
	}
	return append(list, near...)
}

func (d decimal) String() string {
	text := "0"
	if d.whole != "" {
		text = d.whole
	}
	if d.fraction != "" {
		text += "." + d.fraction
	}
	if d.negative {
		text = "-" + text
	}
	return text
}

// datesAround are the instants, and one between any two and beyond.
func datesAround(instants []instant) []string {
	list := []string{"2026-01-01T00:00:00Z"}
	for _, i := range instants {
		at := time.Unix(i.seconds, int64(i.nanos)).UTC()
		for _, step := range []time.Duration{0, time.Second, -time.Second, 1, -1} {
			if near := at.Add(step); near.Year() >= 1 && near.Year() <= 9999 {
				list = append(list, near.Format(time.RFC3339Nano))
			} else {
				list = append(list, strconv.FormatInt(near.Unix(), 10))
			}
		}
	}
	return list
}

// addressesAround are the first address of each range, the one behind each, and
// others: the first ones of all pieces into which the ranges cut the addresses.
func addressesAround(ranges []netip.Prefix) []string {
	list := []string{"203.0.113.10", "198.51.100.10", "10.0.0.10", "2001:db8::10", "0.0.0.0", "::"}
	for _, r := range ranges {
		list = append(list, r.Addr().String())
		last := r.Addr().AsSlice()
		for bit := r.Bits(); bit < len(last)*8; bit++ {
			last[bit/8] |= 0x80 >> (bit % 8)
		}
		if end, ok := netip.AddrFromSlice(last); ok && end.Next().IsValid() {
			list = append(list, end.Next().String())
		}
	}
	return list
}
