package eventlog_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/eventlog"
	"github.com/chancery-graph/chancery/store/kv"
	"github.com/chancery-graph/chancery/store/storetest"
)

const crashDir = "EVENTLOG_CRASH_DIR"

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		appendForever(dir)
	}
	os.Exit(m.Run())
}

// crashText is the body of event n, the same in both processes.
func crashText(n graph.Seq) string {
	lines := int(n % 7)
	if n%5 == 0 {
		lines = 25_000 // several chunks
	}
	return storetest.Lines(lines, uint64(n))
}

// appendForever appends events and prints the position of each acknowledged one.
func appendForever(dir string) {
	fail := func(err error) {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	db, err := kv.Open(dir, kv.Options{Create: true, MemTable: 1 << 20})
	if err != nil {
		fail(err)
	}
	e, err := eventlog.Open(db, eventlog.Options{})
	if err != nil {
		fail(err)
	}
	seq, _, err := e.Head(background)
	if err != nil {
		fail(err)
	}
	for {
		body := storetest.Text()
		if text := crashText(seq + 1); text != "" {
			body = storetest.Text(text)
		}
		r, err := e.Append(background, seq, eventlog.Commit{
			Header: graph.Header{Kind: graph.KindLoad, Commit: fmt.Sprint("commit ", seq+1)}, Body: body,
		})
		if err != nil {
			fail(err)
		}
		seq++
		fmt.Println(seq, r.Hash)
	}
}

// TestKill kills a process that appends, at times that vary, and checks that
// what it acknowledged is there, whole, and that nothing else is.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	var acked graph.Seq
	hashes := map[graph.Seq]string{}
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	for round := range 12 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), crashDir+"="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Some while it opens the log, some while it appends.
		after := time.Duration(r.IntN(300)) * time.Millisecond
		kill := func() { time.AfterFunc(after, func() { cmd.Process.Kill() }) }
		if round%4 == 3 {
			kill()
			kill = func() {}
		}
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			kill()
			kill = func() {}
			var seq graph.Seq
			var hash string
			if _, err := fmt.Sscan(lines.Text(), &seq, &hash); err != nil {
				t.Fatalf("round %d: the process says %q", round, lines.Text())
			}
			acked, hashes[seq] = seq, hash
		}
		cmd.Wait() // it was killed
		if round%3 == 2 {
			checkKilled(t, dir, acked, hashes)
		}
	}
	if acked < 5 {
		t.Errorf("only %d events were acknowledged in all", acked)
	}
}

