package external

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/claim"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// Version names the protocol between chancery and the program.
const Version = "exec/1"

// Errors of programs; each comes wrapped with what the program did.
var (
	// ErrProgram: the program cannot be started, failed or took too long.
	ErrProgram = errors.New("external: program failed")
	// ErrTooMuch: the program wrote more than Options.MaxOutput.
	ErrTooMuch = errors.New("external: program wrote too much")
	// ErrCommand: the command line cannot be read.
	ErrCommand = errors.New("external: not a command line")
)

// Options configure an Extractor; all but Command may be zero.
type Options struct {
	// Command is the program with its arguments.
	Command []string
	// Timeout is for one dispatch; 0 means a minute.
	Timeout time.Duration
	// MaxOutput is the longest answer in bytes; 0 means 8 MiB.
	MaxOutput int
	// Trust is the confidence of what the program states without one; 0 means
	// ingest.DefaultMinConfidence.
	Trust float64
}

func (o Options) withDefaults() Options {
	if o.Timeout == 0 {
		o.Timeout = time.Minute
	}
	if o.MaxOutput == 0 {
		o.MaxOutput = 8 << 20
	}
	return o
}

// Extractor runs a program. It implements ingest.Reporter.
type Extractor struct{ opts Options }

var _ ingest.Reporter = (*Extractor)(nil)

// New returns an extractor. It returns ErrCommand for an empty command and
// ErrProgram, wrapped, for a program that is not there.
func New(opts Options) (*Extractor, error) {
	if len(opts.Command) == 0 {
		return nil, fmt.Errorf("%w: it is empty", ErrCommand)
	}
	path, err := exec.LookPath(opts.Command[0])
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProgram, err)
	}
	opts.Command = append([]string{path}, opts.Command[1:]...)
	return &Extractor{opts.withDefaults()}, nil
}

// Name returns the protocol, the command line, and how far the program is trusted,
// if that was said: what these change is read anew.
func (x *Extractor) Name() string {
	name := Version + " " + strings.Join(x.opts.Command, " ")
	if t := x.opts.Trust; t != 0 && t != ingest.DefaultMinConfidence {
		name += fmt.Sprintf(" trust:%g", t)
	}
	return name
}

// input is what the program gets.
type input struct {
	Schema    string `json:"schema"`
	Lang      string `json:"lang"`
	Published string `json:"published,omitempty"`
	Titled    bool   `json:"titled,omitempty"`
	Untitled  bool   `json:"untitled,omitempty"`
	Title     string `json:"title,omitempty"`
	Text      string `json:"text"`
}

// Extract implements ingest.Extractor.
func (x *Extractor) Extract(ctx context.Context, in extract.Input) (*extract.Result, error) {
	res, _, err := x.ExtractReport(ctx, in)
	return res, err
}

// ExtractReport implements ingest.Reporter. It returns ErrProgram, ErrTooMuch,
// claim.ErrAnswer or extract.ErrNotUTF8, wrapped, or the error of ctx.
func (x *Extractor) ExtractReport(ctx context.Context, in extract.Input) (*extract.Result, *ingest.Report, error) {
	if !utf8.Valid(in.Text) {
		return nil, nil, extract.ErrNotUTF8
	}
	question, err := json.Marshal(input{"chancery/extract-input/1", string(in.Lang), in.Published.String(), in.Titled, in.Untitled, in.Title, string(in.Text)})
	if err != nil {
		return nil, nil, err
	}
	raw, err := x.run(ctx, question)
	if err != nil {
		return nil, nil, err
	}
	answer, err := claim.Parse(raw)
	if err != nil {
		return nil, nil, err
	}
	res, dropped, err := claim.Check(ctx, in, answer, claim.Options{Rule: "exec", Trust: x.opts.Trust, OwnConfidence: true})
	if err != nil {
		return nil, nil, err
	}
	return res, &ingest.Report{Dropped: dropped}, nil
}

func (x *Extractor) run(ctx context.Context, question []byte) ([]byte, error) {
	limited, stop := context.WithTimeout(ctx, x.opts.Timeout)
	defer stop()
	cmd := exec.CommandContext(limited, x.opts.Command[0], x.opts.Command[1:]...)
	cmd.WaitDelay = time.Second // children of the program may hold its pipes
	cmd.Stdin = bytes.NewReader(append(question, '\n'))
	out, complaint := &bounded{limit: x.opts.MaxOutput}, &head{limit: 2 << 10}
	cmd.Stdout, cmd.Stderr = out, complaint
	err := cmd.Run()
	switch {
	case out.full:
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooMuch, x.opts.MaxOutput)
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case limited.Err() != nil:
		return nil, fmt.Errorf("%w: it took longer than %s", ErrProgram, x.opts.Timeout)
	case err != nil:
		text := strings.Join(strings.Fields(strings.ToValidUTF8(complaint.buf.String(), "?")), " ")
		return nil, fmt.Errorf("%w: %w: %s", ErrProgram, err, text)
	}
	return out.buf.Bytes(), nil
}

// bounded is a buffer that refuses more than its limit of bytes.
type bounded struct {
	buf   bytes.Buffer
	limit int
	full  bool
}

// Write implements io.Writer.
func (b *bounded) Write(p []byte) (int, error) {
	if b.buf.Len()+len(p) > b.limit {
		b.full = true
		return 0, ErrTooMuch
	}
	return b.buf.Write(p)
}

// head keeps the first bytes and lets the others pass, so that a program that
// complains at length is not stopped by it.
type head struct {
	buf   bytes.Buffer
	limit int
}

// Write implements io.Writer.
func (h *head) Write(p []byte) (int, error) {
	if room := h.limit - h.buf.Len(); room > 0 {
		h.buf.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// Split cuts a command line into words as a shell does: blanks part words, quotes
// of either kind keep them, and a backslash outside single quotes takes the next
// character as it is. Nothing is expanded. It returns ErrCommand, wrapped, for a
// quote that is not closed.
func Split(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	in, open := false, rune(0)
	escaped := false
	for _, r := range line {
		switch {
		case escaped:
			word.WriteRune(r)
			escaped = false
		case r == '\\' && open != '\'':
			escaped, in = true, true
		case open != 0 && r == open:
			open = 0
		case open != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			open, in = r, true
		case r == ' ' || r == '\t' || r == '\n':
			if in {
				words = append(words, word.String())
				word.Reset()
				in = false
			}
		default:
			word.WriteRune(r)
			in = true
		}
	}
	if open != 0 || escaped {
		return nil, fmt.Errorf("%w: %q is not closed", ErrCommand, line)
	}
	if in {
		words = append(words, word.String())
	}
	return words, nil
}
