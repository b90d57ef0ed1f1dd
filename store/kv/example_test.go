package kv_test

import (
	"context"
	"fmt"
	"os"

	"github.com/chancery-graph/chancery/store/kv"
)

// Much data is staged by a Batch and synced, and one Commit makes it visible.
func Example() {
	dir, err := os.MkdirTemp("", "kv")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	d, err := kv.Open(dir, kv.Options{Create: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer d.Close()
	b := d.Batch()
	defer b.Cancel()
	for i := range 3 {
		if err := b.Set(fmt.Appendf(nil, "b%d", i), []byte("block")); err != nil {
			fmt.Println(err)
			return
		}
	}
	if err := b.Flush(); err != nil {
		fmt.Println(err)
		return
	}
	if err := d.Sync(); err != nil {
		fmt.Println(err)
		return
	}
	err = d.Commit(context.Background(), func(tx *kv.Tx) error {
		return tx.Set([]byte("m"), []byte("three blocks"))
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	r := d.Reader()
	defer r.Close()
	for it, err := range r.Scan(nil, nil, false) {
		fmt.Printf("%s=%s %v\n", it.Key, it.Value, err)
	}
	// Output:
	// b0=block <nil>
	// b1=block <nil>
	// b2=block <nil>
	// m=three blocks <nil>
}
