package main_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query/dump"
	"github.com/chancery-graph/chancery/store"
)

// BenchmarkExport writes a sorted dump of generated graphs to nowhere.
// CHANCERY_BENCH_QUADS holds their sizes, separated by commas.
func BenchmarkExport(b *testing.B) {
	sizes := os.Getenv("CHANCERY_BENCH_QUADS")
	if sizes == "" {
		sizes = "100000,1000000"
	}
	for size := range strings.SplitSeq(sizes, ",") {
		quads, err := strconv.Atoi(size)
		if err != nil {
			b.Fatalf("CHANCERY_BENCH_QUADS: %v", err)
		}
		b.Run(fmt.Sprintf("quads=%d", quads), func(b *testing.B) { benchExport(b, quads) })
	}
}

func benchExport(b *testing.B, quads int) {
	ctx := context.Background()
	s, err := store.Create(filepath.Join(b.TempDir(), "s"), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	_, err = s.Append(ctx, store.Event{
		Header: graph.Header{Kind: graph.KindLoad},
		Patch:  graphtest.Contacts(graphtest.Config{Quads: quads}),
	})
	if err != nil {
		b.Fatal(err)
	}
	snap := s.Snapshot()
	defer snap.Close()
	for b.Loop() {
		if _, err := dump.Write(ctx, io.Discard, snap, dump.Options{TempDir: b.TempDir()}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(quads)*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
}
