package projection

import (
	"sync"

	"github.com/chancery-graph/chancery/graph"
)

// pool keeps the working memory of scans, some 100 KB each, between them: a
// lookup of a few rows would otherwise spend most of its time on it.
type pool struct{ cursors, rows, sorters sync.Pool }

func (p *pool) cursor() *cursor {
	if c, ok := p.cursors.Get().(*cursor); ok {
		return c
	}
	return &cursor{}
}

func (p *pool) putCursor(c *cursor) {
	c.src, c.idx, c.skip, c.frame.reader, c.frame.mem = nil, nil, nil, nil, rows{}
	p.cursors.Put(c)
}

// batch returns empty rows with room for one batch.
func (p *pool) batch() *rows {
	if r, ok := p.rows.Get().(*rows); ok {
		r.reset()
		return r
	}
	r := makeRows(graph.BatchRows)
	return &r
}

func (p *pool) putBatch(r *rows) { p.rows.Put(r) }

func (p *pool) sorter() *sorter {
	if s, ok := p.sorters.Get().(*sorter); ok {
		return s
	}
	return &sorter{}
}

func (p *pool) putSorter(s *sorter) { p.sorters.Put(s) }
