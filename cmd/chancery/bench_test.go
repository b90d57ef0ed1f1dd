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
	"github.com/chancery-graph/chancery/graph/codec/network/csvgraph"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query/contacts"
	"github.com/chancery-graph/chancery/query/dump"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

// BenchmarkExport writes a sorted dump of generated graphs to nowhere.
func BenchmarkExport(b *testing.B) {
	eachStore(b, func(b *testing.B, snap *store.Snapshot) error {
		_, err := dump.Write(b.Context(), io.Discard, snap, dump.Options{TempDir: b.TempDir()})
		return err
	})
}

// BenchmarkExportContacts writes the network of contacts of generated graphs to
// nowhere.
func BenchmarkExportContacts(b *testing.B) {
	eachStore(b, func(b *testing.B, snap *store.Snapshot) error {
		reader, err := relation.NewReader(b.Context(), snap, relation.Options{})
		if err != nil {
			return err
		}
		net, err := contacts.Open(b.Context(), snap, reader, contacts.Options{})
		if err != nil {
			return err
		}
		_, err = csvgraph.WriteEdges(b.Context(), io.Discard, net, csvgraph.Options{})
		return err
	})
}

// eachStore measures an export of stores with generated graphs.
// CHANCERY_BENCH_QUADS holds their sizes, separated by commas.
func eachStore(b *testing.B, export func(*testing.B, *store.Snapshot) error) {
	b.Helper()
	sizes := os.Getenv("CHANCERY_BENCH_QUADS")
	if sizes == "" {
		sizes = "100000,1000000"
	}
	for size := range strings.SplitSeq(sizes, ",") {
		quads, err := strconv.Atoi(size)
		if err != nil {
			b.Fatalf("CHANCERY_BENCH_QUADS: %v", err)
		}
		b.Run(fmt.Sprintf("quads=%d", quads), func(b *testing.B) { benchExport(b, quads, export) })
	}
}

func benchExport(b *testing.B, quads int, export func(*testing.B, *store.Snapshot) error) {
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
		if err := export(b, snap); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(quads)*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
}
