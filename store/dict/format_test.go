package dict_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/store/dict"
)

// TestExample compares the bytes in doc.go with those that are written.
func TestExample(t *testing.T) {
	s := newStorage()
	d, err := dict.Open(s, nil, dict.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	for _, text := range []string{"<a>", "_:b"} {
		if _, err := d.Assign([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	run, err := d.Flush(1)
	if err != nil {
		t.Fatal(err)
	}
	description, err := run.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{"description:": hex.EncodeToString(description)}
	for key, val := range s.vals {
		if key[0] != 't' && key[0] != 'f' {
			name := fmt.Sprintf("%c %d/%d:", key[0], binary.BigEndian.Uint64([]byte(key[1:])), binary.BigEndian.Uint32([]byte(key[9:])))
			got[name] = hex.EncodeToString(val)
		}
	}
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(doc), "# Worked example")
	want, name := map[string]string{}, ""
	for line := range strings.Lines(example) {
		body, drawn := strings.CutPrefix(line, "//\t")
		switch bytes, _, isBytes := strings.Cut(body, "|"); {
		case isBytes:
			want[name] += strings.Join(strings.Fields(bytes), "")
		case drawn:
			name = strings.TrimSpace(body)
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("the example of doc.go is out of date:\n got %v\nwant %v", got, want)
	}
}

func TestHashBlocks(t *testing.T) {
	for _, n := range []int{1, 2, 7, 511, 512} {
		for _, bits := range []int{1, 5, 20, 40} {
			shorts, ordinals := dict.RandomHashes(n, bits, uint64(n))
			if !slices.IsSorted(shorts) {
				t.Fatalf("%d hashes of %d bits are not sorted", n, bits)
			}
			gotShorts, gotOrdinals, search, err := dict.DecodeHashes(dict.EncodeHashes(shorts, ordinals))
			if err != nil || !slices.Equal(gotShorts, shorts) || !slices.Equal(gotOrdinals, ordinals) {
				t.Fatalf("%d hashes of %d bits: %v\n got %v %v\nwant %v %v", n, bits, err, gotShorts, gotOrdinals, shorts, ordinals)
			}
			for i, s := range shorts {
				found := search(s)
				if !slices.Contains(found, ordinals[i]) {
					t.Fatalf("%d hashes of %d bits: search %d: got %v, want %d among them", n, bits, s, found, ordinals[i])
				}
				for _, o := range found {
					if at := slices.Index(ordinals, o); shorts[at] != s {
						t.Fatalf("%d hashes of %d bits: search %d: got %d, which has %d", n, bits, s, o, shorts[at])
					}
				}
			}
		}
	}
}

func TestFilter(t *testing.T) {
	for _, n := range []int{1, 100, 100_000} {
		share, complete := dict.FalsePositives(n)
		if !complete {
			t.Errorf("filter of %d terms does not know all of them", n)
		}
		if n > 1000 && (share > 0.02 || share == 0) {
			t.Errorf("filter of %d terms lets %.4f of unknown ones pass, want at most 0.02 and some", n, share)
		}
	}
}

func FuzzTermBlock(f *testing.F) {
	for _, texts := range [][][]byte{{[]byte("<a>")}, {[]byte("_:a"), {}, []byte("\"b\"")}, {bytes.Repeat([]byte("x"), 40_000)}} {
		b, err := dict.EncodeTerms(texts)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	decode, stop, err := dict.TermsDecoder()
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = stop() })
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 2048 { // keeps the claimed size, and so the memory, small
			return
		}
		texts, err := decode(b)
		if err != nil {
			if !errors.Is(err, dict.ErrCorrupt) {
				t.Fatalf("error is %v, want ErrCorrupt", err)
			}
			return
		}
		if len(texts) == 0 {
			return
		}
		again, err := dict.EncodeTerms(texts)
		if err != nil {
			t.Fatal(err)
		}
		back, err := decode(again)
		if err != nil || !slices.EqualFunc(back, texts, bytes.Equal) {
			t.Fatalf("round trip: %v\n got %q\nwant %q", err, back, texts)
		}
	})
}

func FuzzHashBlock(f *testing.F) {
	f.Add(dict.EncodeHashes(dict.RandomHashes(60, 40, 1)), uint64(5))
	f.Add(dict.EncodeHashes(dict.RandomHashes(512, 9, 2)), uint64(5))
	f.Fuzz(func(t *testing.T, b []byte, short uint64) {
		_, _, search, err := dict.DecodeHashes(b)
		if err != nil {
			if !errors.Is(err, dict.ErrCorrupt) {
				t.Fatalf("error is %v, want ErrCorrupt", err)
			}
			return
		}
		search(short)
	})
}

func FuzzIndexes(f *testing.F) {
	f.Add([]byte{3, 1, 4, 1}, uint32(2), uint64(5))
	f.Add(make([]byte, 64), uint32(2), uint64(5))
	f.Fuzz(func(t *testing.T, b []byte, blocks uint32, n uint64) {
		for _, err := range dict.OpenIndexes(b, blocks, n) {
			if err != nil && !errors.Is(err, dict.ErrCorrupt) {
				t.Fatalf("error is %v, want ErrCorrupt", err)
			}
		}
	})
}

func FuzzDescription(f *testing.F) {
	d := dict.Description{ID: 7, Base: 100, N: 50, HashBlocks: 1, HashIndexBytes: 5, FilterBytes: 64, Segments: []dict.Segment{
		{ID: 7 << 16, First: 100, N: 30, Blocks: 1, IndexBytes: 2, Bytes: 900}, {ID: 6 << 16, First: 130, N: 20, Blocks: 1, IndexBytes: 2, Bytes: 800},
	}}
	b, err := d.MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		var d, back dict.Description
		if err := d.UnmarshalBinary(b); err != nil {
			if !errors.Is(err, dict.ErrCorrupt) {
				t.Fatalf("error is %v, want ErrCorrupt", err)
			}
			return
		}
		again, err := d.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		if err := back.UnmarshalBinary(again); err != nil || back.N != d.N || !slices.Equal(back.Segments, d.Segments) {
			t.Fatalf("round trip: %v\n got %+v\nwant %+v", err, back, d)
		}
	})
}
