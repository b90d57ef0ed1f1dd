package relation

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

// Span is a range [Start, End) of a source.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Evidence is a source that states a fact and, where it is known, the sentence.
type Evidence struct {
	// Source is the IRI of the graph name; empty for the default graph.
	Source    string `json:"source"`
	Headline  string `json:"headline,omitempty"`
	Published string `json:"published,omitempty"` // date, as stated
	Language  string `json:"language,omitempty"`
	URL       string `json:"url,omitempty"`
	Extractor string `json:"extractor,omitempty"` // as the source's description names it
	// Rules are the extractor's rules that found the fact in the source, sorted.
	Rules []string `json:"rules,omitempty"`
	// Quotation is the IRI of the sentence, Quote its very text.
	Quotation string `json:"quotation,omitempty"`
	Quote     string `json:"quote,omitempty"`
	// Chars counts code points, from the fragment of the quotation's IRI (RFC
	// 5147 §2.1.1); Bytes counts bytes of the source, or of its text.
	Chars *Span `json:"chars,omitempty"`
	Bytes *Span `json:"bytes,omitempty"`
	// TextSHA256 is of the text in which Chars and Bytes count, where that was made
	// from the bytes of the source; see [Reader.SourceText].
	TextSHA256 string `json:"text_sha256,omitempty"`
}

func compareEvidence(a, b Evidence) int {
	var x, y int
	if a.Chars != nil && b.Chars != nil {
		x, y = a.Chars.Start, b.Chars.Start
	}
	return cmp.Or(strings.Compare(a.Source, b.Source), cmp.Compare(x, y),
		strings.Compare(a.Quotation, b.Quotation))
}

// NoSource is the graph name of statements that no source makes, such as those about a
// contact that a graph finds by a query. They are no evidence.
var NoSource = graph.MakeID(graph.TagLocalIRI, 1<<60-1)

// support is a graph name with a quotation, None where it quotes no sentence.
type support struct{ source, quotation graph.ID }

// stated is a support with the rules that found the fact there.
type stated struct {
	support
	rules []graph.ID
}

// supports returns where the facts of one subject are stated: each quotation of
// each source, and each source that has none, with the rules of the source.
func supports(facts []fact) []stated {
	quoted := map[graph.ID]bool{}
	rules := map[graph.ID][]graph.ID{}
	for _, f := range facts {
		switch f.p {
		case pQuotedFrom:
			quoted[f.g] = true
		case pRule:
			rules[f.g] = append(rules[f.g], f.o)
		}
	}
	var list []stated
	listed := map[graph.ID]bool{}
	for _, f := range facts {
		switch {
		case f.p == pQuotedFrom:
			list = append(list, stated{support{f.g, f.o}, rules[f.g]})
		case !quoted[f.g] && !listed[f.g] && f.g != NoSource:
			listed[f.g] = true
			list = append(list, stated{support{source: f.g}, rules[f.g]})
		}
	}
	return list
}

