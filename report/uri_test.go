package report

import "testing"

func TestURI(t *testing.T) {
	for _, c := range []struct {
		root, path string
		want       string
		relative   bool
	}{
		{"", "a/b.json", "a/b.json", true},
		{"", "./a//b.json", "a/b.json", true},
		{"/repo", "a b/ü#?%.json", "a%20b/%C3%BC%23%3F%25.json", true},
		{"/repo", "a:b/c:d", "a%3Ab/c:d", true},
		{"/repo", "a:b", "a%3Ab", true},
		{"/repo", "-", "-", true},
		{"/repo", "/repo/x/y.json", "x/y.json", true},
		{"/repo/", "/repo/x/y.json", "x/y.json", true},
		{"/", "/x/y.json", "x/y.json", true},
		{"/repo", "/repository/y.json", "file:///repository/y.json", false},
		{"/repo/sub", "../y.json", "file:///repo/y.json", false},
		{"/repo/sub", "../sub/y.json", "y.json", true},
		{"", "../y.json", "../y.json", true},
		{"", "/x/a b", "file:///x/a%20b", false},
		{"C:/repo", "C:/repo/y.json", "y.json", true},
		{"C:/repo", "D:/y.json", "file:///D:/y.json", false},
		{"/repo", "a\xff", "a%FF", true},
		{"/repo", "a\nb\x1b", "a%0Ab%1B", true},
	} {
		got, relative := uri(c.root, c.path)
		if got != c.want || relative != c.relative {
			t.Errorf("uri(%q, %q) = %q, %v, want %q, %v", c.root, c.path, got, relative, c.want, c.relative)
		}
	}
}
