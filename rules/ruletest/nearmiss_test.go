package ruletest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

const archive = `as-of: 2026-01-31
-- a.json --
{"Action": "iam:PassRole", "Resource": "*"}
-- silent --
the role is named
- "Resource": "*"
+ "Resource": "arn:aws:iam::111122223333:role/app"

the export is of another day, and has no action
- as-of: 2026-01-31
+ as-of: 2026-01-30
- "Action": "iam:PassRole", 
`

func TestTakeNearMisses(t *testing.T) {
	a := txtar.Parse([]byte(archive))
	got, err := TakeNearMisses(a)
	if err != nil {
		t.Fatal(err)
	}
	want := []NearMiss{
		{"the role is named", []Change{{`"Resource": "*"`, `"Resource": "arn:aws:iam::111122223333:role/app"`}}},
		{"the export is of another day, and has no action", []Change{{"as-of: 2026-01-31", "as-of: 2026-01-30"}, {`"Action": "iam:PassRole", `, ""}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("near-misses differ (-want +got):\n%s", diff)
	}
	if len(a.Files) != 1 {
		t.Errorf("%d files are left, want the export alone", len(a.Files))
	}
	changed, err := got[1].apply(a)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(txtar.Format(changed)), "as-of: 2026-01-30\n-- a.json --\n{\"Resource\": \"*\"}\n"; got != want {
		t.Errorf("the changed case is %q, want %q", got, want)
	}
}

func TestNearMissMistakes(t *testing.T) {
	for _, test := range []struct{ name, list, want string }{
		{"no change", "a reason", "not a change"},
		{"nothing taken out", "a reason\n+ more", "not a change"},
		{"not a change", "a reason\nand more of it\n- a", "not a change"},
		{"nowhere", "a reason\n- Condition\n+ x", "occurs 0 times"},
		{"twice", "a reason\n- \"a\"\n+ b", "occurs 2 times"},
		{"broken file", "a reason\n- {\n+ [", "breaks the syntax of a.json"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := txtar.Parse([]byte("-- a.json --\n{\"a\": \"a\"}\n-- silent --\n" + test.list + "\n"))
			misses, err := TakeNearMisses(a)
			for _, m := range misses {
				_, err = m.apply(a)
			}
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want one with %q", err, test.want)
			}
		})
	}
}
