package account

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/iamlint/iamlint/internal/jsontape"
)

// A tapeReader reads the large exports from the tape. The first error stays;
// what is read after it does not matter.
type tapeReader struct {
	file *File
	tape *jsontape.Tape
	err  *Error
}

func (r *tapeReader) span(n jsontape.Node) Span { return r.tape.Span(n) }

func (r *tapeReader) fail(n jsontape.Node, format string, args ...any) {
	if r.err == nil {
		pointer := r.file.Pointers([]int{int(r.span(n).Start)})[0]
		r.err = r.file.errorAt(r.span(n), "%s: %s", pointer, fmt.Sprintf(format, args...))
	}
}

func (r *tapeReader) wrongType(n jsontape.Node, want string) {
	r.fail(n, "%s where %s belongs", r.tape.Kind(n), want)
}

// len is how many elements a list has, 0 for other values.
func (r *tapeReader) len(n jsontape.Node) int {
	if r.tape.Kind(n) != jsontape.Array {
		return 0
	}
	return r.tape.Len(n)
}

// isNull says whether a value is null, which stands for absent.
func (r *tapeReader) isNull(n jsontape.Node) bool { return r.tape.Kind(n) == jsontape.Null }

// members are those of an object; a key that stands twice is an error, because
// one of its values would be lost.
func (r *tapeReader) members(n jsontape.Node) iter.Seq2[string, jsontape.Node] {
	return func(yield func(string, jsontape.Node) bool) {
		if r.tape.Kind(n) != jsontape.Object {
			r.wrongType(n, "an object")
			return
		}
		var few [24]string
		seen := few[:0]
		var many map[string]bool
		for key, value := range r.tape.Members(n) {
			name := r.tape.String(key)
			if many[name] || slices.Contains(seen, name) {
				r.fail(key, "the key %q stands twice in one object", name)
			}
			if len(seen) < cap(seen) {
				seen = append(seen, name)
			} else {
				if many == nil {
					many = make(map[string]bool)
				}
				many[name] = true
			}
			if r.err != nil || !yield(name, value) {
				return
			}
		}
	}
}

// elements are those of a list; null is an empty one.
func (r *tapeReader) elements(n jsontape.Node) iter.Seq[jsontape.Node] {
	return func(yield func(jsontape.Node) bool) {
		if r.isNull(n) {
			return
		}
		if r.tape.Kind(n) != jsontape.Array {
			r.wrongType(n, "a list")
			return
		}
		for element := range r.tape.Elements(n) {
			if r.err != nil || !yield(element) {
				return
			}
		}
	}
}

func (r *tapeReader) text(n jsontape.Node) Text {
	if r.isNull(n) {
		return Text{}
	}
	if r.tape.Kind(n) != jsontape.String {
		r.wrongType(n, "a string")
		return Text{}
	}
	return Text{r.tape.String(n), r.span(n)}
}

func (r *tapeReader) boolean(n jsontape.Node) Bool {
	switch r.tape.Kind(n) {
	case jsontape.Null:
		return Bool{}
	case jsontape.True, jsontape.False:
		return Bool{r.tape.Kind(n) == jsontape.True, r.span(n)}
	}
	r.wrongType(n, "true or false")
	return Bool{}
}

func (r *tapeReader) integer(n jsontape.Node) Int {
	if r.isNull(n) {
		return Int{}
	}
	value, err := strconv.Atoi(string(r.tape.Raw(n)))
	if r.tape.Kind(n) != jsontape.Number || err != nil {
		r.wrongType(n, "a whole number")
		return Int{}
	}
	return Int{value, r.span(n)}
}

func (r *tapeReader) time(n jsontape.Node) Time {
	switch r.tape.Kind(n) {
	case jsontape.Null:
		return Time{}
	case jsontape.String, jsontape.Number:
		text := r.tape.String(n)
		if r.tape.Kind(n) == jsontape.Number {
			text = string(r.tape.Raw(n))
		}
		t, err := parseTime(text)
		if err != nil {
			r.fail(n, "%q is not a date", text)
			return Time{}
		}
		return Time{t, r.span(n)}
	}
	r.wrongType(n, "a date")
	return Time{}
}

// parseTime reads the forms in which the versions of the AWS CLI write times:
// ISO 8601 with an offset or Z, with a blank for the T, and seconds since 1970.
func parseTime(text string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02T15:04:05.999999999", time.DateTime, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), nil
		}
	}
	if seconds, err := strconv.ParseFloat(text, 64); err == nil && seconds >= 0 && seconds < 1<<40 {
		return time.Unix(0, int64(seconds*1e9)).UTC(), nil
	}
	return time.Time{}, fmt.Errorf("%q is not a date", text)
}
