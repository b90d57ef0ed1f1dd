package rdfxml

import (
	"bytes"
	"regexp"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfxml/internal/xmlscan"
	"github.com/chancery-graph/chancery/graph/iri"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// attribute is an attribute of RDF's own.
type attribute uint8

const (
	attrID attribute = iota
	attrAbout
	attrNodeID
	attrResource
	attrDatatype
	attrParseType
	attrAnnotation
	attrAnnotationNodeID
	attributeCount
)

var attributeNames = map[string]attribute{
	"ID": attrID, "about": attrAbout, "nodeID": attrNodeID, "resource": attrResource, "datatype": attrDatatype,
	"parseType": attrParseType, "annotation": attrAnnotation, "annotationNodeID": attrAnnotationNodeID,
}

// attributes are those of the current element, sorted by what they are. Values
// are borrowed from the scanner.
type attributes struct {
	value      [attributeCount][]byte
	given      [attributeCount]bool
	properties []xmlscan.Attr
	typed      bool // rdf:type is among the properties
}

func (a *attributes) has(of ...attribute) bool { return a.count(of...) > 0 }

func (a *attributes) count(of ...attribute) int {
	n := 0
	for _, k := range of {
		if a.given[k] {
			n++
		}
	}
	return n
}

// any tells whether there is an attribute at all.
func (a *attributes) any() bool {
	for _, given := range a.given {
		if given {
			return true
		}
	}
	return len(a.properties) > 0
}

// read sorts the attributes of the current element (RDF 1.1 XML Syntax §6.1.2,
// §6.1.4). Those that [Reader.common] takes are left out.
func (a *attributes) read(r *Reader) error {
	a.given = [attributeCount]bool{}
	a.properties = a.properties[:0]
	a.typed = false
	for _, x := range r.x.Attrs() {
		if reserved(&x) || x.Space == spaceITS && (string(x.Local) == "dir" || string(x.Local) == "version") {
			continue
		}
		if x.Space == "" {
			switch string(x.Local) {
			case "version":
				continue
			case "ID", "about", "parseType", "resource", "type":
				x.Space = vocab.RDF
			default:
				return r.x.Fail("attribute "+clip(x.Local)+" without a namespace", "one with a prefix")
			}
		}
		if x.Space == vocab.RDF {
			if string(x.Local) == "version" {
				continue
			}
			if done, err := a.own(r, &x); err != nil {
				return err
			} else if done {
				continue
			}
		}
		a.properties = append(a.properties, x)
	}
	return nil
}

// own takes an attribute of the RDF namespace; false leaves it a property.
func (a *attributes) own(r *Reader, x *xmlscan.Attr) (bool, error) {
	twice := false
	if k, ok := attributeNames[string(x.Local)]; ok {
		twice = a.given[k]
		a.given[k], a.value[k] = true, x.Value
		if !twice {
			return true, nil
		}
	}
	if string(x.Local) == "type" {
		twice, a.typed = a.typed, true
	}
	switch {
	case twice:
		return false, r.x.Fail("attribute "+clip(x.Local)+" both with and without a prefix", "it once")
	case coreTerm(x.Local) || oldTerm(x.Local) || string(x.Local) == "Description" || string(x.Local) == "li":
		return false, r.x.Fail("attribute rdf:"+clip(x.Local), "none of that name")
	}
	return false, nil
}

// reserved tells whether an attribute's name belongs to XML.
func reserved(x *xmlscan.Attr) bool {
	name := x.Prefix
	if len(name) == 0 {
		name = x.Local
	}
	return len(name) >= 3 && bytes.EqualFold(name[:3], []byte("xml"))
}

// coreTerm tells whether local, in the RDF namespace, is one of coreSyntaxTerms.
func coreTerm(local []byte) bool {
	switch string(local) {
	case "RDF", "ID", "about", "annotation", "annotationNodeID", "parseType", "resource", "nodeID", "datatype", "version":
		return true
	}
	return false
}

// oldTerm tells whether local, in the RDF namespace, is one of oldTerms.
func oldTerm(local []byte) bool {
	switch string(local) {
	case "aboutEach", "aboutEachPrefix", "bagID":
		return true
	}
	return false
}

var versionPattern = regexp.MustCompile(`^[0-9]\.[0-9](-basic)?$`)

// common takes the attributes that any element may have and that its content
// inherits: rdf:version, xml:base, xml:lang and its:dir.
func (r *Reader) common(f *frame) error {
	attrs := r.x.Attrs()
	for i := range attrs {
		x := &attrs[i]
		if string(x.Local) != "version" || x.Space != vocab.RDF && len(x.Prefix) > 0 {
			continue
		}
		if !versionPattern.Match(x.Value) {
			return r.x.Fail("rdf:version "+clip(x.Value), `"1.1", "1.2-basic" or "1.2"`)
		}
		switch v := string(x.Value); {
		case v < "1.2":
			f.version = version11
		case v == "1.2-basic":
			f.version = version12Basic
		default:
			f.version = version12
		}
	}
	for i := range attrs {
		x := &attrs[i]
		var err error
		switch {
		case x.Space == xmlscan.SpaceXML && string(x.Local) == "base":
			err = r.setBase(f, x.Value)
		case x.Space == xmlscan.SpaceXML && string(x.Local) == "lang":
			err = r.setLang(f, x.Value)
		case x.Space == spaceITS && string(x.Local) == "dir" && f.version != version11:
			if f.dir = string(x.Value); f.dir != "" && f.dir != "ltr" && f.dir != "rtl" {
				err = r.x.Fail("its:dir "+clip(x.Value), `"ltr" or "rtl"`)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) setBase(f *frame, ref []byte) error {
	text, err := r.appendIRI(r.scratch[:0], f, ref)
	r.scratch = text
	if err != nil {
		return err
	}
	base, err := iri.ParseBase(bytes.Clone(text[1 : len(text)-1]))
	if err != nil {
		return r.x.Fail("xml:base "+clip(ref), "an IRI that can be a base ("+err.Error()+")")
	}
	f.base = &base
	return nil
}

func (r *Reader) setLang(f *frame, tag []byte) error {
	if n, _ := graph.LanguageLen(tag); len(tag) > 0 && (n != len(tag) || bytes.Contains(tag, []byte("--"))) {
		return r.x.Fail("xml:lang "+clip(tag), "a language tag, such as en-gb")
	}
	f.ownLang = append(f.ownLang[:0], tag...)
	f.lang = f.ownLang
	return nil
}
