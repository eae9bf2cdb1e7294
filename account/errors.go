package account

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// Error says where and what, as compilers do.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Path, e.Line, e.Column, e.Message)
}

// wholeFile is an error about a file that has no place of its own.
func wholeFile(path, format string, args ...any) *Error {
	return &Error{Path: path, Line: 1, Column: 1, Message: fmt.Sprintf(format, args...)}
}

// errorAt is an error at a byte offset of a text.
func errorAt(path string, text []byte, offset int, format string, args ...any) *Error {
	before := text[:min(offset, len(text))]
	line := 1 + bytes.Count(before, []byte{'\n'})
	column := 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	return &Error{Path: path, Line: line, Column: column, Message: fmt.Sprintf(format, args...)}
}

func (f *File) errorAt(s Span, format string, args ...any) *Error {
	return errorAt(f.Path, f.Text, int(s.Start), format, args...)
}
