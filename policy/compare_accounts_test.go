package policy

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/iamlint/iamlint/catalog"
)

// accountConditions tell apart accounts that differ in their last three digits.
var accountConditions = func() (all []string) {
	ids := []string{"123456789*", "1234567890*", "1234567890??", "12345678900?", "*0", "*0?", "123456789???", "123456789?1?", "123456789012", "123456789000", "1234567890*9"}
	for _, id := range ids {
		all = append(all, fmt.Sprintf(`"StringLike": {"aws:PrincipalAccount": %q}`, id), fmt.Sprintf(`"StringNotLike": {"aws:PrincipalAccount": %q}`, id),
			fmt.Sprintf(`"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::%s:root"}`, id), fmt.Sprintf(`"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::%s:*"}`, id))
	}
	return append(all, `"StringEquals": {"aws:PrincipalAccount": "123456789000"}`, `"StringNotEquals": {"aws:PrincipalAccount": ["123456789000", "123456789012"]}`)
}()

// TestCompareAccounts compares the answers about patterns of account ids, in
// one key or two, with those of trying every account that they can tell apart.
func TestCompareAccounts(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	statement := func() string {
		var conditions []string
		for _, part := range [][]string{accountConditions[:len(accountConditions)/2], accountConditions[len(accountConditions)/2:]} {
			condition := part[random.IntN(len(part))]
			operator, _, _ := strings.Cut(condition, ":")
			if random.IntN(3) > 0 && (len(conditions) == 0 || !strings.HasPrefix(conditions[0], operator+":")) {
				conditions = append(conditions, condition)
			}
		}
		return lets(`"*"`, `, "Condition": {`+strings.Join(conditions, ", ")+`}`)
	}
	counts := make(map[Verdict]int)
	pairs := 300
	if testing.Short() {
		pairs = 60
	}
	for range pairs {
		before, now := statement()+", "+statement(), statement()
		old, fresh := AccessOf(ResourcePolicy, document(t, before)), AccessOf(ResourcePolicy, document(t, now))
		c := Compare(catalog.Default(), old, fresh, CompareOptions{Kind: ResourcePolicy})
		counts[c.Verdict]++
		if c.Verdict == Undecided {
			t.Log(c.Open, before, now)
		}
		if c.Verdict != NoNewAccess {
			continue
		}
		n, o := newSide(fresh), newSide(old)
		for last := range 1000 {
			for _, kind := range []string{"root", "user/x"} {
				id := fmt.Sprintf("123456789%03d", last)
				ctx := new(Context)
				ctx.Set("aws:PrincipalAccount", id)
				ctx.Set("aws:PrincipalArn", "arn:aws:iam::"+id+":"+kind)
				r := &Request{Principal: "arn:aws:iam::" + id + ":" + kind, Action: "s3:GetObject", Resource: "arn:aws:s3:::b/x", ResourceAccount: otherAccount, Context: ctx}
				if isNew(r, &n, &o) {
					t.Fatalf("no new access, but %s\nold %s\nnew %s", describe(r), before, now)
				}
			}
		}
	}
	t.Log(counts)
	if counts[Undecided] > 0 || counts[NoNewAccess]*10 < pairs || counts[NewAccess]*10 < pairs {
		t.Errorf("verdicts: %v", counts)
	}
}
