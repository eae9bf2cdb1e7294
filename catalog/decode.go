package catalog

import (
	"fmt"
	"strconv"
	"strings"
)

// header is the first line of the embedded form. A line is a record whose
// fields stand apart by tabs:
//
//	source   name  version  licence  updated
//	rcp      prefixes
//	foreign  prefixes of services with keys that begin with another prefix
//	withdrawn  actions that AWS once had
//	G        global key  type  category
//	S        prefix  id of the first action  number of actions
//	K        key  type                                  of the service above
//	R        resource type  ARN  keys                   by number in K
//	A        action  level  keys  dependent  resources  each "number!|keys|dependent", ! for required; apart by ;
//
// Lists stand apart by blanks.
const header = "iamlint-services 1\n"

// decode reads everything but the services, of which it notes where they stand.
func decode(text string) (*Catalog, error) {
	rest, ok := strings.CutPrefix(text, header)
	if !ok {
		return nil, fmt.Errorf("no %q at the beginning", strings.TrimSpace(header))
	}
	c := new(Catalog)
	head, services, some := strings.Cut(rest, "\nS\t")
	if some {
		services = rest[len(head)+1:] // from the S
	}
	for line := range strings.Lines(head) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		switch {
		case f[0] == "source" && len(f) == 5:
			c.source = Source{f[1], f[2], f[3], f[4]}
		case f[0] == "rcp" && len(f) == 2:
			c.rcp = strings.Fields(f[1])
		case f[0] == "foreign" && len(f) == 2:
			c.foreign = strings.Fields(f[1])
		case f[0] == "withdrawn" && len(f) == 2:
			c.withdrawn = strings.Fields(f[1])
		case f[0] == "G" && len(f) == 4:
			c.globals = append(c.globals, Key{f[1], keyType(f[2]), f[3]})
		default:
			return nil, fmt.Errorf("unknown record %q", line)
		}
	}
	c.services = make([]lazyService, 0, 512)
	for services != "" {
		text := services
		if i := strings.Index(services, "\nS\t"); i >= 0 {
			text, services = services[:i+1], services[i+1:]
		} else {
			services = ""
		}
		prefix, numbers, _ := strings.Cut(text[2:strings.IndexByte(text, '\n')], "\t")
		_, count, _ := strings.Cut(numbers, "\t")
		n, err := strconv.Atoi(count)
		if err != nil {
			return nil, fmt.Errorf("service %s: %w", prefix, err)
		}
		c.actions += n
		c.services = append(c.services, lazyService{prefix, text, new(onceService)})
	}
	return c, nil
}

func keyType(text string) KeyType {
	for t, name := range keyTypes {
		if name == text {
			return KeyType(t)
		}
	}
	return String
}

// decode reads a service. The text is ours: encode wrote it.
func (s *Service) decode(text string) {
	id := 0
	names := new(stringLists)
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		kind, line, _ := strings.Cut(line, "\t")
		switch kind {
		case "S":
			var first, count string
			s.Prefix, line, _ = strings.Cut(line, "\t")
			first, count, _ = strings.Cut(line, "\t")
			id = number(first)
			s.actions = make([]Action, 0, number(count))
			s.resources = make([]ResourceType, 0, strings.Count(text, "\nR\t")) // actions point into it
			s.keys = make([]Key, 0, strings.Count(text, "\nK\t"))
			s.own = make([]Key, 0, cap(s.keys)-strings.Count(text, "\nK\taws:"))
		case "K":
			name, typ, _ := strings.Cut(line, "\t")
			s.keys = append(s.keys, Key{Name: name, Type: keyType(typ)})
			if !strings.HasPrefix(name, "aws:") {
				s.own = append(s.own, s.keys[len(s.keys)-1])
			}
		case "R":
			name, line, _ := strings.Cut(line, "\t")
			arn, keys, _ := strings.Cut(line, "\t")
			s.resources = append(s.resources, ResourceType{name, arn, names.keys(s, keys)})
		case "A":
			s.action(id, line, names)
			id++
		}
	}
}

func (s *Service) action(id int, line string, names *stringLists) {
	name, line, _ := strings.Cut(line, "\t")
	level, line, _ := strings.Cut(line, "\t")
	keys, line, _ := strings.Cut(line, "\t")
	dependent, resources, _ := strings.Cut(line, "\t")
	a := Action{ID: id, Service: s.Prefix, Name: name, Level: AccessLevel(strings.Index(levels, level)), Keys: names.keys(s, keys), Dependent: fields(dependent)}
	for resources != "" {
		var one string
		one, resources, _ = strings.Cut(resources, ";")
		typ, one, _ := strings.Cut(one, "|")
		keys, dependent, _ := strings.Cut(one, "|")
		typ, required := strings.CutSuffix(typ, "!")
		a.Resources = append(a.Resources, ActionResource{&s.resources[number(typ)], required, names.keys(s, keys), fields(dependent)})
	}
	s.actions = append(s.actions, a)
}

// stringLists shares equal lists of keys, which most actions of a service have.
type stringLists struct{ byText map[string][]string }

func (l *stringLists) keys(s *Service, text string) []string {
	if text == "" {
		return nil
	}
	if list, ok := l.byText[text]; ok {
		return list
	}
	var list []string
	for _, n := range strings.Fields(text) {
		list = append(list, s.keys[number(n)].Name)
	}
	if l.byText == nil {
		l.byText = make(map[string][]string)
	}
	l.byText[text] = list
	return list
}

func fields(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Fields(text)
}

func number(text string) int {
	n := 0
	for i := range len(text) {
		n = 10*n + int(text[i]-'0')
	}
	return n
}

// levels are the letters of the access levels, in their order.
const levels = "RLWTP"
