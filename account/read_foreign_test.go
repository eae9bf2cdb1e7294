package account

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"path/filepath"
	"strings"
	"testing"
)

// TestArchives holds what is said of files that text cannot show; those that it
// can show are in the scripts of the command.
func TestArchives(t *testing.T) {
	zipped, tarred, both := new(bytes.Buffer), new(bytes.Buffer), new(bytes.Buffer)
	z := zip.NewWriter(zipped)
	w, err := z.Create("details.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(someUsers)); err != nil {
		t.Fatal(err)
	}
	g := gzip.NewWriter(both)
	for _, archive := range []*tar.Writer{tar.NewWriter(tarred), tar.NewWriter(g)} {
		if err := archive.WriteHeader(&tar.Header{Name: "details.json", Mode: 0o644, Size: int64(len(someUsers))}); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Write([]byte(someUsers)); err != nil {
			t.Fatal(err)
		}
		if err := archive.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []interface{ Close() error }{z, g} {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for name, test := range map[string]struct{ text, want string }{
		"export.zip":    {zipped.String(), "a zip archive; unpack it and lint the folder"},
		"export.tar":    {tarred.String(), "a tar archive; unpack it and lint the folder"},
		"export.tar.gz": {both.String(), "a tar archive; unpack it and lint the folder"},
		"export.xz":     {"\xFD7zXZ\x00\x00", "compressed with bzip2 or xz; iamlint reads gzip and zstd"},
	} {
		dir := folder(t, map[string]string{name: test.text})
		for path, want := range map[string]string{
			filepath.Join(dir, name): name + ":1:1: not an AWS export: this is " + test.want,
			dir:                      "no AWS exports in this folder: " + name + " is " + test.want,
		} {
			if got := problems(Load([]string{path}, Options{}), dir); len(got) != 1 || !strings.Contains(got[0], want) {
				t.Errorf("%s: got %q, want %q", path, got, want)
			}
		}
	}
	dir := folder(t, map[string]string{"a.bin": "\x7fELF\x00\x01"})
	if got := problems(Load([]string{filepath.Join(dir, "a.bin")}, Options{}), dir); len(got) != 1 || !strings.Contains(got[0], "this is binary") {
		t.Errorf("got %q", got)
	}
}
