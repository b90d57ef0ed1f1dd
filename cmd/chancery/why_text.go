package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/ingest/extract"
	"github.com/chancery-graph/chancery/ingest/source"
	"github.com/chancery-graph/chancery/query/relation"
)

// proof is the answer of why with what was asked for beside the facts.
type proof struct {
	*relation.Explanation
	// Texts are those of the sources, as they were kept, with --text.
	Texts []relation.SourceText `json:"texts,omitempty"`
	// Checks tell for every quotation where it was looked for, with --text or
	// --against.
	Checks []quoteCheck `json:"checks,omitempty"`
}

// quoteCheck tells whether a quotation stands where it is said to stand.
type quoteCheck struct {
	Source    string `json:"source"`
	Quotation string `json:"quotation"`
	In        string `json:"in"` // the file, or "kept text"
	Agrees    bool   `json:"agrees"`
	Problem   string `json:"problem,omitempty"`
}

const keptText = "kept text"

// quotations lists those that still stand, each once, by source.
func (e *proof) quotations() map[string][]relation.Evidence {
	bySource := map[string][]relation.Evidence{}
	for _, f := range e.Facts {
		for _, s := range f.Support {
			known := slices.ContainsFunc(bySource[s.Source], func(o relation.Evidence) bool { return o.Quotation == s.Quotation })
			if s.Current && s.Bytes != nil && !known {
				bySource[s.Source] = append(bySource[s.Source], s.Evidence)
			}
		}
	}
	return bySource
}

// prove reads the texts of the sources and checks the quotations in them and in
// files.
func (p *program) prove(ctx context.Context, r *relation.Reader, e *proof, texts bool, files []string) error {
	quoted := e.quotations()
	described := map[string]relation.SourceText{} // by the digest of the bytes
	for _, name := range slices.Sorted(maps.Keys(quoted)) {
		t, err := r.SourceText(ctx, name)
		if err != nil {
			return err
		}
		if t.SHA256 != "" {
			described[t.SHA256] = t
		}
		if !texts {
			continue
		}
		e.Texts = append(e.Texts, t)
		if t.Kept {
			problem := ""
			if sum := digestOf([]byte(t.Text)); t.TextSHA256 != "" && sum != t.TextSHA256 {
				problem = "the text has the SHA-256 " + sum + ", the source says " + t.TextSHA256
			}
			e.check(quoted[name], keptText, []byte(t.Text), t.TextSHA256 == "", problem)
		}
	}
	for _, path := range files {
		if err := p.checkFile(ctx, e, quoted, described, path); err != nil {
			return err
		}
	}
	return nil
}

// checkFile looks the quotations up in the dispatches of a file: in its bytes, or
// in the text that is made from them as it was when the dispatch was stored.
func (p *program) checkFile(ctx context.Context, e *proof, quoted map[string][]relation.Evidence, described map[string]relation.SourceText, path string) error {
	found := false
	for in := range p.items(ctx, []string{path}, source.Options{}) {
		if in.err != nil {
			return in.err
		}
		t, ok := described[hex.EncodeToString(in.SHA256[:])]
		if !ok {
			continue
		}
		found = true
		problem := ""
		if sum := digestOf(in.Text); t.TextSHA256 != "" && sum != t.TextSHA256 {
			problem = "another text is made from these bytes now: its SHA-256 is " + sum + ", it was " + t.TextSHA256
		}
		text := in.Text
		if in.Mark > 0 { // offsets count the mark
			text = slices.Concat([]byte("\ufeff"), text)
		}
		e.check(quoted[t.Source], in.name, text, false, problem)
	}
	if !found {
		return &failure{code: "no_source", exit: exitFailed,
			message: fmt.Sprintf("%s holds the bytes of no source of this fact", path),
			hint:    "sources are known by the SHA-256 of their bytes, chy:sha256"}
	}
	return nil
}

// check looks quotations up by their bytes. marked allows that the text was
// stated without the byte order mark that offsets count.
func (e *proof) check(quotes []relation.Evidence, in string, text []byte, marked bool, problem string) {
	for _, q := range quotes {
		c := quoteCheck{Source: q.Source, Quotation: q.Quotation, In: in, Problem: problem}
		at := *q.Bytes
		if marked && !standsAt(text, at, q.Quote) {
			at.Start, at.End = at.Start-len("\ufeff"), at.End-len("\ufeff")
		}
		if problem == "" && !standsAt(text, at, q.Quote) {
			c.Problem = fmt.Sprintf("bytes %d to %d are other than the quotation", at.Start, at.End)
		}
		c.Agrees = c.Problem == ""
		e.Checks = append(e.Checks, c)
	}
}

func standsAt(text []byte, at relation.Span, quote string) bool {
	return 0 <= at.Start && at.Start <= at.End && at.End <= len(text) && bytes.Equal(text[at.Start:at.End], []byte(quote))
}

func digestOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// failure is that of a check, or nil.
func (e *proof) failure() error {
	for _, c := range e.Checks {
		if !c.Agrees {
			return &failure{code: "not_there", exit: exitDamaged, message: fmt.Sprintf("%s, %s: %s", c.Quotation, c.In, c.Problem)}
		}
	}
	return nil
}

// proofText shows texts with the quotations marked, and what the checks found.
func (p *program) proofText(e *proof) string {
	quoted := e.quotations()
	var b strings.Builder
	for _, t := range e.Texts {
		g := p.newPage()
		g.heading(relation.Shorten(t.Source))
		b.WriteString("\n" + g.String())
		if !t.Kept {
			b.WriteString("  its text was not kept: check its file with --against FILE\n")
			continue
		}
		var spans []extract.Span
		for _, q := range quoted[t.Source] {
			for _, shift := range []int{0, len("\ufeff")} {
				at := relation.Span{Start: q.Bytes.Start - shift, End: q.Bytes.End - shift}
				if standsAt([]byte(t.Text), at, q.Quote) {
					spans = append(spans, extract.Span{Start: at.Start, End: at.End})
					break
				}
			}
		}
		slices.SortFunc(spans, func(x, y extract.Span) int { return x.Start - y.Start })
		b.WriteString(p.markedText(t.Text, spans, &extract.Result{}))
	}
	if len(e.Checks) > 0 {
		b.WriteByte('\n')
	}
	for _, c := range e.Checks {
		b.WriteString(relation.Shorten(c.Quotation) + " " + map[bool]string{true: "stands in the ", false: "does not stand in the "}[c.Agrees] + c.In + "\n")
	}
	return b.String()
}
