package policy

// Truth is the answer to a question that may hang on facts nobody gave.
type Truth uint8

// The answers, in ascending order.
const (
	False   Truth = iota
	Unknown       // the facts at hand leave it open
	True
)

func (t Truth) String() string { return [...]string{"false", "unknown", "true"}[t] }

// And is true when both are.
func (t Truth) And(u Truth) Truth { return min(t, u) }

// Or is true when one is.
func (t Truth) Or(u Truth) Truth { return max(t, u) }

// Not is the opposite; what is unknown stays so.
func (t Truth) Not() Truth { return True - t }

func truth(b bool) Truth {
	if b {
		return True
	}
	return False
}
