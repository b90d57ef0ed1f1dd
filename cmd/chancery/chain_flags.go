package main

import (
	"context"
	"math"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

// carryFlags say which contacts carry word, in chain, reach and ego.
func carryFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "between", Usage: "only contacts that can have been in `D..D`"},
		validFlag(),
		&cli.StringSliceFlag{Name: "kind", Usage: "only contacts of `KIND`; may be repeated"},
		&cli.StringSliceFlag{Name: "status", Usage: "contacts of `STATUS` count; may be repeated (occurred)"},
		&cli.IntFlag{Name: "max-attendees", Usage: "leave out contacts at events of more than `N`"},
		&cli.IntFlag{Name: "no-hubs", Usage: "go through none of the `N` who were in touch with most others"},
		&cli.IntFlag{Name: "min-sources", Usage: "leave out contacts that fewer than `N` independent sources state"},
		&cli.StringSliceFlag{Name: "avoid", Usage: "not through `NAME`; may be repeated"},
		sameAsFlag(),
	}
}

// orderFlags say in which order of time contacts follow one another.
func orderFlags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "in-order", Usage: "each contact no earlier than the one before"},
		&cli.BoolFlag{Name: "strict", Usage: "each contact on a later day than the one before"},
		&cli.StringFlag{Name: "gap", Usage: "at most `TIME` from one contact to the next: 30d, 4w"},
		&cli.IntFlag{Name: "max-hops", Usage: "at most `N` steps"},
	}
}

func validFlag() cli.Flag {
	return &cli.StringFlag{Name: "valid", Usage: "what held in the world in `D..D` or on a day, while --as-of is about what the log knew (see 'help time')"}
}

// validPeriod reads --valid.
func validPeriod(c *cli.Context) (p relation.Period, err error) {
	if c.IsSet("valid") {
		if p.From, p.To, err = relation.ParsePeriod(c.String("valid")); err != nil {
			return p, usagef("time", "--valid: %s", untagged(err))
		}
	}
	return p, nil
}

func sameAsFlag() cli.Flag {
	return &cli.StringFlag{Name: "same-as", Usage: "which entities are one: `merged` by curators, all that any source calls the same, or none"}
}

// withPeople reads the snapshot of --as-of with those as one whom --same-as makes so.
func (p *program) withPeople(c *cli.Context, fn func(*store.Snapshot, *relation.Reader) error) error {
	how, err := relation.ParseSameAs(c.String("same-as"))
	if err != nil {
		return usagef(c.Command.FullName(), "--same-as: %s", untagged(err))
	}
	return p.withSnapshot(c, func(s *store.Store, snap *store.Snapshot) error {
		reader, err := relation.NewReader(c.Context, snap, relation.Options{
			SameAs: how,
			Keeper: p.keptNames(),
			Header: func(ctx context.Context, seq graph.Seq) (graph.Header, error) {
				record, err := s.Log().At(ctx, seq)
				return record.Header, err
			},
		})
		if err != nil {
			return err
		}
		return fn(snap, reader)
	})
}

// withEvents is withPeople for what is asked about events: where the store has a shape,
// they are those that it finds.
func (p *program) withEvents(c *cli.Context, fn func(*store.Snapshot, *relation.Reader) error) error {
	return p.withPeople(c, func(snap *store.Snapshot, r *relation.Reader) error {
		r, err := p.eventReader(c.Context, snap, r)
		if err != nil {
			return err
		}
		return fn(snap, r)
	})
}

// eventReader is a reader that sees the contacts of a snapshot's shape as events; the
// one that is given, which reads the snapshot, if it has no shape.
func (p *program) eventReader(ctx context.Context, snap *store.Snapshot, r *relation.Reader) (*relation.Reader, error) {
	view, shaped, err := p.networks().View(ctx, r, snap)
	if err != nil || !shaped {
		return r, err
	}
	return r.Of(ctx, view)
}

// withNetwork is withPeople with the network of contacts.
func (p *program) withNetwork(c *cli.Context, fn func(*store.Snapshot, *relation.Reader, *chain.Network) error) error {
	return p.withPeople(c, func(snap *store.Snapshot, r *relation.Reader) error {
		n, err := p.networks().Network(c.Context, r, snap)
		if err != nil {
			return err
		}
		if r, err = p.eventReader(c.Context, snap, r); err != nil {
			return err
		}
		return fn(snap, r, n)
	})
}

// carryOptions reads carryFlags and orderFlags.
func carryOptions(c *cli.Context, r *relation.Reader) (o chain.Options, err error) {
	command := c.Command.FullName()
	for name, field := range map[string]*int{"max-hops": &o.MaxHops, "max-attendees": &o.MaxAttendees, "no-hubs": &o.NoHubs, "min-sources": &o.MinSources} {
		if !c.IsSet(name) {
			continue
		}
		if *field = c.Int(name); *field < 1 {
			return o, usagef(command, "--%s must be at least 1", name)
		}
	}
	filter, err := contactFilter(c.Context, c, r)
	if err != nil {
		return o, err
	}
	o.Kinds, o.Statuses, o.From, o.To = filter.Kinds, filter.Statuses, filter.From, filter.To
	o.InOrder, o.Strict = c.Bool("in-order"), c.Bool("strict")
	if o.Gap, err = daysFlag(c, "gap"); err != nil {
		return o, err
	}
	if o.Avoid, err = resolveNames(c.Context, r, c, c.StringSlice("avoid")); err != nil {
		return o, err
	}
	return o, nil
}

// daysFlag reads a time in days (30d, or 30) or weeks (4w); 0 if it is not given.
func daysFlag(c *cli.Context, name string) (int, error) {
	text := c.String(name)
	if text == "" {
		return 0, nil
	}
	unit := 1
	digits := strings.TrimSuffix(text, "d")
	if weeks, ok := strings.CutSuffix(text, "w"); ok {
		digits, unit = weeks, 7
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > math.MaxInt32/64 {
		return 0, usagef(c.Command.FullName(), "--%s %q is no time: expected days or weeks, such as 30d or 4w", name, text)
	}
	return n * unit, nil
}

// period reads --between and --valid: a contact fits that fits both.
func period(c *cli.Context) (from, to relation.Date, err error) {
	for _, name := range []string{"between", "valid"} {
		if !c.IsSet(name) {
			continue
		}
		first, last, err := relation.ParsePeriod(c.String(name))
		if err != nil {
			return from, to, usagef("time", "--%s: %s", name, untagged(err))
		}
		if first.Known() && (!from.Known() || first.First > from.First) {
			from = first
		}
		if last.Known() && (!to.Known() || last.Last < to.Last) {
			to = last
		}
	}
	if from.Known() && to.Known() && to.Last < from.First {
		return from, to, usagef("time", "--between and --valid have no day in common")
	}
	return from, to, nil
}
