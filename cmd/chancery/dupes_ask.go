package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/entity"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/query/result/textgrid"
	"github.com/chancery-graph/chancery/query/shape"
	"github.com/chancery-graph/chancery/store"
)

// decidePairs walks through the pairs that may be one and asks about each. Every
// decision is stored at once, so that one who stops keeps what was decided.
func (p *program) decidePairs(c *cli.Context, o entity.Options) error {
	for _, name := range []string{"as-of", "output"} {
		if c.IsSet(name) {
			return usagef("dupes", "--%s does not go with --interactive, which changes the present", name)
		}
	}
	return p.withStore(func(s *store.Store) error {
		found, err := pairsNow(c.Context, s, o)
		if err != nil {
			return err
		}
		if len(found.Pairs) == 0 {
			p.note("no two entities are that much alike")
			return nil
		}
		report, err := p.newWriteReport("dupes")
		if err != nil {
			return err
		}
		d := &deciding{prompter: p.newPrompter(c.Context), store: s, report: report, reason: c.String("reason"), left: found.Total}
		for i := range found.Pairs {
			done, err := d.ask(c.Context, &found.Pairs[i], i+1, len(found.Pairs))
			if err != nil {
				return err
			}
			if done {
				break
			}
		}
		if d.left > 0 {
			p.note("%s left", plural(int64(d.left), "pair"))
		}
		return report.end()
	})
}

// pairsNow finds the pairs of the present state.
func pairsNow(ctx context.Context, s *store.Store, o entity.Options) (found *entity.Result, err error) {
	snap := s.Snapshot()
	defer joinClose(&err, snap)
	r, err := newReader(ctx, s, snap)
	if err != nil {
		return nil, err
	}
	n, err := shape.Network(ctx, r, snap)
	if err != nil {
		return nil, err
	}
	return entity.Dupes(ctx, r, n, o)
}

// deciding is one walk through pairs.
type deciding struct {
	prompter
	store  *store.Store
	report *writeReport
	reason string
	left   int
}

// ask shows a pair until there is an answer that can be carried out. done tells
// that the curator wants to stop.
func (d *deciding) ask(ctx context.Context, pair *entity.Pair, n, of int) (done bool, err error) {
	snap := d.store.Snapshot()
	defer joinClose(&err, snap)
	r, err := newReader(ctx, d.store, snap)
	if err != nil {
		return true, err
	}
	// An earlier decision may have settled this pair.
	if r.Kept(pair.A.ID) == r.Kept(pair.B.ID) {
		d.left--
		return false, nil
	}
	if err := r.CheckMerge(ctx, pair.A.ID, pair.B.ID); errors.Is(err, relation.ErrDistinct) {
		d.left--
		return false, nil
	} else if err != nil {
		return true, err
	}
	if r, err = d.p.eventReader(ctx, snap, r); err != nil {
		return true, err
	}
	text, err := d.pairText(ctx, r, pair, n, of)
	if err != nil {
		return true, err
	}
	d.say(text)
	for {
		d.say("[m]erge into 1, merge into [2], [d]istinct, [s]kip, [q]uit? ")
		line, err := d.answer()
		if errors.Is(err, io.EOF) {
			return true, nil
		}
		if err != nil {
			return true, err
		}
		switch strings.ToLower(line) {
		case "m", "merge", "1":
			return false, d.decide(ctx, graph.KindMerge, "merge "+pair.A.Label+" with "+pair.B.Label, mergePatch(pair.A, pair.B))
		case "2":
			return false, d.decide(ctx, graph.KindMerge, "merge "+pair.B.Label+" with "+pair.A.Label, mergePatch(pair.B, pair.A))
		case "d", "distinct":
			return false, d.decide(ctx, graph.KindUpdate, "distinct "+pair.A.Label+" and "+pair.B.Label, distinctPatch(pair.A, pair.B))
		case "s", "skip":
			return false, nil
		case "q", "quit":
			return true, nil
		default:
			d.say(fmt.Sprintf("%q is no answer\n", textgrid.Printable(line)))
		}
	}
}

// decide stores a decision as one event.
func (d *deciding) decide(ctx context.Context, kind graph.Kind, what string, patch *changeList) error {
	message := what
	if d.reason != "" {
		message += ": " + d.reason
	}
	receipt, err := d.store.Append(ctx, store.Event{
		Header: graph.Header{Kind: kind, Agent: d.p.agent(), Message: message}, Patch: patch})
	if err != nil {
		return err
	}
	d.left--
	return d.report.add(viewReceipt(what, receipt))
}

// pairText shows what is known of the two, and why they may be one.
func (d *deciding) pairText(ctx context.Context, r *relation.Reader, pair *entity.Pair, n, of int) (string, error) {
	g := d.p.newPage()
	g.heading(fmt.Sprintf("Pair %d of %d, score %.2f: %s", n, of, pair.Score, strings.Join(pair.Reasons, "; ")))
	for i, e := range []relation.Entity{pair.A, pair.B} {
		profile, err := r.Show(ctx, e.ID, relation.ShowOptions{Top: 3})
		if err != nil {
			return "", err
		}
		g.line(0, fmt.Sprintf("%d  %s, %s, %s", i+1, profile.Label, profile.Kind, relation.Shorten(profile.IRI)))
		if names := append(profile.Names, profile.AlternateNames...); len(names) > 1 {
			g.line(3, "names: "+nameList(names))
		}
		for _, role := range profile.Roles[:min(3, len(profile.Roles))] {
			g.line(3, roleText(role, false))
		}
		g.line(3, "contacts: "+summaryText(profile.Contacts))
		if len(profile.Top) > 0 {
			var met []string
			for _, t := range profile.Top {
				met = append(met, withCount(t.Label, t.Contacts))
			}
			g.line(3, "with "+strings.Join(met, ", "))
		}
	}
	return g.String(), nil
}
