package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// A contact of a new dispatch is one that the graph has if it is of the same
// parties and class (face to face, or by telephone or video) and its date allows
// it:
//
//	new \ known   day               month or year      none
//	day           the same day      falls into it      known published near it
//	month, year   falls into it     the same           -
//	none          near publication  -                  published near each other
//
// Near means what dispatches mean that give no day: of what took place, the days
// just before they appear; of what is planned, those that follow. Where several
// known contacts fit equally well none is taken, since a wrong match is worse
// than a missed one: it can be seen and merged, the other hides.
const (
	reportedDays  = 3  // from a contact to a dispatch that reports it without a day
	announcedDays = 14 // from a dispatch that announces a contact without a day to it
)

// fit tells how well a known contact fits; 0 is not at all.
type fit int

const (
	noFit fit = iota
	nearDay
	withinDate
	sameDate
)

// sought is what a contact of a dispatch is compared by.
type sought struct {
	parties   []called
	place     quad.IRI // "" where none is stated
	remote    bool
	gathering bool
	occurred  bool
	planned   bool
	date      string // lexical; "" where none is stated
	day       bool   // date is one day
	group     string // what a gathering gathers, as functionOf names it
	published string
}

// match returns the known contact that is meant, or nil. others are the contacts
// that were looked at and are others.
func match(ctx context.Context, dir Directory, s *sought) (meant *KnownContact, others []quad.IRI, err error) {
	known, err := s.lookUp(ctx, dir)
	if err != nil {
		return nil, nil, fmt.Errorf("look up known contacts: %w", err)
	}
	var best *KnownContact
	bestFit, ties := noFit, 0
	for i := range known {
		k := &known[i]
		f := s.fits(k)
		switch {
		case f == noFit:
			others = append(others, k.IRI)
		case f > bestFit:
			best, bestFit, ties = k, f, 1
		case f == bestFit:
			ties++
		}
	}
	if ties != 1 {
		return nil, others, nil
	}
	return best, others, nil
}

// lookUp returns the contacts that may be meant: those of its parties, and of a
// gathering, whose parties become known one by one, those of its day.
func (s *sought) lookUp(ctx context.Context, dir Directory) ([]KnownContact, error) {
	var known []KnownContact
	if s.group != "" && s.date != "" {
		var err error
		if known, err = dir.ContactsOn(ctx, s.date); err != nil {
			return nil, err
		}
	}
	if len(s.parties) < 2 {
		return known, nil
	}
	shared, err := s.shared(ctx, dir)
	for _, k := range shared {
		if !slices.ContainsFunc(known, func(o KnownContact) bool { return o.IRI == k.IRI }) {
			known = append(known, k)
		}
	}
	return known, err
}

// shared returns the contacts of two of the parties, or of one of them on the day where the others have no names by
// which to find them.
func (s *sought) shared(ctx context.Context, dir Directory) ([]KnownContact, error) {
	var named []quad.IRI
	for i := range s.parties {
		if s.parties[i].folder == "" {
			named = append(named, s.parties[i].iri)
		}
	}
	switch {
	case len(named) > 1:
		return dir.ContactsAmong(ctx, named[0], named[1])
	case len(named) == 1 && s.day:
		return dir.ContactsOf(ctx, named[0], s.date)
	}
	return nil, nil
}

func (s *sought) fits(k *KnownContact) fit {
	if s.remote != k.Remote || !s.sameParties(k) {
		return noFit
	}
	best := noFit
	for _, date := range k.Dates {
		best = max(best, s.fitsDate(date))
	}
	if len(k.Dates) == 0 {
		best = s.fitsUndated(k)
	}
	if best == nearDay && s.place != "" && len(k.Places) > 0 && !slices.Contains(k.Places, s.place) {
		return noFit // another place, and no day to outweigh it
	}
	return best
}

