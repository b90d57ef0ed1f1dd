package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"unicode/utf8"
)

// readPDF runs pdftotext over a PDF. The bytes go in by a pipe and the text
// comes back by one; no file is written.
func readPDF(ctx context.Context, raw []byte, opts Options) (*Item, error) {
	if opts.NoPrograms {
		return nil, ErrNoPrograms
	}
	program, err := exec.LookPath(opts.PDFToText)
	if err != nil {
		return nil, ErrNoPDFReader
	}
	ctx, stop := context.WithTimeoutCause(ctx, opts.PDFTime, fmt.Errorf("%w: pdftotext took longer than %s", ErrFormat, opts.PDFTime))
	defer stop()
	cmd := exec.CommandContext(ctx, program, "-enc", "UTF-8", "-nopgbrk", "-", "-")
	cmd.Stdin = bytes.NewReader(raw)
	out, complaint := &bounded{limit: opts.MaxFile}, &bounded{limit: 64 << 10}
	cmd.Stdout, cmd.Stderr = out, complaint
	if err := cmd.Run(); err != nil {
		switch {
		case out.full:
			return nil, &LimitError{"file", opts.MaxFile}
		case ctx.Err() != nil:
			return nil, context.Cause(ctx)
		}
		return nil, fmt.Errorf("%w: PDF: %s (%w)", ErrFormat, pdfComplaint(complaint.buf.String()), err)
	}
	text, _, _, err := Decode(bytes.ReplaceAll(out.buf.Bytes(), []byte("\f"), []byte("\n")), "utf-8")
	if err != nil {
		return nil, err
	}
	item := &Item{Encoding: "utf-8"}
	if item.Text, err = compose("", pdfParagraphs(string(text))); err != nil {
		return nil, fmt.Errorf("%w: the PDF holds pictures of text, or none", err)
	}
	readHeader(item)
	return item, nil
}

// pdfComplaint is what pdftotext says last, which is why it gave up.
func pdfComplaint(said string) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	last := oneLine(lines[len(lines)-1])
	switch {
	case strings.Contains(said, "ncorrect password"):
		return "it is encrypted, and opens with a password only"
	case last == "":
		return "pdftotext gives no reason"
	}
	return last
}

// pdfParagraphs joins the lines of paragraphs: a blank line ends one, and so does
// a line that is much shorter than lines of this text are, as those of a header
// and the last of a paragraph are. pdftotext itself joins the words that a line
// had no room for, and drops their hyphens.
func pdfParagraphs(text string) []string {
	const least = 30 // characters of a line of prose, in the narrowest columns
	lines := strings.Split(text, "\n")
	var lengths []int
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
		if n := utf8.RuneCountInString(lines[i]); n >= least {
			lengths = append(lengths, n)
		}
	}
	width := least
	if len(lengths) > 0 {
		slices.Sort(lengths)
		width = lengths[len(lengths)/2]
	}
	var out []string
	open := false
	for _, line := range lines {
		switch {
		case line == "":
			open = false
			continue
		case open:
			out[len(out)-1] += " " + line
		default:
			out = append(out, line)
		}
		open = utf8.RuneCountInString(line) > width*2/3
	}
	return out
}

var errFull = errors.New("source: output is full")

// bounded is a buffer that refuses more than its limit of bytes. It has no
// ReadFrom, by which a copy would pass the limit by.
type bounded struct {
	buf   bytes.Buffer
	limit int
	full  bool
}

// Write implements io.Writer.
func (b *bounded) Write(p []byte) (int, error) {
	if b.buf.Len()+len(p) > b.limit {
		b.full = true
		return 0, errFull
	}
	return b.buf.Write(p)
}
