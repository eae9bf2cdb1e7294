package accountgen

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
)

// random is a sequence of choices. Each entity has one of its own, so that
// asking more of one leaves the others as they are.
type random struct{ *rand.Rand }

// random returns the sequence of the nth entity of a kind.
func (a *account) random(kind string, n int) random {
	h := fnv.New64a()
	_, _ = h.Write([]byte(kind)) // a hash takes all it is given
	return random{rand.New(rand.NewPCG(a.Seed^h.Sum64(), uint64(n)))}
}

func (r random) pick(from []string) string { return from[r.IntN(len(from))] }

func (r random) percent(p int) bool { return r.IntN(100) < p }

// between is a number from least to most, both included.
func (r random) between(least, most int) int { return least + r.IntN(most-least+1) }

// some are n different elements, or all, in the order they have in from.
func (r random) some(from []string, n int) []string {
	at := r.Perm(len(from))[:min(n, len(from))]
	slices.Sort(at)
	chosen := make([]string, len(at))
	for i, k := range at {
		chosen[i] = from[k]
	}
	return chosen
}

// early is an index below n; low ones come up far more often, as a few policies
// of an account are attached everywhere and most in one place.
func (r random) early(n int) int { return min(r.IntN(n), r.IntN(n), r.IntN(n)) }

func (r random) text(alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(b)
}

func (r random) accountID() string { return r.text("123456789", 1) + r.text("0123456789", 11) }

// uniqueID is an IAM unique ID with a prefix such as AIDA.
func (r random) uniqueID(prefix string) string {
	return prefix + r.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 17)
}

func (r random) uuid() string {
	const hex = "0123456789abcdef"
	return r.text(hex, 8) + "-" + r.text(hex, 4) + "-" + r.text(hex, 4) + "-" + r.text(hex, 4) + "-" + r.text(hex, 12)
}
