package endpoint

import (
	"errors"
	"io"
	"io/fs"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
)

// bodies are the documents of a request: its body, or the parts of a form.
func (s *Server) bodies(r *http.Request, t target, body io.Reader) ([]graph.PatchReader, error) {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return nil, problemf(http.StatusUnsupportedMediaType, "Content-Type %q: expected the media type of an RDF format", r.Header.Get("Content-Type"))
	}
	if media == "multipart/form-data" {
		return []graph.PatchReader{&formReader{parts: multipart.NewReader(body, params["boundary"]), open: func(media string, part io.Reader) (graph.PatchReader, error) {
			return s.document(r, t, media, "", part)
		}}}, nil
	}
	one, err := s.document(r, t, r.Header.Get("Content-Type"), r.Header.Get("Content-Encoding"), body)
	return []graph.PatchReader{one}, err
}

// document reads one body in the graph of the request.
func (s *Server) document(r *http.Request, t target, contentType, encoding string, body io.Reader) (graph.PatchReader, error) {
	f, ok := rdfio.Lookup(contentType)
	if !ok || f.Deletes {
		return nil, problemf(http.StatusUnsupportedMediaType, "Content-Type %q: expected the media type of an RDF format", contentType)
	}
	var packed io.Closer
	switch encoding {
	case "", "identity":
	case "gzip", "zstd":
		unpacked, err := rdfio.Unpack(body, "the body", false)
		if err != nil {
			return nil, problemf(http.StatusBadRequest, "%v", err)
		}
		packed = unpacked
		body = http.MaxBytesReader(nil, io.NopCloser(unpacked), s.opts.MaxBody)
	default:
		return nil, problemf(http.StatusUnsupportedMediaType, "Content-Encoding %q: expected gzip or zstd", encoding)
	}
	base := strings.TrimSuffix(strings.TrimPrefix(string(t.name), "<"), ">")
	if base == "" {
		base = "http://" + r.Host + r.URL.EscapedPath()
	}
	reader, err := rdfio.NewReader(f, body, rdfio.ReaderOptions{Name: "the body", Base: base})
	if err != nil {
		return nil, err
	}
	return &intoGraph{reader: reader, name: t.name, labels: graph.NewScope("r" + token() + "-"), packed: packed}, nil
}

// intoGraph puts statements into one graph, whatever graph they name, with blank
// nodes of their own.
type intoGraph struct {
	reader graph.PatchReader
	name   []byte
	labels *graph.Scope
	packed io.Closer // nil if the body is not packed
}

// Close implements [io.Closer].
func (g *intoGraph) Close() error {
	if g.packed == nil {
		return nil
	}
	return g.packed.Close()
}

// ReadPatch implements [graph.PatchReader].
func (g *intoGraph) ReadPatch(b *graph.PatchBatch) error {
	if err := g.reader.ReadPatch(b); err != nil {
		if errors.Is(err, io.EOF) {
			return err
		}
		return bodyError(err)
	}
	for i := range b.Changes {
		b.Changes[i].G = g.name
		g.labels.Change(&b.Changes[i])
	}
	// The batch may go to another goroutine: the labels are its own from now on.
	g.labels = g.labels.Fresh()
	return nil
}

// bodyError makes an error of a client's document the client's: all but those of
// reading the body back from disk and of its size. The body has arrived whole by
// then.
func bodyError(err error) error {
	var disk *fs.PathError
	var tooLarge *http.MaxBytesError
	if errors.As(err, &disk) || errors.As(err, &tooLarge) {
		return err
	}
	return &problem{http.StatusBadRequest, err.Error()}
}

// formReader reads the parts of a form that have RDF media types, one after
// another.
type formReader struct {
	parts   *multipart.Reader
	open    func(media string, part io.Reader) (graph.PatchReader, error)
	current graph.PatchReader
}

// ReadPatch implements [graph.PatchReader].
func (f *formReader) ReadPatch(b *graph.PatchBatch) error {
	for {
		if f.current != nil {
			err := f.current.ReadPatch(b)
			if !errors.Is(err, io.EOF) {
				return err
			}
			f.current = nil
		}
		part, err := f.parts.NextPart()
		if errors.Is(err, io.EOF) {
			b.Reset()
			return io.EOF
		}
		if err != nil {
			return problemf(http.StatusBadRequest, "form: %v", err)
		}
		if f.current, err = f.open(part.Header.Get("Content-Type"), part); err != nil {
			return err
		}
	}
}

// sequence is several patches as one.
type sequence struct{ parts []graph.PatchReader }

// ReadPatch implements [graph.PatchReader].
func (s *sequence) ReadPatch(b *graph.PatchBatch) error {
	for len(s.parts) > 0 {
		err := s.parts[0].ReadPatch(b)
		if !errors.Is(err, io.EOF) {
			return err
		}
		if err := s.closeFirst(); err != nil {
			return err
		}
	}
	b.Reset()
	return io.EOF
}

func (s *sequence) closeFirst() error {
	c, ok := s.parts[0].(io.Closer)
	s.parts = s.parts[1:]
	if ok {
		return c.Close()
	}
	return nil
}

// Close implements [io.Closer]: it closes the parts that were not read to their
// end.
func (s *sequence) Close() (err error) {
	for len(s.parts) > 0 {
		err = errors.Join(err, s.closeFirst())
	}
	return err
}
