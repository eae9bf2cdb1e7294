package policy

import "strings"

// An operator is a condition operator without its prefix and suffix (IAM JSON
// policy elements: Condition operators).
type operator uint8

const (
	unknownOperator operator = iota
	stringEquals
	stringEqualsIgnoreCase
	stringLike
	numericEquals
	numericLessThan
	numericLessThanEquals
	numericGreaterThan
	numericGreaterThanEquals
	dateEquals
	dateLessThan
	dateLessThanEquals
	dateGreaterThan
	dateGreaterThanEquals
	boolean
	binaryEquals
	ipAddress
	arnLike
	null
)

// operators by name in lower case; "Not" forms are negated.
var operators = map[string]struct {
	operator operator
	negated  bool
}{
	"stringequals":              {stringEquals, false},
	"stringnotequals":           {stringEquals, true},
	"stringequalsignorecase":    {stringEqualsIgnoreCase, false},
	"stringnotequalsignorecase": {stringEqualsIgnoreCase, true},
	"stringlike":                {stringLike, false},
	"stringnotlike":             {stringLike, true},
	"numericequals":             {numericEquals, false},
	"numericnotequals":          {numericEquals, true},
	"numericlessthan":           {numericLessThan, false},
	"numericlessthanequals":     {numericLessThanEquals, false},
	"numericgreaterthan":        {numericGreaterThan, false},
	"numericgreaterthanequals":  {numericGreaterThanEquals, false},
	"dateequals":                {dateEquals, false},
	"datenotequals":             {dateEquals, true},
	"datelessthan":              {dateLessThan, false},
	"datelessthanequals":        {dateLessThanEquals, false},
	"dategreaterthan":           {dateGreaterThan, false},
	"dategreaterthanequals":     {dateGreaterThanEquals, false},
	"bool":                      {boolean, false},
	"binaryequals":              {binaryEquals, false},
	"ipaddress":                 {ipAddress, false},
	"notipaddress":              {ipAddress, true},
	"arnequals":                 {arnLike, false},
	"arnlike":                   {arnLike, false},
	"arnnotequals":              {arnLike, true},
	"arnnotlike":                {arnLike, true},
	"null":                      {null, false},
}

// Operators are the names of all condition operators, without prefix and suffix.
func Operators() []string {
	return []string{
		"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike",
		"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals",
		"DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals",
		"Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Null",
	}
}

// A quantifier is the set operator before an operator.
type quantifier uint8

const (
	noQuantifier quantifier = iota
	forAllValues
	forAnyValue
)

// An OperatorName is a condition operator as a policy writes it, taken apart.
type OperatorName struct {
	Qualifier string // ForAllValues, ForAnyValue or ""
	Base      string // as written, without qualifier and IfExists
	IfExists  bool
	Known     bool // whether there is such an operator

	operator operator // of Base
	negated  bool
}

// ParseOperator takes an operator apart. Letter case makes no difference.
func ParseOperator(text string) OperatorName {
	var name OperatorName
	if qualifier, base, ok := strings.Cut(text, ":"); ok {
		for _, q := range []string{"ForAllValues", "ForAnyValue"} {
			if strings.EqualFold(qualifier, q) {
				name.Qualifier = q
			}
		}
		if name.Qualifier == "" {
			name.Base = text
			return name
		}
		text = base
	}
	const suffix = "IfExists"
	if cut := len(text) - len(suffix); cut >= 0 && strings.EqualFold(text[cut:], suffix) {
		name.IfExists, text = true, text[:cut]
	}
	name.Base = text
	known := lookUp(operators, text)
	name.operator, name.negated = known.operator, known.negated
	name.Known = known.operator != unknownOperator && !(known.operator == null && name.IfExists)
	return name
}
