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
	next     *internedDocument // with the same hash
}

func newInterned() interned {
	return interned{seed: maphash.MakeSeed(), byHash: make(map[uint64]*internedDocument)}
}

// find is where the document with a text is, or belongs when it is nil.
func (d *interned) find(text string) **policy.Document {
	hash := maphash.String(d.seed, text)
	first := d.byHash[hash]
	for known := first; known != nil; known = known.next {
		if known.text == text {
			return &known.document
		}
	}
	added := d.memory.New()
	added.text, added.next = text, first
	d.byHash[hash] = added
	return &added.document
}
