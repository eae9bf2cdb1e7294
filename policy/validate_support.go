package policy

import (
	"fmt"
	"strings"

	"github.com/iamlint/iamlint/catalog"
)

// companions are keys that count only for one action (Access Analyzer policy
// check reference: Missing action for condition key).
var companions = map[string]string{
	"ec2:createaction":          "ec2:CreateTags",
	"iam:passedtoservice":       "iam:PassRole",
	"iam:associatedresourcearn": "iam:PassRole",
}

// resourceOwnerKeys mean something only where the resource is not known already.
var resourceOwnerKeys = map[string]bool{"aws:resourceaccount": true, "aws:resourceorgid": true, "aws:resourceorgpaths": true}

// sparseKeys are services whose reference leaves out which actions send their
// keys: AWS's own policies test them with actions that it does not list.
var sparseKeys = map[string]bool{"aws-marketplace": true, "redshift-data": true, "iottwinmaker": true, "nimble": true, "a4b": true, "application-autoscaling": true}

// supported checks that requests for the statement's actions carry the key.
func (c *check) supported(s *Statement, cond *Condition, name OperatorName, key catalog.Key) {
	lower := c.lower(cond.Key.Text)
	if c.kind == ResourcePolicy && resourceOwnerKeys[lower] {
		c.report(KeyIrrelevant, cond.Key.Span, cond.Key.Text, fmt.Sprintf("tests %s, though the resource that the policy belongs to is known", cond.Key.Text), nil)
	}
	if companion, ok := companions[lower]; ok {
		if s.Action.Present() && !s.Action.matchesAction(strings.ToLower(companion)) {
			c.report(KeyActionMissing, cond.Key.Span, cond.Key.Text, fmt.Sprintf("tests %s, which counts only together with %s", cond.Key.Text, companion), nil)
		}
		return
	}
	prefix, _, _ := strings.Cut(lower, ":")
	// What a request without the key meets all the same is no dead end.
	met := name.IfExists || name.Qualifier == "ForAllValues" || name.negated && name.Qualifier == "" || name.operator == null
	if prefix == "aws" || met || SessionKey(cond.Key.Text) || lower == "glue:roleassumedby" || sparseKeys[prefix] || !s.Action.Present() || c.kind == TrustPolicy || ofProvider(cond.Key.Text) {
		return
	}
	var never []string
	more, some := 0, false
	for i, v := range s.Action.Values {
		f := c.named[i]
		switch {
		case f.pattern.Every() || f.wrong != 0:
			return
		case c.sends(f, cond.Key.Text):
			some = true
		case len(never) < maxNamed:
			never = append(never, v.Text)
		default:
			more++
		}
	}
	if len(never) == 0 || some && s.Denies() {
		return // a Deny speaks of the actions that send the key
	}
	list := quoted(never)
	if more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	verb := "allows"
	if s.Denies() {
		verb = "denies"
	}
	c.report(KeyUnsupported, cond.Key.Span, cond.Key.Text, fmt.Sprintf("%s %s only with %s, which requests for it never carry", verb, list, key.Name), nil)
}

// sends says whether requests for some action of an entry carry a key.
func (c *check) sends(f *actionFacts, key string) bool {
	if f.exact != nil {
		return f.exact.SupportsKey(key)
	}
	actions := f.service.Actions()
	for i := range actions {
		if matchFold(f.pattern.Name, actions[i].Name) && actions[i].SupportsKey(key) {
			return true
		}
	}
	return false
}
