package sparql_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query/sparql"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestErrors compares the messages for the texts in testdata/errors.txt, which
// are apart by lines of dashes, with testdata/errors.golden.
func TestErrors(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "errors.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for query := range strings.SplitSeq(string(text), "\n---\n") {
		query = strings.TrimSuffix(query, "\n")
		_, err := sparql.ParseQuery(query, sparql.Options{})
		if strings.Contains(query, "# update") {
			_, err = sparql.ParseUpdate(query, sparql.Options{})
		}
		var syntax *sparql.SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%s: got %v, want a SyntaxError", query, err)
			continue
		}
		b.WriteString(err.Error() + "\n" + syntax.Excerpt(query) + "\n")
	}
	golden := filepath.Join("testdata", "errors.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("messages differ from %s (run with -update and look at the difference):\n%s", golden, b.String())
	}
}
