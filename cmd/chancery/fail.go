package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/chancery-graph/chancery/query/shape"
)

// errInterrupted and errTerminated are the causes with which main cancels the
// context on a signal.
var (
	errInterrupted = errors.New("interrupted")
	errTerminated  = errors.New("terminated")
)

// failure is an error with all that a user gets to see of it.
type failure struct {
	code    string // stable name for programs, such as "store_locked"
	exit    int
	message string // what happened, and where
	hint    string // the next thing to try; may be empty
	// detail is shown under the message on a terminal: a list of candidates, or
	// the offending line with a caret. May be empty.
	detail string
	// candidates are the meanings of an ambiguous name, for JSON.
	candidates []candidate
	cause      error // what errors.Is and errors.As see; may be nil
}

// statusError is an exit status for which everything has been said already.
type statusError int

func (s statusError) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// candidate is one meaning of an ambiguous name.
type candidate struct {
	IRI      string `json:"iri"`
	Name     string `json:"name"`
	Contacts int    `json:"contacts"`
}

func (f *failure) Error() string { return f.message }
func (f *failure) Unwrap() error { return f.cause }

// usagef is a usage error of a command: two lines on stderr, exit 2.
func usagef(command, format string, a ...any) error {
	return &failure{
		code: "usage", exit: exitUsage,
		message: fmt.Sprintf(format, a...),
		hint:    "see 'chancery help" + strings.TrimRight(" "+command, " ") + "'",
	}
}

// classify finds what the user is told about err. Errors of the packages below
// are told apart by errors.Is and errors.As, never by their text.
func classify(err error) *failure {
	var f *failure
	if errors.As(err, &f) {
		if outer := err.Error(); outer != f.message && error(f) != err {
			g := *f
			g.message = outer
			return &g
		}
		return f
	}
	if f := classifyStore(err); f != nil {
		return f
	}
	if f := classifyInput(err); f != nil {
		return f
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return &failure{code: "time_limit", exit: exitIncomplete, message: "the time limit was reached", cause: err}
	case errors.Is(err, shape.ErrShape):
		return &failure{code: "shape", exit: exitFailed, message: err.Error(), cause: err,
			hint: "contacts are found by a query of the store's own: see 'chancery shape show' and 'chancery shape reset'"}
	case errors.Is(err, syscall.ENOSPC):
		return &failure{code: "disk_full", exit: exitFailed, message: err.Error(), cause: err,
			hint: "free some space and try again; what was acknowledged is safe"}
	}
	return &failure{code: "failed", exit: exitFailed, message: err.Error(), cause: err}
}

// cancelled returns the failure for a context that a signal has cancelled, or
// nil.
func cancelled(ctx context.Context) *failure {
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errInterrupted):
		return &failure{code: "interrupted", exit: exitInterrupted, message: "interrupted", cause: cause}
	case errors.Is(cause, errTerminated):
		return &failure{code: "terminated", exit: exitTerminated, message: "terminated", cause: cause}
	case errors.Is(cause, context.Canceled):
		return &failure{code: "interrupted", exit: exitInterrupted, message: "cancelled", cause: cause}
	}
	return nil
}

// quietPipe tells whether err says that the reader of stdout went away, as
// "head" does. That is the reader's choice, so it ends the command without a
// word.
func quietPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }

// report writes the failure to stderr: one JSON object, or the message, its
// detail and the hint on lines of their own.
func (f *failure) report(stderr io.Writer, asJSON bool) error {
	if asJSON {
		type body struct {
			Code       string      `json:"code"`
			Exit       int         `json:"exit"`
			Message    string      `json:"message"`
			Hint       string      `json:"hint"`
			Candidates []candidate `json:"candidates,omitempty"`
		}
		enc := json.NewEncoder(stderr)
		enc.SetEscapeHTML(false)
		return enc.Encode(struct {
			Error body `json:"error"`
		}{body{f.code, f.exit, f.message, f.hint, f.candidates}})
	}
	var b strings.Builder
	fmt.Fprintf(&b, "chancery: %s\n", f.message)
	if f.detail != "" {
		b.WriteString(strings.TrimRight(f.detail, "\n"))
		b.WriteByte('\n')
	}
	if f.hint != "" {
		fmt.Fprintf(&b, "%s\n", f.hint)
	}
	_, err := io.WriteString(stderr, b.String())
	return err
}
