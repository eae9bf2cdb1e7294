// Package slab hands out memory in pieces of larger ones. What consists of many
// small lists that are needed equally long then takes fewer allocations, and the
// collector has less to look at.
package slab

import "reflect"

// A Slab hands out elements of one type. The zero value is ready for use. Not safe
// for concurrent use.
type Slab[T any] struct {
	free []T
	next int // how many elements the next piece has
	most int // and how many the largest one
}

// The first piece is small, for those who need little. The largest one fits into
// a class of sizes of the allocator, together with its header.
const (
	first   = 8 // elements
	largest = 16<<10 - 8
)

// Cut makes a list of n elements. Appending to it leaves its neighbours alone.
func (s *Slab[T]) Cut(n int) []T {
	if n > len(s.free) {
		if s.most == 0 {
			s.most = largest / int(reflect.TypeFor[T]().Size())
			s.next = min(first, s.most)
		}
		if n > first && n > s.next/4 {
			return make([]T, n) // rather than lose what is free
		}
		s.free = make([]T, max(s.next, n))
		s.next = min(4*s.next, s.most)
	}
	list := s.free[:n:n]
	s.free = s.free[n:]
	return list
}

// New makes one element.
func (s *Slab[T]) New() *T { return &s.Cut(1)[0] }
