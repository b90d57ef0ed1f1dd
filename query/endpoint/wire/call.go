package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// Call is a command line, and what a command asks its process and its terminal.
type Call struct {
	// Program is the version of the client's program, for messages.
	Program string `json:"program"`
	// Args is the command line without the name of the program, and without what
	// only the client needs, such as where the server is.
	Args []string `json:"args"`
	// Store is what the client calls the store, for messages.
	Store string `json:"store"`
	// Agent is who causes the events, as the client says.
	Agent string `json:"agent,omitempty"`
	// Format, Progress, Color and Columns are settings as the client has resolved
	// them; the flags in Args go before them.
	Format   string `json:"format,omitempty"`
	Progress string `json:"progress,omitempty"`
	Color    bool   `json:"color,omitempty"`
	Columns  int    `json:"columns,omitempty"`
	// Terminals tells which streams of the client are terminals.
	Terminals Terminals `json:"terminals"`
	// Outputs are the files that the command may write. The client makes them.
	Outputs []Output `json:"outputs,omitempty"`
}

// Terminals tells which streams are terminals.
type Terminals struct {
	Stdin  bool `json:"stdin,omitempty"`
	Stdout bool `json:"stdout,omitempty"`
	Stderr bool `json:"stderr,omitempty"`
}

// Output is a file that a command may write.
type Output struct {
	Name    string   `json:"name"`
	Problem *Problem `json:"problem,omitempty"` // why it cannot be
}

// Input is a file that a command may read, "-" for stdin.
type Input struct {
	Name string `json:"name"`
	// Size of the file in bytes as the client sees it beforehand; 0 if unknown.
	Size int64 `json:"size,omitempty"`
	// Problem is why it cannot be read; it has no data then.
	Problem *Problem `json:"problem,omitempty"`
}

// Problem is an error of a client's file, as an error that reads the same.
type Problem struct {
	Op   string `json:"op,omitempty"` // of the *fs.PathError; empty for another error
	Path string `json:"path,omitempty"`
	Text string `json:"text"`
	// Is is what errors.Is tells it to be: "not_exist", "permission" or empty.
	Is string `json:"is,omitempty"`
}

// classes are what a Problem can be told to be.
var classes = map[string]error{"not_exist": fs.ErrNotExist, "permission": fs.ErrPermission}

// ProblemOf describes an error; nil for none.
func ProblemOf(err error) *Problem {
	if err == nil {
		return nil
	}
	p := &Problem{Text: err.Error()}
	var path *fs.PathError
	if errors.As(err, &path) && path.Error() == err.Error() {
		p.Op, p.Path, p.Text = path.Op, path.Path, path.Err.Error()
	}
	for name, class := range classes {
		if errors.Is(err, class) {
			p.Is = name
		}
	}
	return p
}

// Err is the error that p describes; nil for nil.
func (p *Problem) Err() error {
	if p == nil {
		return nil
	}
	err := error(&described{p.Text, classes[p.Is]})
	if p.Op != "" {
		err = &fs.PathError{Op: p.Op, Path: p.Path, Err: err}
	}
	return err
}

// described is an error with a text and a class of its own.
type described struct {
	text  string
	class error // nil for none
}

func (d *described) Error() string { return d.text }

// Unwrap returns the class.
func (d *described) Unwrap() error { return d.class }

// decode reads the JSON of a payload. Members that are not known are left alone: they
// are hints of a later program; what changes a meaning needs a new Version.
func decode(payload []byte, into any) error {
	if err := json.Unmarshal(payload, into); err != nil {
		return fmt.Errorf("%w: %w", ErrFrame, err)
	}
	return nil
}

// SendCall begins a request.
func SendCall(w *Writer, c *Call) error { return sendJSON(w, Head, c) }

// SendInput writes an input of a request; data is nil if it has a problem.
func SendInput(w *Writer, in *Input, data io.Reader) error {
	if err := sendJSON(w, Begin, in); err != nil || data == nil {
		return err
	}
	_, err := io.CopyBuffer(struct{ io.Writer }{Stream{w, Data}}, struct{ io.Reader }{data}, make([]byte, 64<<10))
	return err
}

// SendEnd ends a request.
func SendEnd(w *Writer) error { return w.Frame(Whole, nil) }

func sendJSON(w *Writer, kind Kind, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if len(text) > MaxPayload {
		return fmt.Errorf("wire: the command line has %d bytes, the limit is %d", len(text), MaxPayload)
	}
	return w.Frame(kind, text)
}
