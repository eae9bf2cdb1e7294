package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/iamlint/iamlint/account"
)

// gcPercent lets garbage grow to three times what is in use before it is
// collected: a run lasts a fraction of a second and keeps nearly all that it makes.
const gcPercent = 300

// tuneMemory sets gcPercent, unless the environment says something of its own.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
}

// memoryFor is how much memory a run may take that read so many bytes before
// garbage is collected more often: the texts, the model, which takes less than
// they do, and some room. In less room than that a run would collect its garbage
// again and again and not get smaller, since little of what it makes is garbage.
func memoryFor(bytes int64) int64 { return 5*bytes/2 + 8<<20 }

// inUse is how much memory the model and the texts take once they are read: of
// exports without white space the model takes more than memoryFor knows.
func inUse() int64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(min(stats.HeapAlloc, math.MaxInt64/8))
}

// limitMemory sets a soft limit for what follows, unless the environment has one.
// Redacting makes all texts anew and remembers what it found in them, and the
// report that shows who can become whom keeps all of that until it is written.
func limitMemory(set *account.Set, redact, paths bool) {
	if os.Getenv("GOMEMLIMIT") != "" || os.Getenv("GOGC") != "" {
		return
	}
	var total int64
	for _, a := range set.Accounts {
		for _, f := range a.Files {
			total += int64(len(f.Text))
		}
	}
	limit := memoryFor(total)
	if redact {
		limit = memoryFor(2 * total)
	}
	if paths {
		limit += total
	}
	debug.SetMemoryLimit(max(limit, inUse()*8/5, 64<<20))
}
