package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/extract"
	"github.com/chancery-graph/chancery/query/result/textgrid"
)

// readingText shows a dispatch with the sentences that prove something marked:
//
//	Rencontre à Porto
//	a.txt, published 2026-01-02, fr, LUSO
//
//	  Rencontre à Porto
//	  [1 La ministre a reçu mardi à Porto Nikos Alexiou.] [+1 Ils ont parlé de pêche.]
//
//	1  Meeting 2025-12-30, Porto, occurred: Rita Sampaio, Nikos Alexiou
//	   rule contact/verb, confidence 0.97, bytes 20 to 72
//
// On a terminal the marks are colours: sentences that prove something, and within
// them the names. A plus stands before the number of what a sentence adds to.
func (p *program) readingText(done ingest.Outcome, opts ingest.Options) string {
	r := done.Reading
	d := r.Dispatch
	var b strings.Builder
	b.WriteString(p.bold(textgrid.Printable(d.Title)) + "\n")
	about := []string{done.Name, orElse(d.Published.String(), "no day of publication")}
	if !d.Published.IsZero() {
		about[1] = "published " + about[1]
	}
	about = append(about, string(d.Lang))
	for _, s := range []string{d.Origin.Outlet, d.Origin.URL} {
		if s != "" {
			about = append(about, s)
		}
	}
	b.WriteString(p.dim(textgrid.Printable(strings.Join(about, ", "))) + "\n\n")
	quotes := quotesOf(r.Result)
	b.WriteString(p.markedText(string(d.Text), quotes, r.Result))
	if len(r.Result.Assertions) == 0 {
		b.WriteString("\nNothing of a contact or a function is found.\n")
	}
	facts, unsure := ingest.Split(r.Result, opts.MinConfidence)
	b.WriteString("\n" + p.assertionsText(facts, quotes, string(d.Text)))
	if len(unsure.Assertions) > 0 {
		b.WriteString("\n" + p.bold("Candidates, not sure enough to be facts") + "\n")
		b.WriteString(p.assertionsText(unsure, quotes, string(d.Text)))
	}
	if r.Report != nil && len(r.Report.Dropped) > 0 {
		b.WriteString("\nNot believed: " + tallyText(r.Report.Dropped) + "\n")
	}
	return b.String()
}

// quotesOf lists the spans that prove assertions, in the order of the text.
func quotesOf(res *extract.Result) []extract.Span {
	var spans []extract.Span
	for i := range res.Assertions {
		spans = append(spans, res.Assertions[i].Quote)
	}
	slices.SortFunc(spans, func(x, y extract.Span) int { return cmp.Or(x.Start-y.Start, x.End-y.End) })
	return slices.Compact(spans)
}

// The marks of a terminal: a sentence, and a name within it.
const (
	sentenceOn = "\x1b[36m"
	nameOn     = "\x1b[1;36m"
	markOff    = "\x1b[0m"
)

// markedText is a text with marks, each line indented.
func (p *program) markedText(text string, quotes []extract.Span, res *extract.Result) string {
	type mark struct {
		at   int
		rank int // ends before starts at one place
		put  string
	}
	var marks []mark
	for i, q := range quotes {
		marks = append(marks, mark{q.Start, 1, fmt.Sprintf("[%d ", i+1)}, mark{q.End, 0, "]"})
	}
	shown := slices.Clone(quotes)
	for i := range res.Assertions {
		for _, s := range res.Assertions[i].Support {
			if !slices.Contains(shown, s) {
				n := 1 + slices.Index(quotes, res.Assertions[i].Quote)
				marks = append(marks, mark{s.Start, 1, fmt.Sprintf("[+%d ", n)}, mark{s.End, 0, "]"})
				shown = append(shown, s)
			}
		}
	}
	if p.set.colour {
		for i := range marks {
			marks[i].put = sentenceOn + marks[i].put
			if marks[i].rank == 0 {
				marks[i].put += markOff
			}
		}
		for _, m := range res.Mentions {
			if slices.ContainsFunc(quotes, func(q extract.Span) bool { return q.Start <= m.Span.Start && m.Span.End <= q.End }) {
				marks = append(marks, mark{m.Span.Start, 2, nameOn}, mark{m.Span.End, -1, markOff + sentenceOn})
			}
		}
	}
	slices.SortStableFunc(marks, func(x, y mark) int { return cmp.Or(x.at-y.at, x.rank-y.rank) })
	var b strings.Builder
	last := 0
	for _, m := range marks {
		b.WriteString(printableLines(text[last:m.at]) + m.put)
		last = m.at
	}
	b.WriteString(printableLines(text[last:]))
	lines := strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
	return "  " + strings.Join(lines, "\n  ") + "\n"
}

