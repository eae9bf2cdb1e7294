package account

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// ignoredFolders hold copies and caches, never exports.
var ignoredFolders = map[string]bool{".git": true, ".terraform": true, "node_modules": true}

// find lists the files that paths name, folders walked in order of name. It
// follows links and refuses those that lead back to a folder above them.
func find(paths []string) (inputs []input, skipped []string, errs []*Error) {
	w := walker{seen: make(map[string]bool)}
	for _, path := range paths {
		path = filepath.ToSlash(filepath.Clean(path))
		if path == StandardInput {
			w.add(input{path: path, named: true})
			continue
		}
		info, err := os.Stat(path)
		switch {
		case err != nil:
			w.errs = append(w.errs, wholeFile(path, "cannot read: %s", reason(err)))
		case info.IsDir():
			w.root = path
			w.folder(path, nil)
		default:
			w.add(input{path: path, named: true})
		}
	}
	return w.inputs, w.skipped, w.errs
}

type walker struct {
	root    string
	inputs  []input
	skipped []string
	errs    []*Error
	seen    map[string]bool // real paths, so that nothing is read twice
}

func (w *walker) add(in input) {
	real, err := filepath.EvalSymlinks(in.path)
	if err != nil {
		real = in.path
	}
	if !w.seen[real] {
		w.seen[real] = true
		w.inputs = append(w.inputs, in)
	}
}

// folder walks a folder; above are the real paths of the folders it stands in.
func (w *walker) folder(path string, above []string) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		w.errs = append(w.errs, wholeFile(path, "cannot read the folder: %s", reason(err)))
		return
	}
	for _, folder := range above {
		if folder == real {
			w.errs = append(w.errs, wholeFile(path, "directory loop: this link leads back to a folder above it"))
			return
		}
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		w.errs = append(w.errs, wholeFile(path, "cannot read the folder: %s", reason(err)))
		return
	}
	above = append(above[:len(above):len(above)], real)
	for _, entry := range entries {
		name := filepath.ToSlash(filepath.Join(path, entry.Name()))
		info, err := os.Stat(name)
		switch {
		case err != nil:
			w.errs = append(w.errs, wholeFile(name, "cannot read: %s", reason(err)))
		case info.IsDir():
			if !ignoredFolders[entry.Name()] {
				w.folder(name, above)
			}
		case !info.Mode().IsRegular():
			w.skipped = append(w.skipped, name)
		default:
			candidate, err := mayBeExport(name)
			switch {
			case err != nil:
				w.errs = append(w.errs, wholeFile(name, "cannot read: %s", reason(err)))
			case candidate:
				w.add(input{path: name, root: w.root})
			default:
				w.skipped = append(w.skipped, name)
			}
		}
	}
}

// mayBeExport looks at the first bytes of a file, so that pictures and programs
// beside the exports are not read whole.
func mayBeExport(path string) (bool, error) {
	file, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer file.Close()
	head := make([]byte, 4096)
	n, err := io.ReadFull(file, head)
	if n == 0 {
		// An empty .json is an export that failed; any other empty file is none.
		return strings.HasSuffix(path, ".json"), nil
	}
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, err
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, gzipMagic):
		head = decompressHead(func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }, head)
	case bytes.HasPrefix(head, zstdMagic):
		head = decompressHead(func(r io.Reader) (io.Reader, error) { return zstd.NewReader(r, zstd.WithDecoderConcurrency(1)) }, head)
	}
	return looksLikeExport(head), nil
}

// decompressHead is the beginning of a compressed file, as far as its first bytes give it.
func decompressHead(open func(io.Reader) (io.Reader, error), head []byte) []byte {
	reader, err := open(bytes.NewReader(head))
	if err != nil {
		return nil
	}
	if closer, ok := reader.(*zstd.Decoder); ok {
		defer closer.Close()
	}
	text := make([]byte, 4096)
	n, _ := io.ReadFull(reader, text) // the end of head cuts it off
	return text[:n]
}

func looksLikeExport(head []byte) bool {
	if isUTF16(head) { // refused with an explanation when it is read
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n")
	if len(head) == 0 {
		return false
	}
	return head[0] == '{' || head[0] == '[' || isErrorText(head) || isCredentialCSV(head)
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}
