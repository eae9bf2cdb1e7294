package report

import (
	"fmt"
	"slices"

	"github.com/iamlint/iamlint/lint"
)

// wholeStatements is how many statements are shown with the lines around them.
const wholeStatements = 500

type (
	// pagePaths are who can become whom. Ways and statements that are the same for
	// several principals are there once.
	pagePaths struct {
		Principals [][2]int       `json:"principals"` // the id of an account, and how many it has
		Nodes      pagePathNodes  `json:"nodes"`
		Ways       []pageWay      `json:"ways"`
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
	pageWay struct {
		To       int           `json:"to"`
		ID       int           `json:"id"`
		Rule     int           `json:"rule"` // its id, nothing from outside
		Covers   []int         `json:"covers,omitempty"`
		Does     []int         `json:"does"`
		Exists   int           `json:"exists,omitempty"`
		Requests []pageRequest `json:"requests"`
	}
	pageRequest struct {
		Caller     int   `json:"caller,omitempty"` // nothing for who goes the way
		Action     int   `json:"action"`
		Resource   int   `json:"resource,omitempty"` // nothing for who goes the way
		Conditions []int `json:"conditions,omitempty"`
		Statements []int `json:"statements"`
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
}

func (p *page) addPaths(r *lint.Report, places places) {
	if r.Paths == nil {
		return
	}
	v := pathsPage{page: p, places: places, numbers: make(map[lint.PathStatement]int)}
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
	known := make(map[string]int)
	v.Ways = []pageWay{}
	for i := range from.Ways {
		w := &from.Ways[i]
		way := v.way(w)
		key := fmt.Sprint(way)
		n, ok := known[key]
		if !ok {
			n = len(v.Ways)
			known[key] = n
			v.Ways = append(v.Ways, way)
		}
		v.Nodes.Ways[w.From] = append(v.Nodes.Ways[w.From], n)
	}
}

func (v *pathsPage) way(w *lint.PathWay) pageWay {
	way := pageWay{To: w.To, ID: v.text(w.ID), Rule: v.text(w.Rule), Covers: v.texts(w.Covers), Does: v.texts(w.Does), Exists: v.text(w.Exists)}
	for _, q := range w.Requests {
		request := pageRequest{Caller: v.text(q.Caller), Action: v.text(q.Action), Resource: v.text(q.Resource), Conditions: v.texts(q.Conditions), Statements: []int{}}
		for _, s := range q.Statements {
			request.Statements = append(request.Statements, v.statement(s))
		}
		way.Requests = append(way.Requests, request)
	}
	return way
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
		quoted := quotePage(s.Range, start, i < wholeStatements)
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
