package catalog

import (
	"iter"

	"github.com/iamlint/iamlint/internal/spelling"
)

// NearestAction is the action of the service whose name is closest to a
// misspelt one, "" if none is close.
func (s *Service) NearestAction(name string) string {
	return spelling.Nearest(name, func(yield func(string) bool) {
		for i := range s.actions {
			if !yield(s.actions[i].Name) {
				return
			}
		}
	})
}

// NearestService is the prefix closest to a misspelt one, "" if none is close.
func (c *Catalog) NearestService(prefix string) string {
	return spelling.Nearest(prefix, func(yield func(string) bool) {
		for i := range c.services {
			if !yield(c.services[i].prefix) {
				return
			}
		}
	})
}

// NearestKey is the global condition key closest to a misspelt one, "" if none is close.
func (c *Catalog) NearestKey(name string) string { return spelling.Nearest(name, keyNames(c.globals)) }

// NearestKey is the condition key of the service closest to a misspelt one, "" if none is close.
func (s *Service) NearestKey(name string) string { return spelling.Nearest(name, keyNames(s.keys)) }

func keyNames(keys []Key) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, k := range keys {
			if !yield(k.Name) {
				return
			}
		}
	}
}
