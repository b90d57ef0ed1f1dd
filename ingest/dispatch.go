package ingest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/ingest/extract"
	"github.com/chancery-graph/chancery/ingest/source"
)

// Errors that Read returns; each comes wrapped in an *InputError.
var (
	ErrEmpty    = errors.New("ingest: dispatch is empty")
	ErrBinary   = errors.New("ingest: not a text")
	ErrEncoding = errors.New("ingest: not UTF-8")
	ErrSource   = errors.New("ingest: source IRI is not usable")
	ErrDate     = errors.New("ingest: date of publication is missing")
	ErrLang     = errors.New("ingest: language is not known")
)

// InputError tells where an input is unusable and what to do about it.
type InputError struct {
	Offset int // bytes from the start of the input
	Line   int // from 1; 0 where no place is to blame
	Hint   string
	Err    error
}

// Error implements error.
func (e *InputError) Error() string {
	where := ""
	if e.Line > 0 {
		where = fmt.Sprintf(" at byte %d, line %d", e.Offset, e.Line)
	}
	if e.Hint == "" {
		return e.Err.Error() + where
	}
	return e.Err.Error() + where + ": " + e.Hint
}

// Unwrap returns the sentinel.
func (e *InputError) Unwrap() error { return e.Err }

// Auto asks Read to detect the language.
const Auto extract.Lang = "auto"

// Meta is what has to be known of a dispatch beside its bytes.
type Meta struct {
	// Source is the absolute IRI of the document, without a fragment. It names
	// the graph.
	Source quad.IRI
	// Published is the day of publication; its clock and zone do not count. Where it is zero, a dateline that tells
	// the day in full says it.
	Published time.Time
	// Lang is the language, as a subtag of two or three letters, or Auto; empty
	// means Auto. Whether there is a grammar for it is the extractor's affair.
	Lang extract.Lang
	// Undated allows Published to be zero: dates that hang on it stay unknown.
	// Such a dispatch can be read, not stored.
	Undated bool
}

// Dispatch is a document that has been checked.
type Dispatch struct {
	// Text is UTF-8 without a byte order mark.
	Text []byte
	// Mark is the number of bytes of the byte order mark that was dropped, 0 or 3.
	Mark int
	// Title is what the source calls its title, else the first line that is not
	// blank.
	Title string
	// Untitled tells that the text does not begin with its title, Titled that the source calls its first line one.
	Untitled  bool
	Titled    bool
	Published extract.Date
	Source    quad.IRI
	Lang      extract.Lang
	// SHA256 is of the bytes as they were read, byte order mark included.
	SHA256 [sha256.Size]byte
	// Origin is what else is known of where the text comes from; its zero value
	// is a plain text of which nothing more is known.
	Origin Origin
}

// Origin is what a file tells of a dispatch beside its text. Every field may be
// empty.
type Origin struct {
	Format   string // as source.Format: "html"
	Encoding string // that the text was decoded from: "windows-1252"
	URL      string // absolute, without a fragment
	Outlet   string // the agency or paper
	// Extracted tells that Text is not the bytes of the file but was made from
	// them, so that offsets count in the text alone.
	Extracted bool
}

// Read checks the bytes of a dispatch and what is known of it. It returns an
// *InputError that wraps one of this package's sentinels. Dispatch.Text shares
// memory with raw.
func Read(raw []byte, meta Meta) (*Dispatch, error) {
	d, err := check(raw, meta)
	if err != nil {
		return nil, err
	}
	d.SHA256, d.Title = sha256.Sum256(raw), titleOf(d.Text)
	return d, nil
}

