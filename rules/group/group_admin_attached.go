package group

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// AdminAttached reports groups that make administrators of their members.
var AdminAttached = rule.New(rule.Meta{
	ID:    "group-admin-attached",
	Area:  "group",
	Title: "AdministratorAccess is attached to a group",
	Text: `Every member may do everything in the account, with long-term credentials and at any time, whether the day's work needs it or not. One phished member is enough, and whoever may call AddUserToGroup can become administrator through the group.

The finding counts the members and names some. Members whom a permissions boundary, or a Deny of another policy, keeps from being administrators do not count, and there is no finding if that is all of them. A group without members is reported as well, because adding one takes a single call. The rule looks for AWS's own policy of that name, in any partition; policies of the account that grant as much are the matter of policy-admin-wildcard.`,
	Remediation: `Let people take an administrator role with MFA for the time they need it, then detach the policy:
aws iam detach-group-policy --group-name admins --policy-arn arn:aws:iam::aws:policy/AdministratorAccess`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	References: []string{"prowler:iam_group_administrator_access_policy", "aisf:AISF-IAM-02"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.AuthorizationDetailsProvider, account.HoldersProvider},
	Run:      adminAttached,
})

func adminAttached(pass *analysis.Pass) (any, error) {
	groups, err := listed(pass)
	if err != nil {
		return nil, err
	}
	a, holders := account.Of[account.Account](pass, account.Exports), account.Of[account.Holders](pass, account.HoldersProvider)
	for _, g := range groups {
		for _, attached := range g.Attached {
			if !account.IsAWSManagedNamed(attached.ARN.Value, "AdministratorAccess") || holders.HeldBack(&g.Identity) {
				continue
			}
			members := slices.DeleteFunc(slices.Clone(a.AuthorizationDetails.Members(g.Name.Value)), func(u *account.User) bool { return holders.HeldBack(&u.Identity) })
			rule.Report(pass, rule.Finding{
				At:      g.At(attached.ARN.Span),
				Subject: subject(g),
				Message: fmt.Sprintf("group %q holds AdministratorAccess, %s", g.Name.Value, whoGains(members, membersKnown(a))),
				Content: attached.ARN.Value,
				Scope:   g.At(attached.Span),
				Related: memberships(g, members),
			})
		}
	}
	return nil, nil
}

// shown is how many members a finding names.
const shown = 5

// whoGains says what the policy means for the members.
func whoGains(members []*account.User, known bool) string {
	switch {
	case !known:
		return "so each of its members is an administrator"
	case len(members) == 0:
		return "so whoever is added to it becomes administrator; it has no members yet"
	case len(members) == 1:
		return fmt.Sprintf("so its 1 member %q is an administrator", members[0].Name.Value)
	}
	var names []string
	for _, u := range members[:min(len(members), shown)] {
		names = append(names, fmt.Sprintf("%q", u.Name.Value))
	}
	if rest := len(members) - shown; rest > 0 {
		names = append(names, fmt.Sprintf("%d more", rest))
	}
	return fmt.Sprintf("so each of its %d members is an administrator: %s", len(members), strings.Join(names, ", "))
}

// memberships are the places at which some members name the group.
func memberships(g *account.Group, members []*account.User) []rule.Related {
	var related []rule.Related
	for _, u := range members[:min(len(members), shown)] {
		for _, name := range u.Groups {
			if name.Value == g.Name.Value {
				related = append(related, rule.Related{At: u.At(name.Span), Message: fmt.Sprintf("user %q is a member", u.Name.Value)})
				break
			}
		}
	}
	return related
}
