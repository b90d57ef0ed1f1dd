package result

import (
	"bytes"

	"github.com/chancery-graph/chancery/graph"
)

// csvEncoder writes the CSV form of SPARQL 1.1 Query Results CSV and TSV: values
// without marks for their kind, lines that end with CR LF (RFC 4180). An empty
// string is "" in quotes, which tells it from unbound for who looks.
type csvEncoder struct{}

func (csvEncoder) begin(dst []byte, vars []string) []byte {
	for i, v := range vars {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, v...)
	}
	return append(dst, "\r\n"...)
}

func (csvEncoder) row(dst []byte, p *Page, i int, _ bool) ([]byte, error) {
	for c := range p.Cols {
		if c > 0 {
			dst = append(dst, ',')
		}
		term := p.Cols[c][i]
		if term == nil {
			continue
		}
		if len(term) < 2 {
			return dst, badTerm(term)
		}
		dst = appendCSVTerm(dst, term)
	}
	return append(dst, "\r\n"...), nil
}

func (csvEncoder) end(dst []byte) []byte { return dst }

func appendCSVTerm(dst, term []byte) []byte {
	from := len(dst)
	switch graph.TagOf(term) {
	case graph.TagIRI:
		dst = append(dst, term[1:len(term)-1]...)
	case graph.TagLiteral:
		lexical, _, _ := graph.LiteralParts(term)
		if len(lexical) == 0 {
			return append(dst, `""`...)
		}
		if bytes.IndexByte(lexical, '\\') < 0 {
			dst = append(dst, lexical...)
		} else {
			dst = graph.AppendUnescaped(dst, lexical)
		}
	default:
		dst = append(dst, term...)
	}
	for _, c := range dst[from:] {
		if csvStops[c] {
			return quoteCSV(dst, from)
		}
	}
	return dst
}

// quoteCSV puts what stands from an offset on in quotes, with those inside
// doubled.
func quoteCSV(dst []byte, from int) []byte {
	n := bytes.Count(dst[from:], []byte{'"'})
	end := len(dst)
	dst = append(dst, make([]byte, n+2)...)
	at := len(dst) - 1
	dst[at] = '"'
	for i := end - 1; i >= from; i-- {
		at--
		dst[at] = dst[i]
		if dst[i] == '"' {
			at--
			dst[at] = '"'
		}
	}
	dst[from] = '"'
	return dst
}
