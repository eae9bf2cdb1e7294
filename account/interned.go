package account

import "hash/maphash"

// interned finds the documents of an export by their text. Each text is
// hashed once: documents are long, and a growing map of texts would hash them
// again and again.
type interned struct {
	seed   maphash.Seed
	byHash map[uint64]*PolicyDocument // the first place of each document
	others []*PolicyDocument          // those whose hash another one has
}

func newInterned() interned {
	return interned{seed: maphash.MakeSeed(), byHash: make(map[uint64]*PolicyDocument)}
}

// find is the first place of the document with a text; nil before it is added.
func (d *interned) find(hash uint64, text string) *PolicyDocument {
	if known := d.byHash[hash]; known == nil || known.text() == text {
		return known
	}
	for _, known := range d.others {
		if known.text() == text {
			return known
		}
	}
	return nil
}

// add notes the first place of a document.
func (d *interned) add(hash uint64, doc *PolicyDocument) {
	if d.byHash[hash] == nil {
		d.byHash[hash] = doc
	} else {
		d.others = append(d.others, doc)
	}
}

func (d *interned) hash(text string) uint64 { return maphash.String(d.seed, text) }
