package policy

import (
	"testing"
)

func TestAnyoneMayAssume(t *testing.T) {
	trust := func(rest string) string {
		return `{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"` + rest + `}`
	}
	when := func(condition string) string { return trust(`, "Condition": ` + condition) }
	deny := func(rest string) string {
		return trust("") + `, {"Effect": "Deny", "Action": "sts:AssumeRole", ` + rest + `}`
	}
	strangers := func(condition string) string { return deny(`"Principal": "*", "Condition": ` + condition) }
	for name, c := range map[string]struct {
		statements string
		want       bool
	}{
		"everyone":                     {trust(""), true},
		"the bare star":                {`{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}`, true},
		"a star among others":          {`{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com", "AWS": ["111122223333", "*"]}, "Action": "sts:AssumeRole"}`, true},
		"every action of STS":          {`{"Effect": "Allow", "Principal": "*", "Action": ["sts:TagSession", "STS:*"]}`, true},
		"every action":                 {`{"Effect": "Allow", "Principal": "*", "Action": "*"}`, true},
		"all actions but one":          {`{"Effect": "Allow", "Principal": "*", "NotAction": "sts:TagSession"}`, true},
		"another action":               {`{"Effect": "Allow", "Principal": "*", "Action": ["sts:TagSession", "sts:AssumeRoleWithSAML"]}`, false},
		"all actions but this":         {`{"Effect": "Allow", "Principal": "*", "NotAction": "sts:Assume*"}`, false},
		"an account":                   {`{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}`, false},
		"a pattern, which fits no one": {`{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::*:root"}, "Action": "sts:AssumeRole"}`, false},
		"every service":                {`{"Effect": "Allow", "Principal": {"Service": "*"}, "Action": "sts:AssumeRole"}`, false},
		"every identity provider":      {`{"Effect": "Allow", "Principal": {"Federated": "*"}, "Action": "sts:AssumeRole"}`, false},
		"everyone but some":            {`{"Effect": "Allow", "NotPrincipal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}`, false},
		"denied":                       {`{"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}`, false},

		// Conditions on the Allow.
		"an organization":           {when(`{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}`), false},
		"an external id":            {when(`{"StringEquals": {"sts:ExternalId": "Unique-4711"}}`), false},
		"a network":                 {when(`{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}`), false},
		"no condition in the block": {when(`{"StringEquals": {}}`), true},
		"no value":                  {when(`{"StringEquals": {"aws:PrincipalOrgID": []}}`), false},
		"any ARN":                   {when(`{"ArnLike": {"aws:PrincipalArn": "*"}}`), true},
		"any ARN, in full":          {when(`{"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:role/a", "arn:*:*:*:*:*"]}}`), true},
		"any account":               {when(`{"StringLike": {"aws:PrincipalAccount": "*"}}`), true},
		"any organization":          {when(`{"StringLike": {"aws:PrincipalOrgID": "*"}}`), true},
		"an organization is there":  {when(`{"Null": {"aws:PrincipalOrgID": "false"}}`), true},
		"no organization":           {when(`{"Null": {"aws:PrincipalOrgID": "true"}}`), true},
		"no ARN":                    {when(`{"Null": {"aws:PrincipalArn": "true"}}`), false},
		"an organization if any":    {when(`{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}`), true},
		"an account if any":         {when(`{"StringEqualsIfExists": {"aws:PrincipalAccount": "111122223333"}}`), false},
		"paths, if there are any":   {when(`{"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}`), true},
		"one of the paths":          {when(`{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}`), false},
		"MFA":                       {when(`{"Bool": {"aws:MultiFactorAuthPresent": "true"}}`), true},
		"fresh MFA":                 {when(`{"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}`), true},
		"a tag of the caller":       {when(`{"StringEquals": {"aws:PrincipalTag/team": "web"}}`), true},
		"the name of the session":   {when(`{"StringLike": {"sts:RoleSessionName": "web-*"}}`), true},
		"another account":           {when(`{"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}`), true},
		"MFA and an external id":    {when(`{"Bool": {"aws:MultiFactorAuthPresent": "true"}, "StringEquals": {"sts:ExternalId": "Unique-4711"}}`), false},
		"an external id if any":     {when(`{"StringEqualsIfExists": {"sts:ExternalId": "Unique-4711"}}`), true},
		"a day":                     {when(`{"DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}`), false},
		"any organization if any":   {when(`{"StringLikeIfExists": {"aws:PrincipalOrgID": "*"}}`), true},
		"a literal star":            {when(`{"StringEquals": {"aws:PrincipalAccount": "*"}}`), false},
		"an ARN is there":           {when(`{"Null": {"aws:PrincipalArn": "false"}}`), true},
		"an external id is there":   {when(`{"Null": {"sts:ExternalId": "false"}}`), false},
		"encryption":                {when(`{"Bool": {"aws:SecureTransport": "true"}}`), true},
		"the whole Internet":        {when(`{"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "0.0.0.0/0"]}}`), true},
		"any ARN and a network":     {when(`{"ArnLike": {"aws:PrincipalArn": "*"}, "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}`), false},
		"a condition elsewhere":     {when(`{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}`) + "," + trust(""), true},

		// Denies that turn strangers away.
		"Deny everyone":                      {deny(`"Principal": "*"`), false},
		"Deny all but a role":                {deny(`"NotPrincipal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}`), false},
		"Deny other accounts":                {strangers(`{"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}`), false},
		"Deny other organizations":           {strangers(`{"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}`), false},
		"Deny other paths":                   {strangers(`{"ForAllValues:StringNotLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}`), false},
		"Deny other roles":                   {strangers(`{"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}`), false},
		"Deny other sessions":                {strangers(`{"StringNotLike": {"aws:userid": "AROAEXAMPLEID:*"}}`), false},
		"Deny strangers that are no service": {strangers(`{"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "Bool": {"aws:PrincipalIsAWSService": "false"}}`), false},
		"Deny whoever lacks the id":          {strangers(`{"StringNotEquals": {"sts:ExternalId": "Unique-4711"}}`), false},

		// Denies that only seem to.
		"Deny a role":                 {deny(`"Principal": {"AWS": "arn:aws:iam::111122223333:role/old"}`), true},
		"Deny all but everyone":       {deny(`"NotPrincipal": {"AWS": "*"}`), true},
		"Deny tagging":                {trust("") + `, {"Effect": "Deny", "Principal": "*", "Action": "sts:TagSession"}`, true},
		"Deny without MFA":            {strangers(`{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}`), true},
		"Deny a network":              {strangers(`{"IpAddress": {"aws:SourceIp": "198.51.100.0/24"}}`), true},
		"Deny an account":             {strangers(`{"StringEquals": {"aws:PrincipalAccount": "111122223333"}}`), true},
		"Deny no one's ARN":           {strangers(`{"ArnNotLike": {"aws:PrincipalArn": "*"}}`), true},
		"Deny other names":            {strangers(`{"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/deploy"}}`), true},
		"Deny some other accounts":    {strangers(`{"StringNotLike": {"aws:PrincipalAccount": "1111*"}}`), true},
		"Deny other tags":             {strangers(`{"StringNotEquals": {"aws:PrincipalTag/team": "platform"}}`), true},
		"Deny any other organization": {strangers(`{"ForAnyValue:StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}`), true},
		"Deny strangers without MFA":  {strangers(`{"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}, "BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}`), true},
		"Deny services of strangers":  {strangers(`{"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "Bool": {"aws:PrincipalIsAWSService": "true"}}`), true},
	} {
		t.Run(name, func(t *testing.T) {
			doc := parse(t, c.statements)
			s, everyone, ok := doc.AnyoneMayAssume()
			if ok != c.want {
				t.Fatalf("anyone may assume: %v, want %v", ok, c.want)
			}
			if ok && (!s.Allows() || everyone.Value.Text != "*" || everyone.Value.Span.Start < s.Span.Start || everyone.Value.Span.End > s.Span.End) {
				t.Errorf("principal %+v of statement %+v, want the star inside the Allow", everyone, s.Span)
			}
		})
	}
}
