package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/result/textgrid"
	"github.com/chancery-graph/chancery/store"
)

// eventView is an event as it is shown.
type eventView struct {
	Seq       graph.Seq `json:"seq"`
	Time      string    `json:"time"`
	Kind      string    `json:"kind"`
	Agent     string    `json:"agent,omitempty"`
	Source    string    `json:"source,omitempty"`
	Document  string    `json:"document,omitempty"`
	Extractor string    `json:"extractor,omitempty"`
	Commit    string    `json:"commit,omitempty"`
	Message   string    `json:"message,omitempty"`
	Adds      uint64    `json:"adds"`
	Deletes   uint64    `json:"deletes"`
	Body      string    `json:"body"`
	Prev      string    `json:"prev"`
	Hash      string    `json:"hash"`
}

func viewEvent(h graph.Header, hash graph.Digest) eventView {
	v := eventView{Seq: h.Seq, Time: h.Time.UTC().Format("2006-01-02T15:04:05.000000Z"), Kind: string(h.Kind),
		Agent: h.Agent, Source: h.Source, Extractor: h.Extractor, Commit: h.Commit, Message: h.Message,
		Adds: h.Adds, Deletes: h.Deletes, Body: h.Body.String(), Prev: h.Prev.String(), Hash: hash.String()}
	if !h.Document.IsZero() {
		v.Document = h.Document.String()
	}
	return v
}

// title says in a few words what an event was about.
func (v eventView) title() string {
	return orElse(v.Message, v.Source)
}

// writeView is what a command that appends says about one input.
type writeView struct {
	Input    string    `json:"input,omitempty"`
	Status   string    `json:"status"` // stored, repeated, empty, dry-run or rejected
	First    graph.Seq `json:"first,omitempty"`
	Last     graph.Seq `json:"last,omitempty"`
	Added    uint64    `json:"added"`
	Removed  uint64    `json:"removed"`
	Document string    `json:"document,omitempty"`
	Hash     string    `json:"hash,omitempty"`
	Error    string    `json:"error,omitempty"`
	// RejectedLines were left out by --lenient; Rejects is the file that has them.
	RejectedLines uint64 `json:"rejected_lines,omitempty"`
	Rejects       string `json:"rejects,omitempty"`
}

// Statuses of a writeView.
const (
	statusStored   = "stored"
	statusRepeated = "repeated"
	statusDryRun   = "dry-run"
	statusRejected = "rejected"
	// statusUnchanged: there was nothing to change, so there is no event.
	statusUnchanged = "unchanged"
)

func viewReceipt(input string, r store.Receipt) writeView {
	v := writeView{Input: input, Status: statusStored, First: r.Header.Seq, Last: r.Header.Seq,
		Added: r.Added, Removed: r.Removed, Hash: r.Hash.String()}
	if r.Repeated {
		v.Status = statusRepeated
	}
	if !r.Header.Document.IsZero() {
		v.Document = r.Header.Document.String()
	}
	return v
}

// sentence tells of a write in one line.
func (v writeView) sentence() string {
	prefix := ""
	if v.Input != "" {
		prefix = v.Input + ": "
	}
	counts := fmt.Sprintf("%s added, %s removed", plural(int64(v.Added), "statement"), grouped(int64(v.Removed)))
	if v.Removed == 0 {
		counts = plural(int64(v.Added), "statement") + " added"
	}
	if v.RejectedLines > 0 {
		counts += fmt.Sprintf(", %s rejected", plural(int64(v.RejectedLines), "line"))
		if v.Rejects != "" {
			counts += " to " + v.Rejects
		}
	}
	switch v.Status {
	case statusRepeated:
		return fmt.Sprintf("%sknown already, as event %d; nothing was stored", prefix, v.First)
	case statusDryRun:
		return fmt.Sprintf("%s%s in a dry run; nothing was stored", prefix, counts)
	case statusUnchanged:
		return prefix + "nothing to change; no event"
	case statusRejected:
		return fmt.Sprintf("%srejected: %s", prefix, v.Error)
	}
	return fmt.Sprintf("%sevent %d, %s", prefix, v.First, counts)
}

// writeReport tells what a command appends, input by input: as text or jsonl at
// once, since each line acknowledges an event that is durable, as json at the
// end.
type writeReport struct {
	p       *program
	command string
	format  string
	out     *output
	told    int         // inputs that were dealt with
	writes  []writeView // of json, which tells them at the end
	failed  []error
	// lines and inputs count what --lenient left out, and of how many inputs.
	lines, inputs uint64
}

