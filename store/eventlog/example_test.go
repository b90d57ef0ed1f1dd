package eventlog_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/eventlog"
	"github.com/chancery-graph/chancery/store/kv"
	"github.com/chancery-graph/chancery/store/storetest"
)

func Example() {
	if err := example(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// event 1, 1 adds
	// A <http://a.example/s> <http://a.example/p> "o" .
	// H chancery "1" .
	// H seq "1" .
	// H time "2026-01-02T10:00:00.000000Z" .
	// H kind "update" .
	// H agent "desk" .
	// H adds "1" .
	// H deletes "0" .
	// H body "3d936ec102bcc64b4129e82a99c96f35deda1fda6b6416acac6dece7214e9536" .
	// TX .
	// A <http://a.example/s> <http://a.example/p> "o" .
	// TC .
	// # sha256 967258decb826799c7a52c73f0ecf9f8b45a9f466d18efd2647b4a7a5cd7a858
}

func example(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "log")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	db, err := kv.Open(dir, kv.Options{Create: true})
	if err != nil {
		return err
	}
	defer db.Close()
	clock := func() time.Time { return time.Date(2026, 1, 2, 10, 0, 0, 0, time.UTC) }
	log, err := eventlog.Open(db, eventlog.Options{Now: clock})
	if err != nil {
		return err
	}
	defer log.Close()
	r, err := log.Append(ctx, 0, eventlog.Commit{
		Header: graph.Header{Kind: graph.KindUpdate, Agent: "desk"},
		Body:   storetest.Text("A <http://a.example/s> <http://a.example/p> \"o\" .\n"),
	})
	if err != nil {
		return err
	}
	fmt.Printf("event %d, %d adds\n", r.Header.Seq, r.Header.Adds)
	for rec, err := range log.Read(ctx, 1) {
		if err != nil {
			return err
		}
		body := rec.Body(ctx)
		defer body.Close()
		if _, err := io.Copy(os.Stdout, body); err != nil {
			return err
		}
	}
	return log.Export(ctx, os.Stdout, 0, 0)
}
