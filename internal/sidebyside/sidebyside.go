// Package sidebyside does work on all cores.
package sidebyside

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Do does something for each of n numbers, a block of them at a time on each
// core. A panic comes out where Do was called, once the others are done.
func Do(n, block int, do func(int)) {
	var next atomic.Int64
	work := func() {
		for {
			end := int(next.Add(int64(block)))
			for i := end - block; i < min(end, n); i++ {
				do(i)
			}
			if end >= n {
				return
			}
		}
	}
	var (
		others   sync.WaitGroup
		once     sync.Once
		panicked any
	)
	for range min(runtime.GOMAXPROCS(0), (n+block-1)/block) - 1 {
		others.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					once.Do(func() { panicked = p })
				}
			}()
			work()
		})
	}
	func() {
		defer others.Wait()
		work()
	}()
	if panicked != nil {
		panic(panicked)
	}
}
