package credential

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/iamlint/iamlint/account"
)

// A use is an event that an access key signed.
type use struct {
	event   *account.Event
	network netip.Prefix
	program string // in lower case, "" when the event does not tell
}

// useOf reads an event; ok is false for those that say nothing about who holds a key.
func useOf(e *account.Event) (u use, ok bool) {
	if e.AccessKey == "" || e.ByService {
		return use{}, false
	}
	address, err := netip.ParseAddr(e.SourceIP)
	if err != nil {
		return use{}, false // the name of an AWS service, or "AWS Internal"
	}
	address = address.Unmap()
	bits := 32
	if address.Is4() {
		bits = 16
	}
	network, err := address.WithZone("").Prefix(bits)
	return use{e, network, program(e.UserAgent)}, err == nil
}

func (u use) place() account.Place { return u.event.File.At(u.event.Name.Span) }

// program is the first product of a user agent, without its version. S3 puts
// the user agent in brackets.
func program(userAgent string) string {
	name, _, _ := strings.Cut(strings.TrimLeft(userAgent, "[ "), "/")
	name, _, _ = strings.Cut(name, " ")
	return strings.ToLower(strings.TrimRight(name, "]"))
}

// Within an hour, a key from so many networks is held by several, or from
// fewer of them with so many programs.
const (
	manyNetworks = 3
	someNetworks = 2
	manyPrograms = 3
)

// sharedHour finds the first span of one hour in which several hold a key: one
// use for each combination of network and program, the last of which proves it.
// The uses come in order of time. It returns nil when there is no such span.
func sharedHour(uses []use) []use {
	networks, programs := make(tally[netip.Prefix]), make(tally[string])
	start := 0
	for i, u := range uses {
		networks.add(u.network)
		programs.add(u.program)
		for u.event.Time.Sub(uses[start].event.Time) > time.Hour {
			networks.remove(uses[start].network)
			programs.remove(uses[start].program)
			start++
		}
		if isShared(len(networks), len(programs)) {
			return distinct(uses[start : i+1])
		}
	}
	return nil
}

func isShared(networks, programs int) bool {
	return networks >= manyNetworks || networks >= someNetworks && programs >= manyPrograms
}

// distinct are the uses without those that repeat an earlier one.
func distinct(uses []use) []use {
	type kind struct {
		network netip.Prefix
		program string
	}
	seen := make(map[kind]bool)
	var kept []use
	for _, u := range uses {
		if k := (kind{u.network, u.program}); !seen[k] {
			seen[k] = true
			kept = append(kept, u)
		}
	}
	return kept
}

// spread says from where and with what a key was used.
func spread(uses []use) string {
	networks, programs := make(tally[netip.Prefix]), make(tally[string])
	for _, u := range uses {
		networks.add(u.network)
		programs.add(u.program)
	}
	text := fmt.Sprintf("%d networks", len(networks))
	if len(programs) > 1 {
		text += fmt.Sprintf(" with %d programs", len(programs))
	}
	return text
}

// A tally counts; what fell to zero, and the zero value, which stands for unknown, is not in it.
type tally[T comparable] map[T]int

func (t tally[T]) add(value T) {
	var unknown T
	if value != unknown {
		t[value]++
	}
}

func (t tally[T]) remove(value T) {
	if t[value]--; t[value] <= 0 {
		delete(t, value)
	}
}
