package lint

// Paths are who can become whom, as plain data for reports that draw it.
type Paths struct {
	Principals map[string]int // how many each account has, also those that are on no way

	Nodes []PathNode
	Ways  []PathWay // by whom they start from; the first of each begins its shortest path
}

// A PathNode is somebody on a way to administrator, or an administrator.
type PathNode struct {
	Account string // id, "" when unknown; of somebody outside the one that is entered
	Kind    string // "user", "role", or who else there is; "administrator" for what ends ways that lead to rights and to nobody else
	Outside bool   // comes in from outside the account
	Name    string
	ARN     string // "" where there is none

	Administrator bool
	By            *PathStatement // the policy that makes an administrator one; nil for others
}

// A PathWay is a step by which somebody comes nearer to administrator.
type PathWay struct {
	From, To int    // numbers of nodes
	ID       string // of how it is done
	Rule     string // the id of the rule about ways of this kind, "" for ways from outside
	Covers   []string
	Does     []string // phrases, one for each thing that is done
	Exists   string   // what has to be there besides, "" for nothing
	Requests []PathRequest
}

// A PathRequest is a request that a way needs.
type PathRequest struct {
	Caller     string // a service that takes a role; "" for who goes the way
	Action     string
	Resource   string          // an ARN, a pattern, or "*"; "" for who goes the way
	Conditions []string        // keys on which it depends
	Statements []PathStatement // that allow it
}

// A PathStatement is a statement, or a policy as a whole, at its place.
type PathStatement struct {
	Range
	Policy string // the name of a policy that the principal holds
	Group  string // through which it has it, "" for its own
	Owner  string // the role whose trust policy it is, or the resource whose policy; "" for others
	Trust  bool   // it is a trust policy
	Sid    string
}

// Of are the paths that start in some accounts, also where they lead into others.
func (p *Paths) Of(accounts map[string]bool) *Paths {
	if p == nil {
		return nil
	}
	kept := make([]bool, len(p.Nodes))
	for i := range p.Nodes {
		kept[i] = accounts[p.Nodes[i].Account]
	}
	for changed := true; changed; {
		changed = false
		for _, w := range p.Ways {
			if kept[w.From] && !kept[w.To] {
				kept[w.To], changed = true, true
			}
		}
	}
	of := &Paths{Principals: make(map[string]int)}
	for id, n := range p.Principals {
		if accounts[id] {
			of.Principals[id] = n
		}
	}
	number := make([]int, len(p.Nodes))
	for i := range p.Nodes {
		if kept[i] {
			number[i] = len(of.Nodes)
			of.Nodes = append(of.Nodes, p.Nodes[i])
		}
	}
	for _, w := range p.Ways {
		if kept[w.From] {
			w.From, w.To = number[w.From], number[w.To]
			of.Ways = append(of.Ways, w)
		}
	}
	return of
}
