package account

import "github.com/iamlint/iamlint/policy"

// organizationLevels are the organization's policies that bind an account, ready
// for decisions.
type organizationLevels struct {
	scps, rcps []policy.Level
	unknown    error // what the exports lack to tell them
}

// Organization are the service control policies that bind the account's
// principals, and the resource control policies that bind its resources, by level;
// none where the account is in no organization or manages it. The error names what
// the exports lack to tell.
func (p *Principals) Organization() (scps, rcps []policy.Level, err error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	o := p.organization()
	return o.scps, o.rcps, o.unknown
}

func (p *Principals) organization() *organizationLevels {
	if p.levels == nil {
		p.levels = new(organizationLevels)
		guardrails, err := p.account.Guardrails()
		if p.levels.unknown = err; err == nil {
			p.levels.scps, p.levels.rcps = p.compileLevels(guardrails.SCPs), p.compileLevels(guardrails.RCPs)
		}
	}
	return p.levels
}

func (p *Principals) compileLevels(from []Level) []policy.Level {
	var levels []policy.Level
	for _, l := range from {
		level := policy.Level{ID: l.Node.ID}
		for _, one := range l.Policies {
			level.Policies = append(level.Policies, p.compile(one.Document.Document))
		}
		levels = append(levels, level)
	}
	return levels
}
