package policy

import (
	"net/netip"
	"slices"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/internal/language"
)

// A family are operators that see values alike.
type family uint8

const (
	textFamily family = 1 << iota
	numberFamily
	dateFamily
	addressFamily
	boolFamily
	binaryFamily
)

func (c *condition) family() family {
	switch c.operator {
	case stringEquals, stringEqualsIgnoreCase, stringLike, arnLike:
		return textFamily
	case numericEquals, numericLessThan, numericLessThanEquals, numericGreaterThan, numericGreaterThanEquals:
		return numberFamily
	case dateEquals, dateLessThan, dateLessThanEquals, dateGreaterThan, dateGreaterThanEquals:
		return dateFamily
	case ipAddress:
		return addressFamily
	case boolean:
		return boolFamily
	}
	return binaryFamily
}

// familyOf are the operators that fit the type of a key.
func familyOf(d keyDomain) family {
	if !d.known {
		return textFamily
	}
	switch d.typ.Element() {
	case catalog.Bool:
		return boolFamily
	case catalog.Numeric:
		return numberFamily
	case catalog.Date:
		return dateFamily
	case catalog.IPAddress:
		return addressFamily
	}
	return textFamily
}

// findValue finds a value, not empty, that all tests take as they should.
func (s *solver) findValue(d keyDomain, tests []keyTest) (string, language.Answer) {
	var families family
	for _, t := range tests {
		families |= t.condition.family()
	}
	if families == 0 {
		families = familyOf(d)
	}
	flag := d.known && d.typ.Element() == catalog.Bool // has two values, whatever the operator
	if families == textFamily && !flag {
		return s.findText(d, tests)
	}
	exact := flag || families&(families-1) == 0
	for _, t := range tests {
		exact = exact && !(t.condition.operator == boolean && len(t.condition.templates) > 0) // a variable
	}
	candidates := []string{"true", "false"}
	if !flag {
		candidates = values(d, families, tests)
		if families&textFamily != 0 {
			value, found := s.findText(d, slices.DeleteFunc(slices.Clone(tests), func(t keyTest) bool { return t.condition.family() != textFamily }))
			if found == language.None {
				return "", found
			}
			candidates = append(candidates, value)
		}
	}
	for _, text := range candidates {
		if text != "" && !d.bans(text) && valuesMeet(text, tests) {
			return text, language.Found
		}
	}
	if exact && d.in == nil {
		return "", language.None
	}
	return "", language.Unknown
}

func (d *keyDomain) bans(text string) bool {
	address, err := netip.ParseAddr(text)
	return err == nil && slices.ContainsFunc(d.banned, func(p netip.Prefix) bool { return p.Contains(address) })
}
