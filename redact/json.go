package redact

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/iamlint/iamlint/internal/encoded"
	"github.com/iamlint/iamlint/internal/jsontape"
)

// A walk goes through a JSON text and finds what has to go.
type walk struct {
	r     *Redactor
	tape  *jsontape.Tape
	table []uint32 // places in the text around, of JSON in a string; nil for none
	base  int      // of the text in the text around
	found []spot
}

// json finds what has to go from a JSON text.
func (r *Redactor) json(tape *jsontape.Tape) []spot {
	w := walk{r: r, tape: tape}
	w.roots()
	return w.found
}

func (w *walk) roots() {
	for _, root := range w.tape.Roots() {
		w.value(root, "")
	}
}

// kinds are what the values of some members name, by the key in small letters.
var kinds = map[string]string{
	"username": "user", "user": "user", "groupname": "group", "grouplist": "group", "rolename": "role", "policyname": "policy",
	"instanceprofilename": "instance-profile", "sid": "sid", "bucket": "bucket", "bucketname": "bucket", "functionname": "function",
	"accountaliases": "alias", "description": "text", "servercertificatename": "certificate", "canonicaluser": "canonical-user",
	pairKey: "tag", pairValue: "value", "accountid": accountKind, "emailaddress": "email", "email": "email", "accesskeyid": "access-key", "path": "path",
}

// settings are the keys, in small letters, of members whose values are among a few that AWS chose.
var settings = map[string]bool{
	"effect": true, "version": true, "versionid": true, "defaultversionid": true, "status": true, "state": true, "type": true,
	"permissionsboundarytype": true, "joinedmethod": true, "networkorigin": true, "authtype": true, "authmode": true, "invokemode": true,
	"permission": true, "featureset": true, "resourcetype": true, "jobstatus": true, "regionname": true, "optinstatus": true,
	"alternatecontacttype": true, "eventname": true, "eventsource": true, "eventtype": true, "awsregion": true, "runtime": true,
	"packagetype": true, "launchtype": true, "policytype": true, "serviceprefix": true, "assignmentstatus": true,
}

// setting is how such values look.
var setting = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.:-]{0,39}$`)

// freeKeys are the keys, in small letters, of objects whose keys people choose.
var freeKeys = map[string]bool{
	"variables": true, "tags": true, "tag": true, "labels": true, "dockerlabels": true, "parameters": true, "options": true, "environment": true,
	"environmentvariables": true, "defaultarguments": true, "hyperparameters": true,
}

var (
	// memberKey is how AWS writes the keys of its objects.
	memberKey = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*$`)
	// operator is how the operators of conditions begin.
	operator = regexp.MustCompile(`^(ForA(ll|ny)Values?:)?(String|Numeric|Date|Bool|Binary|IpAddress|NotIpAddress|Arn|Null)[A-Za-z]*$`)
)

// value looks at a value and all below it. key is that of the member it is in,
// in small letters.
func (w *walk) value(n jsontape.Node, key string) {
	switch w.tape.Kind(n) {
	case jsontape.Object:
		for k, v := range w.tape.Members(n) {
			w.member(k, v, key)
		}
	case jsontape.Array:
		if freeKeys[key] {
			key = pairs
		}
		for e := range w.tape.Elements(n) {
			w.value(e, key)
		}
	case jsontape.String:
		w.text(n, key)
	case jsontape.Number:
		w.number(n)
	}
}

// number looks at a number: an account id that lost its quotes, or another id.
// Times as seconds or milliseconds tell nothing.
func (w *walk) number(n jsontape.Node) {
	span, text := w.tape.Span(n), string(w.tape.Raw(n))
	digits, _, _ := strings.Cut(text, ".")
	switch {
	case isAccountID(text):
		w.replace(int(span.Start), int(span.End), "9"+w.r.Account(text)[1:]) // no number of JSON begins with 0
	case len(digits) >= 7 && len(digits) != 10 && len(digits) != 13:
		w.replace(int(span.Start), int(span.End), "0")
	}
}

const (
	// conditionKey is said to the objects below the operators of a condition.
	conditionKey = "condition key"
	// pairs is said to the objects of a list that pairs keys and values, and
	// pairKey and pairValue to what is in them.
	pairs, pairKey, pairValue = "pairs", "key of a pair", "value of a pair"
)

