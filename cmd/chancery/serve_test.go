package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestServeOpensPage opens the page with $BROWSER.
func TestServeOpensPage(t *testing.T) {
	dir := t.TempDir()
	seen := filepath.Join(dir, "seen")
	browser := filepath.Join(dir, "browser")
	if err := os.WriteFile(browser, []byte("#!/bin/sh\nprintf %s \"$1\" >"+seen+".part && mv "+seen+".part "+seen+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	address := serving(t, dir, []string{"BROWSER=" + browser}, "--open")
	deadline := time.Now().Add(10 * time.Second)
	for {
		if text, err := os.ReadFile(seen); err == nil {
			if string(text) != address {
				t.Errorf("got %q, want %q", text, address)
			}
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("no browser was opened")
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// TestServeEndsInOrder ends a server in the middle of an answer: the answer comes
// whole, new requests are not taken, and the exit status is 0.
func TestServeEndsInOrder(t *testing.T) {
	dir := t.TempDir()
	var many strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&many, "<urn:s%d> <urn:p> \"%d\" .\n", i, i)
	}
	must(t, dir, "", "init")
	must(t, dir, many.String(), "import", "-")
	ctx, stop := context.WithCancelCause(context.Background())
	defer stop(nil)
	read, write := io.Pipe()
	var log bytes.Buffer
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"chancery", "serve", "--bind", "127.0.0.1:0"}, strings.NewReader(""), write, &log, []string{"CHANCERY_STORE=" + filepath.Join(dir, "store")})
	}()
	address, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	const query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER (CONCAT(?c, ?f) = '10') }"
	response := make(chan string, 1)
	go func() {
		r, err := http.Get(strings.TrimSpace(address) + "sparql?query=" + url.QueryEscape(query))
		if err != nil {
			response <- err.Error()
			return
		}
		defer r.Body.Close()
		text, err := io.ReadAll(r.Body)
		response <- fmt.Sprint(r.StatusCode, " ", string(text), err)
	}()
	time.Sleep(100 * time.Millisecond) // the query has begun; if it has ended by now, the test is weaker, not wrong
	stop(errTerminated)
	if got := <-response; !strings.HasPrefix(got, "200") || !strings.Contains(got, `"value":"1"`) {
		t.Errorf("got %s", got)
	}
	if status := <-ended; status != exitDone {
		t.Errorf("exit status %d, want %d", status, exitDone)
	}
	if _, err = http.Get(strings.TrimSpace(address) + "health"); err == nil {
		t.Error("the server still answers")
	}
	if !strings.Contains(log.String(), `"status":200,"seconds":`) {
		t.Errorf("the log lacks the request: %s", log.String())
	}
}
