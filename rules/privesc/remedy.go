package privesc

import (
	"fmt"

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
	of := document.Title(c.Statements[0].Document)
	message := fmt.Sprintf("take out this statement of %s: without it %s", of, o.closed(c))
	if more := len(c.Statements) - 1; more > 0 {
		message = fmt.Sprintf("take out this statement of %s and %d more: without them %s", of, more, o.closed(c))
	}
	list := []rule.Related{{At: c.Statements[0].At, Message: message}}
	for _, a := range c.Statements[1:] {
		list = append(list, rule.Related{At: a.At, Message: fmt.Sprintf("take out this statement of %s, too", document.Title(a.Document))})
	}
	return list
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
