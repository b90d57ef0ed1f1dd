package source

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/transform"
)

const (
	// maxDepth is how deep XML, HTML and the parts of a mail may nest.
	maxDepth = 200
	// maxParts is how many parts a mail may have.
	maxParts = 1000
	// maxMailDepth is how deep the parts of a mail may nest; mails in the wild
	// stay below five.
	maxMailDepth = 16
)

// readMail reads a mail: its plain text, else the main text of its HTML.
func readMail(raw []byte) (*Item, error) {
	m, err := mail.ReadMessage(bytes.NewReader(bytes.TrimLeft(raw, "\r\n")))
	if err != nil {
		return nil, fmt.Errorf("%w: mail: %w", ErrFormat, err)
	}
	w := mailReader{}
	if err := w.part(textproto.MIMEHeader(m.Header), m.Body, 0); err != nil {
		return nil, err
	}
	item, err := w.item()
	if err != nil {
		return nil, err
	}
	head := func(name string) string { return decodeWords(m.Header.Get(name)) }
	if subject := oneLine(head("Subject")); subject != "" {
		item.Title = subject
		body := strings.Split(string(item.Text), "\n")
		if item.Text, err = compose(subject, body); err != nil {
			return nil, err
		}
	}
	if t, err := m.Header.Date(); err == nil {
		item.Published = dayIn(t)
	} else if day := stamp(head("Date")); !day.IsZero() {
		item.Published = day
	}
	if from, err := mail.ParseAddress(m.Header.Get("From")); err == nil {
		item.Outlet = oneLine(decodeWords(from.Name))
	}
	if item.Lang == "" {
		item.Lang = langOf(head("Content-Language"))
	}
	for _, name := range []string{"Archived-At", "Content-Location", "X-Original-URL"} {
		if u := absolute(strings.Trim(head(name), "<> ")); u != "" {
			item.URL = u
			break
		}
	}
	item.ID = strings.Trim(oneLine(head("Message-Id")), "<>")
	return item, nil
}

func decodeWords(s string) string {
	d := mime.WordDecoder{CharsetReader: charsetReader}
	out, err := d.DecodeHeader(s)
	if err != nil {
		return s // a header in an unknown encoding is shown as it stands
	}
	return out
}

func charsetReader(label string, r io.Reader) (io.Reader, error) {
	enc, _ := charset.Lookup(label)
	if enc == nil {
		return nil, fmt.Errorf("%w: unknown encoding %q", ErrEncoding, label)
	}
	return transform.NewReader(r, enc.NewDecoder()), nil
}

// mailReader collects the texts of a mail.
type mailReader struct {
	parts       int
	plain, page []mailText
}

type mailText struct {
	raw     []byte
	charset string
}

// part reads one part, or the whole mail at depth 0.
func (w *mailReader) part(head textproto.MIMEHeader, body io.Reader, depth int) error {
	if depth > maxMailDepth {
		return &LimitError{"nesting", maxMailDepth}
	}
	if w.parts++; w.parts > maxParts {
		return &LimitError{"parts", maxParts}
	}
	kind, params, err := mime.ParseMediaType(head.Get("Content-Type"))
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) || kind == "" {
		kind, params = "text/plain", nil // RFC 2045, 5.2
	}
	if strings.HasPrefix(kind, "multipart/") {
		return w.multipart(params["boundary"], body, depth)
	}
	disposition, _, _ := mime.ParseMediaType(head.Get("Content-Disposition"))
	if disposition == "attachment" || kind != "text/plain" && kind != "text/html" {
		return nil
	}
	raw, err := io.ReadAll(decodeTransfer(head.Get("Content-Transfer-Encoding"), body))
	if err != nil {
		return fmt.Errorf("%w: mail: %w", ErrFormat, err)
	}
	t := mailText{raw, params["charset"]}
	if kind == "text/html" {
		w.page = append(w.page, t)
	} else {
		w.plain = append(w.plain, t)
	}
	return nil
}

func (w *mailReader) multipart(boundary string, body io.Reader, depth int) error {
	if boundary == "" {
		return fmt.Errorf("%w: mail: parts without a boundary", ErrFormat)
	}
	r := multipart.NewReader(body, boundary)
	for {
		p, err := r.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: mail: %w", ErrFormat, err)
		}
		if err := w.part(p.Header, p, depth+1); err != nil {
			return err
		}
	}
}

func decodeTransfer(name string, r io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	}
	return r
}

// item makes the text of the parts that hold it.
func (w *mailReader) item() (*Item, error) {
	var text []byte
	name := ""
	for _, t := range w.plain {
		part, enc, _, err := Decode(t.raw, t.charset)
		if err != nil {
			return nil, err
		}
		if len(bytes.TrimSpace(part)) > 0 {
			text, name = append(append(text, unflow(part)...), '\n'), enc
		}
	}
	if len(text) > 0 {
		return &Item{Text: text, Encoding: name}, nil
	}
	for _, t := range w.page {
		if item, err := readHTML(t.raw, t.charset); err == nil || !errors.Is(err, ErrNoText) {
			return item, err
		}
	}
	return nil, fmt.Errorf("%w: the mail has no part with text", ErrNoText)
}

// unflow joins the lines of paragraphs: mails break lines where their width
// ends, and a blank line parts paragraphs. A text without blank lines keeps its
// lines; so do short ones, which end where their author ended them.
func unflow(text []byte) []byte {
	lines := strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
	const broken = 55 // characters; a line that was broken is at least as long
	var b strings.Builder
	for i, line := range lines {
		line = strings.TrimRight(line, " \t")
		b.WriteString(line)
		next := ""
		if i+1 < len(lines) {
			next = strings.TrimSpace(lines[i+1])
		}
		if len([]rune(line)) >= broken && len([]rune(line)) <= 80 && next != "" {
			b.WriteByte(' ')
			continue
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}
