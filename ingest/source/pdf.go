package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
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
	cmd := exec.CommandContext(ctx, program, "-enc", "UTF-8", "-nopgbrk", "-q", "-", "-")
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
		return nil, fmt.Errorf("%w: PDF: %w: %s", ErrFormat, err, oneLine(complaint.buf.String()))
	}
	text, _, _, err := Decode(bytes.ReplaceAll(out.buf.Bytes(), []byte("\f"), []byte("\n")), "utf-8")
	if err != nil {
		return nil, err
	}
	item := &Item{Encoding: "utf-8"}
	paragraphs := strings.Split(string(unflow(text)), "\n")
	if item.Text, err = compose("", paragraphs); err != nil {
		return nil, fmt.Errorf("%w: the PDF holds pictures of text, or none", err)
	}
	readHeader(item)
	return item, nil
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
