package policy

import (
	"slices"
	"strings"
)

// A Context holds the condition keys of a request. Names are compared without
// case. In a closed context, the zero value, a key that nobody set is absent;
// in an open one it is unknown.
type Context struct {
	keys     []contextKey
	open     bool
	complete []string // prefixes, in lower case, below which keys that nobody set are absent
}

type contextKey struct {
	name   string // in lower case
	values []string
	multi  bool // the request carries a list, of any length
	absent bool
}

// NewContext makes a closed context of keys with single values.
func NewContext(values map[string]string) *Context {
	c := new(Context)
	for name, value := range values {
		c.Set(name, value)
	}
	return c
}

// Open makes keys that nobody set unknown, and returns the context.
func (c *Context) Open() *Context {
	c.open = true
	return c
}

// Reset makes the context an empty closed one, whose memory is used again.
func (c *Context) Reset() {
	*c = Context{keys: c.keys[:0], complete: c.complete[:0]}
}

// Set gives a key a single value.
func (c *Context) Set(name, value string) { c.put(contextKey{values: []string{value}}, name) }

// SetList gives a multivalued key its values (Single-valued vs. multivalued
// context keys: what a key is is a property of the request).
func (c *Context) SetList(name string, values ...string) {
	c.put(contextKey{values: values, multi: true}, name)
}

// SetAbsent says that the request lacks a key, which matters in an open context.
func (c *Context) SetAbsent(name string) { c.put(contextKey{absent: true}, name) }

// SetComplete says that the request has no other keys with this prefix than
// those that are set, which matters in an open context: the tags of a user, for
// example, as aws:PrincipalTag/.
func (c *Context) SetComplete(prefix string) {
	c.complete = append(c.complete, strings.ToLower(prefix))
}

func (c *Context) put(k contextKey, name string) {
	k.name = strings.ToLower(name)
	i := slices.IndexFunc(c.keys, func(known contextKey) bool { return known.name == k.name })
	if i >= 0 {
		c.keys[i] = k
		return
	}
	if c.keys == nil {
		c.keys = make([]contextKey, 0, 12) // what is known of a principal has about so many
	}
	c.keys = append(c.keys, k)
}

// Merge sets all keys of another context in this one.
func (c *Context) Merge(other *Context) {
	if other == nil {
		return
	}
	for _, k := range other.keys {
		c.put(k, k.name)
	}
}

// Clone is a copy that can be changed for itself.
func (c *Context) Clone() *Context {
	if c == nil {
		return new(Context)
	}
	return &Context{slices.Clone(c.keys), c.open, slices.Clone(c.complete)}
}

// CopyTo makes another context equal to this one, in the memory that it has.
func (c *Context) CopyTo(other *Context) {
	other.keys, other.open, other.complete = append(other.keys[:0], c.keys...), c.open, append(other.complete[:0], c.complete...)
}

func (c *Context) find(name string) *contextKey {
	if c == nil {
		return nil
	}
	for i := range c.keys {
		if c.keys[i].name == name {
			return &c.keys[i]
		}
	}
	return nil
}

// lookup finds a key by its name in lower case. A nil key is one that the
// request lacks, as is one without values; known is false where nobody can tell.
func (c *Context) lookup(name string) (key *contextKey, known bool) {
	k := c.find(name)
	switch {
	case k == nil:
		return nil, c == nil || !c.open || slices.ContainsFunc(c.complete, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
	case k.absent || len(k.values) == 0:
		return nil, true
	}
	return k, true
}

// Keys yields the keys that the request carries with their values, by name in
// lower case.
func (c *Context) Keys(yield func(name string, values []string) bool) {
	if c == nil {
		return
	}
	keys := slices.Clone(c.keys)
	slices.SortFunc(keys, func(a, b contextKey) int { return strings.Compare(a.name, b.name) })
	for _, k := range keys {
		if !k.absent && len(k.values) > 0 && !yield(k.name, k.values) {
			return
		}
	}
}
