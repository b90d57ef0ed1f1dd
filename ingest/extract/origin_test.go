package extract_test

import (
	"testing"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// TestSounds asks for each name which of two countries it sounds more like.
func TestSounds(t *testing.T) {
	for _, c := range []struct{ name, home, other string }{
		{"Volodymyr Hnatenko", "UA", "RU"},
		{"Vakhtang Melikishvili", "GE", "AM"},
		{"Hovhannes Sargsyan", "AM", "GE"},
		{"Ousmane Ndiaye", "SN", "GH"},
		{"Kwame Asantewaa", "GH", "SN"},
		{"Nguyen Van Minh", "VN", "TH"},
		{"Guðrún Sigurðardóttir", "IS", "FI"},
		{"Matti Virtanen", "FI", "EE"},
		{"Giulio Bertelli", "IT", "ES"},
		{"Andrzej Kowalczyk", "PL", "LT"},
	} {
		if a, b := extract.Sounds(c.name, c.home), extract.Sounds(c.name, c.other); a <= b || a <= 0 {
			t.Errorf("%s: %d for %s, %d for %s", c.name, a, c.home, b, c.other)
		}
	}
	if n := extract.Sounds("Xq Zzyx", "FR"); n != 0 {
		t.Errorf("a name that nothing is known of sounds French: %d", n)
	}
}
