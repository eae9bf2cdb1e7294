package account

import (
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/tidwall/gjson"
)

// requiredColumns are those without which a credential report says nothing
// sound about a user (Getting credential reports for your AWS account).
var requiredColumns = []string{
	"user", "arn", "user_creation_time", "password_enabled", "password_last_used", "password_last_changed",
	"password_next_rotation", "mfa_active",
	"access_key_1_active", "access_key_1_last_rotated", "access_key_1_last_used_date", "access_key_1_last_used_region", "access_key_1_last_used_service",
	"access_key_2_active", "access_key_2_last_rotated", "access_key_2_last_used_date", "access_key_2_last_used_region", "access_key_2_last_used_service",
	"cert_1_active", "cert_1_last_rotated", "cert_2_active", "cert_2_last_rotated",
}

// readWrappedReport reads what get-credential-report prints: the CSV, in
// base64 or plain, in a JSON object. The text of the file becomes the CSV.
func (f *File) readWrappedReport(r *responseReader, root gjson.Result) {
	var content Text
	for key, value := range r.members(root) {
		switch key {
		case "Content":
			content = r.text(value)
		case "GeneratedTime":
			f.Time = r.time(value).Value
		}
	}
	if r.err != nil {
		return
	}
	decoded := []byte(content.Value)
	if !isCredentialCSV(bytes.TrimSpace(decoded)) {
		// Line breaks and blanks stand in base64 that was wrapped by hand.
		packed := strings.Map(func(c rune) rune {
			if c == '\n' || c == '\r' || c == ' ' {
				return -1
			}
			return c
		}, content.Value)
		var err error
		decoded, err = base64.StdEncoding.DecodeString(packed)
		if err != nil {
			r.fail(content.Span, "Content is neither base64 nor a credential report: %s", err)
			return
		}
	}
	decoded = bytes.TrimPrefix(decoded, []byte("\xEF\xBB\xBF"))
	if !isCredentialCSV(bytes.TrimSpace(decoded)) {
		r.fail(content.Span, "Content does not hold the columns of a credential report")
		return
	}
	f.Raw, f.Text, f.tape = content.Span, decoded, nil
	r.err = f.readCredentialCSV()
}

// readCredentialCSV reads the CSV of a credential report. Columns may stand in
// any order, and unknown ones are left alone.
func (f *File) readCredentialCSV() *Error {
	table := newTable(f)
	header, err := table.row()
	if err != nil {
		return err
	}
	columns := make(map[string]int, len(header))
	for i, cell := range header {
		if _, ok := columns[cell.Value]; ok {
			return f.errorAt(cell.Span, "the column %s stands twice", cell.Value)
		}
		columns[cell.Value] = i
	}
	for _, name := range requiredColumns {
		if _, ok := columns[name]; !ok {
			return f.errorAt(header[0].Span, "the column %s of the credential report is missing", name)
		}
	}
	report := &CredentialReport{File: f, Time: f.Time}
	for {
		cells, err := table.row()
		if err != nil {
			return err
		}
		if cells == nil {
			break
		}
		row := &rowReader{file: f, columns: columns, cells: cells}
		credentials := row.credentials()
		if row.err != nil {
			return row.err
		}
		if credentials.User.Value == "<root_account>" {
			report.Root = credentials
		} else {
			report.Rows = append(report.Rows, credentials)
		}
	}
	f.export = report
	return nil
}

// A table reads CSV with the place of each cell.
type table struct {
	file  *File
	csv   *csv.Reader
	lines []int // offsets at which the lines begin
}

func newTable(f *File) *table {
	reader := csv.NewReader(bytes.NewReader(f.Text))
	reader.FieldsPerRecord = 0 // as many as the header has
	lines := []int{0}
	for i, c := range f.Text {
		if c == '\n' {
			lines = append(lines, i+1)
		}
	}
	return &table{f, reader, lines}
}

