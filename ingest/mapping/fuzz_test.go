package mapping_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/ingest/mapping"
)

// drain reads a patch to its end and checks every term.
func drain(t *testing.T, r graph.PatchReader) {
	var b graph.PatchBatch
	for {
		err := r.ReadPatch(&b)
		if err == io.EOF {
			return
		}
		if err != nil {
			var row *mapping.RowError
			var bad *mapping.Error
			if !errors.As(err, &row) && !errors.As(err, &bad) {
				t.Fatalf("error %v of no place", err)
			}
			if row != nil && (row.Line < 1 || row.Column < 1) {
				t.Fatalf("error at %d:%d", row.Line, row.Column)
			}
			return
		}
		for _, c := range b.Changes {
			for _, term := range [][]byte{c.S, c.P, c.O} {
				if !utf8.Valid(term) {
					t.Fatalf("%q is not UTF-8", term)
				}
				if _, err := graph.ParseTerm(term); err != nil {
					t.Fatalf("%q: %v", term, err)
				}
			}
		}
	}
}

// FuzzTable reads tables with plain columns: every term is one, every error has a
// place.
func FuzzTable(f *testing.F) {
	f.Add("who,whom,day,how\nAna,Bo,1938-09-15,call\n")
	f.Add("\ufeffwho;whom;day\r\n\"É\nä\";Bo;x\r\n")
	f.Add("who,whom,day,how\nAn\xe9,\"B\"\"o\",1938,\n")
	m, err := mapping.ForColumns(mapping.Plain{Subject: "who", Object: "whom", Date: "day", Relation: "how"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := mapping.NewTable(strings.NewReader(text), m, "t.csv")
		if err != nil {
			t.Fatal(err)
		}
		drain(t, r)
	})
}

// FuzzFTM reads FollowTheMoney entities likewise.
func FuzzFTM(f *testing.F) {
	f.Add(`{"id":"p1","schema":"Person","properties":{"name":["Ana"],"wikidataId":["Q1 2"]}}`)
	f.Add(`{"id":"e","schema":"Event","properties":{"involved":["a b","http://x/<"],"date":["1938-09"],"location":["","Bern"],"keywords":["call"]}}`)
	f.Add("{\"id\":\"\\u0000\",\"schema\":\"<>\",\"properties\":{\"\":[\"\\ud800\"]}}\n\xe9")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := mapping.NewFTM(strings.NewReader(text), "x")
		if err != nil {
			t.Fatal(err)
		}
		drain(t, r)
	})
}
