package policy

import "testing"

func TestResourceSets(t *testing.T) {
	for _, c := range []struct {
		entry                string
		ok                   bool
		everything           bool // covers all resources
		users, overlapsUsers bool // covers, overlaps all users
	}{
		{"*", true, true, true, true},
		{"**", true, true, true, true},
		{"arn:*", true, true, true, true},
		{"arn:aws:*", true, true, true, true},
		{"arn:aws", true, true, true, true},
		{"arn:aws-cn:*:*:*:*", true, true, true, true},
		{"arn:*:*:*:*:*", true, true, true, true},
		{"arn:aws:*:*:*:**", true, true, true, true},
		{"*:*", true, true, true, true},
		{"arn:aws:*:*:*:*/*", true, false, true, true}, // a bucket has no slash
		{"arn:aws:*:*:111122223333:*", true, false, true, true},
		{"arn:aws:*:us-east-1:*:*", true, false, false, false},
		{"arn:aws:*::*:*", true, false, true, true},
		{"arn:aws:", true, false, false, false},
		{"arn:aws:iam", true, false, true, true},
		{"arn:aws:iam::*", true, false, true, true},
		{"arn:aws:iam::*:*", true, false, true, true},
		{"arn:aws:iam::111122223333:*", true, false, true, true},
		{"arn:aws:iam::111122223333:user/*", true, false, true, true},
		{"arn:aws:iam::*:user/team/*", true, false, false, true},
		{"arn:aws:iam::*:user/${aws:username}", true, false, false, true},
		{"arn:aws:iam::*:role/*", true, false, false, false},
		{"arn:aws:iam:*:*:*", true, false, true, true},
		{"arn:aws:s3:::*", true, false, false, false},
		{"other:aws:iam::*:*", false, false, false, false},
		{"user/*", false, false, false, false},
		{"", false, false, false, false},
	} {
		p, ok := parseResource(c.entry)
		if ok != c.ok {
			t.Errorf("parseResource(%q): ok = %v, want %v", c.entry, ok, c.ok)
		}
		if got := ok && p.covers(everything); got != c.everything {
			t.Errorf("%q covers everything: %v, want %v", c.entry, got, c.everything)
		}
		if got := ok && p.covers(allUsers); got != c.users {
			t.Errorf("%q covers all users: %v, want %v", c.entry, got, c.users)
		}
		if got := ok && p.overlaps(allUsers); got != c.overlapsUsers {
			t.Errorf("%q overlaps all users: %v, want %v", c.entry, got, c.overlapsUsers)
		}
	}
}
