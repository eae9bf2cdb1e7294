package redact

import (
	"fmt"
	"strconv"
	"strings"
)

// Account is the made-up id of an account. It begins with zeros, so that
// nobody takes it for a real one.
func (r *Redactor) Account(id string) string {
	if id == "" {
		return ""
	}
	return r.name(accountKind, id)
}

const (
	accountKind = "account"
	unknownKind = "name" // of names of which nothing tells what they name
)

// name makes up a name for a text. What has several kinds of names has one of
// each, and where the kind is not known the first one.
func (r *Redactor) name(kind, text string) string {
	if kind == "" || kind == unknownKind {
		if known, ok := r.first[text]; ok {
			return known
		}
		kind = unknownKind
	}
	key := name{kind, text}
	if !wholes[kind] && !looses[kind] { // whatever kind of resource it is called
		key.kind = "resource"
	}
	if known, ok := r.madeUp[key]; ok {
		return known
	}
	r.numbers[kind]++
	made := kind + "-" + strconv.Itoa(r.numbers[kind])
	if kind == accountKind {
		made = fmt.Sprintf("%012d", r.numbers[kind])
	}
	r.madeUp[key] = made
	if _, ok := r.first[text]; !ok && entities[kind] {
		r.first[text] = made
		for loose := range looses { // it may have seemed to name nothing
			delete(r.spots, name{loose, text})
		}
	}
	return made
}

// entities are the kinds of names that stand for themselves, also where nothing
// tells that they name something.
var entities = map[string]bool{
	"user": true, "group": true, "role": true, "policy": true, "instance-profile": true, "alias": true,
	"bucket": true, "function": true, unknownKind: true,
}

// ownName is how much of a name AWS gave: all of it, its beginning, or nothing.
func ownName(kind, text string) int {
	switch text {
	case "<root_account>", "root", "OrganizationAccountAccessRole", "AWSControlTowerExecution":
		return len(text)
	}
	if kind != "role" && kind != unknownKind {
		return 0
	}
	if rest, ok := strings.CutPrefix(text, "AWSServiceRoleFor"); ok {
		if suffix := strings.IndexByte(rest, '_'); suffix >= 0 {
			return len(text) - len(rest) + suffix + 1
		}
		return len(text)
	}
	if strings.HasPrefix(text, "AWSReservedSSO_") { // behind it the name of a permission set
		return len("AWSReservedSSO_")
	}
	return 0
}