// row reads the next row; nil at the end.
func (t *table) row() ([]Text, *Error) {
	fields, err := t.csv.Read()
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	var syntax *csv.ParseError
	switch {
	case errors.As(err, &syntax):
		line := min(max(syntax.Line, 1), len(t.lines))
		message := syntax.Err.Error()
		if errors.Is(syntax.Err, csv.ErrFieldCount) {
			return nil, errorAt(t.file.Path, t.file.Text, t.lines[line-1], "the row has %d cells, expected %d as in the header", len(fields), t.csv.FieldsPerRecord)
		}
		return nil, errorAt(t.file.Path, t.file.Text, t.lines[line-1]+max(syntax.Column-1, 0), "not CSV: %s", message)
	case err != nil:
		return nil, wholeFile(t.file.Path, "cannot read: %s", err)
	}
	cells := make([]Text, len(fields))
	for i, field := range fields {
		line, column := t.csv.FieldPos(i)
		start := t.lines[line-1] + column - 1
		end := start + len(field)
		if t.file.Text[min(start, len(t.file.Text)-1)] == '"' {
			end += 2 + strings.Count(field, `"`)
		}
		cells[i] = Text{field, Span{Start: uint32(start), End: uint32(min(end, len(t.file.Text)))}}
	}
	return cells, nil
}

// A rowReader reads the cells of a row by the names of their columns. The first error stays.
type rowReader struct {
	file    *File
	columns map[string]int
	cells   []Text
	err     *Error
}

func (r *rowReader) credentials() *Credentials {
	c := &Credentials{
		File:             r.file,
		Span:             Span{Start: r.cells[0].Span.Start, End: r.cells[len(r.cells)-1].Span.End},
		User:             r.cell("user"),
		ARN:              r.cell("arn"),
		PasswordEnabled:  r.boolean("password_enabled"),
		PasswordLastUsed: r.time("password_last_used"),
		PasswordChanged:  r.time("password_last_changed"),
		PasswordRotation: r.time("password_next_rotation"),
		MFAActive:        r.boolean("mfa_active"),
	}
	if created := r.time("user_creation_time"); created.Known {
		c.Create = Time{created.Value, created.Span}
	}
	for i := range c.Keys {
		prefix := fmt.Sprintf("access_key_%d_", i+1)
		c.Keys[i] = KeyCredential{
			Number:   i + 1,
			Active:   r.boolean(prefix + "active"),
			Rotated:  r.time(prefix + "last_rotated"),
			LastUsed: r.time(prefix + "last_used_date"),
			Region:   r.string(prefix + "last_used_region"),
			Service:  r.string(prefix + "last_used_service"),
		}
	}
	for i := range c.Certificates {
		prefix := fmt.Sprintf("cert_%d_", i+1)
		c.Certificates[i] = CertificateCredential{
			Number:  i + 1,
			Active:  r.boolean(prefix + "active"),
			Rotated: r.time(prefix + "last_rotated"),
		}
	}
	return c
}

func (r *rowReader) cell(column string) Text { return r.cells[r.columns[column]] }

// absent are the words with which the report leaves a cell open.
func absent(text string) bool {
	switch text {
	case "", "N/A", "no_information", "not_supported":
		return true
	}
	return false
}

func (r *rowReader) string(column string) Cell[string] {
	cell := r.cell(column)
	return Cell[string]{Value: cell.Value, Known: !absent(cell.Value), Raw: cell.Value, Span: cell.Span}
}

func (r *rowReader) boolean(column string) Cell[bool] {
	cell := r.cell(column)
	b := Cell[bool]{Raw: cell.Value, Span: cell.Span}
	switch {
	case strings.EqualFold(cell.Value, "true"):
		b.Value, b.Known = true, true
	case strings.EqualFold(cell.Value, "false"):
		b.Known = true
	case !absent(cell.Value):
		r.fail(column, cell, "true or false")
	}
	return b
}

func (r *rowReader) time(column string) Cell[time.Time] {
	cell := r.cell(column)
	c := Cell[time.Time]{Raw: cell.Value, Span: cell.Span}
	if absent(cell.Value) {
		return c
	}
	t, err := parseTime(cell.Value)
	if err != nil {
		r.fail(column, cell, "a date")
		return c
	}
	c.Value, c.Known = t, true
	return c
}

func (r *rowReader) fail(column string, cell Text, want string) {
	if r.err == nil {
		r.err = r.file.errorAt(cell.Span, "%s is %q, expected %s", column, cell.Value, want)
	}
}
