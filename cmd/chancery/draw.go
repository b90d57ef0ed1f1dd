package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/drawing"
	"github.com/chancery-graph/chancery/query/relation"
)

// drawFormats are the formats of results that are networks, beside those of
// every result.
var drawFormats = []string{"graphml", "gexf", "dot", "svg"}

// drawn is a result as a network and as a drawing; a nil graph has the drawing
// alone.
type drawn struct {
	graph *network.Graph
	opts  network.Options
	svg   func(w io.Writer) error
}

// drawFormat is the format of drawFormats that was asked for, by --format or by
// the extension of --output; empty is none.
func (p *program) drawFormat() string {
	format := p.set.format
	if format == "" && p.set.output != "" && p.set.output != "-" {
		format = strings.TrimPrefix(filepath.Ext(rdfio.TrimPacking(p.set.output)), ".")
	}
	if slices.Contains(drawFormats, format) {
		return format
	}
	return ""
}

// emitDrawn writes a result in a format of drawFormats, or as other does.
func (p *program) emitDrawn(command string, d drawn, other func() error) error {
	format := p.drawFormat()
	if format == "" {
		return other()
	}
	if format != "svg" && d.graph == nil {
		return usagef(command, "%s has no format %q; it has %s and svg", command, format, strings.Join(resultFormats, ", "))
	}
	out, err := p.openOutput(p.set.output)
	if err != nil {
		return err
	}
	defer out.abandon()
	if format == "svg" {
		err = d.svg(out)
	} else {
		err = writeNetwork(context.Background(), out, d.graph, networkFormat(format), false, d.opts)
	}
	if err != nil {
		return err
	}
	return out.commit()
}

// statementsFormat is the format of RDF that was asked for, by --format or by the
// extension of --output.
func (p *program) statementsFormat() (rdfio.Format, bool) {
	format := p.set.format
	if format == "" && p.set.output != "" && p.set.output != "-" {
		format = strings.TrimPrefix(filepath.Ext(rdfio.TrimPacking(p.set.output)), ".")
	}
	if format == "" || slices.Contains(resultFormats, format) || slices.Contains(drawFormats, format) {
		return rdfio.Format{}, false
	}
	return rdfio.Lookup(format)
}

// emitStatements writes a result as RDF if that was asked for, or as other does. A
// result that a limit has cut says so.
func (p *program) emitStatements(command string, statements func() []graph.Change, other func() error, cut bool) error {
	format, ok := p.statementsFormat()
	if !ok {
		return other()
	}
	list := statements()
	out, err := p.openOutput(p.set.output)
	if err != nil {
		return err
	}
	defer out.abandon()
	w, err := rdfio.NewWriter(format, out, rdfio.WriterOptions{Prefixes: vocab.Prefixes(), Pretty: true})
	if err != nil {
		return err
	}
	if err := w.WritePatch(&graph.PatchBatch{Changes: list}); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	if err := out.commit(); err != nil {
		return err
	}
	if len(list) == 0 {
		p.note("%s: nothing is found", command)
	}
	if cut {
		return &failure{code: "limit", exit: exitIncomplete, message: "a limit has cut the result, there is more", hint: "raise -n to see the rest"}
	}
	return nil
}

// cutError is the error of a result that a limit cut short.
func (p *program) cutError(rows int) error {
	return &failure{code: "limit", exit: exitIncomplete,
		message: fmt.Sprintf("only the first %s shown, there are more", plural(int64(rows), "row")),
		hint:    "raise -n to see the rest"}
}

// chainDrawing is the answer of chain as a network: an edge for each step.
func chainDrawing(r *chain.Result) drawn {
	g := &network.Graph{}
	add := func(iri, label string) {
		if !slices.ContainsFunc(g.NodeList, func(n network.Node) bool { return n.ID == iri }) {
			g.NodeList = append(g.NodeList, network.Node{ID: iri, Label: label})
		}
	}
	add(r.From, r.FromLabel)
	add(r.To, r.ToLabel)
	var chains []drawing.Chain
	for _, told := range r.Chains {
		picture := drawing.Chain{Title: chainSummary(told), From: r.FromLabel}
		for i, s := range told.Steps {
			add(s.From, s.FromLabel)
			add(s.To, s.ToLabel)
			edge := network.Edge{From: s.From, To: s.To, Kind: s.Kind, Status: s.Status, Place: s.PlaceLabel,
				Source: strings.Join(s.Sources, " "), Event: s.Event}
			edge.Start, edge.End = spanOf(s.Date, s.EndDate)
			g.EdgeList = append(g.EdgeList, edge)
			if i == 0 {
				picture.From = s.FromLabel
			}
			head := linkDate(s) + " · " + s.Kind
			if s.Status != relation.StatusOccurred {
				head += " (" + s.Status + ")"
			}
			picture.Steps = append(picture.Steps, drawing.Step{Head: head, Detail: s.PlaceLabel, Quote: s.Quote, To: s.ToLabel})
		}
		chains = append(chains, picture)
	}
	title := r.FromLabel + " – " + r.ToLabel
	return drawn{graph: g, opts: network.Options{Directed: true, Title: title},
		svg: func(w io.Writer) error { return drawing.Chains(w, title, chains) }}
}

// spanOf is the days of a contact for the writers of networks; zero dates for
// none.
func spanOf(date, endDate string) (start, end network.Date) {
	first, err := relation.ParseDate(date)
	if err != nil {
		return start, end
	}
	last := first.Last
	if d, err := relation.ParseDate(endDate); err == nil {
		last = max(last, d.Last)
	}
	return networkDate(first.First), networkDate(last)
}

func networkDate(d relation.Day) network.Date {
	date, err := network.ParseDate(d.String())
	if err != nil {
		return network.Date{} // a year that the formats have no room for
	}
	return date
}

// timelineDrawing is a list of contacts as a drawing.
func timelineDrawing(title string, contacts []relation.Contact) drawn {
	var moments []drawing.Moment
	for _, k := range contacts {
		date := k.Date
		if k.EndDate != "" && k.EndDate != k.Date {
			date += " – " + k.EndDate
		}
		detail := k.Kind + ", " + k.Status
		if len(k.Places) > 0 {
			detail += ", " + labels(k.Places)
		}
		if len(k.Topics) > 0 {
			detail += ": " + texts(k.Topics)
		}
		moments = append(moments, drawing.Moment{Date: date, Who: contactWho(k), Detail: detail, Firm: k.Status == relation.StatusOccurred})
	}
	return drawn{svg: func(w io.Writer) error { return drawing.Timeline(w, title, moments) }}
}
