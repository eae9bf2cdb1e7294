package policy

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iamlint/iamlint/catalog"
)

// TestListed holds that the catalogue knows what the list names.
func TestListed(t *testing.T) {
	for name := range listed {
		if a := catalog.Default().Action(name); a == nil || a.String() != name {
			t.Errorf("no action %q, but %v", name, a)
		} else if a.WildcardOnly() && listed[name]&limitable != 0 && listed[name]&^limitable == 0 {
			t.Errorf("%s takes no resources, so that it is never reported", name)
		}
	}
	for name := range narrower {
		if catalog.Default().Action(name) == nil {
			t.Errorf("no action %q", name)
		}
	}
}

func TestUnlimited(t *testing.T) {
	const (
		pass = `"Effect": "Allow", "Action": "iam:PassRole", `
		read = `"Effect": "Allow", "Action": "s3:GetObject", `
		all  = `"Resource": "*"`
	)
	tests := map[string]struct {
		statements string
		danger     Danger
		want       string // the actions, "" for nothing
	}{
		"star":                      {`{` + pass + all + `}`, PassAnyRole, "iam:PassRole"},
		"every role":                {`{` + pass + `"Resource": "arn:aws:iam::*:role/*"}`, PassAnyRole, "iam:PassRole"},
		"every role of the account": {`{` + pass + `"Resource": "arn:aws:iam::111122223333:role/*"}`, PassAnyRole, "iam:PassRole"},
		"role and star":             {`{` + pass + `"Resource": ["arn:aws:iam::111122223333:role/a", "arn:*:iam::*:*"]}`, PassAnyRole, "iam:PassRole"},
		"not some roles":            {`{` + pass + `"NotResource": "arn:aws:iam::111122223333:user/*"}`, PassAnyRole, "iam:PassRole"},
		"not all but one role":      {`{` + pass + `"NotResource": "arn:aws:iam::111122223333:role/admin"}`, PassAnyRole, ""},
		"a path":                    {`{` + pass + `"Resource": "arn:aws:iam::*:role/app/*"}`, PassAnyRole, ""},
		"a prefix":                  {`{` + pass + `"Resource": "arn:aws:iam::*:role/app-*"}`, PassAnyRole, ""},
		"to a service":              {`{` + pass + all + `, "Condition": {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}}`, PassAnyRole, ""},
		"with MFA":                  {`{` + pass + all + `, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}`, PassAnyRole, "iam:PassRole"},
		"denied":                    {`{` + pass + all + `}, {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}`, PassAnyRole, ""},
		"denied for some":           {`{` + pass + all + `}, {"Effect": "Deny", "Action": "iam:PassRole", "Resource": "arn:aws:iam::*:role/admin"}`, PassAnyRole, "iam:PassRole"},
		"denied at times":           {`{` + pass + all + `}, {"Effect": "Deny", "Action": "iam:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}`, PassAnyRole, "iam:PassRole"},
		"by pattern":                {`{"Effect": "Allow", "Action": "iam:Pass*", ` + all + `}`, PassAnyRole, "iam:PassRole"},
		"by exception":              {`{"Effect": "Allow", "NotAction": "s3:*", ` + all + `}`, PassAnyRole, "iam:PassRole"},
		"excepted":                  {`{"Effect": "Allow", "NotAction": "iam:*", ` + all + `}`, PassAnyRole, ""},
		"full access":               {`{"Effect": "Allow", "Action": "*", ` + all + `}`, PassAnyRole, ""},
		"a Deny":                    {`{"Effect": "Deny", "Action": "iam:PassRole", ` + all + `}`, PassAnyRole, ""},
		"objects of any bucket":     {`{` + read + `"Resource": "arn:aws:s3:::*/*"}`, DataExfiltration, "s3:GetObject"},
		"objects, by all buckets":   {`{` + read + `"Resource": "arn:aws:s3:::*"}`, DataExfiltration, "s3:GetObject"},
		"objects of a bucket":       {`{` + read + `"Resource": "arn:aws:s3:::reports/*"}`, DataExfiltration, ""},
		"objects under a prefix":    {`{` + read + `"Resource": "arn:aws:s3:::reports/a/*"}`, DataExfiltration, ""},
		"near":                      {`{` + read + `"Resource": "arn:aws:s3:::*/*"}`, NearWildcard, "s3:GetObject"},
		"not near":                  {`{` + read + all + `}`, NearWildcard, ""},
		"telemetry":                 {`{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:*:*:*"}`, NearWildcard, ""},
		"takes no resources":        {`{"Effect": "Allow", "Action": ["ec2:DescribeInstances", "s3:ListAllMyBuckets"], ` + all + `}`, AnyResource, ""},
		"takes some":                {`{"Effect": "Allow", "Action": ["ec2:DescribeInstances", "ec2:TerminateInstances"], ` + all + `}`, AnyResource, "ec2:TerminateInstances"},
		"one region":                {`{"Effect": "Allow", "Action": "dynamodb:Scan", "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/*"}`, DataExfiltration, ""},
		"many":                      {`{"Effect": "Allow", "Action": ["ssm:GetParameter*", "s3:GetObject"], ` + all + `}`, DataExfiltration, "ssm:GetParameter ssm:GetParameterHistory ssm:GetParameters +2"},
		"service-linked":            {`{"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "arn:aws:iam::*:role/aws-service-role/*"}`, AnyServiceLinkedRole, "iam:CreateServiceLinkedRole"},
		"service-linked of one":     {`{"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "arn:aws:iam::*:role/aws-service-role/ecs.amazonaws.com/*"}`, AnyServiceLinkedRole, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d, err := Parse([]byte(`{"Version": "2012-10-17", "Statement": [` + test.statements + `]}`))
			if err != nil || len(d.Problems) > 0 {
				t.Fatal(err, d.Problems)
			}
			got := ""
			for _, g := range NewSurveyor(catalog.Default()).Unlimited(d) {
				if g.Danger == test.danger {
					got = strings.Join(g.Actions, " ")
					if g.More > 0 {
						got += fmt.Sprintf(" +%d", g.More)
					}
				}
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
