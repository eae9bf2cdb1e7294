package report

import (
	"slices"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

func (p *page) inventory(a *lint.Account) *pageInventory {
	if a.Inventory == nil {
		return nil
	}
	v := &pageInventory{Policies: [][2]int{}, Keys: []pageKey{}}
	reaches := lint.Reaches()
	for _, r := range reaches {
		v.Reaches = append(v.Reaches, r.String())
	}
	type held struct{ name, arn string }
	numbers := make(map[held]int)
	policy := func(h lint.Held) int {
		k := held{h.Name, h.ARN}
		n, ok := numbers[k]
		if !ok {
			n = len(v.Policies)
			numbers[k] = n
			v.Policies = append(v.Policies, [2]int{p.text(h.Name), p.text(h.ARN)})
		}
		return n
	}
	c := &v.Principals
	for i := range a.Inventory.Principals {
		one := &a.Inventory.Principals[i]
		holds := make([]int, 0, 2*len(one.Holds))
		for _, h := range one.Holds {
			holds = append(holds, policy(h), p.text(h.Through))
		}
		c.Type = append(c.Type, p.text(one.Type))
		c.Name = append(c.Name, p.text(one.Name))
		c.ARN = append(c.ARN, p.text(one.ARN))
		c.Owned = append(c.Owned, bit(one.AWSOwned))
		c.Reach = append(c.Reach, slices.Index(reaches, one.Reach))
		c.Takes = append(c.Takes, p.text(one.Takes))
		c.Holds = append(c.Holds, holds)
		c.Groups = append(c.Groups, p.texts(one.Groups))
		c.Trusted = append(c.Trusted, p.texts(one.Trusted))
		c.Boundary = append(c.Boundary, p.text(one.Boundary))
		c.Created = append(c.Created, day(one.Created))
		c.LastUsed = append(c.LastUsed, day(one.LastUsed))
		c.Console = append(c.Console, int(one.Console))
		c.MFA = append(c.MFA, int(one.MFA))
	}
	for _, k := range a.Inventory.Keys {
		age := -1
		if !a.AsOf.IsZero() && !k.Created.IsZero() {
			age = max(0, int(a.AsOf.Sub(k.Created)/rule.Days(1)))
		}
		v.Keys = append(v.Keys, pageKey{printable(k.Holder), k.Number, k.Active, day(k.Created), age, day(k.LastUsed)})
	}
	return v
}
