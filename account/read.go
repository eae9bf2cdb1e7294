package account

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/klauspost/compress/zstd"

	"github.com/iamlint/iamlint/internal/jsontape"
)

// StandardInput is the path that stands for standard input.
const StandardInput = "-"

// input is a file that is to be read, and how it was found.
type input struct {
	path  string
	named bool // on the command line, so that it may not be skipped
	root  string
}

// MaxSize is the size in bytes up to which an input is read, compressed or not.
const MaxSize = jsontape.MaxSize

var errTooLarge = errors.New("larger than 1 GiB, the limit of one input; split the export into pages")

// readFile reads and decompresses a file.
func readFile(in input, o Options) (*File, *Error) {
	stored, err := readStored(in.path, o)
	if err != nil {
		return nil, wholeFile(in.path, "cannot read: %s", reason(err))
	}
	f := &File{Path: in.path, Size: int64(len(stored)), root: in.root, walked: !in.named}
	if o.Hash {
		sum := sha256.Sum256(stored)
		f.SHA256 = hex.EncodeToString(sum[:])
	}
	text, err := decompress(stored, MaxSize)
	if err != nil {
		return nil, wholeFile(in.path, "cannot decompress: %s", reason(err))
	}
	if isUTF16(text) {
		return nil, wholeFile(in.path, "UTF-16 text, expected UTF-8 (in PowerShell write with: Out-File -Encoding utf8)")
	}
	f.Text = bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF"))
	return f, nil
}

// isUTF16 says whether a text begins with the byte order mark of UTF-16.
func isUTF16(text []byte) bool {
	return bytes.HasPrefix(text, []byte{0xFF, 0xFE}) || bytes.HasPrefix(text, []byte{0xFE, 0xFF})
}

func readStored(path string, o Options) ([]byte, error) {
	if path == StandardInput {
		if int64(len(o.Stdin)) > MaxSize {
			return nil, errTooLarge
		}
		return o.Stdin, nil
	}
	if text, ok := o.Texts[path]; ok {
		return text, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
	}
	if info.Size() > MaxSize {
		return nil, errTooLarge
	}
	text := make([]byte, info.Size())
	hugePages(text)
	n, err := io.ReadFull(file, text)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	return text[:n], nil
}

var (
	gzipMagic = []byte{0x1F, 0x8B}
	zstdMagic = []byte{0x28, 0xB5, 0x2F, 0xFD}
)

// decompress undoes gzip and zstd, known by their first bytes; other data stays as it is.
func decompress(data []byte, limit int64) ([]byte, error) {
	var reader io.Reader
	switch {
	case bytes.HasPrefix(data, gzipMagic):
		zipped, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		reader = zipped
	case bytes.HasPrefix(data, zstdMagic):
		zipped, err := zstd.NewReader(bytes.NewReader(data), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(uint64(limit)))
		if err != nil {
			return nil, err
		}
		defer zipped.Close()
		reader = zipped
	default:
		return data, nil
	}
	text, err := io.ReadAll(io.LimitReader(reader, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > limit {
		return nil, errTooLarge
	}
	return text, nil
}

// reason is an error without the path that the message names already.
func reason(err error) string {
	if pathError := (*fs.PathError)(nil); errors.As(err, &pathError) {
		return pathError.Err.Error()
	}
	return fmt.Sprint(err)
}
