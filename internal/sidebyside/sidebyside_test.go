package sidebyside

import (
	"runtime"
	"sync/atomic"
	"testing"
)

func TestDo(t *testing.T) {
	for _, c := range []struct{ n, block int }{{0, 1}, {1, 1}, {7, 3}, {1000, 16}, {1000, 1}} {
		done := make([]atomic.Int32, c.n)
		Do(c.n, c.block, func(i int) { done[i].Add(1) })
		for i := range done {
			if got := done[i].Load(); got != 1 {
				t.Errorf("%d of %d in blocks of %d was done %d times", i, c.n, c.block, got)
			}
		}
	}
}

// A panic reaches who called, whichever core it happens on.
func TestPanic(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	for bad := range 40 {
		func() {
			defer func() {
				if p := recover(); p != bad {
					t.Errorf("recovered %v, want %d", p, bad)
				}
			}()
			Do(40, 1, func(i int) {
				if i == bad {
					panic(i)
				}
			})
		}()
	}
}
