package rdfxml

import (
	"strconv"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfxml/internal/xmlscan"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// spaceITS is the namespace of the Internationalization Tag Set 2.0.
const spaceITS = "http://www.w3.org/2005/11/its"

// Texts of terms that the syntax speaks of.
var (
	rdfType      = bracketed(vocab.RDFType)
	rdfStatement = bracketed(vocab.RDFStatement)
	rdfSubject   = bracketed(vocab.RDFSubject)
	rdfPredicate = bracketed(vocab.RDFPredicate)
	rdfObject    = bracketed(vocab.RDFObject)
	rdfReifies   = bracketed(vocab.RDFReifies)
	rdfFirst     = bracketed(vocab.RDFFirst)
	rdfRest      = bracketed(vocab.RDFRest)
	rdfNil       = bracketed(vocab.RDFNil)
)

func bracketed(iri string) []byte { return []byte("<" + iri + ">") }

// appendBlank appends a blank node that has no name in the document. Its label
// starts with a digit, which an NCName cannot.
func (r *Reader) appendBlank(dst []byte) []byte {
	dst = strconv.AppendInt(append(dst, "_:"...), int64(r.blanks), 10)
	r.blanks++
	return dst
}

// appendNodeID appends the blank node that an rdf:nodeID names. An NCName is a
// label unless it ends with a dot.
func (r *Reader) appendNodeID(dst, id []byte) ([]byte, error) {
	if !xmlscan.IsNCName(id) {
		return dst, r.x.Fail("rdf:nodeID "+clip(id), "an NCName")
	}
	if id[len(id)-1] == '.' {
		return append(append(append(dst, "_:0-"...), id...), '-'), nil
	}
	return append(append(dst, "_:"...), id...), nil
}

// appendIRI appends the IRI that a reference in f stands for.
func (r *Reader) appendIRI(dst []byte, f *frame, ref []byte) ([]byte, error) {
	from := len(dst)
	dst = append(dst, '<')
	if graph.SchemeLen(ref) > 0 { // byte for byte, dot segments included
		dst = append(dst, ref...)
	} else if f.base == nil {
		return dst, r.x.Fail("relative IRI <"+clip(ref)+">", "an absolute one, as no base is known")
	} else {
		var err error
		if dst, err = f.base.AppendResolve(dst, ref); err != nil {
			return dst, r.x.Fail("IRI <"+clip(ref)+">", "one that can be resolved ("+err.Error()+")")
		}
	}
	if !graph.ValidIRI(dst[from+1:]) {
		return dst, r.x.Fail("IRI <"+clip(ref)+">", "one without spaces and without any of <>\"{}|^`\\")
	}
	return append(dst, '>'), nil
}

// appendID appends the IRI of an rdf:ID, which must be new.
func (r *Reader) appendID(dst []byte, f *frame, id []byte) ([]byte, error) {
	if !xmlscan.IsNCName(id) {
		return dst, r.x.Fail("rdf:ID "+clip(id), "an NCName")
	}
	r.scratch = append(append(r.scratch[:0], '#'), id...)
	from := len(dst)
	dst, err := r.appendIRI(dst, f, r.scratch)
	if err != nil {
		return dst, err
	}
	if _, ok := r.ids[string(dst[from:])]; ok {
		return dst, r.x.Fail("rdf:ID "+clip(id)+" twice", "each once with the same base")
	}
	if r.ids == nil {
		r.ids = map[string]struct{}{}
	}
	r.ids[string(dst[from:])] = struct{}{}
	return dst, nil
}

// appendName appends the IRI that a namespace and a local name make.
func (r *Reader) appendName(dst []byte, space string, local []byte) ([]byte, error) {
	from := len(dst)
	dst = append(append(append(dst, '<'), space...), local...)
	if !graph.ValidIRI(dst[from+1:]) {
		return dst, r.x.Fail("name <"+clip(dst[from+1:])+">", "an absolute IRI of namespace and local name")
	}
	return append(dst, '>'), nil
}

// appendLiteral appends a literal with the language of f, or a datatype.
func (r *Reader) appendLiteral(dst []byte, f *frame, lexical, datatype []byte) ([]byte, error) {
	if len(lexical) > r.o.MaxLiteral {
		return dst, r.tooLong()
	}
	dst = append(graph.AppendEscaped(append(dst, '"'), lexical), '"')
	switch {
	case len(datatype) > 0:
		if string(datatype[1:len(datatype)-1]) != vocab.XSD+"string" {
			dst = append(append(dst, "^^"...), datatype...)
		}
	case len(f.lang) > 0:
		dst = graph.AppendLower(append(dst, '@'), f.lang)
		if f.dir != "" {
			dst = append(append(dst, "--"...), f.dir...)
		}
	}
	return dst, nil
}

func (r *Reader) tooLong() error {
	return r.x.Fail("a literal of more than "+strconv.Itoa(r.o.MaxLiteral)+" bytes", "a shorter one (see Options.MaxLiteral)")
}

// clip shortens a text for a message.
func clip(text []byte) string {
	const most = 80
	if len(text) <= most {
		return string(text)
	}
	return strings.ToValidUTF8(string(text[:most]), "") + "…"
}

// isSpace tells whether text is white space.
func isSpace(text []byte) bool {
	for _, c := range text {
		if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return false
		}
	}
	return true
}
