package policy

import "strings"

// renameOperator is the fix that writes another operator, nil where the
// statement has that operator already or it does not fit some key under it.
func (c *check) renameOperator(t *test, name string, safe bool, fits func(*test) bool) *Fix {
	for i := range c.statement.Conditions {
		if strings.EqualFold(c.statement.Conditions[i].Operator, name) {
			return nil
		}
	}
	for i := range c.tests {
		if other := &c.tests[i]; other.OperatorAt == t.OperatorAt && !fits(other) {
			return nil
		}
	}
	return replace(t.OperatorAt, `"`+name+`"`, "write "+name, safe)
}

// addCondition is the fix that adds a key with its value, given as a member of
// JSON, to the statement that holds a condition.
func (c *check) addCondition(t *test, operator, member string) *Fix {
	message := "add " + operator + " of " + member
	for i := range c.statement.Conditions {
		if cond := &c.statement.Conditions[i]; strings.EqualFold(cond.Operator, operator) {
			return c.insert(cond.Key, member, message)
		}
	}
	return c.insert(Value{t.Operator, t.OperatorAt}, `"`+operator+`": {`+member+`}`, message)
}

// insert is the fix that puts a member before the one whose key is given, on a
// line of its own if that one stands so. It takes something away from those
// who have it, so it is for somebody to decide.
func (c *check) insert(before Value, member, message string) *Fix {
	if strings.ContainsAny(before.Text, "\"\\") {
		return nil
	}
	blank := " "
	if !c.document.Embedded {
		text := string(c.document.text[:before.Span.Start])
		indent := text[strings.LastIndexByte(text, '\n')+1:]
		if len(indent) < len(text) && strings.Trim(indent, " \t") == "" {
			blank = "\n" + indent
		}
	}
	return replace(before.Span, member+","+blank+`"`+before.Text+`"`, message, false)
}
