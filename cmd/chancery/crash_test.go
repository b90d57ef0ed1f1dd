package main_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store"
)

// TestCrash kills the real program at random moments of appends and loads, and
// checks after each kill that the store opens, that every event whose line the
// program had printed is there whole, and that every other is there whole or not
// at all. CHANCERY_CRASH sets the number of kills, CHANCERY_SEED the seed.
func TestCrash(t *testing.T) {
	if testing.Short() {
		t.Skip("kills the program many times")
	}
	const usual, verifyEvery = 200, 50
	kills := numberFromEnv(t, "CHANCERY_CRASH", usual)
	seed := numberFromEnv(t, "CHANCERY_SEED", int(time.Now().UnixNano()&0x7fffffff))
	t.Logf("seed %d, %d kills", seed, kills)
	c := &crasher{T: t, rand: rand.New(rand.NewPCG(uint64(seed), 1)), dir: t.TempDir(), facts: map[string]int{}}
	c.build()
	c.must("init")
	for c.kills < kills {
		c.renew(usual)
		c.round()
		c.check(c.rounds%verifyEvery == 0 || c.kills == kills)
	}
	t.Logf("%d kills in %d runs: %d events acknowledged, %d more were whole without having been acknowledged, %d left no trace",
		c.kills, c.rounds, c.acknowledged, c.whole, c.absent)
	if c.absent == 0 || c.acknowledged == 0 {
		t.Errorf("the kills came at moments that test nothing: %d events acknowledged, %d left no trace", c.acknowledged, c.absent)
	}
}

func numberFromEnv(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s=%q is no number", name, text)
	}
	return n
}

// crasher is one run of the test.
type crasher struct {
	*testing.T
	rand   *rand.Rand
	dir    string
	binary string

	facts   map[string]int // statements of each file that is in the store
	tried   map[string]int // statements of the files of this round
	acked   map[string]bool
	files   int
	typical time.Duration // of a round that is not killed

	era int // number of the store

	rounds, kills, acknowledged, whole, absent int
}

func (c *crasher) build() {
	c.Helper()
	c.binary = filepath.Join(c.dir, "chancery")
	if out, err := exec.Command("go", "build", "-o", c.binary, ".").CombinedOutput(); err != nil {
		c.Fatalf("go build: %v\n%s", err, out)
	}
}

func (c *crasher) store() string { return filepath.Join(c.dir, fmt.Sprintf("store%d", c.era)) }

// renew goes on with an empty store after every so many kills: a check looks at
// every event that ever was.
func (c *crasher) renew(every int) {
	c.Helper()
	if c.kills < (c.era+1)*every {
		return
	}
	if err := os.RemoveAll(c.store()); err != nil {
		c.Fatal(err)
	}
	c.era++
	c.facts = map[string]int{}
	c.must("init")
}

func (c *crasher) command(args ...string) *exec.Cmd {
	cmd := exec.Command(c.binary, append([]string{"--store", c.store(), "--progress", "none"}, args...)...)
	cmd.Env = []string{"HOME=" + c.dir, "TMPDIR=" + c.dir}
	return cmd
}