// newWriteReport opens the report of a command that reads several inputs.
func (p *program) newWriteReport(command string) (*writeReport, error) {
	format, err := p.resultFormat(command, false)
	if err != nil {
		return nil, err
	}
	if format == "csv" {
		return nil, usagef(command, "%s has no format csv; it has table, json and jsonl", command)
	}
	out, err := p.openOutput("-")
	if err != nil {
		return nil, err
	}
	return &writeReport{p: p, command: command, format: format, out: out, writes: []writeView{}}, nil
}

// add tells of one input that was dealt with.
func (r *writeReport) add(w writeView) (err error) {
	r.told++
	if w.RejectedLines > 0 {
		r.lines += w.RejectedLines
		r.inputs++
	}
	switch r.format {
	case "json":
		r.writes = append(r.writes, w)
		return nil
	case "jsonl":
		err = writeLines(r.out, []writeView{w})
	default:
		_, err = r.out.WriteString(textgrid.Printable(w.sentence()) + "\n")
	}
	if err != nil {
		return err
	}
	return r.out.Flush()
}

// reject tells of an input that could not be read. The error is kept for end.
func (r *writeReport) reject(input string, err error) error {
	r.failed = append(r.failed, err)
	w := writeView{Input: input, Status: statusRejected, Error: err.Error()}
	if r.format == "table" {
		r.told++
		return nil
	}
	return r.add(w)
}

// end finishes the report. It returns the error of the command: that of the only
// input, or one that sums up those of several.
func (r *writeReport) end() error {
	if r.told == 1 && len(r.failed) == 1 {
		return r.failed[0]
	}
	if r.format == "json" {
		if err := writeDocument(r.out, r.command, r.document()); err != nil {
			return err
		}
	}
	if err := r.out.commit(); err != nil {
		return err
	}
	return r.failure()
}

type writeDocumentView struct {
	First  graph.Seq   `json:"first,omitempty"`
	Last   graph.Seq   `json:"last,omitempty"`
	Inputs []writeView `json:"inputs"`
}

func (r *writeReport) document() writeDocumentView {
	doc := writeDocumentView{Inputs: r.writes}
	for _, w := range r.writes {
		if w.Status == statusStored {
			if doc.First == 0 {
				doc.First = w.First
			}
			doc.Last = w.Last
		}
	}
	return doc
}

// failure sums up the inputs that were rejected.
func (r *writeReport) failure() error {
	if len(r.failed) == 0 {
		return r.leftOut()
	}
	detail := ""
	for _, err := range r.failed {
		detail += "  " + textgrid.Printable(err.Error()) + "\n"
	}
	if len(r.failed) == r.told {
		return &failure{code: "all_rejected", exit: exitFailed, detail: detail,
			message: fmt.Sprintf("all %d inputs were rejected; nothing was stored", len(r.failed))}
	}
	return &failure{code: "partial", exit: exitPartial, detail: detail,
		message: fmt.Sprintf("%d of %d inputs were rejected; the others are stored", len(r.failed), r.told)}
}

// leftOut is the error about lines that were left out by --lenient, or nil.
func (r *writeReport) leftOut() error {
	if r.lines == 0 {
		return nil
	}
	return &failure{code: "partial", exit: exitPartial,
		message: fmt.Sprintf("%s of %s rejected, the rest was read", plural(int64(r.lines), "line"), plural(int64(r.inputs), "input"))}
}

// emitWrite reports one event.
func (p *program) emitWrite(command string, w writeView) error {
	report, err := p.newWriteReport(command)
	if err != nil {
		return err
	}
	if err := report.add(w); err != nil {
		return err
	}
	return report.end()
}

// eachInput deals with inputs one after another. An input that is at fault is
// rejected and the others go on; any other error ends the command.
func (p *program) eachInput(ctx context.Context, command string, inputs []string, one func(path string) (writeView, error)) error {
	report, err := p.newWriteReport(command)
	if err != nil {
		return err
	}
	for _, path := range inputs {
		w, err := one(path)
		switch {
		case err == nil:
			err = report.add(w)
		case aboutInput(err) && cancelled(ctx) == nil:
			err = report.reject(path, err)
		}
		if err != nil {
			return err
		}
	}
	return report.end()
}

// agent names who causes an event: $CHANCERY_AGENT, else the user's name.
func (p *program) agent() string {
	for _, name := range []string{"CHANCERY_AGENT", "USER", "LOGNAME"} {
		if v := getenv(p.env, name); v != "" {
			return v
		}
	}
	return ""
}

func reasonFlag() cli.Flag {
	return &cli.StringFlag{Name: "reason", Usage: "why, as `TEXT` kept in the log"}
}
