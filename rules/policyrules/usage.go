package policyrules

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// A usage is where a managed policy is used.
type usage struct {
	holders  []account.Holder // to which it is attached, as far as the exports tell
	attached int              // to how many identities it is attached
	bounds   int              // of how many identities it is the permissions boundary
}

// usageOf tells where a managed policy is used. AWS counts attachments for the
// whole account, an export made with a filter lists only some.
func usageOf(pass *analysis.Pass, p *account.ManagedPolicy) usage {
	details := account.Of[account.Account](pass, account.Exports).AuthorizationDetails
	u := usage{holders: details.Holders(p.ARN.Value)}
	u.attached = max(p.Attachments.Value, len(u.holders))
	u.bounds = max(p.Boundaries.Value, len(details.BoundaryHolders(p.ARN.Value)))
	return u
}

// without is the usage without some of the holders.
func (u usage) without(out func(*account.Identity) bool) usage {
	holders := slices.DeleteFunc(slices.Clone(u.holders), func(h account.Holder) bool { return out(h.Identity) })
	u.attached -= len(u.holders) - len(holders)
	u.holders = holders
	return u
}

// String names those to which the policy is attached: up to three, and how many more.
func (u usage) String() string {
	named := u.holders[:min(len(u.holders), 3)]
	if len(named) == 0 {
		if u.attached == 1 {
			return "one identity"
		}
		return fmt.Sprintf("%d identities", u.attached)
	}
	names := make([]string, len(named))
	for i, h := range named {
		names[i] = fmt.Sprintf("%s %q", h.Type, h.Name.Value)
	}
	if more := u.attached - len(named); more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names, ", "), more)
	}
	return and(names)
}

// related are the places of the attachments, not more than a reader wants to see.
func (u usage) related() []rule.Related {
	var related []rule.Related
	for _, h := range u.holders[:min(len(u.holders), 10)] {
		related = append(related, rule.Related{At: h.At(), Message: fmt.Sprintf("attached to %s %q", h.Type, h.Name.Value)})
	}
	return related
}

// and joins names as a sentence does.
func and(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
