package catalog

import (
	"strings"
	"sync"
)

// An ARNType is a resource type as the fields of its ARNs: patterns in which
// "*" stands for what varies.
type ARNType struct{ Region, Account, Resource string }

// arnTypes are the resource types of all services by the service field of
// their ARNs, which is not always the prefix of the service they stand under.
type arnTypes struct {
	once   sync.Once
	byName map[string][]ARNType
}

// ARNTypes are the resource types whose ARNs have this service field.
func (c *Catalog) ARNTypes(service string) []ARNType { return c.allARNTypes()[service] }

// ARNService says whether ARNs have this service field.
func (c *Catalog) ARNService(name string) bool {
	return len(c.allARNTypes()[name]) > 0 || c.Service(name) != nil
}

// allARNTypes reads the resource types without reading the services.
func (c *Catalog) allARNTypes() map[string][]ARNType {
	c.arns.once.Do(func() {
		c.arns.byName = make(map[string][]ARNType, len(c.services))
		for i := range c.services {
			text := c.services[i].text
			for {
				at := strings.Index(text, "\nR\t")
				if at < 0 {
					break
				}
				line, rest, _ := strings.Cut(text[at+3:], "\n")
				text = "\n" + rest
				_, line, _ = strings.Cut(line, "\t")
				arn, _, _ := strings.Cut(line, "\t")
				for one := range strings.SplitSeq(arn, ", ") {
					f := strings.SplitN(starred(one), ":", 6)
					if len(f) == 6 && f[2] == "*" {
						f[2] = c.services[i].prefix // a resource of any service
					}
					if len(f) == 6 {
						c.arns.byName[f[2]] = append(c.arns.byName[f[2]], ARNType{f[3], f[4], f[5]})
					}
				}
			}
		}
	})
	return c.arns.byName
}

// starred is an ARN with a star for each variable.
func starred(arn string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(arn, "${")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		b.WriteByte('*')
		_, arn, _ = strings.Cut(rest, "}")
	}
}
