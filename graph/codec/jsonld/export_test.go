package jsonld

import "io"

// InParts makes the reader read any document of the right form in parts of so
// many bytes.
func (r *Reader) InParts(size int) *Reader {
	r.from, r.size = 0, size
	return r
}

// Parts tells whether the document is read in parts.
func (r *Reader) Parts() bool { return r.pieces != nil }

// Expanded reads a document by way of its expansion, whatever it uses.
func Expanded(text io.Reader, o Options) (rows [][4]string, err error) {
	o = o.withDefaults()
	document, err := readJSON(text, o.Name, o.MaxSize, o.MaxDepth)
	if err != nil {
		return nil, err
	}
	expanded, base, err := expand(document, o, map[string]remoteText{})
	if err != nil {
		return nil, err
	}
	c := converter{
		direction: o.Direction, base: base, labels: map[string]string{}, indexes: map[[2]string]any{},
		emit: func(s, p, o, g string) { rows = append(rows, [4]string{s, p, o, g}) },
	}
	return rows, c.nodes(expanded, graphDefault)
}
