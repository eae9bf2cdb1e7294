package catalog

import (
	"strings"
	"sync"
)

// An ARNType is a resource type as the fields of its ARNs: patterns in which
// "*" stands for what varies.
type ARNType struct{ Region, Account, Resource string }

// arnTypes are the resource types by the service field of their ARNs, as far
// as somebody asked.
type arnTypes struct {
	mutex  sync.Mutex
	byName map[string][]ARNType
}

// ARNTypes are the resource types whose ARNs have this service field. It is
// not always the prefix of the service they stand under.
func (c *Catalog) ARNTypes(service string) []ARNType {
	c.arns.mutex.Lock()
	defer c.arns.mutex.Unlock()
	types, ok := c.arns.byName[service]
	if ok {
		return types
	}
	field := ":" + service + ":"
	for i := range c.services {
		types = appendARNTypes(types, c.services[i].text, field, c.services[i].prefix == service)
	}
	if c.arns.byName == nil {
		c.arns.byName = make(map[string][]ARNType)
	}
	c.arns.byName[service] = types
	return types
}

// ARNService says whether ARNs have this service field.
func (c *Catalog) ARNService(name string) bool {
	return c.Service(name) != nil || len(c.ARNTypes(name)) > 0
}

// appendARNTypes reads the resource types from the text of a service, of which
// nothing else is read. With own it takes those of any service too.
func appendARNTypes(types []ARNType, text, field string, own bool) []ARNType {
	if !own && !strings.Contains(text, field) {
		return types
	}
	for {
		at := strings.Index(text, "\nR\t")
		if at < 0 {
			return types
		}
		line, _, _ := strings.Cut(text[at+3:], "\n")
		text = text[at+3+len(line):]
		_, line, _ = strings.Cut(line, "\t")
		arns, _, _ := strings.Cut(line, "\t")
		for arn := range strings.SplitSeq(arns, ", ") {
			_, fields, _ := strings.Cut(arn, ":") // behind "arn"
			if i := strings.IndexByte(fields, ':'); i < 0 || !strings.HasPrefix(fields[i:], field) && !(own && strings.HasPrefix(fields[i:], ":${")) {
				continue
			}
			if f := strings.SplitN(WithoutVariables(arn), ":", 6); len(f) == 6 {
				types = append(types, ARNType{f[3], f[4], f[5]})
			}
		}
	}
}

// WithoutVariables is an ARN, or another text of a policy, with a star in the
// place of each variable such as ${Account} or ${aws:username}.
func WithoutVariables(text string) string {
	if !strings.Contains(text, "${") {
		return text
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "${")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		b.WriteByte('*')
		_, text, _ = strings.Cut(rest, "}")
	}
}
