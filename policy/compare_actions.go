package policy

import (
	"maps"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/internal/language"
)

// An actionClass are the actions of which the same statements speak. One of
// them decides for all.
type actionClass struct {
	matches bits
	known   []*catalog.Action
	future  string // an action that the catalogue does not know, "" for none
	guard   string // the service where AWS protects resources of its own from the actions
	// filtered says that resource control policies bind the actions.
	filtered bool
}

// bits is a set of small numbers.
type bits []uint64

func (b bits) has(i int) bool { return b[i>>6]&(1<<(i&63)) != 0 }
func (b bits) set(i int)      { b[i>>6] |= 1 << (i & 63) }

// key is the set as a text.
func (b bits) key() []byte {
	key := make([]byte, 0, 8*len(b)+4)
	for _, word := range b {
		for range 8 {
			key = append(key, byte(word))
			word >>= 8
		}
	}
	return key
}

// An actionEntry is an entry of Action or NotAction that names a service.
type actionEntry struct {
	statement int // -1 for what is asked about
	name      string
	wild      bool
}

// A classifier sorts actions into classes.
type classifier struct {
	*comparison
	size     int                      // of sets of statements
	others   bits                     // statements that speak of services that nobody names
	services map[string][]actionEntry // by prefix
	classes  map[string]int
}

// classify finds the classes of all actions that there are or may be.
func (c *comparison) classify() {
	k := &classifier{comparison: c, services: make(map[string][]actionEntry), classes: make(map[string]int)}
	var statements []*sideStatement
	for s := range c.statements {
		statements = append(statements, s)
	}
	k.size = (len(statements) + 63) / 64
	k.others = make(bits, k.size)
	for i, s := range statements {
		every := slices.ContainsFunc(s.actions, ActionPattern.Every)
		if every != s.notAction {
			k.others.set(i)
		}
		for _, p := range s.actions {
			if !every {
				k.note(p, i)
			}
		}
	}
	for _, p := range c.options.Actions {
		k.note(p, -1)
	}
	for _, service := range sortedKeys(k.services) {
		k.service(service)
	}
	k.rest()
}

func (k *classifier) note(p ActionPattern, statement int) {
	if !p.Every() {
		k.services[p.Service] = append(k.services[p.Service], actionEntry{statement, p.Name, strings.ContainsAny(p.Name, "*?")})
	}
}

// class finds the class of a set of statements.
func (k *classifier) class(matches bits, guard string, filtered bool) *actionClass {
	key := append(matches.key(), guard...)
	if filtered {
		key = append(key, '+')
	}
	i, ok := k.classes[string(key)]
	if !ok {
		i = len(k.comparison.classes)
		k.classes[string(key)] = i
		k.comparison.classes = append(k.comparison.classes, actionClass{matches: slices.Clone(matches), guard: guard, filtered: filtered})
	}
	return &k.comparison.classes[i]
}

// service sorts the actions of a service that somebody names.
func (k *classifier) service(prefix string) {
	entries := k.services[prefix]
	literal := make(map[string][]int) // statements that name an action
	told := map[string]bool{"": true} // the actions that some statement names; none is without a name
	wild := make(map[int][]string)
	for _, e := range entries {
		if e.wild {
			wild[e.statement] = append(wild[e.statement], e.name)
		} else {
			literal[e.name] = append(literal[e.name], e.statement)
			told[e.name] = true
		}
	}
	named, matches := make(bits, k.size), make(bits, k.size)
	// sort is told the name in lower case.
	sort := func(name, guard string) *actionClass {
		clear(named)
		for _, statement := range literal[name] {
			if statement >= 0 {
				named.set(statement)
			}
		}
		for i := range entries {
			if e := &entries[i]; e.wild && e.statement >= 0 && !named.has(e.statement) && matchFold(e.name, name) {
				named.set(e.statement)
			}
		}
		for i := range matches {
			matches[i] = k.others[i] ^ named[i] // NotAction takes away
		}
		return k.class(matches, guard, k.filters(prefix, name))
	}
	if s := k.facts.Service(prefix); s != nil {
		actions := s.Actions()
		for i := range actions {
			name := strings.ToLower(actions[i].Name)
			if k.asks(prefix, name) {
				class := sort(name, guardOf(&actions[i]))
				class.known = append(class.known, &actions[i])
			}
			delete(literal, name) // those that are left nobody knows
		}
	}
	future := func(name string) {
		if name != "" && k.asks(prefix, name) {
			if class := sort(name, ""); class.future == "" {
				class.future = prefix + ":" + name
			}
		}
	}
	for _, name := range sortedKeys(literal) {
		future(name)
	}
	names, complete := futureNames(wild, told)
	for _, name := range names {
		future(name)
	}
	if !complete {
		k.open = append(k.open, "the patterns of actions of "+prefix+" are too many to tell what they say of actions that AWS may add")
	}
}

