package source

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// object is a dispatch in JSON: the form of annotated dispatches and the keys
// that others use. Unknown keys are passed over, annotations among them.
type object map[string]json.RawMessage

// first returns the first of several keys that holds text.
func (o object) first(keys ...string) (string, error) {
	for _, k := range keys {
		raw, ok := o[k]
		if !ok || string(raw) == "null" {
			continue
		}
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return "", fmt.Errorf("%w: JSON: %q is no string", ErrFormat, k)
		}
		if strings.TrimSpace(s) != "" {
			return s, nil
		}
	}
	return "", nil
}

// readJSON reads one object or an array of objects.
func readJSON(raw []byte) ([]*Item, error) {
	text, name, _, err := Decode(raw, "")
	if err != nil {
		return nil, err
	}
	text = bytes.TrimSpace(text)
	if len(text) > 0 && text[0] == '[' {
		var list []json.RawMessage
		if err := json.Unmarshal(text, &list); err != nil {
			return nil, fmt.Errorf("%w: JSON: %w", ErrFormat, err)
		}
		if len(list) == 0 {
			return nil, ErrNoText
		}
		items := make([]*Item, len(list))
		for i, one := range list {
			if items[i], err = objectItem(one); err != nil {
				return nil, fmt.Errorf("dispatch %d: %w", i+1, err)
			}
			items[i].Line, items[i].Encoding, items[i].SHA256 = i+1, name, sha256.Sum256(one)
		}
		return items, nil
	}
	item, err := objectItem(text)
	if err != nil {
		return nil, err
	}
	item.Encoding, item.SHA256 = name, sha256.Sum256(raw)
	return []*Item{item}, nil
}

func objectItem(raw []byte) (*Item, error) {
	var o object
	if err := json.Unmarshal(raw, &o); err != nil {
		return nil, fmt.Errorf("%w: JSON: %w", ErrFormat, err)
	}
	item := &Item{}
	var published, lang, url, body string
	for _, field := range [...]struct {
		into *string
		keys []string
	}{
		{&body, []string{"text", "body", "content", "articleBody", "article"}},
		{&item.ID, []string{"id", "identifier", "guid"}},
		{&item.Title, []string{"title", "headline"}},
		{&published, []string{"published", "date", "datePublished", "published_at", "publishedAt", "pubDate"}},
		{&lang, []string{"lang", "language", "inLanguage"}},
		{&url, []string{"url", "source_url", "link"}},
		{&item.Outlet, []string{"outlet", "publisher", "agency", "source"}},
	} {
		s, err := o.first(field.keys...)
		if err != nil {
			return nil, err
		}
		*field.into = s
	}
	if body == "" {
		return nil, fmt.Errorf("%w: JSON: no \"text\"", ErrNoText)
	}
	if !utf8.ValidString(body) {
		return nil, fmt.Errorf("%w: JSON: text is not UTF-8", ErrEncoding)
	}
	item.Text = []byte(body)
	if err := noControls(item.Text); err != nil {
		return nil, err
	}
	if published != "" {
		if item.Published = stamp(published); item.Published.IsZero() {
			return nil, fmt.Errorf("%w: JSON: %q is no day of publication", ErrFormat, published)
		}
	}
	if item.Lang = langOf(lang); item.Lang == "" && lang != "" {
		return nil, fmt.Errorf("%w: JSON: %q is no language", ErrFormat, lang)
	}
	item.URL = absolute(url)
	item.Title = oneLine(item.Title)
	item.Untitled = item.Title != "" && !opens(body, item.Title) || string(o["untitled"]) == "true"
	return item, nil
}

// readLines reads JSON lines as they come.
func readLines(ctx context.Context, in *bufio.Reader, opts Options, yield func(*Item, error) bool) {
	for line := 1; ; line++ {
		if ctx.Err() != nil {
			yield(nil, context.Cause(ctx))
			return
		}
		raw, err := readLine(in, opts.MaxLine)
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			var limit *LimitError
			if errors.As(err, &limit) {
				if !yield(nil, &ItemError{line, err}) {
					return
				}
				continue
			}
			yield(nil, err)
			return
		}
		if len(bytes.TrimSpace(raw)) == 0 {
			continue
		}
		item, err := lineItem(raw)
		if err != nil {
			if !yield(nil, &ItemError{line, err}) {
				return
			}
			continue
		}
		item.Line, item.Format = line, JSONL
		if !yield(item, nil) {
			return
		}
	}
}

func lineItem(raw []byte) (*Item, error) {
	text, name, _, err := Decode(raw, "")
	if err != nil {
		return nil, err
	}
	item, err := objectItem(text)
	if err != nil {
		return nil, err
	}
	item.Encoding, item.SHA256 = name, sha256.Sum256(raw)
	return item, nil
}

// readLine returns the next line without its end, valid until the next call, or a
// *LimitError after having passed over the whole of a longer one. io.EOF: there is
// none.
func readLine(in *bufio.Reader, limit int) ([]byte, error) {
	line, err := in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		line = bytes.Clone(line)
	}
	for errors.Is(err, bufio.ErrBufferFull) {
		var part []byte
		if part, err = in.ReadSlice('\n'); len(line) <= limit+1 {
			line = append(line, part...)
		}
	}
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, err
	case err != nil && len(line) == 0:
		return nil, io.EOF
	case len(line) > limit+1:
		return nil, &LimitError{"line", limit}
	}
	return bytes.TrimRight(line, "\r\n"), nil
}