func (c *crasher) must(args ...string) {
	c.Helper()
	if out, err := c.command(args...).CombinedOutput(); err != nil {
		c.Fatalf("chancery %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// graphOf is the graph that holds the statements of a file, and nothing else.
func graphOf(path string) string {
	return "<https://example.org/" + strings.TrimSuffix(filepath.Base(path), ".nq") + ">"
}

// file writes a new N-Quads file: small for an append, large for a load that
// takes several chunks.
func (c *crasher) file() string {
	c.Helper()
	statements := 1 + c.rand.IntN(60)
	if c.rand.IntN(4) == 0 {
		statements = 5_000 + c.rand.IntN(20_000)
	}
	c.files++
	path := filepath.Join(c.dir, fmt.Sprintf("f%06d.nq", c.files))
	var text bytes.Buffer
	for i := range statements {
		fmt.Fprintf(&text, "<https://example.org/s%d> <https://example.org/p%d> \"value %d of file %d\" %s .\n",
			c.rand.IntN(1000), c.rand.IntN(10), i, c.files, graphOf(path))
	}
	if err := os.WriteFile(path, text.Bytes(), 0o644); err != nil {
		c.Fatal(err)
	}
	c.tried[path] = statements
	return path
}

// round runs the program on a few files and kills it at a random moment.
func (c *crasher) round() {
	c.Helper()
	c.rounds++
	c.tried, c.acked = map[string]int{}, map[string]bool{}
	args := []string{"import"}
	for range 1 + c.rand.IntN(6) {
		args = append(args, c.file())
	}
	cmd := c.command(args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		c.Fatal(err)
	}
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		c.Fatal(err)
	}
	// Half of the kills count from the start, to hit the opening of the store
	// too; the others from an acknowledgement, to hit the events after it. The
	// first round measures.
	fuse := make(chan *time.Timer, 1)
	light := func(within time.Duration) {
		delay := time.Duration(c.rand.Int64N(max(1, int64(within))))
		fuse <- time.AfterFunc(delay, func() { _ = cmd.Process.Kill() }) // it may have ended
	}
	after := -1
	switch {
	case c.rounds == 1:
	case c.rand.IntN(2) == 0:
		light(c.typical)
	default:
		after = c.rand.IntN(len(c.tried))
	}
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		if path, rest, ok := strings.Cut(lines.Text(), ": event "); ok && strings.Contains(rest, "added") {
			c.acked[path] = true
			if len(c.acked) == after {
				light(c.typical / time.Duration(len(c.tried)))
			}
		}
	}
	err = cmd.Wait()
	select {
	case timer := <-fuse:
		timer.Stop()
	default:
	}
	var exit *exec.ExitError
	switch {
	case err == nil:
		// Rounds that end by themselves tell how long a round takes.
		if c.typical = (c.typical + time.Since(begin)) / 2; c.rounds == 1 {
			c.typical *= 2
		}
		if len(c.acked) != len(c.tried) {
			c.Fatalf("the program ended well, but acknowledged %d of %d files", len(c.acked), len(c.tried))
		}
	case errors.As(err, &exit) && exit.ExitCode() == -1:
		c.kills++
	default:
		c.Fatalf("round %d: %v\n%s", c.rounds, err, stderr.Bytes())
	}
}

// check opens the store as the next user would and compares.
func (c *crasher) check(verify bool) {
	c.Helper()
	ctx := context.Background()
	s, err := store.Open(c.store(), store.Options{})
	if err != nil {
		c.Fatalf("round %d: the store does not open: %v", c.rounds, err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			c.Errorf("round %d: close: %v", c.rounds, err)
		}
	}()
	snap := s.Snapshot()
	defer snap.Close()
	for path, want := range c.tried {
		got := c.count(ctx, snap, path)
		switch {
		case got == want && c.acked[path]:
			c.acknowledged++
			c.facts[path] = want
		case got == want:
			c.whole++
			c.facts[path] = want
		case got == 0 && !c.acked[path]:
			c.absent++
		default:
			c.Fatalf("round %d: %s has %d of %d statements, acknowledged: %v", c.rounds, filepath.Base(path), got, want, c.acked[path])
		}
		if err := os.Remove(path); err != nil {
			c.Error(err)
		}
	}
	want := 0
	for _, n := range c.facts {
		want += n
	}
	got, err := snap.Count(ctx, graph.Pattern{})
	if err != nil {
		c.Fatal(err)
	}
	if int(got) != want {
		c.Fatalf("round %d: the store has %d statements, want %d", c.rounds, got, want)
	}
	head, _, err := s.Head(ctx)
	if err != nil {
		c.Fatal(err)
	}
	if int(head.Seq) != len(c.facts) {
		c.Fatalf("round %d: the log has %d events, want %d", c.rounds, head.Seq, len(c.facts))
	}
	if verify {
		c.verify(ctx, s)
	}
}

func (c *crasher) count(ctx context.Context, snap *store.Snapshot, path string) int {
	c.Helper()
	id, known, err := snap.Lookup(ctx, []byte(graphOf(path)))
	if err != nil {
		c.Fatal(err)
	}
	if !known {
		return 0
	}
	n, err := snap.Count(ctx, graph.Pattern{G: id})
	if err != nil {
		c.Fatal(err)
	}
	return int(n)
}

// verify checks every byte, and that the log can be exported to its end.
func (c *crasher) verify(ctx context.Context, s *store.Store) {
	c.Helper()
	if _, err := s.Verify(ctx, store.VerifyOptions{}); err != nil {
		c.Fatalf("round %d: verify: %v", c.rounds, err)
	}
	if err := s.Log().Export(ctx, io.Discard, 0, 0); err != nil {
		c.Fatalf("round %d: export of the log: %v", c.rounds, err)
	}
}
