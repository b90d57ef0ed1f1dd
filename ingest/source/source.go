package source

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
)

// Errors that reading returns; each comes wrapped with what was being read.
var (
	// ErrFormat: the bytes are not of the format that they claim to be.
	ErrFormat = errors.New("source: malformed")
	// ErrUnknownFormat: no format has the name that was asked for.
	ErrUnknownFormat = errors.New("source: no such format")
	// ErrNoText: the file has no text that could be a dispatch.
	ErrNoText = errors.New("source: no text")
	// ErrEncoding: the bytes cannot be decoded.
	ErrEncoding = errors.New("source: not decodable")
	// ErrBinary: the bytes are no text of any kind.
	ErrBinary = errors.New("source: not a text")
	// ErrNoPDFReader: the program pdftotext is not installed.
	ErrNoPDFReader = errors.New("source: PDF needs the program pdftotext (package poppler-utils)")
	// ErrNoPrograms: the file takes another program to read, and none may be run.
	ErrNoPrograms = errors.New("source: PDF is read by the program pdftotext, which is not run here")
)

// LimitError reports an input that is larger than is accepted. Nothing of the
// dispatch was read.
type LimitError struct {
	What  string // "file", "line", "nesting" or "parts"
	Limit int    // bytes, levels or parts
}

// Error implements error.
func (e *LimitError) Error() string {
	unit := " bytes"
	if e.What == "nesting" {
		unit = " levels"
	} else if e.What == "parts" {
		unit = ""
	}
	return fmt.Sprintf("source: %s exceeds the limit of %d%s", e.What, e.Limit, unit)
}

// Format is a form in which dispatches arrive.
type Format string

// The formats. Auto is decided by the name of the file and its first bytes.
const (
	Auto   Format = ""
	Text   Format = "text"
	HTML   Format = "html"
	EML    Format = "eml"
	NewsML Format = "newsml"
	NITF   Format = "nitf"
	JSON   Format = "json"
	JSONL  Format = "jsonl"
	PDF    Format = "pdf"
)

// Formats lists every format but Auto.
var Formats = []Format{Text, HTML, EML, NewsML, NITF, JSON, JSONL, PDF}

// ParseFormat returns the format of a name; "auto" and empty are Auto. It
// returns ErrUnknownFormat, wrapped.
func ParseFormat(name string) (Format, error) {
	name = strings.ToLower(name)
	if name == "auto" {
		return Auto, nil
	}
	for _, f := range append([]Format{Auto}, Formats...) {
		if string(f) == name {
			return f, nil
		}
	}
	return Auto, fmt.Errorf("%w: %q", ErrUnknownFormat, name)
}

// Options choose how files are read; the zero value works.
type Options struct {
	// Format of the bytes; Auto decides by name and content.
	Format Format
	// MaxFile is the longest file in bytes, unless it is of JSON lines; 0 means
	// 64 MiB, some ten thousand dispatches' worth, since a file is held whole.
	MaxFile int
	// MaxLine is the longest line of JSON lines in bytes; 0 means 8 MiB, the
	// longest text that the rules of extraction read.
	MaxLine int
	// PDFToText is the program that turns PDF into text; empty means pdftotext
	// on the path.
	PDFToText string
	// NoPrograms refuses what takes another program to read, which is PDF: for texts
	// of strangers.
	NoPrograms bool
	// PDFTime is how long that program may take for one file; 0 means a minute.
	PDFTime time.Duration
}

func (o Options) withDefaults() Options {
	if o.MaxFile == 0 {
		o.MaxFile = 64 << 20
	}
	if o.MaxLine == 0 {
		o.MaxLine = 8 << 20
	}
	if o.PDFToText == "" {
		o.PDFToText = "pdftotext"
	}
	if o.PDFTime == 0 {
		o.PDFTime = time.Minute
	}
	return o
}

// Item is one dispatch of a file. The caller owns it.
type Item struct {
	// Text is UTF-8 without a byte order mark. It holds all that was read, but
	// for Mark bytes in front where the bytes of the file are the text.
	Text []byte
	// Mark is the number of bytes of the byte order mark before Text, where the
	// text is the file's bytes; else 0.
	Mark int
	// Verbatim tells that Text is a part of the file's bytes as they stand, so
	// that offsets into one are offsets into the other.
	Verbatim bool
	// Untitled tells that the text does not begin with its title.
	Untitled bool
	// SHA256 is of the bytes of the dispatch as they arrived: of the file, of the
	// line, or of the newsItem element among several.
	SHA256 [sha256.Size]byte
	Format Format
	// Encoding is the name of the encoding that Text was decoded from, in lower
	// case: "utf-8", "windows-1252".
	Encoding string
	// Line is the line of a file of JSON lines, from 1, or the position among the
	// items of a file, from 1; 0 where the file is the dispatch.
	Line int
	// ID is the name that the file gives the dispatch; may be empty.
	ID string
	// Title is the headline that the file tells apart from the text; may be empty.
	Title string
	// Published is the day of publication; zero where the file does not say.
	Published time.Time
	// Lang is the primary language subtag in lower case, "fr"; may be empty.
	Lang string
	// URL is where the dispatch stands, an absolute IRI; may be empty.
	URL string
	// Outlet is the agency or paper; may be empty.
	Outlet string
}

