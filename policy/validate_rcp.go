package policy

import (
	"fmt"
	"strconv"
	"strings"
)

// principalKeys are about the principal of a call, sourceKeys about the resource
// on behalf of which an AWS service calls, both in lower case. No request has
// both (AWS global condition context keys).
var (
	principalKeys = map[string]bool{"aws:principalorgid": true, "aws:principalorgpaths": true, "aws:principalaccount": true, "aws:principalarn": true}
	sourceKeys    = map[string]bool{"aws:sourceaccount": true, "aws:sourcearn": true, "aws:sourceorgid": true, "aws:sourceorgpaths": true}
)

// serviceCalls checks that a Deny of a resource control policy which a request
// without the key meets says whether it means calls of AWS services (IAM Access
// Analyzer policy check reference: RCP checks).
func (c *check) serviceCalls() {
	var told, sourced bool // whether services are told apart; whether requests without a source are excepted, or services named
	for i := range c.tests {
		t := &c.tests[i]
		told = told || t.among("aws:principalisawsservice", "aws:principalservicename", "aws:principalservicenameslist")
		sourced = sourced || t.operator == null && sourceKeys[t.key] && t.asks("false") || t.among("aws:principalservicename") && !t.withoutKey()
	}
	for i := range c.tests {
		t := &c.tests[i]
		if t.operator == null || !t.withoutKey() {
			continue
		}
		key := t.Key.Text
		switch {
		case (principalKeys[t.key] || strings.HasPrefix(t.key, "aws:principaltag/")) && !told:
			c.report(RCPServiceCall, t.Key.Span, key, fmt.Sprintf("tests %s, which calls of AWS services lack, without aws:PrincipalIsAWSService", key), c.tellApart("BoolIfExists", "false"))
		case sourceKeys[t.key] && !told:
			c.report(RCPServiceCall, t.Key.Span, key, fmt.Sprintf("tests %s, which calls of users and roles lack, without aws:PrincipalIsAWSService", key), c.tellApart("Bool", "true"))
		case sourceKeys[t.key] && !sourced:
			c.report(RCPServiceCall, t.Key.Span, key, fmt.Sprintf("tests %s, which some AWS services do not send, without a Null test of aws:SourceAccount", key), nil)
		default:
			continue
		}
		return
	}
}

// tellApart adds a test of aws:PrincipalIsAWSService before the first condition
// of the statement. It lets calls through that were denied, so it is not safe.
func (c *check) tellApart(operator, value string) *Fix {
	first := c.statement.Conditions[0]
	for i := range c.statement.Conditions {
		if strings.EqualFold(c.statement.Conditions[i].Operator, operator) {
			return nil // a second block of that name
		}
	}
	text := fmt.Sprintf("%q: {\"aws:PrincipalIsAWSService\": %q}, %s", operator, value, strconv.Quote(first.Operator))
	return replace(first.OperatorAt, text, "test aws:PrincipalIsAWSService, too", false)
}
