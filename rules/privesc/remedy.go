package privesc

import (
	"fmt"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// remedy names the fewest statements that were found without which nobody goes
// the ways of the opening any more, at their places; none where the exports
// hold no such.
func (o *opening) remedy(g *graph.Graph) []rule.Related {
	c := g.Closing(o.allowing)
	if c == nil {
		return nil
	}
	message := takeOut(c.Statements[0]) + ": without it " + o.closed(c)
	if more := len(c.Statements) - 1; more > 0 {
		message = fmt.Sprintf("%s, and %d more: without them %s", takeOut(c.Statements[0]), more, o.closed(c))
	}
	list := []rule.Related{{At: c.Statements[0].At, Message: message}}
	for _, a := range c.Statements[1:] {
		list = append(list, rule.Related{At: a.At, Message: takeOut(a) + ", too"})
	}
	return list
}

// takeOut says what to do about a statement. Policies of AWS cannot be changed.
func takeOut(a graph.Allowing) string {
	if a.Held != nil && account.IsAWSManaged(a.Held.ARN) {
		return fmt.Sprintf("put a narrower policy in the place of AWS's %s, for this statement", a.Held.Name)
	}
	return "take out this statement of " + document.Title(a.Document)
}

// closed says who has no way any more.
func (o *opening) closed(c *graph.Closing) string {
	others := ""
	if more := c.All - c.Closes; more > 0 {
		others = fmt.Sprintf(", nor have %d others", more)
		if more == 1 {
			others = ", nor has one other"
		}
	}
	switch {
	case c.Of == 1:
		return o.ways[0].From.Label() + " has no way to administrator any more" + others
	case c.Closes < c.Of:
		return fmt.Sprintf("%d of the %d principals that it serves have no way to administrator any more", c.Closes, c.Of) + others
	}
	return fmt.Sprintf("none of the %d principals that it serves has a way to administrator any more", c.Of) + others
}