// sameParties wants the same named parties; of a gathering, that it gathers the
// same will do, in whatever language, since its parties become known one by one.
func (s *sought) sameParties(k *KnownContact) bool {
	if s.group != "" && slices.ContainsFunc(k.Collectives, func(c string) bool { return functionOf(c) == s.group }) {
		return !s.elsewhere(k)
	}
	if len(s.parties) < 2 {
		return false
	}
	common := 0
	for i := range s.parties {
		if s.parties[i].folder != "" && s.elsewhere(k) {
			return false // "a delegation" in two cities is not one
		}
		if s.parties[i].among(k.Parties) != "" {
			common++
		}
	}
	if common == len(s.parties) && common == len(k.Parties) {
		return true
	}
	// A source may leave parties out, where time and place leave no doubt.
	subset := common >= 2 && (common == len(s.parties) || common == len(k.Parties))
	return subset && s.day && slices.Contains(k.Dates, s.date) && s.place != "" && slices.Contains(k.Places, s.place)
}

// elsewhere tells whether a known contact took place in another city. A country
// and a city may be one place.
func (s *sought) elsewhere(k *KnownContact) bool {
	city := func(place quad.IRI) bool { return strings.HasPrefix(string(place), vocab.Base+"place/") }
	return city(s.place) && len(k.Places) > 0 &&
		!slices.ContainsFunc(k.Places, func(p quad.IRI) bool { return p == s.place || !city(p) })
}

// fitsDate compares with a date that a known contact has.
func (s *sought) fitsDate(date string) fit {
	switch {
	case s.date == "":
		if len(date) == len(time.DateOnly) && s.near(date, s.published) {
			return nearDay
		}
		return noFit
	case s.date == date:
		return sameDate
	case strings.HasPrefix(s.date, date+"-") || strings.HasPrefix(date, s.date+"-"):
		return withinDate
	}
	return noFit
}

// near tells whether a dispatch of one day that gives no date can mean another.
func (s *sought) near(day, published string) bool {
	first, last := -announcedDays, reportedDays // of what is cancelled or denied
	if s.planned {
		last = 0
	} else if s.occurred {
		first = 0
	}
	return between(daysBetween(day, published), first, last)
}

// fitsUndated compares with a contact of which no source gives a date.
func (s *sought) fitsUndated(k *KnownContact) fit {
	for _, p := range k.Published {
		switch {
		case s.date == "" && k.Occurred != s.planned && abs(daysBetween(p, s.published)) < reportedDays:
			return nearDay
		case s.day && k.Occurred && between(daysBetween(s.date, p), 0, reportedDays):
			return nearDay
		case s.day && !k.Occurred && between(daysBetween(p, s.date), 0, announcedDays):
			return nearDay
		}
	}
	return noFit
}

func between(n, low, high int) bool { return low <= n && n <= high }

func abs(n int) int { return max(n, -n) }

// daysBetween returns how many days after a the day b is. Days that cannot be
// read are far apart.
func daysBetween(a, b string) int {
	const far = 1 << 20
	x, err := time.Parse(time.DateOnly, a)
	if err != nil {
		return far
	}
	y, err := time.Parse(time.DateOnly, b)
	if err != nil {
		return far
	}
	return int(y.Sub(x).Hours() / 24)
}

// soughtFor describes a contact of the dispatch.
func (b *builder) soughtFor(a *extract.Assertion) *sought {
	s := &sought{
		remote: a.Kind == extract.Call || a.Kind == extract.VideoCall, gathering: a.Kind == extract.Gathering,
		occurred: a.Status == extract.Occurred, planned: a.Status == extract.Planned,
		date: a.Date.String(), day: a.Date.Precision == extract.Day, group: functionOf(a.Collective),
		published: b.d.Published.String(),
	}
	for _, p := range a.Participants {
		if c := b.calls(p.Entity); !slices.Contains(s.parties, c) {
			s.parties = append(s.parties, c)
		}
	}
	if a.Place != extract.None {
		s.place = b.iris[a.Place]
	}
	return s
}
