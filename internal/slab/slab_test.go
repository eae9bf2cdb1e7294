package slab

import "testing"

func TestCut(t *testing.T) {
	var s Slab[int]
	var lists [][]int
	for i := range 2000 {
		n := i % 70
		list := s.Cut(n)
		if len(list) != n || cap(list) != n {
			t.Fatalf("Cut(%d) has the length %d and the capacity %d", n, len(list), cap(list))
		}
		for k := range list {
			if list[k] != 0 {
				t.Fatalf("Cut(%d)[%d] = %d, want 0", n, k, list[k])
			}
			list[k] = i + 1
		}
		lists = append(lists, list)
	}
	for i, list := range lists {
		for k := range list {
			if list[k] != i+1 {
				t.Fatalf("list %d has an element of list %d", i, list[k]-1)
			}
		}
	}
	*s.New() = 1
	if p := s.New(); *p != 0 {
		t.Errorf("New() = %d, want 0", *p)
	}
}

func TestAllocations(t *testing.T) {
	var s Slab[[3]uint64]
	for range 100 {
		s.Cut(2)
	}
	if n := testing.AllocsPerRun(1000, func() { s.Cut(2) }); n > 0.1 {
		t.Errorf("a list of two takes %v allocations, want less than a tenth", n)
	}
}
