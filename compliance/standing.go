package compliance

import "github.com/iamlint/iamlint/lint"

// Standings says how each account of a report stands to all frameworks, in the
// order of the accounts. All rules of the frameworks must have run.
func Standings(report *lint.Report) [][]lint.Standing {
	x := newIndex(report)
	var standings [][]lint.Standing
	for i, f := range frameworks {
		for k, view := range x.views(f) {
			if i == 0 {
				standings = append(standings, make([]lint.Standing, 0, len(frameworks)))
			}
			standings[k] = append(standings[k], view.standing(f))
		}
	}
	return standings
}

func (v View) standing(f Framework) lint.Standing {
	s := lint.Standing{Framework: f.Name, Controls: make([]lint.Control, len(v.Results))}
	for i, r := range v.Results {
		c := lint.Control{ID: r.ID, Title: r.Title, Status: string(r.Status), Findings: len(r.Findings), Needs: r.Needs, Manual: r.Manual}
		for _, one := range r.Rules {
			c.Rules = append(c.Rules, one.ID)
		}
		s.Controls[i] = c
	}
	return s
}
