package language

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// read makes a pattern of a short notation: "*" and "?" fit anything, "+" and
// "." the same without colons, "~" before a letter folds it, "$" is a symbol,
// "@" one without colons, "#" a character or a symbol.
func read(text string) Pattern {
	p := Pattern{}
	fold := false
	for _, r := range text {
		switch {
		case fold:
			p, fold = append(p, Folded(r)), false
		case r == '~':
			fold = true
		case r == '*' || r == '+':
			p = append(p, Star(r == '*'))
		case r == '?' || r == '.':
			p = append(p, One(r == '?'))
		case r == '#':
			p = append(p, Some(true))
		case r == '$':
			p = append(p, Letter(FirstSymbol))
		case r == '@':
			p = append(p, Letter(FirstPlainSymbol))
		default:
			p = append(p, Letter(r))
		}
	}
	return p
}

func readAll(texts ...string) []Pattern {
	var all []Pattern
	for _, t := range texts {
		all = append(all, read(t))
	}
	return all
}

// fits decides by trying everything.
func fits(p Pattern, text []rune) bool {
	if len(p) == 0 {
		return len(text) == 0
	}
	if p[0].kind == star && fits(p[1:], text) {
		return true
	}
	if len(text) == 0 || !p[0].fits(text[0]) {
		return false
	}
	if p[0].kind == star {
		return fits(p, text[1:])
	}
	return fits(p[1:], text[1:])
}

func (q Question) answers(text []rune) bool {
	for _, union := range q.In {
		if !slices.ContainsFunc(union, func(p Pattern) bool { return fits(p, text) }) {
			return false
		}
	}
	return !slices.ContainsFunc(q.Out, func(p Pattern) bool { return fits(p, text) })
}

