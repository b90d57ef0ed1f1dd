package source

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// readHTML reads a page. declared is the encoding that a transport named, or
// empty.
func readHTML(raw []byte, declared string) (*Item, error) {
	if declared == "" {
		declared = declaredInHTML(raw)
	}
	text, name, _, err := Decode(raw, declared)
	if err != nil {
		return nil, err
	}
	doc, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("%w: HTML: %w", ErrFormat, err)
	}
	if depthOf(doc) > maxDepth {
		return nil, &LimitError{"nesting", maxDepth}
	}
	item := &Item{Encoding: name, Lang: htmlLang(doc)}
	meta := readMeta(doc)
	item.URL = absolute(meta.first("canonical", "og:url"))
	page, _ := url.Parse(item.URL)
	if item.URL == "" {
		page = nil
	}
	article, err := readability.FromDocument(doc, page)
	if err != nil {
		return nil, fmt.Errorf("%w: HTML: %w", ErrNoText, err)
	}
	if article.Node == nil {
		return nil, fmt.Errorf("%w: the page has no main text", ErrNoText)
	}
	item.Title = oneLine(meta.first("og:title", "h1"))
	if item.Title == "" {
		item.Title = oneLine(article.Title())
	}
	if item.Outlet = oneLine(meta.first("og:site_name", "application-name")); item.Outlet == "" {
		item.Outlet = oneLine(article.SiteName())
	}
	item.Published = stamp(meta.first("article:published_time", "datepublished", "dcterms.date", "dc.date", "date", "pubdate", "time"))
	if t, err := article.PublishedTime(); item.Published.IsZero() && err == nil {
		item.Published = dayIn(t)
	} else if err != nil && !errors.Is(err, readability.ErrTimestampMissing) && item.Published.IsZero() {
		// A date that nobody can read is an absent one; the caller asks for it.
		item.Published = stamp(meta.first("time:text"))
	}
	if item.Lang == "" {
		item.Lang = langOf(meta.first("og:locale", "content-language", "dc.language"))
	}
	item.Text, err = compose(item.Title, paragraphs(article.Node))
	return item, err
}

// declaredInHTML finds the encoding that a meta element names, without taking
// the default of browsers for a declaration.
func declaredInHTML(raw []byte) string {
	head := raw[:min(len(raw), 1024)]
	lower := bytes.ToLower(head)
	if !bytes.Contains(lower, []byte("charset")) {
		return ""
	}
	_, name, certain := charset.DetermineEncoding(head, "")
	if !certain && name == "windows-1252" && !bytes.Contains(lower, []byte("1252")) && !bytes.Contains(lower, []byte("8859-1")) {
		return ""
	}
	return name
}

// depthOf returns how deep a document nests, without recursion.
func depthOf(root *html.Node) int {
	deepest, depth := 0, 0
	for n := root; n != nil; {
		if n.FirstChild != nil {
			n = n.FirstChild
			depth++
			deepest = max(deepest, depth)
			continue
		}
		for n != root && n.NextSibling == nil {
			n = n.Parent
			depth--
		}
		if n == root {
			break
		}
		n = n.NextSibling
	}
	return deepest
}

func htmlLang(doc *html.Node) string {
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Html {
			return langOf(attr(n, "lang"))
		}
	}
	return ""
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if strings.EqualFold(a.Key, name) {
			return a.Val
		}
	}
	return ""
}

// metadata holds what a page says of itself, by lower-case names.
type metadata map[string]string

func (m metadata) first(names ...string) string {
	for _, n := range names {
		if m[n] != "" {
			return m[n]
		}
	}
	return ""
}

func (m metadata) add(name, value string) {
	if name = strings.ToLower(name); m[name] == "" {
		m[name] = value
	}
}

func readMeta(doc *html.Node) metadata {
	m := metadata{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Meta:
			for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
				if name := attr(n, key); name != "" {
					m.add(name, attr(n, "content"))
				}
			}
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") {
				m.add("canonical", attr(n, "href"))
			}
		case atom.Time:
			m.add("time", attr(n, "datetime"))
			m.add("time:text", textOf(n))
		case atom.H1:
			m.add("h1", textOf(n))
		}
	}
	return m
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return oneLine(b.String())
}

// absolute returns an http or https address without its fragment, or empty.
func absolute(s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || !utf8.ValidString(s) {
		return ""
	}
	s, _, _ = strings.Cut(s, "#") // and no other change: an IRI is what it is, letter for letter
	return s
}

// blocks are the elements that part paragraphs.
var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Li: true, atom.Ul: true, atom.Ol: true,
	atom.Blockquote: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Pre: true, atom.Table: true, atom.Tr: true, atom.Td: true, atom.Th: true, atom.Br: true, atom.Hr: true,
	atom.Figure: true, atom.Header: true, atom.Footer: true, atom.Main: true, atom.Aside: true, atom.Dl: true, atom.Dt: true, atom.Dd: true,
}

// passed are the elements whose text is none of the dispatch.
var passed = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Figcaption: true, atom.Noscript: true, atom.Template: true, atom.Button: true, atom.Nav: true,
}

// paragraphs returns the text of each block of a tree, in order. The tree is no
// deeper than maxDepth.
func paragraphs(root *html.Node) []string {
	var out []string
	var b strings.Builder
	flush := func() {
		if s := oneLine(b.String()); s != "" {
			out = append(out, s)
		}
		b.Reset()
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
			return
		case n.Type == html.ElementNode && passed[n.DataAtom]:
			return
		}
		block := n.Type == html.ElementNode && blocks[n.DataAtom]
		if block {
			flush()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if block {
			flush()
		}
	}
	walk(root)
	flush()
	return out
}
