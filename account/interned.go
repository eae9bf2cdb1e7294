package account

import (
	"hash/maphash"

	"github.com/iamlint/iamlint/policy"
)

// interned finds the documents of an export by their text. Each text is
// hashed once: documents are long, and a growing map of texts would hash them
// again and again.
type interned struct {
	seed   maphash.Seed
	byHash map[uint64][]internedDocument
}

type internedDocument struct {
	text     string
	document *policy.Document
}

func newInterned() interned {
	return interned{seed: maphash.MakeSeed(), byHash: make(map[uint64][]internedDocument)}
}

// document is the one with this text, which parse makes the first time.
func (d interned) document(text string, parse func() *policy.Document) *policy.Document {
	hash := maphash.String(d.seed, text)
	for _, known := range d.byHash[hash] {
		if known.text == text {
			return known.document
		}
	}
	document := parse()
	d.byHash[hash] = append(d.byHash[hash], internedDocument{text, document})
	return document
}
