package resulttest

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/chancery-graph/chancery/graph/codec/turtle"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query/result"
)

// Table is a whole result.
type Table struct {
	Vars []string
	// Rows are solutions, a canonical text per variable, "" where unbound.
	Rows [][]string
	// Boolean is the answer of an ASK; nil for solutions.
	Boolean *bool
	// Ordered: the rows of an RDF result set carry an index.
	Ordered bool
}

// Bool is the result of an ASK.
func Bool(value bool) Table { return Table{Boolean: &value} }

// Collect reads a source to its end.
func Collect(ctx context.Context, src result.Source) (Table, error) {
	t := Table{Vars: src.Vars()}
	for {
		p, err := src.Next(ctx)
		if err != nil || p.N == 0 {
			return t, err
		}
		for i := range p.N {
			row := make([]string, len(p.Cols))
			for c := range p.Cols {
				row[c] = string(p.Cols[c][i])
			}
			t.Rows = append(t.Rows, row)
		}
	}
}

// Read reads a document.
func Read(r io.Reader, f result.Format) (Table, error) {
	d, err := result.NewReader(r, f, result.ReadOptions{})
	if err != nil {
		return Table{}, err
	}
	if value, ok := d.Boolean(); ok {
		return Bool(value), nil
	}
	return Collect(context.Background(), d)
}

// ReadFile reads a file in the format that its name ends with: srj, srx, csv,
// tsv, or ttl for the RDF form.
func ReadFile(path string) (Table, error) {
	f, err := os.Open(path)
	if err != nil {
		return Table{}, err
	}
	defer f.Close()
	if strings.HasSuffix(path, ".ttl") {
		statements, err := graphtest.ReadStatements(turtle.NewReader(f, turtle.Options{Name: path, Base: "file://" + path}))
		if err != nil {
			return Table{}, err
		}
		return FromRDF(statements)
	}
	format := result.ByFile(path)
	if format == 0 {
		return Table{}, fmt.Errorf("resulttest: %s: no format of results", path)
	}
	t, err := Read(f, format)
	if err != nil {
		return t, fmt.Errorf("%s: %w", path, err)
	}
	return t, nil
}

// Source returns the table as a source with pages of at most size rows.
func (t Table) Source(size int) result.Source { return &source{t: t, size: size} }

type source struct {
	t    Table
	size int
	at   int
}

func (s *source) Vars() []string { return s.t.Vars }

func (s *source) Next(ctx context.Context) (*result.Page, error) {
	rows := s.t.Rows[s.at:min(s.at+s.size, len(s.t.Rows))]
	s.at += len(rows)
	p := &result.Page{N: len(rows), Cols: make([][][]byte, len(s.t.Vars))}
	for c := range p.Cols {
		p.Cols[c] = make([][]byte, len(rows))
		for i, row := range rows {
			if row[c] != "" {
				p.Cols[c][i] = []byte(row[c])
			}
		}
	}
	return p, ctx.Err()
}
