package eval

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/annotate"
)

// ErrNoDocuments is returned by Dir for a folder without annotated dispatches.
var ErrNoDocuments = errors.New("eval: no annotated dispatch")

// Report is the result of scoring a folder.
type Report struct {
	Overall   Score
	Languages map[string]*Score
	// Types holds the pairs by type of contact: that of the annotation, or of
	// what was found for a wrong pair.
	Types map[string]Tally
	// Rules holds what each rule found: pairs, events without a pair under the
	// name of the rule and "/lone", and functions. Missed is always 0.
	Rules map[string]Tally
	// Evidence is Rules by the number of doubts: "contact/verb 1".
	Evidence  map[string]Tally
	Documents []DocumentScore // in the order of their names
	Errors    []Error         // in the same order
}

// DocumentScore is the score of one document.
type DocumentScore struct {
	ID, Lang string
	Score    Score
	// Found is what the extractor gave.
	Found *annotate.Document
}

// Dir runs an extractor over the *.json files of a folder and scores it. It
// returns ErrNoDocuments where there are none, annotate.ErrForm for a file
// that is no annotated dispatch, or the error of the extractor, each wrapped
// with the name of the file.
func Dir(ctx context.Context, x ingest.Extractor, fsys fs.FS) (*Report, error) {
	files, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, fmt.Errorf("list annotated dispatches: %w", err)
	}
	if len(files) == 0 {
		return nil, ErrNoDocuments
	}
	slices.Sort(files)
	r := &Report{Languages: map[string]*Score{}, Types: map[string]Tally{}, Rules: map[string]Tally{}, Evidence: map[string]Tally{}}
	for _, file := range files {
		raw, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		gold, err := annotate.Parse(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if gold.ID == "" {
			gold.ID = path.Base(file)
		}
		found, err := annotate.Run(ctx, x, gold)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		r.Add(gold, found)
	}
	return r, nil
}

// Add scores one document more.
func (r *Report) Add(gold, found *annotate.Document) {
	score, types, errs := Compare(gold, found)
	r.Overall.add(score)
	if r.Languages[gold.Lang] == nil {
		r.Languages[gold.Lang] = &Score{}
	}
	r.Languages[gold.Lang].add(score)
	for kind, t := range types {
		sum := r.Types[kind]
		sum.add(t)
		r.Types[kind] = sum
	}
	r.addRules(gold, found)
	r.Documents = append(r.Documents, DocumentScore{gold.ID, gold.Lang, *score, found})
	r.Errors = append(r.Errors, errs...)
}

// addRules counts for each rule which of the pairs that it gave are annotated,
// and which of its events without a pair and of its functions.
func (r *Report) addRules(gold, found *annotate.Document) {
	names := newResolver(gold)
	want, skip := pairsOf(gold, names)
	got, _ := pairsOf(found, names)
	for p, events := range got {
		if skip[p] {
			continue
		}
		_, right := want[p]
		seen := map[string]bool{}
		for _, e := range events {
			if !seen[e.Rule] {
				seen[e.Rule] = true
				r.count(e.Rule, len(e.Doubts), right)
			}
		}
	}
	for _, e := range found.Events {
		if pairs, sided := pairsOf(&annotate.Document{Events: []annotate.Event{e}}, names); len(pairs)+len(sided) > 0 {
			continue
		}
		r.count(e.Rule+loneSuffix, 0, slices.ContainsFunc(gold.Events, func(g annotate.Event) bool {
			return g.Status == e.Status && class(g) == class(e) && (sameOccasion(g, e) || strings.Contains(e.Quote, g.Quote) || strings.Contains(g.Quote, e.Quote))
		}))
	}
	for _, role := range found.Roles {
		who := names.get(role.Person)
		r.count(role.Rule, 0, slices.ContainsFunc(gold.Roles, func(g annotate.Role) bool {
			return nameOf(g.Person) == who && sameRole(g, role.Role)
		}))
	}
}

// loneSuffix marks, in Report.Rules, the events of a rule that give no pair.
const loneSuffix = "/lone"

// count counts one assertion of a rule with a number of doubts.
func (r *Report) count(rule string, doubts int, right bool) {
	t := Tally{Wrong: 1}
	if right {
		t = Tally{Right: 1}
	}
	for _, m := range []struct {
		in  map[string]Tally
		key string
	}{{r.Rules, rule}, {r.Evidence, fmt.Sprintf("%s %d", rule, doubts)}} {
		sum := m.in[m.key]
		sum.add(t)
		m.in[m.key] = sum
	}
}

// Names of r.Languages, r.Types or r.Rules in order.
func keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
