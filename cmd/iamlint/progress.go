package main

import (
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"golang.org/x/term"
)

// A run says nothing of its progress before it has lasted patience, and after
// that no more often than each redraw.
const (
	patience = time.Second
	redraw   = 200 * time.Millisecond
)

// A progress is a line on a terminal that says what a long run is doing. It is
// gone when the run is done. A nil progress says nothing.
type progress struct {
	w        io.Writer
	now      atomic.Pointer[string]
	stopping chan struct{}
	stopped  chan struct{}
}

// startProgress tells of a run on w if that is a terminal.
func startProgress(w io.Writer) *progress {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) || os.Getenv("TERM") == "dumb" {
		return nil
	}
	p := &progress{w: w, stopping: make(chan struct{}), stopped: make(chan struct{})}
	p.say("reading")
	go p.draw()
	return p
}

func (p *progress) say(text string) {
	if p != nil {
		p.now.Store(&text)
	}
}

// read says how many files were read.
func (p *progress) read(done, all int) {
	p.say(fmt.Sprintf("read %d of %s", done, counted(all, "file")))
}

// linted says how many accounts were linted.
func (p *progress) linted(done, all int) {
	p.say(fmt.Sprintf("linted %d of %s", done, counted(all, "account")))
}

func (p *progress) draw() {
	defer close(p.stopped)
	wait := time.NewTimer(patience)
	defer wait.Stop()
	for shown := ""; ; {
		select {
		case <-p.stopping:
			if shown != "" {
				fmt.Fprint(p.w, "\r\x1b[K")
			}
			return
		case <-wait.C:
			if now := *p.now.Load(); now != shown {
				fmt.Fprint(p.w, "\r\x1b[K", now, " ...")
				shown = now
			}
			wait.Reset(redraw)
		}
	}
}

// stop takes the line away.
func (p *progress) stop() {
	if p != nil {
		close(p.stopping)
		<-p.stopped
	}
}
