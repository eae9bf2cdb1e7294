// Package catalog knows facts about AWS: services, their actions with access
// levels, resource types and condition keys, the global condition keys, the
// AWS-managed policies, regions and partitions.
//
// The facts come from the Service Authorization Reference, by way of public
// packages that Source names, and are embedded in a form that is read as far
// as somebody asks: a service when it is looked up first, a policy document
// when it is wanted. Look-ups of names do not allocate. To refresh the facts,
// run with npm on the path:
//
//	go generate -tags refresh ./catalog
package catalog

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// A Catalog is a set of facts. It is safe for concurrent use.
type Catalog struct {
	source   Source
	globals  []Key    // in order of name without case
	rcp      []string // sorted prefixes
	foreign  []string // prefixes of services with keys that begin otherwise
	services []lazyService
	actions  int
	managed  *managedPolicies
	arns     arnTypes

	withdrawn []string // actions that AWS once had, sorted without case
}

// A Source is where facts come from.
type Source struct {
	Name, Version, License string
	Updated                string // RFC 3339
}

//go:embed data/services.txt
var embeddedServices string

var embedded = sync.OnceValue(func() *Catalog {
	c, err := decode(embeddedServices)
	if err != nil {
		panic("catalog: the embedded services: " + err.Error()) // a test reads them
	}
	c.managed = embeddedManaged()
	return c
})

// Default is the catalogue that is part of the program.
func Default() *Catalog { return embedded() }

// Source tells where the facts about services come from.
func (c *Catalog) Source() Source { return c.source }

// PolicySource tells where the AWS-managed policies come from.
func (c *Catalog) PolicySource() Source { return c.managed.source }

// ActionCount is the number of actions of all services; the ID of each is below it.
func (c *Catalog) ActionCount() int { return c.actions }

// A Service is an AWS service.
type Service struct {
	Prefix    string // of its actions, in lower case
	actions   []Action
	resources []ResourceType
	keys      []Key // all keys that the service knows, in order of name without case
	own       []Key // those that are not global
}

type lazyService struct {
	prefix string
	text   string
	read   *onceService
}

type onceService struct {
	once    sync.Once
	service Service
}

// Service finds a service by the prefix of its actions, in any case; nil when
// there is none.
func (c *Catalog) Service(prefix string) *Service {
	i, ok := slices.BinarySearchFunc(c.services, prefix, func(s lazyService, prefix string) int { return compareFold(s.prefix, prefix) })
	if !ok {
		return nil
	}
	return c.services[i].get()
}

func (s *lazyService) get() *Service {
	s.read.once.Do(func() { s.read.service.decode(s.text) })
	return &s.read.service
}

// Prefixes are the prefixes of all services, sorted.
func (c *Catalog) Prefixes() []string {
	prefixes := make([]string, len(c.services))
	for i := range c.services {
		prefixes[i] = c.services[i].prefix
	}
	return prefixes
}

// Services are all services in order of their prefixes.
func (c *Catalog) Services() []*Service {
	services := make([]*Service, len(c.services))
	for i := range c.services {
		services[i] = c.services[i].get()
	}
	return services
}

// Action finds an action such as "s3:GetObject", in any case; nil when there is none.
func (c *Catalog) Action(name string) *Action {
	prefix, action, _ := strings.Cut(name, ":")
	if s := c.Service(prefix); s != nil {
		return s.Action(action)
	}
	return nil
}

// Action finds an action of the service by its name, in any case; nil when there is none.
func (s *Service) Action(name string) *Action {
	i, ok := slices.BinarySearchFunc(s.actions, name, func(a Action, name string) int { return compareFold(a.Name, name) })
	if !ok {
		return nil
	}
	return &s.actions[i]
}

// Actions are the actions of the service in order of name without case. They
// are not to be changed.
func (s *Service) Actions() []Action { return s.actions }

// Resource finds a resource type by name; nil when there is none.
func (s *Service) Resource(name string) *ResourceType {
	for i := range s.resources {
		if s.resources[i].Name == name {
			return &s.resources[i]
		}
	}
	return nil
}

// Resources are the resource types of the service in order of name. They are not to be changed.
func (s *Service) Resources() []ResourceType { return s.resources }

// Keys are the condition keys that belong to the service. They are not to be changed.
func (s *Service) Keys() []Key { return s.own }

// Withdrawn says whether an entry of Action names what AWS once had: an action
// in one of its own policies that the catalogue does not know any more.
func (c *Catalog) Withdrawn(action string) bool {
	_, ok := slices.BinarySearchFunc(c.withdrawn, action, compareFold)
	return ok
}

// WithdrawnService says whether AWS once had a service of this prefix that the
// catalogue does not know any more.
func (c *Catalog) WithdrawnService(prefix string) bool {
	return slices.ContainsFunc(c.withdrawn, func(action string) bool {
		service, _, _ := strings.Cut(action, ":")
		return strings.EqualFold(service, prefix) && c.Service(prefix) == nil
	})
}

// An AccessLevel is what an action does, as AWS classifies it.
type AccessLevel uint8

// The access levels.
const (
	LevelRead AccessLevel = iota
	LevelList
	LevelWrite
	LevelTagging
	LevelPermissions // Permissions management
)

func (l AccessLevel) String() string {
	return [...]string{"read", "list", "write", "tagging", "permissions management"}[l]
}

// Writes says whether the action changes something.
func (l AccessLevel) Writes() bool { return l >= LevelWrite }

