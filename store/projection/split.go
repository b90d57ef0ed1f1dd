package projection

import "github.com/chancery-graph/chancery/graph"

// Split implements [graph.Splitter] by the block index of the run that has most blocks
// in the scan's range.
func (s *scanner) Split(most int) []graph.Quad {
	var blocks []blockInfo
	for _, c := range s.m.cursors {
		from, to := c.idx.seek(&s.lo), c.idx.seek(&s.hi)
		if from++; to-from > len(blocks) { // the first block may begin before the range
			blocks = c.idx.blocks[from:to]
		}
	}
	most = min(most, len(blocks))
	quads := make([]graph.Quad, most)
	for i := range quads {
		first := &blocks[i*len(blocks)/most].first
		for col, pos := range s.order.Positions() {
			quads[i][pos] = first[col]
		}
	}
	return quads
}
