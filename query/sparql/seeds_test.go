package sparql_test

import "testing"

// TestSeeds makes sure that the seeds of the fuzz targets are SPARQL, so that
// fuzzing starts from all of the grammar.
func TestSeeds(t *testing.T) {
	for i, s := range seeds {
		if err := parseAgain(s, "http://example.org/", i >= len(seeds)-2); err != nil {
			t.Errorf("%s: %v", s, err)
		}
	}
}