// An Action is an action of a service.
type Action struct {
	ID        int    // dense: below ActionCount, in order of service and name
	Service   string // prefix
	Name      string // as AWS writes it
	Level     AccessLevel
	Resources []ActionResource
	Keys      []string // condition keys that count whatever the resource
	Dependent []string // actions that a caller needs too, as service:Action; some end in "*"
}

// String is the action as policies write it.
func (a *Action) String() string { return a.Service + ":" + a.Name }

// WildcardOnly says whether the action knows no resources, so that only "*"
// as the Resource of a statement matches it.
func (a *Action) WildcardOnly() bool { return len(a.Resources) == 0 }

// SupportsKey says whether requests for the action can carry a condition key
// that is not global; the case of letters makes no difference.
func (a *Action) SupportsKey(key string) bool {
	match := func(name string) bool { return keyMatches(name, key) }
	if slices.ContainsFunc(a.Keys, match) {
		return true
	}
	return slices.ContainsFunc(a.Resources, func(r ActionResource) bool {
		return slices.ContainsFunc(r.Keys, match) || slices.ContainsFunc(r.Type.Keys, match)
	})
}

// An ActionResource is a type of resource that an action works on.
type ActionResource struct {
	Type      *ResourceType
	Required  bool
	Keys      []string
	Dependent []string
}

// A ResourceType is a type of resource of a service.
type ResourceType struct {
	Name string
	ARN  string   // with variables, such as arn:${Partition}:s3:::${BucketName}; several stand apart by ", "
	Keys []string // condition keys that tell about the resource
}

// A Key is a condition key.
type Key struct {
	Name string // a variable part as ${TagKey}
	Type KeyType
	// Category of a global key: principal, session, network, resource or request; "" for others.
	Category string
}

// KeyType is the type of the values of a condition key.
type KeyType uint8

// The types.
const (
	String KeyType = iota
	ArrayOfString
	ARN
	ArrayOfARN
	Bool
	ArrayOfBool
	Numeric
	Date
	IPAddress
)

var keyTypes = [...]string{"String", "ArrayOfString", "ARN", "ArrayOfARN", "Bool", "ArrayOfBool", "Numeric", "Date", "IPAddress"}

func (t KeyType) String() string { return keyTypes[t] }

// Multivalued says whether a request carries a list of values for the key.
func (t KeyType) Multivalued() bool { return t == ArrayOfString || t == ArrayOfARN || t == ArrayOfBool }

// Element is the type of one value.
func (t KeyType) Element() KeyType {
	if t.Multivalued() {
		return t - 1
	}
	return t
}

// GlobalKey finds a global condition key, such as aws:SourceIp or
// aws:RequestTag/team, in any case.
func (c *Catalog) GlobalKey(name string) (Key, bool) { return findKey(c.globals, name) }

// GlobalKeys are the global condition keys in order of name. They are not to be changed.
func (c *Catalog) GlobalKeys() []Key { return c.globals }

// Key finds a condition key of a service or a global one, in any case.
func (c *Catalog) Key(name string) (Key, bool) {
	prefix, _, _ := strings.Cut(name, ":")
	if strings.EqualFold(prefix, "aws") {
		return c.GlobalKey(name)
	}
	if s := c.Service(prefix); s != nil {
		if k, ok := s.Key(name); ok {
			return k, true
		}
	}
	// Keys of identity providers and of a few relatives begin with another prefix.
	for _, prefix := range c.foreign {
		if k, ok := c.Service(prefix).Key(name); ok {
			return k, true
		}
	}
	return Key{}, false
}

// Key finds a condition key that the service knows, in any case.
func (s *Service) Key(name string) (Key, bool) { return findKey(s.keys, name) }

// SupportsRCP says whether resource control policies apply to a service.
func (c *Catalog) SupportsRCP(prefix string) bool {
	_, ok := slices.BinarySearchFunc(c.rcp, prefix, compareFold)
	return ok
}

func findKey(keys []Key, name string) (Key, bool) {
	i, ok := slices.BinarySearchFunc(keys, name, func(k Key, name string) int { return compareFold(k.Name, name) })
	if ok {
		return keys[i], true
	}
	for _, k := range keys {
		if _, variable := FixedPart(k.Name); variable && keyMatches(k.Name, name) {
			return k, true
		}
	}
	return Key{}, false
}

// keyMatches says whether a key of the catalogue, in which ${...} stands for
// some text, is the key of a policy, in any case.
func keyMatches(known, key string) bool {
	for {
		i := strings.Index(known, "${")
		if i < 0 {
			return strings.EqualFold(known, key)
		}
		if len(key) <= i || !strings.EqualFold(key[:i], known[:i]) {
			return false
		}
		known, key = known[i:], key[i:]
		known = known[strings.IndexByte(known, '}')+1:]
		if known == "" {
			return true
		}
		// The text ends where what follows it begins.
		next, _, _ := strings.Cut(known, "${")
		end := indexFold(key, next)
		if end <= 0 {
			return false
		}
		key = key[end:]
	}
}

// indexFold is strings.Index without case.
func indexFold(s, text string) int {
	for i := 0; i+len(text) <= len(s); i++ {
		if strings.EqualFold(s[i:i+len(text)], text) {
			return i
		}
	}
	return -1
}

// FixedPart is the part of a key's name before its variable part, and whether
// it has one: "aws:RequestTag/" of "aws:RequestTag/${TagKey}".
func FixedPart(name string) (string, bool) {
	fixed, _, variable := strings.Cut(name, "${")
	return fixed, variable
}

// compareFold compares ASCII texts without case and without allocating.
func compareFold(a, b string) int {
	for i := 0; i < len(a) && i < len(b); i++ {
		if c := cmp.Compare(lower(a[i]), lower(b[i])); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
