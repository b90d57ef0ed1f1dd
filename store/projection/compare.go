package projection

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/dict"
)

// ErrDiffers is wrapped when two projections of one log are not the same.
var ErrDiffers = errors.New("projection: not what the log says")

// Compare checks that p holds exactly what other, a replay of the same log,
// holds: every term under the same ID, found by its text, and in every
// permutation the same statements with the same histories. It reads every block.
// The first difference is an error that wraps ErrDiffers.
func (p *Projection) Compare(ctx context.Context, other *Projection) error {
	if err := p.compareTerms(ctx, other); err != nil {
		return err
	}
	a, b := p.acquire(), other.acquire()
	err := errors.Join(compareViews(ctx, p, a, other, b))
	return errors.Join(err, p.release(a), other.release(b))
}

func compareViews(ctx context.Context, p *Projection, a *view, other *Projection, b *view) error {
	if a.seq != b.seq {
		return fmt.Errorf("%w: reached event %d, replay reaches %d", ErrDiffers, a.seq, b.seq)
	}
	for _, o := range graph.Orders {
		if err := compareOrder(ctx, p, a, other, b, o); err != nil {
			return fmt.Errorf("permutation %s: %w", o, err)
		}
	}
	return nil
}

func compareOrder(ctx context.Context, p *Projection, a *view, other *Projection, b *view, o graph.Order) error {
	ra, rb := p.db.Reader(), other.db.Reader()
	defer ra.Close()
	defer rb.Close()
	ha, err := openHistory(&p.mem, a.sources(o), ra)
	if err != nil {
		return err
	}
	hb, err := openHistory(&p.mem, b.sources(o), rb)
	if err != nil {
		return err
	}
	for {
		ka, fa, oka, err := ha.next(ctx)
		if err != nil {
			return err
		}
		kb, fb, okb, err := hb.next(ctx)
		if err != nil {
			return err
		}
		switch {
		case !oka && !okb:
			return nil
		case !okb || oka && ka.less(&kb):
			return fmt.Errorf("%w: statement %v is too many", ErrDiffers, ka)
		case !oka || kb.less(&ka):
			return fmt.Errorf("%w: statement %v is missing", ErrDiffers, kb)
		case !slices.Equal(fa, fb):
			return fmt.Errorf("%w: statement %v has history %v, expected %v", ErrDiffers, ka, fa, fb)
		}
	}
}

// history walks the statements of sources with all that ever happened to each.
type history struct {
	m      *merger
	span   span
	at     int
	events [2][]graph.Seq
	group  []fragment
	folded []fragment
	key    key
	have   bool
}

func openHistory(mem *pool, sources []source, r blockReader) (*history, error) {
	m, err := openMerger(mem, sources, r, &wholeRange, nil)
	return &history{m: m}, err
}

// next returns the next statement and its intervals, which are borrowed.
func (h *history) next(ctx context.Context) (key, []fragment, bool, error) {
	for {
		k, f, ok, err := h.row(ctx)
		if err != nil {
			return key{}, nil, false, err
		}
		if ok && h.have && k == h.key {
			h.group = append(h.group, f...)
			continue
		}
		done, had := h.key, h.have
		if had {
			h.folded = foldHistory(h.folded[:0], h.group)
		}
		h.key, h.have = k, ok
		h.group = append(h.group[:0], f...)
		if had {
			return done, h.folded, true, nil
		}
		if !ok {
			return key{}, nil, false, nil
		}
	}
}

// row returns the next row, or a statement that several sources hold.
func (h *history) row(ctx context.Context) (key, []fragment, bool, error) {
	if h.span.c == nil || h.at >= h.span.to {
		sp, ok, err := h.m.next(ctx)
		if err != nil || !ok {
			return key{}, nil, false, err
		}
		if sp.c == nil {
			return sp.key, sp.group, true, nil
		}
		if err := sp.c.loadKeys(); err != nil {
			return key{}, nil, false, err
		}
		added, removed, err := sp.c.frame.eventColumns()
		if err != nil {
			return key{}, nil, false, err
		}
		h.span, h.at, h.events = sp, sp.from, [2][]graph.Seq{added, removed}
	}
	i := h.at
	h.at++
	return h.span.c.keyAt(i), []fragment{{h.events[0][i], h.events[1][i]}}, true, nil
}

// compareTerms checks the dictionary: every ordinal has the same text, and the
// text leads back to it.
func (p *Projection) compareTerms(ctx context.Context, other *Projection) error {
	n := p.dict.Mark()
	if m := other.dict.Mark(); n != m {
		return fmt.Errorf("%w: %d terms, expected %d", ErrDiffers, n, m)
	}
	va, vb := p.dict.View(), other.dict.View()
	ra, rb := va.NewReader(), vb.NewReader()
	for ord := range n {
		if ord%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		id, b, err := termAt(rb, ord)
		if err != nil {
			return err
		}
		a, err := ra.Term(id)
		if err != nil {
			return err
		}
		if !bytes.Equal(a, b) {
			return fmt.Errorf("%w: term %d is %.80q, expected %.80q", ErrDiffers, ord, a, b)
		}
		found, ok, err := va.Lookup(a)
		if err != nil {
			return err
		}
		if !ok || found.Payload() != ord {
			return fmt.Errorf("%w: term %d, %.80q, is not found by its text", ErrDiffers, ord, a)
		}
	}
	return nil
}

// termAt finds the kind and text of an ordinal.
func termAt(r *dict.Reader, ord uint64) (graph.ID, []byte, error) {
	var err error
	for _, tag := range []graph.Tag{graph.TagIRI, graph.TagLiteral, graph.TagBlank, graph.TagTriple} {
		id := graph.MakeID(tag, ord)
		var text []byte
		if text, err = r.Term(id); err == nil {
			return id, text, nil
		}
		if !errors.Is(err, dict.ErrNotFound) {
			break
		}
	}
	return graph.None, nil, err
}
