package eval_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chancery-graph/chancery/ingest/annotate"
	"github.com/chancery-graph/chancery/ingest/eval"
	"github.com/chancery-graph/chancery/ingest/extract"
)

var (
	dirFlag    = flag.String("dir", "", "score this folder of annotated dispatches and print the report")
	updateFlag = flag.Bool("update", false, "write the evidence for each rule into package extract")
	outFlag    = flag.String("out", "", "write what was found into this folder, with -dir")
)

func ptr(s string) *string { return &s }

func TestCompare(t *testing.T) {
	gold := &annotate.Document{
		ID: "g", Lang: "fr",
		Events: []annotate.Event{
			{Type: "call", Participants: []string{"Ana Silva", "Bo Dahl"}, Date: ptr("2024-05-01"), Status: "occurred"},
			{Type: "meeting", Participants: []string{"Ana Silva", "Carl Ek", "Dora Fa"}, Sides: [][]string{{"Carl Ek", "Dora Fa"}}, Place: ptr("Oslo"), Status: "planned"},
			{Type: "summit", Place: ptr("Rome"), Status: "planned"},
		},
		Roles: []annotate.Role{{Person: "Ana Silva", Role: "ministre des Affaires étrangères"}, {Person: "Bo Dahl", Role: "président"}},
	}
	found := &annotate.Document{
		Events: []annotate.Event{
			{Type: "meeting", Participants: []string{"Silva", "M. Dahl"}, Date: ptr("2024-05-02"), Status: "occurred", Rule: "a"},
			{Type: "meeting", Participants: []string{"Ana SILVA", "Carl Ek", "Dora Fa"}, Place: ptr("à Oslo"), Status: "planned", Rule: "b"},
			{Type: "meeting", Participants: []string{"Bo Dahl", "Eva Gil"}, Status: "occurred", Rule: "b"},
			{Type: "meeting", Place: ptr("Rome"), Status: "planned"},
		},
		Roles: []annotate.Role{{Person: "Silva", Role: "ministre des affaires etrangeres"}, {Person: "Bo Dahl", Role: "roi"}},
	}
	var r eval.Report
	r.Languages, r.Types, r.Rules = map[string]*eval.Score{}, map[string]eval.Tally{}, map[string]eval.Tally{}
	r.Evidence = map[string]eval.Tally{}
	r.Add(gold, found)
	s := r.Overall
	if want := (eval.Tally{Right: 3, Wrong: 1}); s.Pairs != want {
		t.Errorf("pairs %+v, want %+v", s.Pairs, want)
	}
	if want := (eval.Tally{Right: 2, Wrong: 2, Missed: 1}); s.Class != want {
		t.Errorf("class %+v, want %+v", s.Class, want)
	}
	if want := (eval.Tally{Right: 1, Wrong: 1, Missed: 1}); s.Roles != want {
		t.Errorf("roles %+v, want %+v", s.Roles, want)
	}
	if s.Place() != 1 || s.Status() != 1 || s.Date() < 0.66 || s.Date() > 0.67 {
		t.Errorf("place %v date %v status %v, want 1, 2/3, 1", s.Place(), s.Date(), s.Status())
	}
	if s.Gatherings != 1 || s.GatheringsFound != 1 {
		t.Errorf("gatherings %d of %d, want 1 of 1", s.GatheringsFound, s.Gatherings)
	}
	if want := (eval.Tally{Right: 2, Wrong: 1}); r.Rules["b"] != want {
		t.Errorf("rule b %+v, want %+v", r.Rules["b"], want)
	}
	var kinds []string
	for _, e := range r.Errors {
		kinds = append(kinds, e.Kind)
	}
	if got, want := strings.Join(kinds, " "), "wrong-pair date class wrong-role missed-role"; got != want {
		t.Errorf("errors %s, want %s", got, want)
	}
}

func TestDir(t *testing.T) {
	ctx := context.Background()
	if _, err := eval.Dir(ctx, extract.Rules{}, fstest.MapFS{}); !errors.Is(err, eval.ErrNoDocuments) {
		t.Errorf("empty folder: got %v", err)
	}
	bad := fstest.MapFS{"x.json": {Data: []byte(`{"text": ""}`)}}
	if _, err := eval.Dir(ctx, extract.Rules{}, bad); !errors.Is(err, annotate.ErrForm) {
		t.Errorf("no text: got %v", err)
	}
	good := fstest.MapFS{"x.json": {Data: []byte(`{"lang": "fr", "published": "2024-05-16",
		"text": "Ugo Bianchi a rencontré mardi à Rome la ministre suédoise Petra Lindqvist.",
		"events": [{"type": "meeting", "participants": ["Ugo Bianchi", "Petra Lindqvist"], "place": "Rome", "date": "2024-05-14", "status": "occurred"}],
		"roles": [{"person": "Petra Lindqvist", "role": "ministre"}]}`)}}
	r, err := eval.Dir(ctx, extract.Rules{}, good)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Errors) > 0 || r.Overall.Pairs.Right != 1 || r.Overall.Roles.Right != 1 {
		t.Errorf("got %+v", r)
	}
}

// TestDev scores the annotated dispatches beside the repository, or those of
// the flag -dir, and guards the measured scores.
func TestDev(t *testing.T) {
	dir := *dirFlag
	if dir == "" {
		dir = devDir(t)
	}
	r, err := eval.Dir(context.Background(), extract.Rules{}, os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := r.Write(&b, true); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + b.String())
	if *outFlag != "" {
		for _, d := range r.Documents {
			raw, err := json.MarshalIndent(d.Found, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(*outFlag, d.ID+".json"), raw, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if *dirFlag == "" && r.Overall.Pairs.Precision() < 0.93 {
		t.Errorf("precision of pairs is %.3f, want 0.93 or more", r.Overall.Pairs.Precision())
	}
}

func devDir(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the package")
		}
		dir = filepath.Dir(dir)
	}
	dir = filepath.Join(filepath.Dir(dir), "shared", "extraction", "dev")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no annotated dispatches beside the repository")
	}
	return dir
}
