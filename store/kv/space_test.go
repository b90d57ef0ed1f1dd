package kv_test

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/chancery-graph/chancery/store/kv"
)

// TestDiskFull plays a disk that fills up.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	var free atomic.Uint64
	free.Store(1 << 40)
	o := kv.Options{FreeSpace: func(string) (uint64, error) { return free.Load(), nil }}
	d := open(t, dir, o)
	set(t, d, "ca", "1")
	free.Store(7 << 20) // less than the reserve
	full := func(what string, err error) {
		t.Helper()
		if !errors.Is(err, kv.ErrDiskFull) || !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("%s: got %v, want ErrDiskFull", what, err)
		}
	}
	full("commit", d.Commit(context.Background(), func(tx *kv.Tx) error { return tx.Set([]byte("ca"), []byte("2")) }))
	b := d.Batch()
	var err error
	for i := 0; err == nil && i < 10_000; i++ {
		err = b.Set(fmt.Appendf(nil, "c%d", i), random(5000, 1))
	}
	full("batch", err)
	full("flush", b.Flush())
	full("delete", d.DeletePrefix(context.Background(), []byte("c")))
	if got := get(t, d, "ca"); got != "1" {
		t.Errorf("ca is %q after failed writes", got)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d = open(t, dir, o) // there is room to open
	if got := get(t, d, "ca"); got != "1" {
		t.Errorf("ca is %q after opening again", got)
	}
	free.Store(1 << 40)
	set(t, d, "ca", "3")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	free.Store(100)
	_, err = kv.Open(dir, o)
	full("open", err)
	o.ReadOnly = true
	d = open(t, dir, o)
	if got := get(t, d, "ca"); got != "3" {
		t.Errorf("ca is %q on a full disk", got)
	}
}

// TestSmallDisk fills a real file system.
func TestSmallDisk(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("cannot mount a small file system: %v: %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v: %s", err, out)
		}
	})
	d := open(t, dir, kv.Options{})
	ctx := context.Background()
	n := 0
	var err error
	for ; err == nil; n++ { // small values, which fill write-ahead logs and tables
		err = d.Commit(ctx, func(tx *kv.Tx) error {
			return tx.Set(fmt.Appendf(nil, "c%06d", n), random(50_000, uint64(n)))
		})
	}
	n--
	if !errors.Is(err, kv.ErrDiskFull) {
		t.Fatalf("commit %d: %v", n, err)
	}
	t.Logf("%d commits of 50,000 bytes fit", n)
	if n < 100 {
		t.Errorf("only %d commits of 50,000 bytes fit into 64 MiB", n)
	}
	b := d.Batch()
	for i := 0; err != nil && i < 3; i++ {
		err = b.Set(fmt.Appendf(nil, "d%06d", i), random(1<<20, 1))
	}
	if err := b.Flush(); !errors.Is(err, kv.ErrDiskFull) {
		t.Errorf("flush on a full disk: %v", err)
	}
	for round := range 2 {
		for i := range n {
			if got := get(t, d, fmt.Sprintf("c%06d", i)); got != string(random(50_000, uint64(i))) {
				t.Fatalf("round %d: value %d has %d bytes and is not the one written", round, i, len(got))
			}
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		d = open(t, dir, kv.Options{})
	}
}
