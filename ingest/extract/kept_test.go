package extract

import (
	"fmt"
	"testing"
)

// TestVocabularyFinds enters many words, of which each keeps its lexeme while the vocabulary grows.
func TestVocabularyFinds(t *testing.T) {
	const words = 3 * slabSize * 4
	v := &vocabulary{}
	if v.find("mot") != nil {
		t.Error("an empty vocabulary has a word")
	}
	at := map[string]*lexeme{}
	for i := range words {
		w := fmt.Sprintf("mot%d", i)
		at[w] = v.at(w)
	}
	for w, x := range at {
		if v.find(w) != x || v.at(w) != x || x.fold != w {
			t.Fatalf("%s has another lexeme than before", w)
		}
	}
	if v.find("mot") != nil {
		t.Error("a word that was not entered has a lexeme")
	}
	n := 0
	v.all(func(*lexeme) { n++ })
	if n != words {
		t.Errorf("%d lexemes, want %d", n, words)
	}
}

// TestKept keeps lists and texts of many lengths, which must not run into one another.
func TestKept(t *testing.T) {
	var long texts
	var lists slab[int]
	var named hashed[int]
	var kept []string
	var cut [][]int
	for i := range 2000 {
		kept = append(kept, long.keep(fmt.Sprintf("text %d", i)))
		list := make([]int, i%7)
		for k := range list {
			list[k] = i
		}
		cut = append(cut, append(lists.keep(list), -1)[:len(list)]) // what is appended goes elsewhere
		*named.at(kept[i]) = i
	}
	for i, text := range kept {
		if want := fmt.Sprintf("text %d", i); text != want {
			t.Fatalf("kept %q, want %q", text, want)
		}
		for _, got := range cut[i] {
			if got != i {
				t.Fatalf("list %d holds %d", i, got)
			}
		}
		if got, ok := named.get(text); !ok || got != i {
			t.Fatalf("%s is %d, %v, want %d", text, got, ok, i)
		}
	}
	if _, ok := named.get("text"); ok {
		t.Error("a name that was not entered has a value")
	}
}