// rest sorts the actions of services that nobody names.
func (k *classifier) rest() {
	o := k.options
	if o.Kind == TrustPolicy || o.Actions != nil && !slices.ContainsFunc(o.Actions, ActionPattern.Every) {
		return
	}
	for _, filtered := range []bool{true, false} {
		var known []*catalog.Action
		fits := func(a *catalog.Action) bool {
			return k.services[a.Service] == nil && k.filters(a.Service, a.Name) == filtered && guardOf(a) == "" && k.asks(a.Service, strings.ToLower(a.Name))
		}
		for _, name := range tellingActions {
			if a := k.facts.Action(name); a != nil && fits(a) {
				known = append(known, a)
			}
		}
		for _, s := range k.facts.Services() {
			// One more will do, unless it has to work on some resource.
			for i := range s.Actions() {
				if a := &s.Actions()[i]; (len(known) <= len(tellingActions) || o.Resources != nil) && fits(a) && !slices.Contains(known, a) {
					known = append(known, a)
					if o.Resources == nil {
						break
					}
				}
			}
		}
		if o.Resources != nil && len(known) == 0 {
			continue // a service that AWS may add has resources of its own
		}
		if filtered && len(known) == 0 || !filtered && o.Kind == ResourceControlPolicy {
			continue
		}
		class := k.class(k.others, "", filtered)
		class.known = append(class.known, known...)
		if class.future == "" && !filtered && o.Resources == nil {
			class.future = "newservice:NewAction"
		}
	}
}

// tellingActions show best what it means to be allowed everything.
var tellingActions = []string{"s3:GetObject", "ec2:RunInstances", "secretsmanager:GetSecretValue", "lambda:InvokeFunction", "sqs:SendMessage", "dynamodb:GetItem"}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// asks says whether the question is about an action, in lower case.
func (c *comparison) asks(service, name string) bool {
	switch {
	case service == "sts" && name == "getcalleridentity":
		return false // always allowed
	case c.options.Kind == TrustPolicy && (service != "sts" || c.facts.Action("sts:"+name) != nil && !trusted(name)):
		return false
	case c.options.Kind == ResourceControlPolicy && !c.filters(service, name):
		return false
	case c.options.Resources != nil && !slices.ContainsFunc(c.options.Resources, func(on string) bool { return c.mayWorkOn(service+":"+name, on) }):
		return false
	}
	return c.options.Actions == nil || slices.ContainsFunc(c.options.Actions, func(p ActionPattern) bool { return p.Every() || p.Service == service && matchFold(p.Name, name) })
}

// mayWorkOn says whether an action can work on some resource of a pattern. One
// that the catalogue does not know may.
func (c *comparison) mayWorkOn(action, on string) bool {
	set, ok := parseResource(on)
	return onlyStars(on) || ok && mayWorkOn(c.facts, action, set)
}

// trusted says whether a trust policy decides about an action of STS.
func trusted(name string) bool {
	return slices.ContainsFunc(trustActions[:], func(known string) bool { return strings.EqualFold(known, name) })
}

// filters says whether resource control policies bind an action.
func (c *comparison) filters(service, name string) bool {
	return len(c.before.policies.RCPs)+len(c.now.policies.RCPs) > 0 && c.facts.SupportsRCP(service) && !(service == "kms" && strings.EqualFold(name, "RetireGrant"))
}

// guardOf is the service where AWS protects its own from an action; see protected.
func guardOf(a *catalog.Action) string {
	if a.Level.Writes() && (a.Service == "kms" || a.Service == "iam" && a.Name != "PassRole") {
		return a.Service
	}
	return ""
}

// futureNames are names of actions that AWS may add, none of which a statement
// tells: one at least for each set of statements of which some name fits a
// pattern. It is incomplete when the patterns are too many.
func futureNames(wild map[int][]string, told map[string]bool) (names []string, complete bool) {
	var all []string
	prefixes := true
	for _, patterns := range wild {
		for _, p := range patterns {
			prefixes = prefixes && strings.IndexAny(p, "*?") == len(p)-1 && p[len(p)-1] == '*'
			all = append(all, p)
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if prefixes {
		// The longest prefix of a name tells which others it has.
		ending := freshEnding(all)
		for _, p := range append(all, "*") {
			name := p[:len(p)-1] + ending
			for told[name] {
				name += ending
			}
			names = append(names, name)
		}
		return names, true
	}
	seen := make(map[string]bool)
	var unions [][]language.Pattern
	for _, statement := range slices.Sorted(maps.Keys(wild)) {
		patterns := slices.Compact(slices.Sorted(slices.Values(wild[statement])))
		if key := strings.Join(patterns, " "); !seen[key] {
			seen[key] = true
			var union []language.Pattern
			for _, p := range patterns {
				union = append(union, globTokens(nil, p, true))
			}
			unions = append(unions, union)
		}
	}
	apart := make(map[string]bool) // told names for which samples that fit the same were asked
	for {
		names, complete = language.Samples(unions, "", 1<<14)
		again := false
		for _, name := range names {
			if told[name] && !apart[name] {
				apart[name], again = true, true
				unions = append(unions, []language.Pattern{language.Text(name)})
			}
		}
		if !again || !complete {
			return slices.DeleteFunc(names, func(name string) bool { return told[name] }), complete
		}
	}
}

// freshEnding is a text that shares no letter with any of the names.
func freshEnding(names []string) string {
	used := strings.Join(names, "")
	for _, r := range "xzqjkvwybhgmufpcdntoilsare0123456789" {
		if !strings.ContainsRune(used, r) {
			return string(r)
		}
	}
	return "\ue000" // of the private use area: nobody's letter
}
