package accountgen

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"time"
)

// A list is a member of the object that writeLists writes.
type list struct {
	key     string
	entries iter.Seq[any]
}

// writeLists writes an object of lists, one entry at a time.
func writeLists(w io.Writer, compact bool, lists ...list) error {
	out := bufio.NewWriterSize(w, 256<<10)
	layout := func(indented, compacted string) string {
		if compact {
			return compacted
		}
		return indented
	}
	var entry bytes.Buffer
	encoder := json.NewEncoder(&entry)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent(layout("        ", ""), layout("    ", ""))

	separator := layout("{\n", "{")
	for _, l := range lists {
		fmt.Fprintf(out, layout("%s    %q: [", "%s%q:["), separator, l.key)
		separator = layout("\n", "")
		end := "]"
		for e := range l.entries {
			entry.Reset()
			if err := encoder.Encode(e); err != nil {
				return err
			}
			out.WriteString(separator + layout("        ", ""))
			out.Write(bytes.TrimSuffix(entry.Bytes(), []byte("\n")))
			separator = layout(",\n", ",")
			end = layout("\n    ]", "]")
		}
		out.WriteString(end)
		separator = layout(",\n", ",")
	}
	out.WriteString(layout("\n}\n", "}\n"))
	return out.Flush()
}

// writeObject writes one value.
func writeObject(w io.Writer, compact bool, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if !compact {
		encoder.SetIndent("", "    ")
	}
	return encoder.Encode(value)
}

// exports are the files of WriteDir and the commands they stand for.
var exports = []struct {
	path, command string
	write         func(io.Writer, Options) error
}{
	{"authorization-details.json", "iam get-account-authorization-details", AuthorizationDetails},
	{"credential-report.csv", "iam get-credential-report", CredentialReport},
	{"account-summary.json", "iam get-account-summary", AccountSummary},
	{"password-policy.json", "iam get-account-password-policy", PasswordPolicy},
	{"virtual-mfa-devices.json", "iam list-virtual-mfa-devices", VirtualMFADevices},
}

// WriteDir writes all exports of the account into a folder, which it makes if
// need be, with an iamlint-export.json that says when they were made.
func WriteDir(dir string, o Options) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("write an account: %w", err)
	}
	for _, e := range exports {
		if err := writeFile(filepath.Join(dir, e.path), o, e.write); err != nil {
			return err
		}
	}
	return writeFile(filepath.Join(dir, "iamlint-export.json"), o, writeManifest)
}

func writeFile(path string, o Options, write func(io.Writer, Options) error) error {
	file, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write an account: %w", err)
	}
	if err := errors.Join(write(file, o), file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

func writeManifest(w io.Writer, o Options) error {
	a := newAccount(o)
	type file struct {
		Path    string `json:"path"`
		Command string `json:"command"`
		Account string `json:"account"`
		Time    string `json:"time"`
	}
	manifest := struct {
		SchemaVersion int    `json:"schemaVersion"`
		Tool          string `json:"tool"`
		Account       string `json:"account"`
		Files         []file `json:"files"`
	}{1, "iamlint export-commands", a.id, nil}
	for _, e := range exports {
		manifest.Files = append(manifest.Files, file{e.path, e.command, a.id, a.AsOf.Format(time.RFC3339)})
	}
	return writeObject(w, o.Compact, manifest)
}
