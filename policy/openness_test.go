package policy

import "testing"

func TestOpenness(t *testing.T) {
	const read = `{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"`
	with := func(condition string) string { return read + `, "Condition": {` + condition + `}}` }
	for statements, want := range map[string]Openness{
		read + `}`: Open,
		`{"Effect": "Allow", "Principal": {"AWS": ["111122223333", "*"]}, "Action": "s3:GetObject", "Resource": "*"}`: Open,
		`{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject", "Resource": "*"}`:        Closed,
		`{"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}`:                             Closed,
		with(`"Bool": {"aws:SecureTransport": "true"}`):                                                               Open,
		with(`"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}`):                                                            Open,
		with(`"StringLike": {"aws:PrincipalArn": "*"}`):                                                               Open,
		with(`"StringEquals": {"aws:UserAgent": "secret"}`):                                                           Weakly,
		with(`"StringLike": {"aws:Referer": "https://example.com/*"}`):                                                Weakly,
		with(`"StringEquals": {"aws:PrincipalTag/team": "web"}`):                                                      Weakly,
		with(`"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-exampleorgid"}`):                                      Weakly,
		with(`"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}`):                                 Weakly,
		with(`"IpAddress": {"aws:SourceIp": "12.0.0.0/4"}`):                                                           Weakly,
		with(`"StringLike": {"aws:SourceAccount": "1111*"}`):                                                          Weakly,
		with(`"StringEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}`):                                              Closed,
		with(`"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}`):                                                       Closed,
		with(`"StringEquals": {"aws:SourceVpce": "vpce-0123456789abcdef0"}`):                                          Closed,
		with(`"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:*"}`):                                          Closed,
		with(`"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}`):                                                     Weakly,
		read + `}, {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}}}`:         Closed,
		read + `}, {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}}}`: Open,
		read + `}, {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}`:                            Open,
	} {
		d, err := Parse([]byte(`{"Version": "2012-10-17", "Statement": [` + statements + `]}`))
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Openness(&d.Statements[0]); got != want {
			t.Errorf("%s: %d, want %d", statements, got, want)
		}
	}
}
