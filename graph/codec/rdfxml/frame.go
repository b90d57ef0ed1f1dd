package rdfxml

import (
	"bytes"
	"io"
	"strconv"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfxml/internal/xmlscan"
	"github.com/chancery-graph/chancery/graph/iri"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// state says what may come within an element.
type state uint8

const (
	inDocument   state = iota // rdf:RDF or one node element
	inRDF                     // node elements
	inNode                    // property elements
	inProperty                // text, or one node element
	inEmpty                   // white space
	inCollection              // node elements
	inTriple                  // one node element, which is not stated
	inLiteral                 // anything
	inIgnored                 // anything
)

// version is what rdf:version announces.
type version uint8

const (
	version11 version = iota
	version12Basic
	version12
)

// frame is an open element. Its slices are its own memory, apart from lang.
type frame struct {
	state   state
	version version
	lang    []byte // as xml:lang has it; may be the parent's memory
	dir     string
	base    *iri.Base

	subject    []byte // of the node element, or of the one around the property element
	predicate  []byte
	id         []byte // IRI that reifies the statement
	annotation []byte // reifier
	datatype   []byte
	last       []byte // cell of the collection
	ownLang    []byte
	li         int  // counts rdf:li
	done       bool // the one node element, or the first of a collection, has come
}

// push opens a frame that inherits from the innermost.
func (r *Reader) push() *frame {
	if r.depth == len(r.frames) {
		r.frames = append(r.frames, frame{})
	}
	f := &r.frames[r.depth]
	r.depth++
	f.subject, f.predicate, f.id = f.subject[:0], f.predicate[:0], f.id[:0]
	f.annotation, f.datatype, f.last = f.annotation[:0], f.datatype[:0], f.last[:0]
	f.li, f.done = 0, false
	if r.depth > 1 {
		parent := &r.frames[r.depth-2]
		f.version, f.lang, f.dir, f.base = parent.version, parent.lang, parent.dir, parent.base
	}
	return f
}

// step reads one token.
func (r *Reader) step() error {
	kind, err := r.x.Next()
	if err != nil {
		return err
	}
	f := &r.frames[r.depth-1]
	if f.state == inLiteral || f.state == inIgnored {
		return r.opaque(f, kind)
	}
	switch kind {
	case xmlscan.Open:
		return r.open(f)
	case xmlscan.Close:
		return r.close(f)
	case xmlscan.Text:
		return r.characters(f)
	case xmlscan.End:
		return io.EOF
	}
	return nil // comments and processing instructions
}

// characters takes a piece of text.
func (r *Reader) characters(f *frame) error {
	text := r.x.Text()
	if f.state == inProperty && !f.done {
		if len(r.text)+len(text) > r.o.MaxLiteral {
			return r.tooLong()
		}
		r.text = append(r.text, text...)
		return nil
	}
	if isSpace(text) {
		return nil
	}
	switch f.state {
	case inNode:
		return r.x.Fail("text", "property elements")
	case inEmpty:
		return r.x.Fail("text", "nothing in an element that has its object as an attribute")
	}
	return r.x.Fail("text", "node elements")
}

// open takes a start tag.
func (r *Reader) open(f *frame) error {
	switch f.state {
	case inDocument:
		if _, local, space := r.x.Name(); space == vocab.RDF && string(local) == "RDF" {
			return r.root()
		}
		return r.node()
	case inNode:
		return r.property()
	case inEmpty:
		return r.x.Fail(r.element(), "nothing in an element that has its object as an attribute")
	case inProperty, inTriple:
		if f.done {
			return r.x.Fail(r.element(), "one node element alone")
		}
		if !isSpace(r.text) {
			return r.x.Fail(r.element()+" after text", "either text or a node element")
		}
		r.text = r.text[:0]
		f.done = true
	}
	return r.node()
}

// element names the current element for a message.
func (r *Reader) element() string {
	prefix, local, _ := r.x.Name()
	if len(prefix) > 0 {
		return "element " + clip(prefix) + ":" + clip(local)
	}
	return "element " + clip(local)
}

// root takes rdf:RDF.
func (r *Reader) root() error {
	f := r.push()
	f.state = inRDF
	if err := r.common(f); err != nil {
		return err
	}
	a := &r.attrTerms
	if err := a.read(r); err != nil {
		return err
	}
	if a.any() {
		return r.x.Fail("attributes of RDF's own or of properties in rdf:RDF", "namespaces, xml:lang, xml:base and rdf:version alone")
	}
	return nil
}

// node takes the start of a node element.
func (r *Reader) node() error {
	_, local, space := r.x.Name()
	if space == vocab.RDF && (coreTerm(local) || string(local) == "li" || oldTerm(local)) {
		return r.x.Fail(r.element(), "the name of a class, or rdf:Description")
	}
	f := r.push()
	f.state = inNode
	if err := r.common(f); err != nil {
		return err
	}
	a := &r.attrTerms
	err := a.read(r)
	switch {
	case err != nil:
		return err
	case a.count(attrID, attrAbout, attrNodeID) > 1:
		return r.x.Fail("two subjects", "one of rdf:ID, rdf:about and rdf:nodeID")
	case a.has(attrResource, attrDatatype, attrParseType, attrAnnotation, attrAnnotationNodeID):
		return r.x.Fail("an attribute of property elements in a node element", "rdf:ID, rdf:about, rdf:nodeID and property attributes")
	case a.has(attrID):
		f.subject, err = r.appendID(f.subject, f, a.value[attrID])
	case a.has(attrAbout):
		f.subject, err = r.appendIRI(f.subject, f, a.value[attrAbout])
	case a.has(attrNodeID):
		f.subject, err = r.appendNodeID(f.subject, a.value[attrNodeID])
	default:
		f.subject = r.appendBlank(f.subject)
	}
	if err != nil {
		return err
	}
	if err := r.joinParent(&r.frames[r.depth-2], f.subject); err != nil {
		return err
	}
	if space != vocab.RDF || string(local) != "Description" {
		if r.term, err = r.appendName(r.term[:0], space, local); err != nil {
			return err
		}
		if err := r.emit(f.subject, rdfType, r.term); err != nil {
			return err
		}
	}
	return r.propertyAttributes(f, f.subject)
}

// joinParent states what the element around a node element says of the node.
func (r *Reader) joinParent(parent *frame, node []byte) error {
	switch parent.state {
	case inProperty:
		return r.state(parent, node)
	case inCollection:
		r.term = r.appendBlank(r.term[:0])
		if !parent.done {
			parent.done = true
			if err := r.state(parent, r.term); err != nil {
				return err
			}
		} else if err := r.emit(parent.last, rdfRest, r.term); err != nil {
			return err
		}
		parent.last = append(parent.last[:0], r.term...)
		return r.emit(parent.last, rdfFirst, node)
	}
	return nil
}

// propertyAttributes states what the property attributes of an element say.
func (r *Reader) propertyAttributes(f *frame, subject []byte) error {
	for _, p := range r.attrTerms.properties {
		var err error
		if r.scratch, err = r.appendName(r.scratch[:0], p.Space, p.Local); err != nil {
			return err
		}
		if bytes.Equal(r.scratch, rdfType) {
			r.term, err = r.appendIRI(r.term[:0], f, p.Value)
		} else {
			r.term, err = r.appendLiteral(r.term[:0], f, p.Value, nil)
		}
		if err != nil {
			return err
		}
		if err := r.emit(subject, r.scratch, r.term); err != nil {
			return err
		}
	}
	return nil
}

// property takes the start of a property element.
func (r *Reader) property() error {
	_, local, space := r.x.Name()
	if space == vocab.RDF && (coreTerm(local) || string(local) == "Description" || oldTerm(local)) {
		return r.x.Fail(r.element(), "the name of a property")
	}
	f := r.push()
	parent := &r.frames[r.depth-2]
	f.subject = append(f.subject, parent.subject...)
	if err := r.common(f); err != nil {
		return err
	}
	var err error
	if space == vocab.RDF && string(local) == "li" {
		parent.li++
		f.predicate = append(strconv.AppendInt(append(append(f.predicate, '<'), vocab.RDF+"_"...), int64(parent.li), 10), '>')
	} else if f.predicate, err = r.appendName(f.predicate, space, local); err != nil {
		return err
	}
	a := &r.attrTerms
	if err := a.read(r); err != nil {
		return err
	}
	if err := r.statementAttributes(f, a); err != nil {
		return err
	}
	r.text = r.text[:0]
	switch {
	case a.has(attrParseType):
		if a.has(attrResource, attrNodeID, attrDatatype) || len(a.properties) > 0 {
			return r.x.Fail("rdf:parseType together with an object or properties as attributes", "rdf:ID and rdf:annotation at most")
		}
		return r.parseType(f, a.value[attrParseType])
	case a.has(attrResource, attrNodeID) || len(a.properties) > 0:
		return r.resource(f, a)
	}
	f.state = inProperty
	if a.has(attrDatatype) {
		return r.setDatatype(f, a.value[attrDatatype])
	}
	return nil
}

// statementAttributes takes the attributes that speak of the statement.
func (r *Reader) statementAttributes(f *frame, a *attributes) (err error) {
	switch {
	case a.has(attrAbout):
		return r.x.Fail("rdf:about in a property element", "rdf:resource or rdf:nodeID")
	case a.count(attrResource, attrNodeID, attrDatatype) > 1:
		return r.x.Fail("two objects", "one of rdf:resource, rdf:nodeID and rdf:datatype")
	case a.count(attrAnnotation, attrAnnotationNodeID) > 1:
		return r.x.Fail("two reifiers", "one of rdf:annotation and rdf:annotationNodeID")
	case a.has(attrAnnotation):
		f.annotation, err = r.appendIRI(f.annotation, f, a.value[attrAnnotation])
	case a.has(attrAnnotationNodeID):
		f.annotation, err = r.appendNodeID(f.annotation, a.value[attrAnnotationNodeID])
	}
	if err == nil && a.has(attrID) {
		f.id, err = r.appendID(f.id, f, a.value[attrID])
	}
	return err
}

func (r *Reader) setDatatype(f *frame, ref []byte) (err error) {
	if f.datatype, err = r.appendIRI(f.datatype, f, ref); err != nil {
		return err
	}
	switch string(f.datatype[1 : len(f.datatype)-1]) {
	case vocab.RDFLangString, vocab.RDFDirLangString:
		return r.x.Fail("datatype "+string(f.datatype), "another one, or xml:lang instead")
	}
	return nil
}

// resource takes a property element whose object is told by attributes.
func (r *Reader) resource(f *frame, a *attributes) (err error) {
	f.state = inEmpty
	object := f.last[:0] // no collection here: its memory is free
	switch {
	case a.has(attrDatatype):
		return r.x.Fail("rdf:datatype together with property attributes", "either of them")
	case a.has(attrResource):
		object, err = r.appendIRI(object, f, a.value[attrResource])
	case a.has(attrNodeID):
		object, err = r.appendNodeID(object, a.value[attrNodeID])
	default:
		object = r.appendBlank(object)
	}
	f.last = object
	if err != nil {
		return err
	}
	if err := r.state(f, object); err != nil {
		return err
	}
	return r.propertyAttributes(f, object)
}

// parseType takes a property element with rdf:parseType.
func (r *Reader) parseType(f *frame, kind []byte) error {
	switch string(kind) {
	case "Resource":
		r.term = r.appendBlank(r.term[:0])
		if err := r.state(f, r.term); err != nil {
			return err
		}
		f.state = inNode
		f.subject = append(f.subject[:0], r.term...)
	case "Collection":
		f.state = inCollection
	case "Triple":
		return r.openTriple(f)
	default:
		f.state = inLiteral
		r.literal.start()
	}
	return nil
}

// openTriple takes a property element with rdf:parseType="Triple".
func (r *Reader) openTriple(f *frame) error {
	switch f.version {
	case version11:
		f.state = inIgnored
		f.li = r.x.Depth()
		return nil
	case version12Basic:
		return r.x.Fail(`rdf:parseType="Triple" with rdf:version="1.2-basic"`, `rdf:version="1.2"`)
	}
	if len(r.captures) >= graph.MaxTripleDepth {
		return r.x.Fail("a triple term too deep within others", "less nesting")
	}
	f.state = inTriple
	r.captures = append(r.captures, capture{})
	return nil
}

// close takes the end of an element.
func (r *Reader) close(f *frame) error {
	var err error
	switch f.state {
	case inProperty:
		if !f.done {
			if r.term, err = r.appendLiteral(r.term[:0], f, r.text, f.datatype); err == nil {
				err = r.state(f, r.term)
			}
			r.text = r.text[:0]
			if cap(r.text) > keepArena {
				r.text, r.term = nil, nil
			}
		}
	case inCollection:
		if f.done {
			err = r.emit(f.last, rdfRest, rdfNil)
		} else {
			err = r.state(f, rdfNil)
		}
	case inTriple:
		err = r.closeTriple(f)
	}
	r.depth--
	return err
}

func (r *Reader) closeTriple(f *frame) error {
	c := r.captures[len(r.captures)-1]
	r.captures = r.captures[:len(r.captures)-1]
	if !c.has {
		return r.x.Fail("a triple term without a statement", "exactly one statement")
	}
	var err error
	if r.term, err = r.appendTriple(r.term[:0], c.s, c.p, c.o); err != nil {
		return err
	}
	return r.state(f, r.term)
}

// opaque takes a token within an XML literal or ignored content.
func (r *Reader) opaque(f *frame, kind xmlscan.Kind) error {
	if f.state == inIgnored {
		if kind == xmlscan.Close && r.x.Depth() < f.li {
			r.depth--
		}
		return nil
	}
	done := r.literal.add(r.x, kind)
	if len(r.literal.out) > r.o.MaxLiteral {
		return r.tooLong()
	}
	if !done {
		return nil
	}
	var err error
	if r.term, err = r.appendLiteral(r.term[:0], f, r.literal.out, xmlLiteralType); err != nil {
		return err
	}
	r.depth--
	return r.state(f, r.term)
}
