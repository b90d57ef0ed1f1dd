package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/ingest/source"
	"github.com/chancery-graph/chancery/query/result/textgrid"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) watchCommand() *cli.Command {
	return &cli.Command{
		Name: "watch", Category: "IN", ArgsUsage: "DIR",
		Usage: "ingest dispatches as their files arrive in a directory, until interrupted",
		Description: "Reads what is there, then every file that arrives or changes in DIR and below, as\n" +
			"soon as it has not changed for the time of --settle. Names that begin with a dot\n" +
			"and those of unfinished downloads (.part, .tmp) are passed over. Bytes that were\n" +
			"read before are not stored again, so it may be ended and started at any time. A\n" +
			"file that cannot be read is named on stderr and tried again when it changes.\n\n" +
			"The store is open only while something is written, so other commands can be used\n" +
			"meanwhile; if another process has it, watch waits.",
		Flags: append(append(slices.DeleteFunc(dispatchFlags(), func(f cli.Flag) bool { return f.Names()[0] == "source" }), extractorFlags()...),
			keepTextFlag(),
			&cli.DurationFlag{Name: "settle", Value: time.Second, Usage: "take a file for whole when it has not changed for `TIME`"},
			&cli.DurationFlag{Name: "rescan", Value: time.Minute, Usage: "look through the directory every `TIME` too, for file systems that do not tell of changes"},
		),
		Action: p.watch,
	}
}

func (p *program) watch(c *cli.Context) (err error) {
	if err := argsBetween(c, 1, 1); err != nil {
		return err
	}
	dir := c.Args().First()
	if info, err := os.Stat(dir); err != nil {
		return err
	} else if !info.IsDir() {
		return usagef("watch", "%s is no directory", dir)
	}
	settle, rescan := c.Duration("settle"), c.Duration("rescan")
	if settle < 10*time.Millisecond || rescan < settle {
		return usagef("watch", "--settle has to be at least 10ms, and --rescan no shorter")
	}
	choice, err := dispatchOptions(c)
	if err != nil {
		return err
	}
	opts, err := p.extraction(c)
	if err == nil {
		opts.Keep, err = keptTexts(c)
	}
	if err != nil {
		return err
	}
	if p.set.format == "json" {
		p.set.format = "jsonl" // there is no end at which to write one document
	}
	report, err := p.newWriteReport("watch")
	if err != nil {
		return err
	}
	if err := p.checkStorePath(); err != nil {
		return err
	}
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch %s: %w", dir, err)
	}
	defer joinClose(&err, watcher)
	w := &watching{p: p, dir: dir, settle: settle, watcher: watcher, report: report,
		plan: ingestPlan{command: "watch", choice: choice, options: opts}, pending: map[string]fileState{}, done: map[string]fileState{}}
	return w.run(c.Context, rescan)
}

// watching is one run of watch.
type watching struct {
	p       *program
	dir     string
	settle  time.Duration
	watcher *fsnotify.Watcher
	report  *writeReport
	plan    ingestPlan

	pending map[string]fileState // files that may still change, by path
	done    map[string]fileState // files as they were read
	waiting bool                 // for the store, which the user was told of
}

// fileState tells whether a file has changed.
type fileState struct {
	size     int64
	modified time.Time
	since    time.Time // when this state was seen first
}

func (s fileState) same(o fileState) bool { return s.size == o.size && s.modified.Equal(o.modified) }

func (w *watching) run(ctx context.Context, rescan time.Duration) error {
	if err := w.scan(w.dir); err != nil {
		return err
	}
	w.p.note("watching %s; Ctrl-C ends it", w.dir)
	check := time.NewTicker(max(w.settle/4, 5*time.Millisecond))
	defer check.Stop()
	again := time.NewTicker(rescan)
	defer again.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case e, ok := <-w.watcher.Events:
			if !ok {
				return fmt.Errorf("watch %s: %w", w.dir, fsnotify.ErrClosed)
			}
			err = w.changed(e)
		case e := <-w.watcher.Errors:
			if e != nil { // such as more changes than the system keeps: look for all of them
				w.p.warn("watch %s: %v", w.dir, e)
				err = w.scan(w.dir)
			}
		case <-again.C:
			err = w.scan(w.dir)
		case <-check.C:
			err = w.take(ctx)
		}
		if err != nil {
			return err
		}
	}
}

// scan watches a directory and those below it and takes note of their files.
func (w *watching) scan(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path != w.dir {
			return nil // gone since it was listed
		}
		if err != nil {
			return err
		}
		if d.IsDir() {
			if path != w.dir && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
			if err := w.watcher.Add(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("watch %s: %w", path, err)
			}
			return nil
		}
		w.see(path)
		return nil
	})
}

// changed takes note of what an event is about.
func (w *watching) changed(e fsnotify.Event) error {
	info, err := os.Lstat(e.Name)
	if err != nil {
		delete(w.pending, e.Name)
		return nil // gone; what was read of it stays
	}
	if info.IsDir() {
		return w.scan(e.Name)
	}
	w.see(e.Name)
	return nil
}

// unfinished are the ends of names that programs give to files that they have not
// written whole.
var unfinished = []string{".part", ".tmp", ".temp", ".crdownload", ".partial", "~"}

// see takes note of a file that may hold a dispatch.
func (w *watching) see(path string) {
	name := filepath.Base(path)
	if strings.HasPrefix(name, ".") || !source.Known(name) || slices.ContainsFunc(unfinished, func(end string) bool { return strings.HasSuffix(name, end) }) {
		return
	}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return
	}
	now := fileState{info.Size(), info.ModTime(), time.Now()}
	if was, ok := w.done[path]; ok && was.same(now) {
		return
	}
	if was, ok := w.pending[path]; ok && was.same(now) {
		return
	}
	w.pending[path] = now
}

// take ingests the files that have not changed for long enough.
func (w *watching) take(ctx context.Context) error {
	var ready []string
	for path := range w.pending {
		w.see(path) // a change begins the wait anew
		if _, err := os.Stat(path); err != nil {
			delete(w.pending, path)
			continue
		}
		if time.Since(w.pending[path].since) >= w.settle {
			ready = append(ready, path)
		}
	}
	if len(ready) == 0 {
		return nil
	}
	slices.Sort(ready)
	err := w.p.withStore(func(s *store.Store) error {
		w.waiting = false
		return w.p.eachDispatch(ctx, s, ready, w.plan, w.report.add, w.reject)
	})
	var locked *store.LockedError
	if errors.As(err, &locked) {
		if !w.waiting {
			w.p.note("another process has the store; waiting for it")
		}
		w.waiting = true
		for _, path := range ready { // and not to ask without a pause
			state := w.pending[path]
			state.since = time.Now()
			w.pending[path] = state
		}
		return nil
	}
	if err != nil {
		return err
	}
	for _, path := range ready {
		w.done[path] = w.pending[path]
		delete(w.pending, path)
	}
	return nil
}

// reject names a dispatch that cannot be read, and goes on.
func (w *watching) reject(name string, err error) error {
	if w.report.format != "table" {
		return w.report.add(writeView{Input: name, Status: statusRejected, Error: err.Error()})
	}
	w.p.warn("%s", textgrid.Printable(err.Error()))
	return nil
}
