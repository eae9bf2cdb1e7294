package account

import (
	"hash/maphash"

	"github.com/iamlint/iamlint/internal/slab"
	"github.com/iamlint/iamlint/policy"
)

// interned finds the documents of an export by their text. Each text is
// hashed once: documents are long, and a growing map of texts would hash them
// again and again.
type interned struct {
	seed   maphash.Seed
	byHash map[uint64]*internedDocument
	memory slab.Slab[internedDocument]
}

type internedDocument struct {
	text     string
	document *policy.Document
	first    *PolicyDocument   // the place where it stands first
	next     *internedDocument // another one with the same hash
}

func newInterned() interned {
	return interned{seed: maphash.MakeSeed(), byHash: make(map[uint64]*internedDocument)}
}

// find is the document with a text, which is not there yet the first time.
func (d *interned) find(text string) *internedDocument {
	hash := maphash.String(d.seed, text)
	for known := d.byHash[hash]; known != nil; known = known.next {
		if known.text == text {
			return known
		}
	}
	added := d.memory.New()
	added.text, added.next = text, d.byHash[hash]
	d.byHash[hash] = added
	return added
}
