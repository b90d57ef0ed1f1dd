package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// element is a node of a small XML tree: an element, or text where name is
// empty. Names are local and in lower case; the vocabularies at hand have no two
// elements that differ in namespace alone.
type element struct {
	name       string
	attrs      map[string]string
	text       string
	children   []*element
	start, end int64 // bytes of the decoded document
}

// parseXML reads a document. Entities but the five of XML and those of HTML,
// which are a fixed table, are an error: nothing is looked up outside.
func parseXML(raw []byte) (*element, string, error) {
	text, name, _, err := Decode(raw, declaredInXML(raw))
	if err != nil {
		return nil, "", err
	}
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // decoded already
	root := &element{}
	stack := []*element{root}
	for {
		at := d.InputOffset()
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, "", fmt.Errorf("%w: XML: %w", ErrFormat, err)
		}
		top := stack[len(stack)-1]
		switch t := t.(type) {
		case xml.StartElement:
			if len(stack) > maxDepth {
				return nil, "", &LimitError{"nesting", maxDepth}
			}
			e := &element{name: strings.ToLower(t.Name.Local), attrs: map[string]string{}, start: at}
			for _, a := range t.Attr {
				e.attrs[strings.ToLower(a.Name.Local)] = a.Value
			}
			top.children = append(top.children, e)
			stack = append(stack, e)
		case xml.EndElement:
			top.end = d.InputOffset()
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.children = append(top.children, &element{text: string(t)})
		}
	}
	if len(root.children) == 0 {
		return nil, "", fmt.Errorf("%w: XML: no element", ErrFormat)
	}
	root.end = int64(len(text))
	return root, name, nil
}

// declaredInXML returns the encoding of an XML declaration.
func declaredInXML(raw []byte) string {
	head := raw[:min(len(raw), 256)]
	if !bytes.HasPrefix(bytes.TrimSpace(head), []byte("<?xml")) {
		return ""
	}
	_, rest, ok := bytes.Cut(head, []byte("encoding="))
	if !ok || len(rest) < 2 {
		return ""
	}
	name, _, _ := bytes.Cut(rest[1:], rest[:1])
	return string(name)
}

// all returns the elements of a name below e, in order; it does not look within
// those that it finds.
func (e *element) all(name string) []*element {
	var found []*element
	for _, c := range e.children {
		if c.name == name {
			found = append(found, c)
		} else if c.name != "" {
			found = append(found, c.all(name)...)
		}
	}
	return found
}

// find follows a path of names, each anywhere below the one before; nil if none.
func (e *element) find(path ...string) *element {
	for _, name := range path {
		if e == nil {
			return nil
		}
		list := e.all(name)
		if len(list) == 0 {
			return nil
		}
		e = list[0]
	}
	return e
}

// content returns the text below an element, as one line; empty for nil.
func (e *element) content() string {
	if e == nil {
		return ""
	}
	var b strings.Builder
	e.write(&b)
	return oneLine(b.String())
}

func (e *element) write(b *strings.Builder) {
	b.WriteString(e.text)
	for _, c := range e.children {
		c.write(b)
	}
}

func (e *element) attr(name string) string {
	if e == nil {
		return ""
	}
	return e.attrs[name]
}

// firstOf returns the first text that is not empty.
func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// readXML reads NewsML-G2 or NITF.
func readXML(format Format, raw []byte) ([]*Item, error) {
	root, name, err := parseXML(raw)
	if err != nil {
		return nil, err
	}
	if format == NITF {
		nitf := root.find("nitf")
		if nitf == nil {
			return nil, fmt.Errorf("%w: XML without a nitf element", ErrFormat)
		}
		item, err := nitfItem(nitf)
		if err != nil {
			return nil, err
		}
		item.Encoding, item.SHA256 = name, sha256.Sum256(raw)
		return []*Item{item}, nil
	}
	nodes := root.all("newsitem")
	if len(nodes) == 0 {
		return nil, fmt.Errorf("%w: XML without a newsItem element", ErrFormat)
	}
	var items []*Item
	for i, node := range nodes {
		item, err := newsItem(node)
		if errors.Is(err, ErrNoText) && len(nodes) > 1 {
			continue // a picture among the texts of a message
		}
		if err != nil {
			return nil, err
		}
		item.Encoding, item.SHA256 = name, sha256.Sum256(raw)
		if len(nodes) > 1 {
			item.Line = i + 1
			item.SHA256 = nodeDigest(raw, node)
		}
		items = append(items, item)
	}
	if len(items) == 0 {
		return nil, fmt.Errorf("%w: no newsItem holds one", ErrNoText)
	}
	return items, nil
}

// nodeDigest is of the bytes of one element; of a document that is not UTF-8, of
// its decoded bytes.
func nodeDigest(raw []byte, e *element) [sha256.Size]byte {
	text, _, _, err := Decode(raw, declaredInXML(raw))
	if err != nil || e.end > int64(len(text)) || e.start > e.end {
		return sha256.Sum256(raw) // unreachable: the document was decoded before
	}
	return sha256.Sum256(text[e.start:e.end])
}

