package policy

// An Explanation is a decision with the statements behind it.
type Explanation struct {
	Decision
	// Reasons are the statements that match: those that deny, if any do, else
	// those that allow. They come in the order in which AWS looks at policies.
	Reasons []Reason
	// Residual are the conditions on which a Conditional decision depends: it is
	// allowed if those of the Allows hold and those of the Denies do not.
	Residual []Residual
}

// A Reason is a statement that decides.
type Reason struct {
	Type      Type
	Policy    *Compiled
	Statement *Statement
	Level     string // of the organization, for SCPs and RCPs
}

// A Residual is a statement that applies only if facts that nobody told are so.
type Residual struct {
	Reason
	Conditions []*Condition // those that are open; none where only a variable is
}

// Explain is Evaluate with the statements that decide.
func Explain(r *Request, p *Policies) Explanation {
	e := newEvaluation(r, p)
	var x explainer
	e.explain = &x
	explanation := Explanation{Decision: e.decide()}
	for _, h := range x.heard {
		denies := h.statement.deny
		reason := Reason{h.of, h.policy, h.statement.source, h.level}
		switch {
		case h.met == True && denies == (explanation.Outcome == ExplicitlyDenied):
			explanation.Reasons = append(explanation.Reasons, reason)
		case h.met == Unknown && explanation.Outcome == Conditional:
			explanation.Residual = append(explanation.Residual, Residual{reason, h.statement.open(r.Context)})
		}
	}
	return explanation
}

// open are the conditions that the context leaves open.
func (s *compiledStatement) open(ctx *Context) []*Condition {
	var open []*Condition
	for i := range s.conditions {
		if s.conditions[i].holds(ctx) == Unknown {
			open = append(open, s.conditions[i].source)
		}
	}
	return open
}

// An explainer hears of the statements that match.
type explainer struct{ heard []heard }

type heard struct {
	of        Type
	policy    *Compiled
	statement *compiledStatement
	level     string
	met       Truth
}

func (x *explainer) hear(of Type, p *Compiled, s *compiledStatement, level string, met Truth) {
	x.heard = append(x.heard, heard{of, p, s, level, met})
}
