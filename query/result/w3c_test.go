package result_test

import (
	"bytes"
	"context"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query/result"
	"github.com/chancery-graph/chancery/query/result/resulttest"
)

// TestW3CResults reads every expected result of the suites, writes it in every
// format and reads it again.
func TestW3CResults(t *testing.T) {
	root := graphtest.SharedDir(t, "conformance", "rdf-tests", "sparql")
	counts := map[string]int{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch ext := filepath.Ext(path); ext {
		case ".srx", ".srj", ".tsv", ".csv":
			counts[ext]++
		case ".ttl":
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if !bytes.Contains(text, []byte("rs:ResultSet")) && !bytes.Contains(text, []byte("result-set#ResultSet")) {
				return nil
			}
			counts[ext]++
		default:
			return nil
		}
		checkFile(t, path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for ext, least := range map[string]int{".srx": 440, ".srj": 50, ".tsv": 3, ".csv": 3, ".ttl": 30} {
		if counts[ext] < least {
			t.Errorf("%d files %s, expected at least %d", counts[ext], ext, least)
		}
	}
	t.Log(counts)
}

func checkFile(t *testing.T, path string) {
	t.Helper()
	want, err := resulttest.ReadFile(path)
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	for _, f := range []result.Format{result.JSON, result.XML, result.TSV} {
		var b bytes.Buffer
		if want.Boolean != nil {
			if f == result.TSV {
				continue
			}
			err = result.WriteBoolean(&b, f, *want.Boolean)
		} else {
			err = result.Write(context.Background(), &b, f, want.Source(2))
		}
		if err != nil {
			t.Errorf("%s: write %v: %v", path, f, err)
			continue
		}
		got, err := resulttest.Read(&b, f)
		if err != nil {
			t.Errorf("%s: read %v: %v", path, f, err)
			continue
		}
		if d := resulttest.Diff(got, want, true); d != "" {
			t.Errorf("%s: as %v: %s", path, f, d)
		}
	}
}

// TestW3CCSV compares the CSV and TSV that is written with the suite's files,
// byte for byte as far as it leaves no choice.
func TestW3CCSV(t *testing.T) {
	dir := graphtest.SharedDir(t, "conformance", "rdf-tests", "sparql", "sparql11", "csv-tsv-res")
	for _, name := range []string{"csvtsv01", "csvtsv02"} {
		want, err := os.ReadFile(filepath.Join(dir, name+".tsv"))
		if err != nil {
			t.Fatal(err)
		}
		table, err := resulttest.ReadFile(filepath.Join(dir, name+".tsv"))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := result.Write(context.Background(), &b, result.TSV, table.Source(1)); err != nil {
			t.Fatal(err)
		}
		if b.String() != string(want) {
			t.Errorf("%s.tsv: got\n%s\nwant\n%s", name, b.String(), want)
		}
		csv, err := os.ReadFile(filepath.Join(dir, name+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		b.Reset()
		if err := result.Write(context.Background(), &b, result.CSV, table.Source(1)); err != nil {
			t.Fatal(err)
		}
		// The suite's files end lines with LF and name the blank node otherwise.
		got := strings.ReplaceAll(strings.ReplaceAll(b.String(), "\r\n", "\n"), "_:b0", "_:a")
		if got != string(csv) {
			t.Errorf("%s.csv: got\n%s\nwant\n%s", name, got, csv)
		}
	}
}
