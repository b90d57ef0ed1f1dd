package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/chancery-graph/chancery/graph"
)

// timeForms are the ways to write a point of log time, with the span that each
// one names: a day stands for its last microsecond, as "as of 2 January" means.
var timeForms = []struct {
	layout string
	span   func(time.Time) time.Time
}{
	{time.RFC3339Nano, func(t time.Time) time.Time { return t }},
	{"2006-01-02T15:04Z07:00", func(t time.Time) time.Time { return t.Add(time.Minute) }},
	{"2006-01-02T15:04:05.999999", func(t time.Time) time.Time { return t }},
	{"2006-01-02T15:04", func(t time.Time) time.Time { return t.Add(time.Minute) }},
	{"2006-01-02 15:04", func(t time.Time) time.Time { return t.Add(time.Minute) }},
	{"2006-01-02", func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }},
	{"2006-01", func(t time.Time) time.Time { return t.AddDate(0, 1, 0) }},
}

// parseMoment reads a time in one of timeForms, without a zone UTC, and returns
// the first and the last instant that it names.
func parseMoment(s string) (first, last time.Time, err error) {
	for _, f := range timeForms {
		t, err := time.Parse(f.layout, s)
		if err != nil {
			continue
		}
		end := f.span(t)
		if end.After(t) {
			end = end.Add(-time.Microsecond)
		}
		return t.UTC(), end.UTC(), nil
	}
	return first, last, fmt.Errorf("%q is no time: expected 2026-01-31, 2026-01-31T15:04 or 2026-01-31T15:04:05+01:00", s)
}

// timeResolver finds events by time; the store is one.
type timeResolver interface {
	Head(context.Context) (graph.Header, graph.Digest, error)
	SeqAt(context.Context, time.Time) (graph.Seq, error)
}

// parsePoint reads a point of the log: an event number, "head", or a time,
// which stands for the last event up to its end.
func parsePoint(ctx context.Context, s string, r timeResolver) (graph.Seq, error) {
	head, _, err := r.Head(ctx)
	if err != nil {
		return 0, err
	}
	if s == "head" {
		return head.Seq, nil
	}
	if n, err := strconv.ParseUint(s, 10, 64); err == nil {
		if graph.Seq(n) > head.Seq {
			return 0, &failure{code: "no_such_event", exit: exitFailed,
				message: fmt.Sprintf("there is no event %d: the log ends with event %d", n, head.Seq),
				hint:    "see 'chancery log'"}
		}
		return graph.Seq(n), nil
	}
	_, last, err := parseMoment(s)
	if err != nil {
		return 0, usagef("time", "%s, or an event number", err)
	}
	return r.SeqAt(ctx, last)
}

// parseEventRange reads "N", "N..M", "N.." or "..M".
func parseEventRange(s string) (first, last graph.Seq, err error) {
	from, to, ranged := strings.Cut(s, "..")
	first, last = 1, graph.NoSeq
	read := func(s string, into *graph.Seq) {
		if n, e := strconv.ParseUint(s, 10, 64); e == nil && n > 0 {
			*into = graph.Seq(n)
		} else if s != "" || !ranged {
			err = usagef("log", "%q is no range of events: expected N or N..M", s)
		}
	}
	read(from, &first)
	if last = first; ranged {
		last = graph.NoSeq
		read(to, &last)
	}
	if err == nil && first > last {
		err = usagef("log", "the range %s ends before it begins", s)
	}
	return first, last, err
}

// stamp is a log time for people: UTC, to the second.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05Z") }
