package policy

import "testing"

func TestSomeARN(t *testing.T) {
	const shape = "arn:aws:iam::111122223333:user/?*"
	for _, c := range []struct {
		name  string
		lists [][]string
		none  []string
		want  string
	}{
		{"any", nil, nil, shape[:len(shape)-2] + "x"},
		{"a pattern", [][]string{{"arn:aws:iam::*:user/new-*"}}, nil, "arn:aws:iam::111122223333:user/new-"},
		{"two patterns", [][]string{{"arn:aws:iam::*:user/a*"}, {"*b"}}, nil, "arn:aws:iam::111122223333:user/ab"},
		{"one of two", [][]string{{"arn:aws:iam::*:role/*", "*:user/a"}, {"*"}}, nil, "arn:aws:iam::111122223333:user/a"},
		{"patterns apart", [][]string{{"*:user/a*"}, {"*:user/b*"}}, nil, ""},
		{"another account", [][]string{{"arn:aws:iam::444455556666:user/*"}}, nil, ""},
		{"one that is taken", [][]string{{"*:user/a?"}}, []string{"*a"}, "arn:aws:iam::111122223333:user/ax"},
		{"the only one is taken", [][]string{{"*:user/a"}}, []string{"arn:aws:iam::111122223333:user/a"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, ok := SomeARN(shape, c.lists, c.none); got != c.want || ok != (c.want != "") {
				t.Errorf("SomeARN() = %q, %v, want %q", got, ok, c.want)
			}
		})
	}
}
