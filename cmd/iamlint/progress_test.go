//go:build linux

package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// newTerminal is a pseudo-terminal: what is written to it, and the terminal.
func newTerminal(t *testing.T) (screen, terminal *os.File) {
	t.Helper()
	screen, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals: %v", err)
	}
	t.Cleanup(func() { _ = screen.Close() }) // some tests have closed it
	if err := unix.IoctlSetPointerInt(int(screen.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(screen.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	terminal, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return screen, terminal
}

// TestProgress lints an input that comes late. Only a run of more than a second
// whose standard error is a terminal tells of its progress.
func TestProgress(t *testing.T) {
	t.Setenv("TERM", "xterm")
	for _, test := range []struct {
		name, term string
		delay      time.Duration
		terminal   bool
		flag       string
		told       bool
	}{
		{"slow, on a terminal", "xterm", patience + 2*redraw, true, "--no-config", true},
		{"slow, for pre-commit", "xterm", patience + 2*redraw, true, "--hook", false},
		{"slow, on a dumb terminal", "dumb", patience + 2*redraw, true, "--no-config", false},
		{"slow, on no terminal", "xterm", patience + 2*redraw, false, "--no-config", false},
		{"fast, on a terminal", "xterm", 0, true, "--no-config", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("TERM", test.term)
			screen, errs := newTerminal(t)
			if !test.terminal {
				var err error
				if screen, errs, err = os.Pipe(); err != nil {
					t.Fatal(err)
				}
			}
			input, late := io.Pipe()
			go func() {
				time.Sleep(test.delay)
				_, _ = io.WriteString(late, `{"Version": "2012-10-17", "Statement": []}`) // the reader checks what comes
				_ = late.Close()                                                          // never fails
			}()
			run([]string{"check", test.flag, "-"}, input, io.Discard, errs)
			if err := errs.Close(); err != nil {
				t.Fatal(err)
			}
			got, _ := io.ReadAll(screen) // a terminal that was closed ends with an error
			const erase = "\r\x1b[K"
			told := strings.HasPrefix(string(got), erase+"reading ...") && strings.HasSuffix(string(got), " ..."+erase)
			if told != test.told || !told && len(got) > 0 {
				t.Errorf("standard error is %q", got)
			}
		})
	}
}

// TestProgressCounts holds what is said of files and accounts.
func TestProgressCounts(t *testing.T) {
	var said []string
	p := new(progress)
	note := func() { said = append(said, *p.now.Load()) }
	p.read(1, 2)
	note()
	p.linted(0, 1)
	note()
	if got, want := strings.Join(said, "; "), "read 1 of 2 files; linted 0 of 1 account"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var none *progress
	none.read(1, 2)
	none.stop()
}
