package account

import (
	"iter"
	"strings"

	"github.com/tidwall/gjson"
)

// A responseReader reads the small responses with gjson, whose indexes are the
// places. The text was validated before. The first error stays.
type responseReader struct {
	file *File
	base int // offset in the file of the value that gjson parses
	err  *Error
}

func (r *responseReader) span(v gjson.Result) Span {
	start := r.base + v.Index
	return Span{Start: uint32(start), End: uint32(start + len(v.Raw))}
}

func (r *responseReader) fail(s Span, format string, args ...any) {
	if r.err == nil {
		r.err = r.file.errorAt(s, format, args...)
	}
}

func (r *responseReader) wrongType(v gjson.Result, want string) {
	pointer := r.file.Pointers([]int{int(r.span(v).Start)})[0]
	r.fail(r.span(v), "%s: %s where %s belongs", pointer, describe(v), want)
}

func describe(v gjson.Result) string {
	switch {
	case v.IsArray():
		return "a list"
	case v.IsObject():
		return "an object"
	}
	return map[gjson.Type]string{gjson.Null: "null", gjson.True: "true", gjson.False: "false", gjson.Number: "a number", gjson.String: "a string"}[v.Type]
}

// members are those of an object; null has none.
func (r *responseReader) members(v gjson.Result) iter.Seq2[string, gjson.Result] {
	return func(yield func(string, gjson.Result) bool) {
		if v.Type == gjson.Null {
			return
		}
		if !v.IsObject() {
			r.wrongType(v, "an object")
			return
		}
		seen := make(map[string]bool)
		v.ForEach(func(key, value gjson.Result) bool {
			if seen[key.Str] {
				r.fail(r.span(key), "the key %q stands twice in one object", key.Str)
			}
			seen[key.Str] = true
			return r.err == nil && yield(key.Str, value)
		})
	}
}

// elements are those of a list; null is an empty one.
func (r *responseReader) elements(v gjson.Result) iter.Seq[gjson.Result] {
	return func(yield func(gjson.Result) bool) {
		if v.Type == gjson.Null {
			return
		}
		if !v.IsArray() {
			r.wrongType(v, "a list")
			return
		}
		v.ForEach(func(_, value gjson.Result) bool { return r.err == nil && yield(value) })
	}
}

func (r *responseReader) text(v gjson.Result) Text {
	switch v.Type {
	case gjson.Null:
		return Text{}
	case gjson.String:
		return Text{v.Str, r.span(v)}
	}
	r.wrongType(v, "a string")
	return Text{}
}

func (r *responseReader) boolean(v gjson.Result) Bool {
	switch v.Type {
	case gjson.Null:
		return Bool{}
	case gjson.True, gjson.False:
		return Bool{v.Type == gjson.True, r.span(v)}
	}
	r.wrongType(v, "true or false")
	return Bool{}
}

func (r *responseReader) integer(v gjson.Result) Int {
	switch {
	case v.Type == gjson.Null:
		return Int{}
	case v.Type == gjson.Number && !strings.ContainsAny(v.Raw, ".eE"):
		return Int{int(v.Int()), r.span(v)}
	}
	r.wrongType(v, "a whole number")
	return Int{}
}

func (r *responseReader) time(v gjson.Result) Time {
	switch v.Type {
	case gjson.Null:
		return Time{}
	case gjson.String, gjson.Number:
		t, err := parseTime(strings.Trim(v.Raw, `"`))
		if err != nil {
			r.fail(r.span(v), "%s is not a date", v.Raw)
			return Time{}
		}
		return Time{t, r.span(v)}
	}
	r.wrongType(v, "a date")
	return Time{}
}

func (r *responseReader) tags(v gjson.Result) []Tag {
	var tags []Tag
	for key, value := range r.members(v) {
		tags = append(tags, Tag{Key: Text{key, r.span(value)}, Value: r.text(value)})
	}
	return tags
}