// EvidenceOf returns where a node is described, whatever is said of it: by source
// and place in it.
func (r *Reader) EvidenceOf(ctx context.Context, id graph.ID) ([]Evidence, error) {
	var facts []fact
	err := EachBatch(ctx, r.g, graph.Scan{Pattern: graph.Pattern{S: id}, Order: graph.SPOG}, func(b *graph.Batch) error {
		for i := range b.N {
			f := fact{id, pType, b.Cols[graph.O][i], b.Cols[graph.G][i]}
			if p, ok := r.ids.predicate[b.Cols[graph.P][i]]; ok {
				f.p = p
			}
			facts = append(facts, f)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	list := supports(facts)
	evidence, err := r.readEvidence(ctx, list)
	if err != nil {
		return nil, err
	}
	return evidence.evidence(list), nil
}

// evidence decodes where facts are stated. The result is sorted by source and
// place in it.
func (e *evidenceReader) evidence(list []stated) []Evidence {
	found := make([]Evidence, 0, len(list))
	for _, s := range list {
		found = append(found, e.one(s))
	}
	slices.SortFunc(found, compareEvidence)
	return found
}

func (e *evidenceReader) one(s stated) Evidence {
	ev := e.sources[s.source]
	for _, id := range s.rules {
		ev.Rules = append(ev.Rules, e.rules[id])
	}
	slices.Sort(ev.Rules)
	ev.Rules = slices.Compact(ev.Rules)
	if s.quotation != graph.None {
		q := e.quotes[s.quotation]
		ev.Quotation, ev.Quote, ev.Chars, ev.Bytes = q.Quotation, q.Quote, q.Chars, q.Bytes
		if ev.Source == "" { // in the default graph the quotation tells the source
			ev.Source, _, _ = strings.Cut(q.Quotation, "#")
		}
	}
	return ev
}

// evidenceReader holds decoded sources and quotations.
type evidenceReader struct {
	sources map[graph.ID]Evidence
	quotes  map[graph.ID]Evidence
	rules   map[graph.ID]string
}

// readEvidence decodes the sources, quotations and rules of lists of supports at
// once.
func (r *Reader) readEvidence(ctx context.Context, lists ...[]stated) (*evidenceReader, error) {
	var sources, quotes, rules []graph.ID
	for _, list := range lists {
		for _, s := range list {
			sources = append(sources, s.source)
			quotes = append(quotes, s.quotation)
			rules = append(rules, s.rules...)
		}
	}
	sources, quotes = sortedUnique(sources), sortedUnique(quotes)
	e := &evidenceReader{map[graph.ID]Evidence{}, map[graph.ID]Evidence{}, map[graph.ID]string{}}
	for _, id := range sortedUnique(rules) {
		t, err := r.literal(ctx, id)
		if err != nil {
			return nil, err
		}
		e.rules[id] = t.Text
	}
	for _, id := range sources {
		iri, err := r.iri(ctx, id)
		if err != nil {
			return nil, err
		}
		e.sources[id] = Evidence{Source: iri}
	}
	for _, id := range quotes {
		iri, err := r.iri(ctx, id)
		if err != nil {
			return nil, err
		}
		e.quotes[id] = Evidence{Quotation: iri, Chars: charSpan(iri)}
	}
	if err := r.describeSources(ctx, e, sources); err != nil {
		return nil, err
	}
	return e, r.describeQuotes(ctx, e, quotes)
}

func (r *Reader) describeSources(ctx context.Context, e *evidenceReader, ids []graph.ID) error {
	facts, err := r.facts(ctx, ids, sourcePredicates)
	if err != nil {
		return err
	}
	for _, f := range facts {
		t, err := r.literal(ctx, f.o)
		if err != nil {
			return err
		}
		ev := e.sources[f.s]
		var field *string
		switch f.p {
		case pHeadline:
			field = &ev.Headline
		case pDatePublished:
			field = &ev.Published
		case pInLanguage:
			field = &ev.Language
		case pURL:
			field = &ev.URL
		case pExtractor:
			field = &ev.Extractor
		case pTextSha256:
			field = &ev.TextSHA256
		}
		if *field == "" || t.Text < *field { // several: the first by text
			*field = t.Text
		}
		e.sources[f.s] = ev
	}
	return nil
}

func (r *Reader) describeQuotes(ctx context.Context, e *evidenceReader, ids []graph.ID) error {
	facts, err := r.facts(ctx, ids, quotePredicates)
	if err != nil {
		return err
	}
	for _, f := range facts {
		ev := e.quotes[f.s]
		switch f.p {
		case pText:
			t, err := r.literal(ctx, f.o)
			if err != nil {
				return err
			}
			if ev.Quote == "" || t.Text < ev.Quote {
				ev.Quote = t.Text
			}
		case pByteStart, pByteEnd:
			n, ok, err := r.integer(ctx, f.o)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			if ev.Bytes == nil {
				ev.Bytes = &Span{Start: -1, End: -1}
			}
			if f.p == pByteStart {
				ev.Bytes.Start = n
			} else {
				ev.Bytes.End = n
			}
		}
		e.quotes[f.s] = ev
	}
	for id, ev := range e.quotes {
		if ev.Bytes != nil && (ev.Bytes.Start < 0 || ev.Bytes.End < ev.Bytes.Start) {
			ev.Bytes = nil // one end without the other says nothing
			e.quotes[id] = ev
		}
	}
	return nil
}

// charSpan reads the fragment char=a,b of an IRI (RFC 5147 §2.2.1; integrity
// checks after ";" are ignored). It returns nil for any other fragment.
func charSpan(iri string) *Span {
	_, fragment, ok := strings.Cut(iri, "#")
	if !ok {
		return nil
	}
	fragment, _, _ = strings.Cut(fragment, ";")
	positions, ok := strings.CutPrefix(fragment, "char=")
	if !ok {
		return nil
	}
	first, last, ok := strings.Cut(positions, ",")
	if !ok {
		return nil
	}
	a, err1 := strconv.Atoi(first)
	b, err2 := strconv.Atoi(last)
	if err1 != nil || err2 != nil || a < 0 || b < a {
		return nil
	}
	return &Span{a, b}
}
