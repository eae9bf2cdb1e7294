// Package account is the model of one AWS account, read from its exports.
//
// Load finds the exports among files and folders, tells their kinds by their
// content, groups them by account and reads them into typed slices in which
// every scalar carries its place. Providers (analyzers) hand these to rules.
package account

import (
	"go/token"
	"time"

	"github.com/iamlint/iamlint/internal/jsontape"
)

// Span is a half-open range of byte offsets in the text of a file.
type Span = jsontape.Span

// A File is an export that was read.
type File struct {
	Path   string // as named by the user, with '/'
	Kind   Kind
	Text   []byte // decompressed, without a byte order mark; the decoded CSV for a wrapped credential report
	SHA256 string // of the bytes as stored, in hex
	Size   int64  // of the bytes as stored

	// Raw is the place of the base64 text in the wrapper from which Text was
	// decoded; zero for other files.
	Raw Span

	AccountID string    // from the content or the manifest, "" when neither tells
	Time      time.Time // when the export was made; zero when unknown
	Resource  string    // from the manifest: the user, region or resource that the command named
	Region    string    // from the manifest
	Command   string    // from the manifest, for example "s3api get-bucket-policy"

	root             string // the folder given to Load in which it was found, "" for a named file
	walked           bool   // found in a folder
	timeFromManifest bool
	contradicted     bool // by the manifest; left out
	couldBe          Kind // of a file that holds only empty lists, which other programs write, too
	told             bool // the manifest tells the kind of such a file

	tape   *jsontape.Tape // while the file is read; nil when Text is not JSON
	base   token.Pos      // of offset 0 in the FileSet of the account
	export any            // the typed content, by kind
}

// At is the place of a span of the file.
func (f *File) At(s Span) Place { return Place{f, s} }

// Start is the place of the file as a whole: its first byte.
func (f *File) Start() Place { return Place{f, Span{}} }

// Pointers gives the JSON pointers of the values at ascending offsets of Text;
// all are empty for a text that is not JSON.
func (f *File) Pointers(offsets []int) []string {
	// The tape was let go after reading, for it takes a quarter of the text's
	// size and few reports name pointers.
	tape, err := jsontape.Parse(f.Text)
	if err != nil {
		return make([]string, len(offsets))
	}
	return tape.Pointers(offsets)
}

// A Place is a span in a file. It is an analysis.Range.
type Place struct {
	File *File
	Span Span
}

// Pos is the position of the first byte in the account's FileSet.
func (p Place) Pos() token.Pos { return p.File.base + token.Pos(p.Span.Start) }

// End is the position behind the last byte in the account's FileSet.
func (p Place) End() token.Pos { return p.File.base + token.Pos(p.Span.End) }

// A Scalar is a value of an export with its place.
type Scalar[T any] struct {
	Value T
	Span  Span
}

// Present says whether the export holds the value.
func (s Scalar[T]) Present() bool { return s.Span.End != 0 }

// Text is a string with its place.
type Text = Scalar[string]

// Int is a whole number with its place.
type Int = Scalar[int]

// Bool is a boolean with its place.
type Bool = Scalar[bool]

// Time is a time with its place.
type Time = Scalar[time.Time]
