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
		return escapePath(file), true
	}
	if root = strings.TrimSuffix(root, "/"); root != "" || isAbsolute(root) {
		if below, ok := strings.CutPrefix(file, root+"/"); ok {
			return escapePath(below), true
		}
	}
	return "file:///" + strings.TrimPrefix(escapePath(file), "/"), false
}

// isAbsolute says whether a path with '/' is absolute, on Unix or on Windows.
func isAbsolute(p string) bool {
	return strings.HasPrefix(p, "/") || len(p) > 2 && p[1] == ':' && p[2] == '/'
}

// escapePath percent-encodes a path, also the colon that would make its
// beginning a scheme.
func escapePath(p string) string {
	segments := strings.Split(p, "/")
	for i, s := range segments {
		segments[i] = strings.ReplaceAll(url.PathEscape(s), ":", "%3A")
	}
	return strings.Join(segments, "/")
}
