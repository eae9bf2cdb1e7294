package main

import "runtime/debug"

// tuneMemory lets garbage grow to three times what is in use before it is
// collected: a run lasts a fraction of a second and keeps nearly all that it
// makes. A GOGC in the environment wins.
func tuneMemory() { debug.SetGCPercent(300) }
