package account

import (
	"cmp"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/policy"
)

// At finds the document that holds an offset of a file, nil when none does.
func (d *Documents) At(f *File, offset uint32) *PolicyDocument {
	i, found := slices.BinarySearchFunc(d.All, offset, func(doc *PolicyDocument, offset uint32) int {
		return cmp.Or(strings.Compare(doc.File.Path, f.Path), cmp.Compare(doc.base, offset))
	})
	if !found {
		i-- // the last document that begins before
	}
	if i < 0 || d.All[i].File != f || offset >= d.All[i].base+d.All[i].Span.End {
		return nil
	}
	return d.All[i]
}

// StatementAt finds the statement of the document that holds an offset of its
// file, nil when none does.
func (d *PolicyDocument) StatementAt(offset uint32) *policy.Statement {
	for i := range d.Statements {
		s := &d.Statements[i]
		if d.base+s.Span.Start <= offset && offset < d.base+s.Span.End {
			return s
		}
	}
	return nil
}