// printableLines makes text harmless for a terminal and keeps its lines.
func printableLines(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = textgrid.Printable(lines[i])
	}
	return strings.Join(lines, "\n")
}

// assertionsText lists assertions with the number of their sentence.
func (p *program) assertionsText(res *extract.Result, quotes []extract.Span, text string) string {
	g := p.newPage()
	for i := range res.Assertions {
		a := &res.Assertions[i]
		n := fmt.Sprint(1 + slices.Index(quotes, a.Quote))
		indent := len(n) + 2
		lines := assertionLines(res, a, text)
		head := strings.Split(strings.TrimRight(wrapped(p, indent, lines[0]), "\n"), "\n")
		head[0] = p.bold(n) + head[0][len(n):]
		g.WriteString(strings.Join(head, "\n") + "\n")
		for _, line := range lines[1:] {
			g.line(indent, line)
		}
	}
	return g.String()
}

// wrapped is a paragraph as page.line sets it.
func wrapped(p *program, indent int, text string) string {
	g := p.newPage()
	g.line(indent, text)
	return g.String()
}

var assertionNames = map[extract.Kind]string{
	extract.Meeting: "Meeting", extract.Call: "Call", extract.VideoCall: "Video call", extract.Visit: "Visit",
	extract.Talks: "Talks", extract.Gathering: "Gathering", extract.RegularContact: "Regular contact", extract.HoldsRole: "Function",
}

var assertionStatuses = map[extract.Status]string{
	extract.Occurred: "occurred", extract.Planned: "planned", extract.Cancelled: "cancelled", extract.Denied: "denied",
	extract.Hypothetical: "hypothetical",
}

// assertionLines tells an assertion: the claim, then what stands under it.
func assertionLines(res *extract.Result, a *extract.Assertion, text string) []string {
	name := res.Called
	var who []string
	for _, p := range a.Participants {
		who = append(who, name(p.Entity))
	}
	if group := res.Gathers(a); group != "" && !slices.Contains(who, group) {
		who = append(who, group)
	}
	head := assertionNames[a.Kind]
	var lines []string
	switch a.Kind {
	case extract.HoldsRole:
		head += ": " + strings.Join(append(who, a.Role.Title), ", ")
		for _, id := range []extract.EntityID{a.Role.Body, a.Role.Country} {
			if id != extract.None {
				head += ", " + name(id)
			}
		}
	case extract.RegularContact:
		head += ": " + strings.Join(who, ", ")
		if a.Frequency != "" {
			head += " (" + a.Frequency + ")"
		}
	default:
		head += " " + orElse(a.Date.String(), "undated")
		if a.Place != extract.None {
			head += ", " + name(a.Place)
		}
		status := assertionStatuses[a.Status]
		if a.Postponed {
			status += " (postponed)"
		}
		head += ", " + status
		if len(who) > 0 {
			head += ": " + strings.Join(who, ", ")
		}
	}
	lines = append(lines, head)
	var topics []string
	for _, t := range a.Topics {
		topics = append(topics, t.Text)
	}
	if len(topics) > 0 {
		lines = append(lines, "about "+strings.Join(topics, "; "))
	}
	for _, c := range a.Counts {
		lines = append(lines, fmt.Sprintf("number %d: « %s »", c.Number, text[c.Span.Start:c.Span.End]))
	}
	if a.ClaimedBy != extract.None {
		lines = append(lines, "according to "+name(a.ClaimedBy))
	}
	how := "rule " + a.Rule
	if sure := ingest.Confidence(a); sure < 1 { // 1 is of extractors that do not measure it
		how += fmt.Sprintf(", confidence %.2f", sure)
	}
	return append(lines, fmt.Sprintf("%s, bytes %d to %d", how, a.Quote.Start, a.Quote.End))
}
