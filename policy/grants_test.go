package policy

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func parse(t *testing.T, statements string) *Document {
	t.Helper()
	doc, err := Parse([]byte(`{"Version": "2012-10-17", "Statement": [` + statements + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(doc.Problems, func(p Problem) bool { return p.Kind <= WrongType }) {
		t.Fatalf("%s: %+v", statements, doc.Problems)
	}
	return doc
}

const admin = `{"Effect": "Allow", "Action": "*", "Resource": "*"}`

func TestGrantsFullAccess(t *testing.T) {
	deny := func(rest string) string { return admin + `, {"Effect": "Deny", ` + rest + `}` }
	allow := func(rest string) string { return `{"Effect": "Allow", ` + rest + `}` }
	for name, c := range map[string]struct {
		statements string
		at         string // what FullAccess.At marks; "" when there is no full access
	}{
		"plain":                         {admin, `"*"`},
		"in lists":                      {allow(`"Action": ["s3:GetObject", "*"], "Resource": ["arn:aws:s3:::b", "*"]`), `"*"`},
		"stars with a colon":            {allow(`"Action": "*:*", "Resource": "*"`), `"*:*"`},
		"several stars":                 {allow(`"Action": "**", "Resource": "**"`), `"**"`},
		"wildcard in the service":       {allow(`"Action": "s*:*", "Resource": "*"`), ""},
		"resource as an ARN of stars":   {allow(`"Action": "*", "Resource": "arn:aws:*:*:*:*"`), `"*"`},
		"resource as a short ARN":       {allow(`"Action": "*", "Resource": "arn:*"`), `"*"`},
		"resources of one service":      {allow(`"Action": "*", "Resource": "arn:aws:s3:::*"`), ""},
		"resources of one region":       {allow(`"Action": "*", "Resource": "arn:aws:*:eu-west-1:*:*"`), ""},
		"resources of one account":      {allow(`"Action": "*", "Resource": "arn:aws:*:*:111122223333:*"`), ""},
		"no resource":                   {allow(`"Action": "*"`), ""},
		"all resources but some":        {allow(`"Action": "*", "NotResource": "arn:aws:s3:::b"`), ""},
		"one service":                   {allow(`"Action": "iam:*", "Resource": "*"`), ""},
		"a Deny alone":                  {`{"Effect": "Deny", "Action": "*", "Resource": "*"}`, ""},
		"no statement":                  {"", ""},
		"action and resource elsewhere": {allow(`"Action": "*", "Resource": "arn:aws:s3:::*"`) + "," + allow(`"Action": "s3:*", "Resource": "*"`), ""},

		// NotAction and what completes it.
		"all but a service":                  {allow(`"NotAction": "iam:*", "Resource": "*"`), ""},
		"all but what does not exist":        {allow(`"NotAction": "none", "Resource": "*"`), `"none"`},
		"all but nothing":                    {allow(`"NotAction": [], "Resource": "*"`), `[]`},
		"a complement":                       {allow(`"NotAction": "iam:*", "Resource": "*"`) + "," + allow(`"Action": "iam:*", "Resource": "*"`), `"iam:*"`},
		"a complement that stands first":     {allow(`"Action": "IAM:**", "Resource": "*"`) + "," + allow(`"NotAction": ["iam:*"], "Resource": "*"`), `["iam:*"]`},
		"a complement in several statements": {allow(`"NotAction": ["iam:*", "sts:*"], "Resource": "*"`) + "," + allow(`"Action": "iam:*", "Resource": "*"`) + "," + allow(`"Action": "sts:*", "Resource": "*"`), `["iam:*", "sts:*"]`},
		"two exceptions that differ":         {allow(`"NotAction": "iam:*", "Resource": "*"`) + "," + allow(`"NotAction": "s3:*", "Resource": "*"`), `"iam:*"`},
		"two exceptions that overlap":        {allow(`"NotAction": "iam:*", "Resource": "*"`) + "," + allow(`"NotAction": "iam:Put*", "Resource": "*"`), ""},
		"a complement of less":               {allow(`"NotAction": "iam:*", "Resource": "*"`) + "," + allow(`"Action": "iam:Get*", "Resource": "*"`), ""},
		"a complement on some resources":     {allow(`"NotAction": "iam:*", "Resource": "*"`) + "," + allow(`"Action": "iam:*", "Resource": "arn:aws:iam::*:user/*"`), ""},
		"a complement with limits":           {allow(`"NotAction": "iam:*", "Resource": "*"`) + "," + allow(`"Action": "iam:*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestTag/team": "a"}}`), ""},

		// Denies that remove the danger.
		"everything denied":                   {deny(`"Action": "*", "Resource": "*"`), ""},
		"all of IAM denied":                   {deny(`"Action": "IAM:*", "Resource": "*"`), ""},
		"all of IAM denied by its ARN":        {deny(`"Action": "iam:*", "Resource": "arn:aws:iam::*:*"`), ""},
		"all of IAM denied in the account":    {deny(`"Action": "iam:*", "Resource": "arn:aws:iam::111122223333:*"`), ""},
		"each kind of IAM resource denied":    {deny(`"Action": "iam:*", "Resource": ["arn:aws:iam::*:user/*", "arn:aws:iam::*:group/*", "arn:aws:iam::*:role/*", "arn:aws:iam::*:policy/*"]`), ""},
		"all but one service denied":          {deny(`"NotAction": "s3:*", "Resource": "*"`), ""},
		"all but a bucket denied":             {deny(`"Action": "*", "NotResource": "arn:aws:s3:::b/*"`), ""},
		"IAM denied in several statements":    {deny(`"Action": ["iam:Add*", "iam:Attach*", "iam:Create*"], "Resource": "*"`) + `, {"Effect": "Deny", "Action": ["iam:Put*", "iam:Set*", "iam:Update*"], "Resource": "*"}`, ""},
		"IAM denied under an empty condition": {deny(`"Action": "iam:*", "Resource": "*", "Condition": {}`), ""},
		"IAM denied to everybody":             {deny(`"Action": "iam:*", "Resource": "*", "Condition": {"StringLike": {"aws:PrincipalArn": "*"}}`), ""},

		// Denies that only seem to.
		"another service denied":             {deny(`"Action": "s3:*", "Resource": "*"`), `"*"`},
		"some of IAM denied":                 {deny(`"Action": ["iam:Attach*", "iam:Put*", "iam:Create*", "iam:Update*", "iam:Add*"], "Resource": "*"`), `"*"`},
		"IAM denied on users alone":          {deny(`"Action": "iam:*", "Resource": "arn:aws:iam::*:user/*"`), `"*"`},
		"IAM denied on a path":               {deny(`"Action": "iam:*", "Resource": "arn:aws:iam::*:*/team/*"`), `"*"`},
		"IAM denied on other resources":      {deny(`"Action": "iam:*", "Resource": "arn:aws:s3:::*"`), `"*"`},
		"IAM denied but on oneself":          {deny(`"Action": "iam:*", "NotResource": "arn:aws:iam::*:user/${aws:username}"`), `"*"`},
		"all but IAM denied":                 {deny(`"NotAction": "iam:*", "Resource": "*"`), `"*"`},
		"IAM denied without MFA":             {deny(`"Action": "iam:*", "Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}`), `"*"`},
		"IAM denied under a condition alike": {deny(`"Action": "iam:*", "Resource": "*", "Condition": {"StringLike": {"aws:PrincipalTag/team": "*"}}`), `"*"`},
		"IAM denied under an empty list":     {deny(`"Action": "iam:*", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalArn": []}}`), `"*"`},
		"Deny in small letters":              {admin + `, {"Effect": "deny", "Action": "iam:*", "Resource": "*"}`, `"*"`},

		// Conditions.
		"from a network":                {allow(`"Action": "*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}`), `"*"`},
		"with MFA":                      {allow(`"Action": "*", "Resource": "*", "Condition": {"Bool": {"AWS:MultiFactorAuthPresent": true}}`), `"*"`},
		"for a tagged principal":        {allow(`"Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalTag/team": "admins"}}`), `"*"`},
		"on tagged resources":           {allow(`"Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "a"}}`), ""},
		"in a region":                   {allow(`"Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}`), ""},
		"in any region":                 {allow(`"Action": "*", "Resource": "*", "Condition": {"StringLike": {"aws:RequestedRegion": "*"}}`), `"*"`},
		"with any tag if it has one":    {allow(`"Action": "*", "Resource": "*", "Condition": {"StringLikeIfExists": {"aws:ResourceTag/team": "*"}}`), `"*"`},
		"with any tag":                  {allow(`"Action": "*", "Resource": "*", "Condition": {"StringLike": {"aws:ResourceTag/team": "*"}}`), ""},
		"from a network, in any region": {allow(`"Action": "*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "StringEquals": {"aws:ResourceTag/a": "b"}}`), ""},
	} {
		t.Run(name, func(t *testing.T) {
			doc := parse(t, c.statements)
			full, ok := doc.GrantsFullAccess()
			if ok != (c.at != "") {
				t.Fatalf("full access: %v, want %v", ok, c.at != "")
			}
			if !ok {
				return
			}
			source := `{"Version": "2012-10-17", "Statement": [` + c.statements + `]}`
			if at := source[full.At.Start:full.At.End]; at != c.at {
				t.Errorf("at %s, want %s", at, c.at)
			}
		})
	}
}

func TestFullAccessTells(t *testing.T) {
	office := `{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {
		"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "NotIpAddress": {"aws:sourceip": "203.0.113.9/32"},
		"Bool": {"aws:MultiFactorAuthPresent": "true"}, "StringLike": {"aws:PrincipalArn": "*"}}}`
	budget := `{"Effect": "Deny", "Action": "budgets:*", "Resource": "*"}`

	full, _ := parse(t, budget+","+office).GrantsFullAccess()
	if diff := cmp.Diff([]string{"aws:SourceIp", "aws:MultiFactorAuthPresent"}, full.Conditions); diff != "" {
		t.Errorf("conditions (-want +got):\n%s", diff)
	}
	if len(full.Denied) != 1 || full.Denied[0].Action.Values[0].Text != "budgets:*" {
		t.Errorf("denied: %+v, want the statement about budgets", full.Denied)
	}

	full, _ = parse(t, office+","+admin).GrantsFullAccess()
	if len(full.Conditions) != 0 || len(full.Denied) != 0 {
		t.Errorf("a statement without conditions is there, but the one with %v was taken", full.Conditions)
	}
	if len(full.Statements) != 1 || len(full.Statements[0].Conditions) != 0 {
		t.Errorf("statements: %+v, want the one without conditions", full.Statements)
	}
}

func TestWholeServices(t *testing.T) {
	for name, c := range map[string]struct {
		statements, want string
	}{
		"one":                       {`{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}`, `s3 "s3:*"`},
		"several, some twice":       {`{"Effect": "Allow", "Action": ["sqs:*", "s3:Get*", "S3:*", "s3:**"], "Resource": "*"}`, `sqs "sqs:*", s3 "S3:*"`},
		"on one resource":           {`{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"}`, `s3 "s3:*"`},
		"almost":                    {`{"Effect": "Allow", "Action": ["s3:?", "s3:??*", "s3:*Object"], "Resource": "*"}`, ""},
		"every service":             {`{"Effect": "Allow", "Action": ["*", "*:*"], "Resource": "*"}`, ""},
		"exceptions":                {`{"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}`, ""},
		"denied":                    {`{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}`, ""},
		"denied again":              {`{"Effect": "Allow", "Action": ["s3:*", "sqs:*"], "Resource": "*"}, {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}`, `sqs "sqs:*"`},
		"all else denied":           {`{"Effect": "Allow", "Action": ["s3:*", "sqs:*"], "Resource": "*"}, {"Effect": "Deny", "NotAction": "sqs:*", "Resource": "*"}`, `sqs "sqs:*"`},
		"denied in part":            {`{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, {"Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"}`, `s3 "s3:*"`},
		"denied on a resource":      {`{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"}`, `s3 "s3:*"`},
		"denied under a condition":  {`{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}`, `s3 "s3:*"`},
		"denied to everybody alike": {`{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": {"StringLike": {"aws:PrincipalArn": "*"}}}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			source := `{"Version": "2012-10-17", "Statement": [` + c.statements + `]}`
			doc := parse(t, c.statements)
			var got []string
			for _, g := range doc.WholeServices(&doc.Statements[0]) {
				got = append(got, g.Service+" "+source[g.At.Start:g.At.End])
			}
			if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
				t.Errorf("services (-want +got):\n%s", diff)
			}
		})
	}
}
