package kv

import (
	"fmt"
	"log/slog"
	"strings"
	"sync"
)

// logger hands Badger's messages to slog and keeps the first error of its
// background work, which Badger reports nowhere else.
type logger struct {
	to  *slog.Logger
	mu  sync.Mutex
	err error
}

func newLogger(to *slog.Logger) *logger { return &logger{to: to} }

// backgroundFailures are the beginnings or middles of the messages with which
// Badger reports a failure that no caller gets: flushing a memtable, compacting,
// deleting a file that is no longer needed.
var backgroundFailures = []string{
	"error flushing memtable",
	"LOG Compact FAILED",
	"While running doCompact",
	"while deleting file",
	"unable to decrease reference",
}

// notFailures are messages of the same form that mean that there was nothing to
// do.
var notFailures = []string{"Unable to fill tables"}

func (l *logger) keep(msg string) {
	for _, ok := range notFailures {
		if strings.Contains(msg, ok) {
			return
		}
	}
	for _, f := range backgroundFailures {
		if strings.Contains(msg, f) {
			l.mu.Lock()
			if l.err == nil {
				l.err = fmt.Errorf("kv: in the background: %s", msg)
			}
			l.mu.Unlock()
			return
		}
	}
}

// background returns the first background error since the last call.
func (l *logger) background() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	err := l.err
	l.err = nil
	return err
}

func text(format string, args []any) string {
	return strings.TrimSpace(fmt.Sprintf(format, args...))
}

func (l *logger) Errorf(format string, args ...any) {
	msg := text(format, args)
	l.keep(msg)
	l.to.Error(msg, "from", "badger")
}

func (l *logger) Warningf(format string, args ...any) {
	msg := text(format, args)
	l.keep(msg)
	l.to.Warn(msg, "from", "badger")
}

// Infof is Badger's running commentary; it is logged as debug messages.
func (l *logger) Infof(format string, args ...any) {
	l.to.Debug(text(format, args), "from", "badger")
}

// Debugf is dropped: it is called for every write.
func (l *logger) Debugf(string, ...any) {}