// texts are all texts of some letters up to a length.
func texts(letters string, length int) [][]rune {
	all := [][]rune{nil}
	from := 0
	for range length {
		to := len(all)
		for ; from < to; from++ {
			for _, r := range letters {
				all = append(all, append(slices.Clone(all[from]), r))
			}
		}
	}
	return all
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name    string
		in, out string // patterns between blanks, unions between bars
		want    string
	}{
		{"everything", "", "", "found "},
		{"a literal", "abc", "", "found abc"},
		{"a literal that is excluded", "abc", "a*", "none"},
		{"the parts of a star", "b/*", "b/ b/?*", "none"},
		{"all but the short ones", "b/*", "b/ b/?", "found b/xx"},
		{"question marks against a star", "*a", "*?", "none"},
		{"a star is more than its parts", "*", "*a* *b*", "found "},
		{"what two patterns share", "a* | *b", "ab", "found axb"},
		{"what three share", "*a* | *b* | ??", "ab", "found ba"},
		{"nothing that two share", "a* | b*", "", "none"},
		{"alternatives", "a c | b c", "", "found c"},
		{"a star that ends at a colon", "*", "+", "found :"},
		{"runs without colons", "+:+", "+:?* :", "found x:"},
		{"case", "~a", "a A", "none"},
		{"one of the cases", "~a", "a", "found A"},
		{"an odd case", "~i", "i I", "found \u0130"},
		{"the same symbol in both", "h/$/*", "h/$/*", "none"},
		{"a star for a symbol", "h/$/*", "h/*/*", "none"},
		{"a symbol is no single character", "h/$", "h/?", "found h/\U00100000"},
		{"a symbol may be any text", "h/$ | h/alice", "", "unknown"},
		{"whatever the symbol is", "h/$ | g/alice", "", "none"},
		{"a symbol may hold a colon", "h/$", "h/+", "found h/\U00100000"},
		{"a symbol that holds none", "h/@", "h/+", "none"},
		{"a symbol in what is wide", "h:*:+ | h:a:$", "h:*:$", "none"},
		{"a symbol is not empty", "$ | #*", "", "found \U00100000"},
		{"some character and nothing else", "#", "?", "none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := Question{Limit: 1000, Out: readAll(strings.Fields(c.out)...)}
			for union := range strings.SplitSeq(c.in, "|") {
				if c.in != "" {
					q.In = append(q.In, readAll(strings.Fields(union)...))
				}
			}
			text, answer := q.Find()
			got := [...]string{"none", "found " + string(text), "unknown"}[answer]
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestFindAgainstEveryText compares answers with those of trying every text.
func TestFindAgainstEveryText(t *testing.T) {
	all := texts("abx:", 5)
	slices.SortStableFunc(all, func(a, b []rune) int { return len(a) - len(b) })
	random := rand.New(rand.NewPCG(1, 2))
	pattern := func() Pattern {
		const letters = "ab:**??+.a"
		var b strings.Builder
		for range random.IntN(5) {
			b.WriteByte(letters[random.IntN(len(letters))])
		}
		return read(b.String())
	}
	union := func(most int) []Pattern {
		var patterns []Pattern
		for range 1 + random.IntN(most) {
			patterns = append(patterns, pattern())
		}
		return patterns
	}
	found := 0
	for range 30_000 {
		q := Question{Limit: 100_000}
		for range random.IntN(4) {
			q.In = append(q.In, union(3))
		}
		if random.IntN(4) > 0 {
			q.Out = union(5)
		}
		text, answer := q.Find()
		i := slices.IndexFunc(all, q.answers)
		switch {
		case answer == Unknown:
			t.Fatalf("%v gives no answer", q)
		case answer == Found && !q.answers(text):
			t.Fatalf("%v gives %q, which is no answer", q, string(text))
		case answer == None && i >= 0:
			t.Fatalf("%v gives nothing, not %q", q, string(all[i]))
		}
		if answer == Found {
			found++
		}
	}
	if found < 3000 || found > 27_000 {
		t.Errorf("%d of 30000 found: the questions are too easy", found)
	}
}

// TestCoversAndApart hold that the quick answers are right.
func TestCoversAndApart(t *testing.T) {
	all := texts("abx:", 4)
	notation := texts("ab*?+", 3)
	for i, one := range notation {
		p := read(string(one))
		for _, other := range notation[i%3:] {
			q := read(string(other))
			covers, apart := p.Covers(q), p.apart(q)
			for _, text := range all {
				inP, inQ := fits(p, text), fits(q, text)
				if covers && inQ && !inP {
					t.Fatalf("%v does not cover %v: %q", p, q, string(text))
				}
				if apart && inP && inQ {
					t.Fatalf("%v and %v are not apart: %q", p, q, string(text))
				}
			}
		}
	}
	for _, c := range []struct{ p, q string }{{"*", "a"}, {"a*", "ab*c"}, {"b/*", "b/$/*"}, {"a:+", "a:b"}} {
		if !read(c.p).Covers(read(c.q)) {
			t.Errorf("%s does not cover %s", c.p, c.q)
		}
	}
}

// TestFolds holds that the cases of a character are all that fold to it.
func TestFolds(t *testing.T) {
	all := make(map[rune][]rune)
	for r := rune(0); r < 0x20000; r++ { // letters with cases are below
		all[Fold(r)] = append(all[Fold(r)], r)
	}
	for r, want := range all {
		got := cases(r)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" && unicode.IsPrint(r) {
			t.Errorf("cases of %q (-want +got):\n%s", r, diff)
		}
	}
}

func TestCapture(t *testing.T) {
	values, ok := read("h/$/*").Capture("h/alice/x")
	if !ok || values[FirstSymbol] != "alice" {
		t.Errorf("%v, %v", values, ok)
	}
	if _, ok := read("$-$").Capture("a-b"); ok {
		t.Error("one symbol stands for two texts")
	}
	if values, ok := read("$-$").Capture("a-a"); !ok || values[FirstSymbol] != "a" {
		t.Errorf("%v, %v", values, ok)
	}
}

func TestLimit(t *testing.T) {
	q := Question{In: [][]Pattern{readAll("*a?????????")}, Out: readAll("*b??????????*"), Limit: 20}
	if _, answer := q.Find(); answer != Unknown {
		t.Errorf("answer %v", answer)
	}
}

// TestSamples holds that every set of unions that a text can fit has a sample.
func TestSamples(t *testing.T) {
	all := texts("abx", 5)
	random := rand.New(rand.NewPCG(3, 4))
	sets := func(unions [][]Pattern, texts [][]rune) []string {
		var found []string
		for _, text := range texts {
			set := ""
			for _, union := range unions {
				set += map[bool]string{true: "1", false: "0"}[Question{In: [][]Pattern{union}}.answers(text)]
			}
			found = append(found, set)
		}
		slices.Sort(found)
		return slices.Compact(found)
	}
	for range 2000 {
		var unions [][]Pattern
		for range 1 + random.IntN(3) {
			var union []Pattern
			for range 1 + random.IntN(3) {
				var b strings.Builder
				for range random.IntN(4) {
					b.WriteByte("ab**?"[random.IntN(5)])
				}
				union = append(union, read(b.String()))
			}
			unions = append(unions, union)
		}
		samples, complete := Samples(unions, "", 10_000)
		if !complete {
			t.Fatalf("%v: incomplete", unions)
		}
		var found [][]rune
		for _, text := range samples {
			found = append(found, []rune(text))
		}
		want, got := sets(unions, all), sets(unions, found)
		for _, set := range want {
			if !slices.Contains(got, set) {
				t.Fatalf("%v: no sample of %s in %q", unions, set, samples)
			}
		}
	}
	if _, complete := Samples([][]Pattern{readAll("*a??????????"), readAll("*b??????????")}, "", 10); complete {
		t.Error("complete beyond the limit")
	}
	// Of one union it does not matter which of its patterns a text fits.
	if _, complete := Samples([][]Pattern{readAll("*ab*", "*ba*", "*aab*", "*abb*", "*bab*", "*bxb*", "*bbx*", "*xxa*", "*xab*", "*xaxb*")}, "", 60); !complete {
		t.Error("incomplete")
	}
}
