package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// DynamoDBSelectMissing reports attributes of DynamoDB that are limited without dynamodb:Select.
var DynamoDBSelectMissing = document.NewRule(rule.Meta{
	ID:    "policy-dynamodb-select-missing",
	Area:  "policy",
	Title: "Attributes of a DynamoDB table are limited without dynamodb:Select",
	Text: `dynamodb:Attributes holds the attributes that the caller names. A read that names none returns all of them and meets ForAllValues, which holds without values.

The rule is silent where the statement tests dynamodb:Select, where another condition requires the attributes, and about statements that only write.`,
	Remediation: `Add "StringEqualsIfExists": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"} to the Condition.`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:SECURITY_WARNING/DYNAMODB_ATTRIBUTES_WITHOUT_SELECT"},
	Since:       "0.1.0",
}, "a read that names no attributes returns all of them", policy.DynamoDBSelectMissing)