// check does all of Read but what does not say whether the bytes are usable.
func check(raw []byte, meta Meta) (*Dispatch, error) {
	d := &Dispatch{Text: raw, Source: meta.Source}
	if err := checkSource(string(meta.Source)); err != nil {
		return nil, err
	}
	if year := meta.Published.Year(); year < 1 || year > 9999 {
		return nil, &InputError{Err: ErrDate, Hint: "give the day of publication, as 2006-01-02"}
	}
	if !meta.Published.IsZero() {
		d.Published = extract.DateOf(meta.Published)
	}
	if bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")) {
		d.Mark = 3
		d.Text = raw[3:]
	}
	if err := checkText(raw, d.Mark); err != nil {
		return nil, err
	}
	if err := d.setLang(meta.Lang); err != nil {
		return nil, err
	}
	if d.Published.IsZero() {
		d.Published = d.datelineDay()
	}
	if d.Published.IsZero() && !meta.Undated {
		return nil, &InputError{Err: ErrDate, Hint: "give the day of publication, as 2006-01-02"}
	}
	return d, nil
}

// datelineDay is the day that the dateline of a text tells in full, "OSLO, 3 March 2025 (Agency) -"; the zero Date where
// none does.
func (d *Dispatch) datelineDay() extract.Date {
	const beginning = 2048 // bytes in which a dateline stands
	text := d.Text
	if len(text) > beginning {
		text = bytes.ToValidUTF8(text[:beginning], nil) // a rune may be cut
	}
	for i, lang := range []extract.Lang{d.Lang, extract.English, extract.French, extract.Spanish} { // a short text tells little of its language
		if i > 0 && lang == d.Lang {
			continue
		}
		res, err := extract.Rules{}.Extract(context.Background(), extract.Input{Text: text, Lang: lang})
		if err == nil && !res.Published.IsZero() { // else a language without grammar, or one that has no such date
			return res.Published
		}
	}
	return extract.Date{}
}

// Accept checks a dispatch that package source has read, with what is known of
// it beside: what meta states goes before what the file says of itself. It
// returns an *InputError, as Read does.
func Accept(item *source.Item, meta Meta) (*Dispatch, error) {
	if meta.Published.IsZero() {
		meta.Published = item.Published
	}
	if meta.Lang == "" || meta.Lang == Auto {
		meta.Lang = extract.Lang(item.Lang)
	}
	d, err := check(item.Text, meta)
	if err != nil {
		return nil, err
	}
	d.Mark, d.SHA256, d.Untitled, d.Title = item.Mark, item.SHA256, item.Untitled, item.Title
	d.Titled = !d.Untitled && d.Title != "" && extract.FirstLineIs(string(d.Text), d.Title)
	if d.Title == "" {
		d.Title = titleOf(d.Text)
	}
	d.Origin = Origin{
		Format: string(item.Format), Encoding: item.Encoding, URL: item.URL, Outlet: item.Outlet, Extracted: !item.Verbatim,
	}
	return d, nil
}

// setLang takes a language as stated, or detects it.
func (d *Dispatch) setLang(lang extract.Lang) error {
	if lang == Auto || lang == "" {
		d.Lang = Detect(d.Text)
		return nil
	}
	if n := len(lang); n < 2 || n > 3 || strings.Trim(string(lang), "abcdefghijklmnopqrstuvwxyz") != "" {
		return &InputError{Err: ErrLang, Hint: fmt.Sprintf("got %q, want auto or a language such as fr or en", lang)}
	}
	d.Lang = lang
	return nil
}

// Input is what an extractor gets to read of the dispatch.
func (d *Dispatch) Input() extract.Input {
	in := extract.Input{Text: d.Text, Titled: d.Titled, Untitled: d.Untitled, Published: d.Published, Lang: d.Lang}
	if d.Untitled && !bytes.HasPrefix(bytes.TrimSpace(d.Text), []byte(d.Title)) { // else it is the first line
		in.Title = d.Title
	}
	return in
}

