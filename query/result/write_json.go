package result

import "github.com/chancery-graph/chancery/graph"

// jsonEncoder writes SPARQL 1.2 Query Results JSON, a row a line:
//
//	{"head":{"vars":["who"]},"results":{"bindings":[
//	{"who":{"type":"uri","value":"https://…"}},
//	{}
//	]}}
type jsonEncoder struct {
	keys []string // `"who":` per variable
}

func (e *jsonEncoder) begin(dst []byte, vars []string) []byte {
	dst = append(dst, `{"head":{"vars":[`...)
	for i, v := range vars {
		key := appendJSONString(nil, v)
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, key...)
		e.keys = append(e.keys, string(key)+":")
	}
	return append(dst, "]},\"results\":{\"bindings\":["...)
}

// appendJSONString appends a string with quotes. The escapes of canonical
// N-Triples are all JSON's.
func appendJSONString(dst []byte, s string) []byte {
	return append(graph.AppendEscaped(append(dst, '"'), []byte(s)), '"')
}

func (e *jsonEncoder) row(dst []byte, p *Page, i int, first bool) ([]byte, error) {
	if first {
		dst = append(dst, "\n{"...)
	} else {
		dst = append(dst, ",\n{"...)
	}
	comma := false
	for c, key := range e.keys {
		term := p.Cols[c][i]
		if term == nil {
			continue
		}
		if comma {
			dst = append(dst, ',')
		}
		comma = true
		var ok bool
		if dst, ok = appendJSONTerm(append(dst, key...), term); !ok {
			return dst, badTerm(term)
		}
	}
	return append(dst, '}'), nil
}

func (e *jsonEncoder) end(dst []byte) []byte { return append(dst, "\n]}}\n"...) }

func appendJSONTerm(dst, term []byte) ([]byte, bool) {
	if len(term) < 2 {
		return dst, false
	}
	switch graph.TagOf(term) {
	case graph.TagIRI:
		dst = append(dst, `{"type":"uri","value":"`...)
		dst = append(dst, term[1:len(term)-1]...)
		return append(dst, `"}`...), true
	case graph.TagBlank:
		dst = append(dst, `{"type":"bnode","value":"`...)
		dst = append(dst, term[2:]...)
		return append(dst, `"}`...), true
	case graph.TagLiteral:
		return appendJSONLiteral(dst, term)
	}
	s, p, o, ok := graph.TripleParts(term)
	if !ok {
		return dst, false
	}
	dst = append(dst, `{"type":"triple","value":{"subject":`...)
	dst, okS := appendJSONTerm(dst, s)
	dst, okP := appendJSONTerm(append(dst, `,"predicate":`...), p)
	dst, okO := appendJSONTerm(append(dst, `,"object":`...), o)
	return append(dst, "}}"...), okS && okP && okO
}

func appendJSONLiteral(dst, term []byte) ([]byte, bool) {
	lexical, datatype, language := graph.LiteralParts(term)
	if lexical == nil {
		return dst, false
	}
	dst = append(dst, `{"type":"literal","value":"`...)
	dst = append(append(dst, lexical...), '"')
	switch {
	case datatype != nil:
		dst = append(dst, `,"datatype":"`...)
		dst = append(append(dst, datatype...), '"')
	case language != nil:
		tag, direction := splitDirection(language)
		dst = append(dst, `,"xml:lang":"`...)
		dst = append(append(dst, tag...), '"')
		if direction != nil {
			dst = append(dst, `,"its:dir":"`...)
			dst = append(append(dst, direction...), '"')
		}
	}
	return append(dst, '}'), true
}

// splitDirection takes ar--rtl apart; direction is nil if there is none.
func splitDirection(language []byte) (tag, direction []byte) {
	if n := len(language) - 5; n > 0 && language[n] == '-' && language[n+1] == '-' {
		return language[:n], language[n+2:]
	}
	return language, nil
}
