package main

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"github.com/chancery-graph/chancery/graph/codec/jsonld"
	"github.com/chancery-graph/chancery/graph/codec/jsonld/remote"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/query/result/textgrid"
	"github.com/chancery-graph/chancery/store/eventlog"
)

// rejectedError marks an error as one of an input rather than of the store: with
// several inputs the others go on.
type rejectedError struct{ error }

func (e *rejectedError) Unwrap() error { return e.error }

// errNoStatements is returned for an RDF file without a statement, which is
// more often a mistake than a fact.
var errNoStatements = errors.New("holds no statement")

// inputError marks errors of reading an input: files that cannot be read and
// text that is malformed. Other errors stay as they are.
func inputError(err error) error {
	var path *fs.PathError
	var syntax *nquads.SyntaxError
	var rule *jsonld.Error
	var packing *rdfio.PackingError
	if classifyStore(err) == nil && (errors.As(err, &path) || errors.As(err, &syntax) || errors.As(err, &rule) ||
		errors.As(err, &packing) || errors.Is(err, rdfio.ErrBomb) || errors.Is(err, rdfio.ErrNotLines) || errors.Is(err, errNoStatements)) {
		return &rejectedError{err}
	}
	return err
}

// showPlace adds the offending line with a caret to a syntax error in a file that
// can be read again.
func (p *program) showPlace(ctx context.Context, path string, err error) error {
	var syntax *nquads.SyntaxError
	if path == "-" || !errors.As(err, &syntax) || syntax.Column == 0 || errors.Is(err, nquads.ErrLineTooLong) {
		return err
	}
	in, openErr := p.openInput(ctx, path)
	if openErr != nil {
		return err // the error at hand says more
	}
	defer in.Close()
	line := ""
	for range syntax.Line {
		var readErr error
		if line, readErr = in.ReadString('\n'); readErr != nil && line == "" {
			return err
		}
	}
	f := *classify(err)
	f.detail = caretUnder(trimLineFeed(line), syntax.Column, 76)
	return &rejectedError{&f}
}

// caretUnder shows a line, or a window of it of some columns, and a caret under
// the character at column, from 1.
func caretUnder(line string, column, width int) string {
	runes := []rune(textgrid.Printable(strings.ToValidUTF8(line, "\ufffd")))
	at := min(column-1, len(runes))
	first := max(0, at-width/2)
	last := min(len(runes), first+width)
	for i := range runes {
		if runes[i] == '\t' {
			runes[i] = ' '
		}
	}
	return "  " + string(runes[first:last]) + "\n  " + strings.Repeat(" ", textgrid.Width(string(runes[first:at]))) + "^"
}

// aboutInput tells whether err was marked by inputError.
func aboutInput(err error) bool {
	var r *rejectedError
	return errors.As(err, &r)
}

// classifyInput finds what the user is told about an error of an input or of a
// name, or returns nil.
func classifyInput(err error) *failure {
	if f := classifyNames(err); f != nil {
		return f
	}
	var syntax *nquads.SyntaxError
	if errors.As(err, &syntax) {
		f := &failure{code: "syntax", exit: exitFailed, cause: err, message: syntax.Error(),
			hint: "nothing of this input was taken; correct the line and try again"}
		if errors.Is(err, nquads.ErrEncoding) {
			f.code, f.hint = "encoding", "nothing of this input was taken; it has to be UTF-8 text"
		}
		return f
	}
	if f := classifyFormat(err); f != nil {
		return f
	}
	var dispatch *ingest.InputError
	if errors.As(err, &dispatch) {
		f := &failure{code: "dispatch", exit: exitFailed, cause: err, message: strings.Replace(err.Error(), "ingest: ", "", 1),
			hint: "nothing of this input was stored"}
		if errors.Is(err, ingest.ErrDate) {
			f.hint = "give it with --published 2026-01-31, or begin the file's name with it"
		}
		return f
	}
	var stream *eventlog.SyntaxError
	if errors.As(err, &stream) {
		return &failure{code: "log_stream", exit: exitFailed, cause: err, message: err.Error(),
			hint: "the stream is cut, changed or no export of a log; events before this place are stored"}
	}
	switch {
	case errors.Is(err, errNoStatements):
		return &failure{code: "empty", exit: exitFailed, cause: err, message: err.Error(), hint: "nothing was stored"}
	case errors.Is(err, fs.ErrNotExist):
		return &failure{code: "no_file", exit: exitFailed, cause: err, message: err.Error()}
	case errors.Is(err, fs.ErrPermission):
		return &failure{code: "permission", exit: exitFailed, cause: err, message: err.Error()}
	}
	return nil
}

// classifyFormat finds what the user is told about an error of reading or
// writing a format, other than one of syntax, or returns nil.
func classifyFormat(err error) *failure {
	var rule *jsonld.Error
	var packing *rdfio.PackingError
	var named *rdfio.GraphError
	switch {
	case errors.As(err, &rule):
		f := &failure{code: "jsonld", exit: exitFailed, cause: err, message: rule.Error(), hint: "nothing of this input was taken"}
		if errors.Is(err, jsonld.ErrRemote) || errors.Is(err, remote.ErrNotAllowed) {
			f.hint = "copy the context into the document, or allow its place with --allow-remote-contexts"
		}
		return f
	case errors.As(err, &packing):
		return &failure{code: "packing", exit: exitFailed, cause: err, message: packing.Error(),
			hint: "nothing of this input was taken; it is damaged or cut short"}
	case errors.Is(err, rdfio.ErrBomb):
		return &failure{code: "unpack_limit", exit: exitFailed, cause: err, message: err.Error(),
			hint: "nothing of this input was taken; --no-unpack-limit lifts the limit"}
	case errors.Is(err, rdfio.ErrNotLines):
		return &failure{code: "lenient", exit: exitFailed, cause: err, message: err.Error(),
			hint: "leave --lenient out"}
	case errors.As(err, &named):
		return &failure{code: "named_graphs", exit: exitFailed, cause: err, message: named.Error(),
			hint: "--graph IRI selects one graph, --merge-graphs drops the names of all"}
	}
	return nil
}