// newsItem reads one item of NewsML-G2.
func newsItem(e *element) (*Item, error) {
	meta := e.find("contentmeta")
	if meta == nil {
		meta = &element{}
	}
	item := &Item{
		ID:        e.attr("guid"),
		Title:     meta.find("headline").content(),
		Published: stamp(firstOf(meta.find("contentcreated").content(), e.find("itemmeta", "firstcreated").content(), e.find("itemmeta", "versioncreated").content())),
		Lang:      langOf(firstOf(meta.find("language").attr("tag"), e.attr("lang"))),
		URL:       absolute(firstOf(e.find("itemmeta", "link").attr("href"), e.find("remoteinfo").attr("href"), e.attr("guid"))),
		Outlet:    firstOf(e.find("itemmeta", "provider", "name").content(), meta.find("creditline").content(), literalOf(e.find("itemmeta", "provider"))),
	}
	set := e.find("contentset")
	if set == nil {
		return nil, ErrNoText
	}
	var lines []string
	switch {
	case set.find("nitf") != nil:
		inner, err := nitfItem(set.find("nitf"))
		if err != nil {
			return nil, err
		}
		item.Title = firstOf(item.Title, inner.Title)
		item.Outlet = firstOf(item.Outlet, inner.Outlet)
		item.Lang = firstOf(item.Lang, inner.Lang)
		if item.Published.IsZero() {
			item.Published = inner.Published
		}
		lines = strings.Split(string(inner.Text), "\n")
		if inner.Title != "" && len(lines) > 0 && lines[0] == inner.Title {
			lines = lines[1:]
		}
	case set.find("body") != nil:
		lines = set.find("body").paragraphs()
	default:
		for _, data := range append(set.all("inlinedata"), set.all("inlinexml")...) {
			lines = append(lines, data.paragraphs()...)
		}
	}
	var err error
	item.Text, err = compose(item.Title, lines)
	return item, err
}

// literalOf returns the value of a literal or qcode attribute: "nprov:ABC" is ABC.
func literalOf(e *element) string {
	if v := e.attr("literal"); v != "" {
		return v
	}
	_, code, _ := strings.Cut(e.attr("qcode"), ":")
	return code
}

// nitfItem reads a document of NITF 3.
func nitfItem(e *element) (*Item, error) {
	head, body := e.find("head"), e.find("body")
	if body == nil {
		return nil, ErrNoText
	}
	if head == nil {
		head = &element{}
	}
	top, data := body.find("body.head"), head.find("docdata")
	if top == nil {
		top = &element{}
	}
	item := &Item{
		ID:    head.find("doc-id").attr("id-string"),
		Title: firstOf(top.find("hedline", "hl1").content(), top.find("hedline").content(), head.find("title").content()),
		Published: stamp(firstOf(data.findIn("date.issue").attr("norm"), data.findIn("date.release").attr("norm"), top.find("dateline", "story.date").attr("norm"),
			head.find("pubdata").attr("date.publication"))),
		Lang:   langOf(firstOf(e.attr("lang"), body.attr("lang"))),
		URL:    absolute(head.find("pubdata").attr("ex-ref")),
		Outlet: firstOf(top.find("distributor").content(), head.find("doc.copyright").attr("holder"), head.find("pubdata").attr("name")),
	}
	content := body.find("body.content")
	if content == nil {
		content = body
	}
	var err error
	item.Text, err = compose(item.Title, content.paragraphs())
	return item, err
}

// findIn is find that a nil element answers with nil.
func (e *element) findIn(name string) *element {
	if e == nil {
		return nil
	}
	return e.find(name)
}

// xmlBlocks are the elements of XHTML and NITF that part paragraphs; xmlPassed
// those whose text is none of the dispatch.
var (
	xmlBlocks = wordSet("p div section article li ul ol blockquote bq block h1 h2 h3 h4 h5 h6 hl2 pre table tr td th br hr inlinedata body.content")
	xmlPassed = wordSet("script style media media-caption figcaption note body.head body.end")
)

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// paragraphs returns the text of each block below an element, in order. Data in
// plain lines gives its lines.
func (e *element) paragraphs() []string {
	var out []string
	var b strings.Builder
	flush := func() {
		for line := range strings.SplitSeq(b.String(), "\n\n") {
			if s := oneLine(line); s != "" {
				out = append(out, s)
			}
		}
		b.Reset()
	}
	var walk func(*element)
	walk = func(n *element) {
		if n.name == "" {
			b.WriteString(n.text)
		}
		for _, c := range n.children {
			if xmlPassed[c.name] {
				continue
			}
			if xmlBlocks[c.name] {
				flush()
			}
			walk(c)
			if xmlBlocks[c.name] {
				flush()
			}
		}
	}
	walk(e)
	flush()
	return out
}