// checkSource accepts an absolute IRI without fragment or characters that
// N-Quads forbids in an IRI.
func checkSource(iri string) error {
	scheme, rest, ok := strings.Cut(iri, ":")
	switch {
	case !ok || scheme == "" || rest == "":
		return &InputError{Err: ErrSource, Hint: fmt.Sprintf("%q is not absolute; begin with a scheme such as https:", iri)}
	case strings.Contains(iri, "#"):
		return &InputError{Err: ErrSource, Hint: fmt.Sprintf("%q has a fragment; quotations need it", iri)}
	case !utf8.ValidString(iri):
		return &InputError{Err: ErrSource, Hint: fmt.Sprintf("%q is not UTF-8", iri)}
	}
	for i, r := range scheme {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || !(r >= '0' && r <= '9') && !strings.ContainsRune("+-.", r)) {
			return &InputError{Err: ErrSource, Hint: fmt.Sprintf("%q has no valid scheme", iri)}
		}
	}
	for _, r := range iri {
		if r <= ' ' || strings.ContainsRune("<>\"{}|^`\\", r) {
			return &InputError{Err: ErrSource, Hint: fmt.Sprintf("%q holds %q, which an IRI may not", iri, r)}
		}
	}
	return nil
}

// checkText refuses what is no text in UTF-8; mark is the length of the byte
// order mark at its start.
func checkText(raw []byte, mark int) error {
	body := raw[mark:]
	if len(bytes.TrimSpace(body)) == 0 {
		hint := "it has no bytes"
		if len(raw) > 0 {
			hint = "it holds nothing but blanks"
		}
		return &InputError{Err: ErrEmpty, Hint: hint}
	}
	if bytes.HasPrefix(raw, []byte{0xff, 0xfe}) || bytes.HasPrefix(raw, []byte{0xfe, 0xff}) || looksUTF16(raw) {
		return &InputError{Line: 1, Err: ErrEncoding, Hint: "this looks like UTF-16; convert it: iconv -f UTF-16 -t UTF-8"}
	}
	if i := bytes.IndexByte(body, 0); i >= 0 {
		return at(raw, mark+i, ErrBinary, "a NUL byte; is this a compressed file, an image or a word processor's document?")
	}
	for i := 0; i < len(body); {
		r, n := rune(body[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(body[i:])
		}
		if r == utf8.RuneError && n == 1 {
			return at(raw, mark+i, ErrEncoding, encodingHint(body, i))
		}
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' {
			return at(raw, mark+i, ErrBinary, fmt.Sprintf("a control character U+%04X", r))
		}
		i += n
	}
	return nil
}

// looksUTF16 reports whether every other byte of the start is NUL, as in UTF-16
// of a Latin text without a byte order mark.
func looksUTF16(raw []byte) bool {
	head := raw[:min(len(raw), 64)&^1]
	if len(head) < 4 {
		return false
	}
	var odd, even int
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 && head[i+1] != 0 {
			even++
		}
		if head[i+1] == 0 && head[i] != 0 {
			odd++
		}
	}
	return max(odd, even) > len(head)/2*3/4
}

// encodingHint guesses what the text is in, from the byte at i.
func encodingHint(text []byte, i int) string {
	high := 0
	for _, b := range text {
		if b >= 0x80 {
			high++
		}
	}
	if text[i] >= 0xa0 && high < len(text)/4 {
		return fmt.Sprintf("byte 0x%02X; if this is Latin-1, convert it: iconv -f ISO-8859-1 -t UTF-8", text[i])
	}
	if text[i] >= 0x80 && text[i] < 0xa0 && high < len(text)/4 {
		return fmt.Sprintf("byte 0x%02X; if this is Windows-1252, convert it: iconv -f WINDOWS-1252 -t UTF-8", text[i])
	}
	return fmt.Sprintf("byte 0x%02X begins no character", text[i])
}

func at(raw []byte, offset int, err error, hint string) *InputError {
	return &InputError{Offset: offset, Line: 1 + bytes.Count(raw[:offset], []byte("\n")), Hint: hint, Err: err}
}

// titleOf returns the first line that is not blank.
func titleOf(text []byte) string {
	text = bytes.TrimLeftFunc(text, unicode.IsSpace)
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return strings.Join(strings.Fields(string(line)), " ")
}
