package account

import "golang.org/x/sys/unix"

// hugePages asks for large pages for the text of a large file, which is read
// into memory that nobody has touched yet: faults on it cost as much as parsing.
// It is advice, so an error is no matter.
func hugePages(text []byte) {
	const worthwhile = 8 << 20
	if len(text) >= worthwhile {
		_ = unix.Madvise(text, unix.MADV_HUGEPAGE)
	}
}
