package main

import (
	"os"
	"runtime/debug"
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
