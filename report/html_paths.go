package report

import (
	"fmt"
	"slices"

	"github.com/iamlint/iamlint/lint"
)

// Of the first statements the lines around them are shown, of the next ones a
// piece of the line, and of further ones, in accounts of more than ten thousand
// principals, their place alone.
const wholeStatements, quotedStatements = 500, 10_000

type (
	// pagePaths are who can become whom. Ways, requests and statements that are the
	// same for several principals are there once.
	pagePaths struct {
		Principals [][2]int       `json:"principals"` // the id of an account, and how many it has
		Nodes      pagePathNodes  `json:"nodes"`
		Ways       pageWays       `json:"ways"`
		Requests   pageRequests   `json:"requests"`
		Statements pageStatements `json:"statements"`
	}
	pagePathNodes struct {
		Account       []int   `json:"account"` // its id
		Kind          []int   `json:"kind"`
		Outside       []int   `json:"outside"` // 1 for those
		Name          []int   `json:"name"`
		ARN           []int   `json:"arn"`
		Administrator []int   `json:"administrator"` // 1 for those
		By            []int   `json:"by"`            // the statement that makes it one, -1 without
		Ways          [][]int `json:"ways"`
	}
	pageWays struct {
		To       []int   `json:"to"`
		ID       []int   `json:"id"`
		Rule     []int   `json:"rule"` // its id, nothing from outside
		Covers   [][]int `json:"covers"`
		Does     [][]int `json:"does"`
		Exists   []int   `json:"exists"`
		Requests [][]int `json:"requests"`
	}
	pageRequests struct {
		Caller     []int   `json:"caller"` // nothing for who goes the way
		Action     []int   `json:"action"`
		Resource   []int   `json:"resource"` // nothing for who goes the way
		Conditions [][]int `json:"conditions"`
		Statements [][]int `json:"statements"`
	}
	pageStatements struct {
		Policy  []int `json:"policy"`
		Group   []int `json:"group"`
		Owner   []int `json:"owner"`
		Trust   []int `json:"trust"` // 1 for a trust policy
		Sid     []int `json:"sid"`
		Path    []int `json:"path"`
		Line    []int `json:"line"`
		Column  []int `json:"column"`
		Excerpt []int `json:"excerpt"`
		First   []int `json:"first"`
	}
)

// pathsPage makes the data of paths.
type pathsPage struct {
	*page
	pagePaths
	places     places
	statements []lint.PathStatement
	numbers    map[lint.PathStatement]int
	ways       map[string]int
	requests   map[string]int
}

func (p *page) addPaths(r *lint.Report, places places) {
	if r.Paths == nil {
		return
	}
	v := pathsPage{page: p, places: places, numbers: make(map[lint.PathStatement]int), ways: make(map[string]int), requests: make(map[string]int)}
	v.Principals = [][2]int{}
	for i := range r.Accounts {
		id := r.Accounts[i].ID
		entry := [2]int{p.text(id), r.Paths.Principals[id]}
		if entry[1] > 0 && !slices.Contains(v.Principals, entry) {
			v.Principals = append(v.Principals, entry)
		}
	}
	v.addNodes(r.Paths)
	v.addWays(r.Paths)
	v.addStatements()
	p.Paths = &v.pagePaths
}

func (v *pathsPage) addNodes(from *lint.Paths) {
	c := &v.Nodes
	for i := range from.Nodes {
		n := &from.Nodes[i]
		by := -1
		if n.By != nil {
			by = v.statement(*n.By)
		}
		c.Account = append(c.Account, v.text(n.Account))
		c.Kind = append(c.Kind, v.text(n.Kind))
		c.Name = append(c.Name, v.text(n.Name))
		c.ARN = append(c.ARN, v.text(n.ARN))
		c.Outside = append(c.Outside, bit(n.Outside))
		c.Administrator = append(c.Administrator, bit(n.Administrator))
		c.By = append(c.By, by)
		c.Ways = append(c.Ways, []int{})
	}
}

func (v *pathsPage) addWays(from *lint.Paths) {
	for i := range from.Ways {
		w := &from.Ways[i]
		v.Nodes.Ways[w.From] = append(v.Nodes.Ways[w.From], v.way(w))
	}
}

// way is the number of a way, without who goes it.
func (v *pathsPage) way(w *lint.PathWay) int {
	id, rule, exists := v.text(w.ID), v.text(w.Rule), v.text(w.Exists)
	covers, does, requests := v.texts(w.Covers), v.texts(w.Does), make([]int, len(w.Requests))
	for i := range w.Requests {
		requests[i] = v.request(&w.Requests[i])
	}
	key := fmt.Sprint(w.To, id, rule, covers, does, exists, requests)
	n, ok := v.ways[key]
	if !ok {
		c := &v.Ways
		n = len(c.To)
		v.ways[key] = n
		c.To, c.ID, c.Rule, c.Exists = append(c.To, w.To), append(c.ID, id), append(c.Rule, rule), append(c.Exists, exists)
		c.Covers, c.Does, c.Requests = append(c.Covers, covers), append(c.Does, does), append(c.Requests, requests)
	}
	return n
}

func (v *pathsPage) request(q *lint.PathRequest) int {
	caller, action, resource := v.text(q.Caller), v.text(q.Action), v.text(q.Resource)
	conditions, statements := v.texts(q.Conditions), make([]int, len(q.Statements))
	for i, s := range q.Statements {
		statements[i] = v.statement(s)
	}
	key := fmt.Sprint(caller, action, resource, conditions, statements)
	n, ok := v.requests[key]
	if !ok {
		c := &v.Requests
		n = len(c.Action)
		v.requests[key] = n
		c.Caller, c.Action, c.Resource = append(c.Caller, caller), append(c.Action, action), append(c.Resource, resource)
		c.Conditions, c.Statements = append(c.Conditions, conditions), append(c.Statements, statements)
	}
	return n
}

// statement is the number of a statement.
func (v *pathsPage) statement(s lint.PathStatement) int {
	n, ok := v.numbers[s]
	if !ok {
		n = len(v.statements)
		v.numbers[s] = n
		v.statements = append(v.statements, s)
	}
	return n
}

func (v *pathsPage) addStatements() {
	c := &v.Statements
	for i, s := range v.statements {
		start, _ := v.places.of(s.Range)
		var quoted pageExcerpt
		if i < quotedStatements {
			quoted = quotePage(s.Range, start, i < wholeStatements)
		}
		c.Policy = append(c.Policy, v.text(s.Policy))
		c.Group = append(c.Group, v.text(s.Group))
		c.Owner = append(c.Owner, v.text(s.Owner))
		c.Trust = append(c.Trust, bit(s.Trust))
		c.Sid = append(c.Sid, v.text(s.Sid))
		c.Path = append(c.Path, v.text(s.Source.Path))
		c.Line = append(c.Line, start.Line)
		c.Column = append(c.Column, start.Column)
		c.Excerpt = append(c.Excerpt, v.excerpt(quoted.text))
		c.First = append(c.First, quoted.first)
	}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
