package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// generatedDispatches returns n dispatches of about 2,500 bytes as JSON lines:
// contacts among 600 people, with as much prose that tells of none.
func generatedDispatches(n int) []byte {
	random := rand.New(rand.NewPCG(7, 11))
	pick := func(list []string) string { return list[random.IntN(len(list))] }
	first := strings.Fields("Ana Rui Nikos Petra Karl Rosa Pablo Kenji Amara Erik Ugo Leïla Omar Ivan Olga Tariq Mei Jonas Clara Bruno")
	last := strings.Fields("Prata Tavira Alexiou Lindqvist Ott Quispe Rojas Sato Okonkwo Bergström Bianchi Haddad Farouk Petrov Sokolova Aziz Chen Weiss Moreau Costa Duarte Novak Kovacs Ionescu Popov Nagy Horvat Jansen Visser Dubois")
	places := strings.Fields("Oslo Rome Lisbonne Athènes Ankara Paris Berlin Madrid Genève Vienne")
	adjectives := strings.Fields("portugais grec suédois japonais chilien norvégien turc italien espagnol allemand")
	days := strings.Fields("lundi mardi mercredi jeudi vendredi")
	who := func() string { return pick(first) + " " + pick(last) }
	sentences := []func() string{
		func() string {
			return fmt.Sprintf("Le ministre %s des Affaires étrangères %s a rencontré %s à %s le ministre %s %s.", pick(adjectives), who(), pick(days), pick(places), pick(adjectives), who())
		},
		func() string {
			return fmt.Sprintf("%s s'est entretenu %s par téléphone avec %s.", who(), pick(days), who())
		},
		func() string {
			return fmt.Sprintf("Le président %s %s recevra %s %s.", pick(adjectives), who(), pick(days), who())
		},
		func() string {
			return "Les discussions ont porté sur la pêche, les ports et la coopération navale entre les deux rives, ainsi que sur les échanges universitaires."
		},
		func() string {
			return "La situation reste tendue dans la région, où les combats ont repris depuis plusieurs semaines malgré les appels répétés au calme des organisations internationales."
		},
		func() string {
			return fmt.Sprintf("« Nous voulons avancer vite et bien », a déclaré %s, soulignant l'importance de ce dossier pour les populations concernées.", who())
		},
	}
	var out bytes.Buffer
	for i := range n {
		var text strings.Builder
		fmt.Fprintf(&text, "Dépêche numéro %d\n", i)
		for text.Len() < 2500 {
			text.WriteString(sentences[random.IntN(len(sentences))]())
			text.WriteString([]string{" ", " ", "\n"}[random.IntN(3)])
		}
		line, err := json.Marshal(map[string]string{"id": fmt.Sprint("d", i), "text": text.String(), "published": fmt.Sprintf("2026-%02d-%02d", 1+i%12, 1+i%28)})
		if err != nil {
			panic(err) // strings have a JSON
		}
		out.Write(append(line, '\n'))
	}
	return out.Bytes()
}

// BenchmarkIngest stores 2,000 dispatches in an empty store, each as one event
// that is on disk when it is acknowledged, matched to those before it.
func BenchmarkIngest(b *testing.B) { benchmarkDispatches(b, 2000, "ingest") }

// BenchmarkExtract reads the same dispatches and stores nothing.
func BenchmarkExtract(b *testing.B) { benchmarkDispatches(b, 2000, "extract", "--json") }

// annotatedTexts is where dispatches of the annotated form lie, one a file.
const annotatedTexts = "../../ingest/extract/testdata/annotated/dev"

// BenchmarkExtractFiles reads files of the annotated form and prints what was found,
// on as many processors as -cpu says.
func BenchmarkExtractFiles(b *testing.B) {
	files, err := filepath.Glob(filepath.Join(annotatedTexts, "*.json"))
	if err != nil || len(files) == 0 {
		b.Fatalf("%d files, error %v", len(files), err)
	}
	args := append([]string{"chancery", "extract", "--json"}, slices.Repeat(files, 10)...)
	read := func() uint64 {
		var memory runtime.MemStats
		var errs bytes.Buffer
		if status := run(context.Background(), args, nil, io.Discard, &errs, []string{"CHANCERY_PROGRESS=none"}); status != 0 {
			b.Fatal(errs.String())
		}
		runtime.ReadMemStats(&memory)
		return memory.TotalAlloc
	}
	before, after := read(), uint64(0) // the tables of the rules are made once
	for b.Loop() {
		after = read()
	}
	n := float64(b.N * (len(args) - 3))
	b.ReportMetric(n/b.Elapsed().Seconds(), "dispatches/s")
	b.ReportMetric(float64(after-before)/n, "B/dispatch")
}

// BenchmarkIngestMemory stores more and more dispatches and reports the peak of the
// heap in use, garbage included, of which the number should be no matter.
// CHANCERY_BENCH_DISPATCHES lists the numbers: 1000,4000,16000.
func BenchmarkIngestMemory(b *testing.B) {
	list := os.Getenv("CHANCERY_BENCH_DISPATCHES")
	if list == "" {
		list = "1000"
	}
	for number := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(number)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(number, func(b *testing.B) {
			stop, peak := make(chan struct{}), make(chan uint64)
			go func() { peak <- heapPeak(stop) }()
			benchmarkDispatches(b, n, "ingest")
			close(stop)
			b.ReportMetric(float64(<-peak)/(1<<20), "peak-MiB")
		})
	}
}

// heapPeak watches the heap until stop is closed.
func heapPeak(stop <-chan struct{}) uint64 {
	var peak uint64
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		peak = max(peak, m.HeapInuse)
		select {
		case <-tick.C:
		case <-stop:
			return peak
		}
	}
}

func benchmarkDispatches(b *testing.B, n int, command ...string) {
	raw := generatedDispatches(n)
	file := filepath.Join(b.TempDir(), "dispatches.jsonl")
	if err := os.WriteFile(file, raw, 0o644); err != nil {
		b.Fatal(err)
	}
	env := []string{"CHANCERY_PROGRESS=none"}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		b.StopTimer()
		dir := filepath.Join(b.TempDir(), "store")
		do := func(args ...string) {
			var out, errs bytes.Buffer
			if status := run(context.Background(), append([]string{"chancery", "--store", dir}, args...), nil, &out, &errs, env); status != 0 {
				b.Fatalf("%v: %s", args, errs.String())
			}
		}
		do("init")
		b.StartTimer()
		do(append(command, file)...)
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "dispatches/s")
}