// A member is what a key of an object says.
type member struct {
	small    string // the key in small letters
	ordinary bool   // written as AWS writes keys
}

func (w *walk) key(n jsontape.Node) member {
	raw := w.tape.Raw(n)
	known, ok := w.r.keys[string(raw)] // allocates nothing
	if !ok {
		key := w.tape.String(n)
		known = member{strings.ToLower(key), memberKey.MatchString(key)}
		w.r.keys[string(raw)] = known
	}
	return known
}

func (w *walk) member(k, v jsontape.Node, parent string) {
	of := w.key(k)
	small := of.small
	switch {
	case parent == "condition":
		if !operator.MatchString(w.tape.String(k)) {
			w.whole(k, unknownKind)
		}
		small = conditionKey
	case parent == conditionKey:
		w.each(k, w.r.conditionKey(w.tape.String(k)))
		small = ""
	case parent == pairs && (small == "key" || small == "name" || small == "tagkey"):
		small = pairKey
	case parent == pairs:
		small = pairValue
	case freeKeys[parent]:
		w.whole(k, "key")
		small = ""
	case !of.ordinary:
		w.text(k, "")
	}
	w.value(v, small)
}

// text looks at a string.
func (w *walk) text(n jsontape.Node, key string) {
	raw := w.tape.Raw(n)
	content := raw[1 : len(raw)-1]
	if len(content) == 0 {
		return
	}
	if first := content[0]; (first == '{' || first == '[' || first == '%' || first == '\\' || first == ' ') && len(content) > 8 && w.embedded(n) {
		return
	}
	if bytes.IndexByte(content, '\\') < 0 {
		for _, s := range w.r.inMember(key, string(content)) {
			at := int(w.tape.Span(n).Start) + 1
			w.replace(at+s.start, at+s.end, s.text)
		}
		return
	}
	w.each(n, w.r.inMember(key, w.tape.String(n)))
}

// inMember finds what has to go from the value of a member.
func (r *Redactor) inMember(key, text string) []spot {
	if settings[key] {
		if setting.MatchString(text) && (key != "effect" || strings.EqualFold(text, "Allow") || strings.EqualFold(text, "Deny")) {
			return nil
		}
		return r.find(unknownKind, text)
	}
	if kind := kinds[key]; kind != "" {
		return r.find(kind, text)
	}
	return r.find(unknownKind, text)
}

// whole replaces all of a string.
func (w *walk) whole(n jsontape.Node, kind string) {
	if text := w.tape.String(n); text != "" {
		w.each(n, []spot{{0, len(text), w.r.name(kind, text)}})
	}
}

// each replaces spots of a string, which may be written with escape sequences.
func (w *walk) each(n jsontape.Node, spots []spot) {
	if len(spots) == 0 {
		return
	}
	start := int(w.tape.Span(n).Start)
	if !w.tape.HasEscapes(n) {
		for _, s := range spots {
			w.replace(start+1+s.start, start+1+s.end, s.text)
		}
		return
	}
	_, table := encoded.String(string(w.tape.Raw(n)))
	for _, s := range spots {
		w.replace(start+int(table[s.start]), start+int(table[s.end]), s.text)
	}
}

func (w *walk) replace(start, end int, text string) {
	if w.table != nil {
		start, end = int(w.table[start]), int(w.table[end])
	}
	w.found = append(w.found, spot{w.base + start, w.base + end, text})
}

// embedded looks at JSON in a string; false when there is none.
func (w *walk) embedded(n jsontape.Node) bool {
	text, table := encoded.Document(string(w.tape.Raw(n)))
	if len(text) == 0 || !bytes.ContainsAny(text, "{[") {
		return false
	}
	tape, err := jsontape.Parse(text)
	if err != nil || tape.Kind(tape.Roots()[0]) < jsontape.Array {
		return false
	}
	inner := walk{r: w.r, tape: tape, table: table}
	inner.roots()
	start := int(w.tape.Span(n).Start)
	for _, s := range inner.found {
		w.replace(start+s.start, start+s.end, s.text)
	}
	return true
}
