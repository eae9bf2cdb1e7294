package redact

import "github.com/iamlint/iamlint/lint"

func (r *Redactor) paths(from *lint.Paths) *lint.Paths {
	if from == nil {
		return nil
	}
	to := &lint.Paths{Principals: make(map[string]int, len(from.Principals)), Nodes: make([]lint.PathNode, len(from.Nodes)), Ways: make([]lint.PathWay, len(from.Ways))}
	for id, n := range from.Principals {
		to.Principals[r.Account(id)] = n
	}
	for i, n := range from.Nodes {
		n.Account, n.ARN = r.Account(n.Account), r.value(n.Kind, n.ARN)
		switch n.Kind {
		case "root", "everybody": // names of ours
		case "user", "role":
			n.Name = r.value(n.Kind, n.Name)
		case "identity provider":
			n.Name = r.value("provider", n.Name)
		default:
			n.Name = r.value("", n.Name)
		}
		if n.By != nil {
			by := r.statement(*n.By)
			n.By = &by
		}
		to.Nodes[i] = n
	}
	for i, w := range from.Ways {
		w.Does, w.Exists = each(w.Does, r.Message), r.Message(w.Exists)
		requests := make([]lint.PathRequest, len(w.Requests))
		for k, q := range w.Requests {
			q.Caller, q.Resource = r.value("", q.Caller), r.value("", q.Resource)
			q.Conditions = each(q.Conditions, func(key string) string { return apply(key, r.conditionKey(key)) })
			statements := make([]lint.PathStatement, len(q.Statements))
			for j, s := range q.Statements {
				statements[j] = r.statement(s)
			}
			q.Statements = statements
			requests[k] = q
		}
		w.Requests = requests
		to.Ways[i] = w
	}
	return to
}

func (r *Redactor) statement(s lint.PathStatement) lint.PathStatement {
	s.Range = r.place(s.Range)
	owner := "resource"
	if s.Trust {
		owner = "role"
	}
	s.Policy, s.Group, s.Owner, s.Sid = r.value("policy", s.Policy), r.value("group", s.Group), r.value(owner, s.Owner), r.value("sid", s.Sid)
	return s
}