func checkKilled(t *testing.T, dir string, acked graph.Seq, hashes map[graph.Seq]string) {
	t.Helper()
	e, stop := openLog(t, dir)
	defer stop()
	if err := e.Verify(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	head, _, err := e.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// The last event may be there without having been acknowledged.
	if head != acked && head != acked+1 {
		t.Errorf("the log ends at event %d, %d was acknowledged last", head, acked)
	}
	t.Logf("killed at event %d, %d is there", acked, head)
	for rec, err := range e.Read(t.Context(), 1) {
		if err != nil {
			t.Fatal(err)
		}
		seq := rec.Header.Seq
		if want := hashes[seq]; want != "" && rec.Hash.String() != want {
			t.Errorf("event %d has the hash %s, acknowledged was %s", seq, rec.Hash, want)
		}
		body, err := io.ReadAll(rec.Body(t.Context()))
		if err != nil || string(body) != crashText(seq) {
			t.Errorf("event %d: body of %d bytes is not the one appended: %v", seq, len(body), err)
		}
	}
}

// TestCopiesWhileAppending takes copies of the files while events are appended,
// as crashes at any write would leave them, and opens each.
func TestCopiesWhileAppending(t *testing.T) {
	base := t.TempDir()
	dir := filepath.Join(base, "store")
	e, _ := openLog(t, dir)
	fill(t, e, 3)
	n := 0
	copyNow := func() {
		copyStore(t, dir, filepath.Join(base, fmt.Sprint("copy", n)))
		n++
	}
	want := []graph.Seq{}
	// Before, during, and after the body; in Seal; after the acknowledgement.
	for _, lines := range []int{4, 40_000} {
		head, _, err := e.Head(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		pieces := []string{}
		for i := range 8 {
			pieces = append(pieces, storetest.Lines(lines/4, uint64(i)))
		}
		_, err = e.Append(t.Context(), head, eventlog.Commit{
			Header: graph.Header{Kind: graph.KindLoad, Commit: fmt.Sprint("c", lines)},
			Body:   &hookBody{storetest.Text(pieces...), func() { copyNow(); want = append(want, head) }},
			Seal:   func(*graph.Header) error { copyNow(); want = append(want, head); return nil },
		})
		if err != nil {
			t.Fatal(err)
		}
		copyNow()
		want = append(want, head+1)
	}
	whole := export(t, e)
	for i, head := range want {
		c, stop := openLog(t, filepath.Join(base, fmt.Sprint("copy", i)))
		if err := c.Verify(t.Context(), nil); err != nil {
			t.Errorf("copy %d: %v", i, err)
		}
		if got, _, err := c.Head(t.Context()); err != nil || got != head {
			t.Errorf("copy %d ends at event %d, want %d: %v", i, got, head, err)
		}
		if !strings.HasPrefix(whole, export(t, c)) {
			t.Errorf("copy %d has other events", i)
		}
		stop()
	}
}

type hookBody struct {
	eventlog.Body
	hook func()
}

func (b *hookBody) Next(dst []byte) ([]byte, error) {
	b.hook()
	return b.Body.Next(dst)
}

// TestTornWAL cuts and damages the write-ahead log of a crashed store at many
// places. What was acknowledged and is gone must be noticed, by the witness;
// without a loss there must be no alarm.
func TestTornWAL(t *testing.T) {
	base := t.TempDir()
	dir := filepath.Join(base, "store")
	e, _ := openLog(t, dir)
	fill(t, e, 6) // small events: all in the write-ahead log
	whole := export(t, e)
	crashed := filepath.Join(base, "crashed")
	copyStore(t, dir, crashed)
	wals, err := filepath.Glob(filepath.Join(crashed, "*.mem"))
	if err != nil || len(wals) != 1 {
		t.Fatalf("got write-ahead logs %q, %v", wals, err)
	}
	end := dataEnd(t, wals[0])
	noticed, sound := 0, 0
	for at := int64(0); at < end+64; at += 1 + end/97 {
		for _, how := range []string{"cut", "flip"} {
			try := filepath.Join(base, "try")
			copyStore(t, crashed, try)
			wal := filepath.Join(try, filepath.Base(wals[0]))
			if how == "cut" {
				zeroFrom(t, wal, at, end)
			} else {
				flip(t, wal, at, 0x10)
			}
			got, err := openAndExport(t, try)
			var damage *eventlog.CorruptionError
			var kvDamage *kv.CorruptionError
			switch {
			case err == nil && got == whole:
				sound++
			case errors.As(err, &damage), errors.As(err, &kvDamage):
				noticed++
			default:
				t.Errorf("%s at byte %d: lost without an alarm: %v", how, at, err)
			}
			if err := os.RemoveAll(try); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("%d damaged copies were noticed, %d had lost nothing", noticed, sound)
	if noticed == 0 || sound == 0 {
		t.Error("expected both")
	}
	// An older or torn witness is no alarm.
	for _, text := range []string{"", "torn", witnessOf(t, crashed)[:40], strings.Repeat("0", 95)} {
		try := filepath.Join(base, "try")
		copyStore(t, crashed, try)
		if err := os.WriteFile(filepath.Join(try, "HEAD"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if got, err := openAndExport(t, try); err != nil || got != whole {
			t.Errorf("witness %q: %v", text, err)
		}
		if err := os.RemoveAll(try); err != nil {
			t.Fatal(err)
		}
	}
}

func witnessOf(t *testing.T, dir string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "HEAD"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// openAndExport opens a store, verifies it and exports its log.
func openAndExport(t *testing.T, dir string) (text string, err error) {
	t.Helper()
	e, stop, err := tryOpen(dir, kv.Options{}, eventlog.Options{})
	if err != nil {
		return "", err
	}
	defer func() {
		if cerr := stop(); err == nil {
			err = cerr
		}
	}()
	if err := e.Verify(t.Context(), nil); err != nil {
		return "", err
	}
	var b strings.Builder
	err = e.Export(t.Context(), &b, 0, 0)
	return b.String(), err
}

// dataEnd is where the last byte of a file that is not zero stands.
func dataEnd(t *testing.T, path string) int64 {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for len(b) > 0 && b[len(b)-1] == 0 {
		b = b[:len(b)-1]
	}
	return int64(len(b))
}

func zeroFrom(t *testing.T, path string, from, to int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if from < to {
		if _, err := f.WriteAt(make([]byte, to-from), from); err != nil {
			t.Fatal(err)
		}
	}
}

func flip(t *testing.T, path string, at int64, bit byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b := make([]byte, 1)
	if _, err := f.ReadAt(b, at); err != nil {
		t.Fatal(err)
	}
	b[0] ^= bit
	if _, err := f.WriteAt(b, at); err != nil {
		t.Fatal(err)
	}
}
