package policy

import "strings"

// A Limit is what a condition lets a key be: one of some patterns.
type Limit struct {
	*Condition
	// Patterns have wildcards; letters of the values that mean themselves are
	// those of the patterns too, since a literal "*" is no value of any key.
	Patterns []Value
	Literal  bool   // wildcards stand for themselves, so that what has some matches nothing
	Quantity string // ForAllValues, ForAnyValue or ""
	IfExists bool
}

// LimitsOf lists the conditions of a statement that let a key be one of some
// values, and nothing else. The key is compared without case; a key that ends
// in "/" or ":" stands for all keys below it. Negated operators limit nothing,
// nor does a pattern of only stars.
func (s *Statement) LimitsOf(key string) []Limit {
	var limits []Limit
	for i := range s.Conditions {
		c := &s.Conditions[i]
		if !keyIs(c.Key.Text, key) || len(c.Values) == 0 {
			continue
		}
		name := ParseOperator(c.Operator)
		literal := name.operator == stringEquals || name.operator == stringEqualsIgnoreCase
		if !name.Known || name.negated || !literal && name.operator != stringLike && name.operator != arnLike {
			continue
		}
		open := false
		for _, v := range c.Values {
			open = open || !literal && onlyStars(v.Text)
		}
		if !open {
			limits = append(limits, Limit{c, c.Values, literal, name.Qualifier, name.IfExists})
		}
	}
	return limits
}

func keyIs(text, key string) bool {
	if strings.HasSuffix(key, ":") || strings.HasSuffix(key, "/") {
		return len(text) > len(key) && strings.EqualFold(text[:len(key)], key)
	}
	return strings.EqualFold(text, key)
}

// Tests says whether a condition of the statement speaks of a key at all.
func (s *Statement) Tests(key string) bool {
	for i := range s.Conditions {
		if keyIs(s.Conditions[i].Key.Text, key) {
			return true
		}
	}
	return false
}
