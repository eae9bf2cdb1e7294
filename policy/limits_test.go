package policy

import "testing"

func TestLimitsOf(t *testing.T) {
	d, err := Parse([]byte(`{"Statement": {"Condition": {
		"StringEquals": {"a:sub": "x", "a:aud": ["1", "2"]},
		"StringLike": {"A:SUB": ["x*", "y"], "b:sub": "*"},
		"StringNotLike": {"a:sub": "z"},
		"ForAnyValue:StringLikeIfExists": {"a:amr": "auth*"},
		"Bool": {"a:flag": "true"}
	}}}`))
	if err != nil {
		t.Fatal(err)
	}
	s := &d.Statements[0]
	for key, want := range map[string]int{"a:sub": 2, "a:aud": 1, "a:": 4, "b:sub": 0, "a:amr": 1, "a:flag": 0, "c:sub": 0} {
		if got := s.LimitsOf(key); len(got) != want {
			t.Errorf("LimitsOf(%s) = %+v, want %d", key, got, want)
		}
	}
	if l := s.LimitsOf("a:amr")[0]; l.Quantity != "ForAnyValue" || !l.IfExists || l.Patterns[0].Text != "auth*" {
		t.Errorf("%+v", l)
	}
	if !s.Tests("b:sub") || !s.Tests("a:flag") || s.Tests("c:") || !s.Tests("b:") {
		t.Error("Tests")
	}
}
