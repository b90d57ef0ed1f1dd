package kv_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/chancery-graph/chancery/store/kv"
)

// BenchmarkCommit compares a durable commit with a bare write and fsync of as
// many bytes to a file of the same directory.
func BenchmarkCommit(b *testing.B) {
	for _, size := range []int{200, 2000, 7000} {
		val := random(size, 1)
		name := map[int]string{200: "200B", 2000: "2KB", 7000: "7KB"}[size]
		b.Run("bare/"+name, func(b *testing.B) {
			f, err := os.Create(filepath.Join(b.TempDir(), "f"))
			if err != nil {
				b.Fatal(err)
			}
			defer f.Close()
			b.SetBytes(int64(size))
			for b.Loop() {
				if _, err := f.Write(val); err != nil {
					b.Fatal(err)
				}
				if err := f.Sync(); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("kv/"+name, func(b *testing.B) {
			d := open(b, b.TempDir(), kv.Options{})
			ctx := context.Background()
			b.SetBytes(int64(size))
			var n uint32
			for b.Loop() {
				n++
				key := []byte{'c', byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}
				err := d.Commit(ctx, func(tx *kv.Tx) error { return tx.Set(key, val) })
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSync is the cost of Sync when nothing was written.
func BenchmarkSync(b *testing.B) {
	d := open(b, b.TempDir(), kv.Options{})
	for b.Loop() {
		if err := d.Sync(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGet reads blocks of 8 KiB in order.
func BenchmarkGet(b *testing.B) {
	d := open(b, b.TempDir(), kv.Options{})
	batch := d.Batch()
	key := func(n uint32) []byte { return []byte{'b', byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)} }
	for n := range uint32(2000) {
		if err := batch.Set(key(n), random(8192, uint64(n))); err != nil {
			b.Fatal(err)
		}
	}
	if err := batch.Flush(); err != nil {
		b.Fatal(err)
	}
	r := d.Reader()
	defer r.Close()
	b.SetBytes(8192)
	var n uint32
	for b.Loop() {
		n++
		if err := r.Get(key(n%2000), func([]byte) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