// ItemError is an error of one item among several of a file; the others can be
// read. Reading a sequence of Items goes on after it.
type ItemError struct {
	Line int // as Item.Line
	Err  error
}

// Error implements error.
func (e *ItemError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Err) }

// Unwrap returns the cause.
func (e *ItemError) Unwrap() error { return e.Err }

// Items reads the dispatches of a file called name. An *ItemError is about one
// item and the sequence goes on; any other error ends it. Errors wrap this
// package's sentinels, *LimitError, or are those of r and ctx. The sequence can
// be read once.
func Items(ctx context.Context, name string, r io.Reader, opts Options) iter.Seq2[*Item, error] {
	opts = opts.withDefaults()
	return func(yield func(*Item, error) bool) {
		in := bufio.NewReaderSize(r, sniffBytes)
		head, err := in.Peek(sniffBytes)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
			yield(nil, err)
			return
		}
		format := opts.Format
		if format == Auto {
			format = Sniff(name, head)
		}
		if format == JSONL {
			readLines(ctx, in, opts, yield)
			return
		}
		raw, err := whole(in, head, opts.MaxFile)
		if err == nil && ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		if err != nil {
			yield(nil, err)
			return
		}
		items, err := parse(ctx, format, raw, opts)
		if err != nil {
			yield(nil, err)
			return
		}
		for _, item := range items {
			item.Format = format
			if !yield(item, nil) {
				return
			}
		}
	}
}

// whole returns what in holds, which begins with head and ends with it where that
// is shorter than could be.
func whole(in io.Reader, head []byte, limit int) (raw []byte, err error) {
	if len(head) < sniffBytes {
		raw = bytes.Clone(head)
	} else {
		raw, err = io.ReadAll(io.LimitReader(in, int64(limit)+1))
	}
	if err == nil && len(raw) > limit {
		err = &LimitError{"file", limit}
	}
	return raw, err
}

// Read returns all dispatches of bytes; see Items.
func Read(ctx context.Context, name string, raw []byte, opts Options) ([]*Item, error) {
	var items []*Item
	for item, err := range Items(ctx, name, bytes.NewReader(raw), opts) {
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

// parse reads a whole file of a format.
func parse(ctx context.Context, format Format, raw []byte, opts Options) ([]*Item, error) {
	one := func(item *Item, err error) ([]*Item, error) {
		if err != nil {
			return nil, err
		}
		item.SHA256 = sha256.Sum256(raw)
		return []*Item{item}, nil
	}
	switch format {
	case Text:
		return one(readText(raw))
	case HTML:
		return one(readHTML(raw, ""))
	case EML:
		return one(readMail(raw))
	case NewsML, NITF:
		return readXML(format, raw)
	case JSON:
		return readJSON(raw)
	case PDF:
		return one(readPDF(ctx, raw, opts))
	}
	return nil, fmt.Errorf("%w: %q", ErrUnknownFormat, format)
}

// compose makes a text of a title and paragraphs, each in a line of its own.
func compose(title string, paragraphs []string) ([]byte, error) {
	var b strings.Builder
	title = oneLine(title)
	if title != "" {
		b.WriteString(title + "\n")
	}
	prose := false
	for i, p := range paragraphs {
		p = oneLine(p)
		if p == "" || i == 0 && p == title {
			continue // pages repeat the title above the text
		}
		prose = true
		b.WriteString(p + "\n")
	}
	if !prose {
		return nil, ErrNoText
	}
	return []byte(b.String()), nil
}

// oneLine joins the words of a text by single blanks. Controls, which no text
// needs, go.
func oneLine(s string) string {
	// Unlike strings.Fields, keep no-break spaces: French puts them before
	// punctuation, where they are part of the text.
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\ufffd"), blank), " ")
}

func blank(r rune) bool { return r <= ' ' || r == 0x7f || r == '\ufeff' }

// opens tells whether oneLine of a text would begin with a title that it has made.
func opens(text, title string) bool {
	for word := range strings.FieldsFuncSeq(text, blank) {
		want, rest, more := strings.Cut(title, " ")
		if !more {
			return strings.HasPrefix(word, want)
		}
		if word != want {
			return false
		}
		title = rest
	}
	return false
}
