package exec

import (
	"context"
	"errors"
)

// An index join is planned where few left rows are expected. When they turn out to be
// many, so that looking them up has cost as much as reading the scan whole would have,
// it reads the scan once and goes on as a hash join: it never takes much more than
// twice the time of the better of the two, whatever the estimate was. This is the rent
// or buy rule (Karlin, Manasse, Rudolph, Sleator, "Competitive Snoopy Caching", 1988).

// The costs of an index join in rows of a scan that are read one after another.
const (
	keyCost  = 8  // of a distinct key that is looked up in a batch
	seekCost = 24 // of a key that is sought
	// wholeCost is that of a row which is read and listed by its key.
	wholeCost = 2
	// leastWhole is the number of rows below which a scan is not worth the change.
	leastWhole = 4 * BatchRows
)

// spent is what the lookups of an index join have cost so far.
func (m *indexMatcher) spent() float64 {
	return float64(m.c.read) + keyCost*float64(m.lookups) + seekCost*float64(m.c.seeks)
}

// worthWhole tells whether the scan should be read whole now: lookups have cost as
// much, and the rows are expected to fit, so that nothing that can go to disk has to.
func (m *indexMatcher) worthWhole() bool {
	if !m.seeks || m.stays || m.lookups == 0 {
		return false
	}
	rows := m.scan.node.Rows
	if m.run.opts.Eager {
		return true
	}
	if rows < leastWhole || m.spent() < wholeCost*rows {
		return false
	}
	bytes := int64(rows) * (rowBytes + 8*int64(len(m.keys)+len(m.want)))
	return m.c.buf.mem.fits(bytes)
}

// readWhole reads the scan into a table. Where that does not fit after all, lookups
// go on.
func (m *indexMatcher) readWhole(ctx context.Context) error {
	m.stays = true
	m.t.release()
	m.c.buf.release()
	if err := m.c.rewind(); err != nil {
		return err
	}
	h := newHash(m.run, unclosed{m.c.in}, m.keys, m.want)
	fits, err := false, h.rows.room(int(m.scan.node.Rows))
	if err == nil {
		fits, err = h.build(ctx, true)
	}
	if err == nil && fits {
		m.whole = h
		return nil
	}
	var limit *LimitError
	if errors.As(err, &limit) && limit.Limit == LimitMemory { // others took it meanwhile
		err = nil
	}
	return errors.Join(err, h.close(), m.c.rewind())
}

// unclosed is an operator that another one closes.
type unclosed struct{ operator }

func (unclosed) close() error { return nil }
