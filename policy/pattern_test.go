package policy

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"", "", true},
		{"", "a", false},
		{"*", "", true},
		{"**", "abc", true},
		{"?", "", false},
		{"?", "a", true},
		{"?", "ü", true},
		{"??", "ü", false},
		{"a*c", "abbc", true},
		{"a*c", "abbcd", false},
		{"a*b*c", "a-b-b-c", true},
		{"*ab", "aab", true},
		{"*?", "", false},
		{"*ü?", "aüb", true},
		{"Get*", "getObject", false},
		{"a.c", "abc", false},
		{"a.c", "a.c", true},
		{"[ab]", "a", false},
		{`\*`, `\x`, true},
		{"*a*a*a*a*a*a*a*b", strings.Repeat("a", 200), false},
	} {
		if got := Match(c.pattern, c.text); got != c.want {
			t.Errorf("Match(%q, %q) = %v, want %v", c.pattern, c.text, got, c.want)
		}
	}
}

// matchByRegexp is Match, said in another way.
func matchByRegexp(pattern, text string) bool {
	quoted := strings.NewReplacer(`\*`, `.*`, `\?`, `.`).Replace(regexp.QuoteMeta(pattern))
	return regexp.MustCompile(`(?s)\A` + quoted + `\z`).MatchString(text)
}

func FuzzMatch(f *testing.F) {
	for _, seed := range [][2]string{{"*", ""}, {"a*b?c", "axxbyc"}, {"*ü?*", "aüüb"}, {"arn:*:s3:::b/*", "arn:aws:s3:::b/k"}, {"**?**", "\n"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if !utf8.ValidString(pattern) || !utf8.ValidString(text) || strings.Contains(pattern, `\`) {
			t.Skip()
		}
		if got, want := Match(pattern, text), matchByRegexp(pattern, text); got != want {
			t.Errorf("Match(%q, %q) = %v, want %v", pattern, text, got, want)
		}
	})
}

// words are all texts over an alphabet up to a length.
func words(alphabet string, length int) []string {
	all, last := []string{""}, []string{""}
	for range length {
		var next []string
		for _, w := range last {
			for _, letter := range alphabet {
				next = append(next, w+string(letter))
			}
		}
		all, last = append(all, next...), next
	}
	return all
}

// TestPatternSets compares covers and overlaps with what short texts show;
// covers may say no where question marks of one meet stars of the other. Two
// letters and texts of twice the length tell any two short patterns apart, but
// for letters that neither pattern names; "c" stands for those.
func TestPatternSets(t *testing.T) {
	patterns, texts := words("ab*?", 4), words("abc", 6)
	matched := make([][]bool, len(patterns))
	for i, p := range patterns {
		matched[i] = make([]bool, len(texts))
		for k, text := range texts {
			matched[i][k] = Match(p, text)
		}
	}
	for i, p := range patterns {
		for j, q := range patterns {
			subset, common := true, false
			for k := range texts {
				subset = subset && (matched[i][k] || !matched[j][k])
				common = common || matched[i][k] && matched[j][k]
			}
			got := covers(p, q)
			exact := !strings.Contains(p, "?") || !strings.Contains(q, "*")
			if got && !subset || exact && got != subset {
				t.Fatalf("covers(%q, %q) = %v, the texts say %v", p, q, got, subset)
			}
			if Overlaps(p, q) != common {
				t.Fatalf("Overlaps(%q, %q) = %v, the texts say %v", p, q, !common, common)
			}
		}
	}
}

func TestPatternSetsOfLongLetters(t *testing.T) {
	if !covers("?", "ü") || covers("??", "ü") || !Overlaps("?", "ü") || Overlaps("??", "ü") {
		t.Error("a question mark stands for one character, not for one byte")
	}
}

func TestParseAction(t *testing.T) {
	for _, c := range []struct {
		entry                       string
		ok, every, whole, getObject bool
	}{
		{"*", true, true, false, true},
		{"**", true, true, false, true},
		{"*:*", true, true, false, true},
		{"s3:*", true, false, true, true},
		{"S3:*", true, false, true, true},
		{"s3:**", true, false, true, true},
		{"s3:?*", true, false, true, true},
		{"s3:*?", true, false, true, true},
		{"s3:??*", true, false, false, true},
		{"s3:?", true, false, false, false},
		{"s3:Get*", true, false, false, true},
		{"S3:GETOBJECT", true, false, false, true},
		{"s3:GetObject ", true, false, false, false},
		{"s3:", true, false, false, false},
		{"s3-object-lambda:*", true, false, true, false},
		{"s*:GetObject", false, false, false, false},
		{"*:GetObject", false, false, false, false},
		{"s3", false, false, false, false},
		{":*", false, false, false, false},
		{"", false, false, false, false},
	} {
		p, ok := ParseAction(c.entry)
		if ok != c.ok {
			t.Errorf("ParseAction(%q): ok = %v, want %v", c.entry, ok, c.ok)
			continue
		}
		if !ok {
			continue
		}
		if got := p.Every(); got != c.every {
			t.Errorf("%q: Every() = %v, want %v", c.entry, got, c.every)
		}
		if got := p.WholeService(); got != c.whole {
			t.Errorf("%q: WholeService() = %v, want %v", c.entry, got, c.whole)
		}
		if got := p.Matches("s3:getobject"); got != c.getObject {
			t.Errorf("%q: Matches(s3:getobject) = %v, want %v", c.entry, got, c.getObject)
		}
	}
}

// TestWholeService holds that the short test of WholeService is the long one.
func TestWholeService(t *testing.T) {
	for _, name := range words("a*?", 4) {
		p := ActionPattern{"s3", name}
		if got, want := p.WholeService(), covers(name, "?*"); got != want {
			t.Errorf("%q: WholeService() = %v, want %v", name, got, want)
		}
	}
}

func TestActionSets(t *testing.T) {
	for _, c := range []struct {
		p, q             string
		covers, overlaps bool
	}{
		{"*", "iam:*", true, true},
		{"iam:*", "*", false, true},
		{"iam:*", "IAM:Put*", true, true},
		{"iam:Put*", "iam:*Policy", false, true},
		{"iam:Get*", "iam:Put*", false, false},
		{"iam:*", "s3:*", false, false},
		{"iam:PutUserPolicy", "iam:putuserpolicy", true, true},
	} {
		p, _ := ParseAction(c.p)
		q, _ := ParseAction(c.q)
		if got := p.Covers(q); got != c.covers {
			t.Errorf("%q covers %q: %v, want %v", c.p, c.q, got, c.covers)
		}
		if got := p.Overlaps(q); got != c.overlaps {
			t.Errorf("%q overlaps %q: %v, want %v", c.p, c.q, got, c.overlaps)
		}
	}
}
