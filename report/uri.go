package report

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"
)

// sourceRoot is how SARIF calls the root of the repository.
const sourceRoot = "%SRCROOT%"

// uri names a file for SARIF: relative to root where it lies below it, else
// with the scheme file. Paths are relative to root; root may be unknown.
func uri(root, file string) (uri string, relative bool) {
	root = filepath.ToSlash(root)
	file = path.Clean(file)
	if !isAbsolute(file) && strings.HasPrefix(file, "../") && root != "" {
		file = path.Join(root, file)
	}
	if !isAbsolute(file) {
		return relativeURI(file), true
	}
	if root != "" {
		if below, ok := strings.CutPrefix(file, strings.TrimSuffix(root, "/")+"/"); ok {
			return relativeURI(below), true
		}
	}
	return "file:///" + strings.TrimPrefix(escapePath(file), "/"), false
}

// relativeURI escapes also a colon that would make the beginning a scheme.
func relativeURI(p string) string {
	first, rest, found := strings.Cut(escapePath(p), "/")
	first = strings.ReplaceAll(first, ":", "%3A")
	if !found {
		return first
	}
	return first + "/" + rest
}

// isAbsolute says whether a path with '/' is absolute, on Unix or on Windows.
func isAbsolute(p string) bool {
	return strings.HasPrefix(p, "/") || len(p) > 2 && p[1] == ':' && p[2] == '/'
}

// escapePath percent-encodes a path.
func escapePath(p string) string {
	segments := strings.Split(p, "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	return strings.Join(segments, "/")
}

// below is the path of a file as seen from root, where it lies below it, else
// as it is.
func below(root, file string) string {
	root, file = filepath.ToSlash(root), path.Clean(file)
	if root != "" {
		if strings.HasPrefix(file, "../") {
			file = path.Join(root, file)
		}
		if rest, ok := strings.CutPrefix(file, strings.TrimSuffix(root, "/")+"/"); ok {
			return rest
		}
	}
	return file
}
