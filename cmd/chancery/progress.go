package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/term"

	"github.com/chancery-graph/chancery/query/result/textgrid"
)

// progressModes are the values of --progress.
var progressModes = []string{"auto", "plain", "json", "none"}

const (
	animateEvery = 100 * time.Millisecond
	plainEvery   = 10 * time.Second
	jsonEvery    = time.Second
)

// meter shows on stderr how far one piece of work has come. All methods are
// safe for concurrent use and do nothing on a nil meter.
type meter struct {
	w     io.Writer
	mode  string // animate, plain or json
	label string
	total int64  // expected units; 0 when unknown
	unit  string // "bytes" or the plural of what is counted
	start time.Time

	done  atomic.Int64
	items atomic.Int64 // things made so far, shown beside the units; see item
	item  string       // plural of the things, such as "statements"; may be empty

	stop chan struct{}
	wait sync.WaitGroup
	once sync.Once
}

// meter starts showing a piece of work, or returns nil when nobody wants to
// see. total is in units and may be 0; item may be empty.
func (p *program) meter(label string, total int64, unit, item string) *meter {
	mode := p.set.progress
	if mode == "none" || p.set.quiet {
		return nil
	}
	if mode == "auto" {
		mode = "plain"
		if isTerminal(p.stderr) {
			mode = "animate"
		}
	}
	m := &meter{w: p.stderr, mode: mode, label: label, total: total, unit: unit, item: item,
		start: time.Now(), stop: make(chan struct{})}
	m.wait.Add(1)
	go m.tick()
	return m
}

func (m *meter) tick() {
	defer m.wait.Done()
	every := map[string]time.Duration{"animate": animateEvery, "plain": plainEvery, "json": jsonEvery}[m.mode]
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-m.stop:
			return
		case <-t.C:
			m.show()
		}
	}
}

// set tells how many units are done.
func (m *meter) set(done int64) {
	if m != nil {
		m.done.Store(done)
	}
}

// add tells of more units done, and of more items made.
func (m *meter) add(units, items int64) {
	if m != nil {
		m.done.Add(units)
		m.items.Add(items)
	}
}

// end stops showing. It may be called more than once.
func (m *meter) end() {
	if m == nil {
		return
	}
	m.once.Do(func() {
		close(m.stop)
		m.wait.Wait()
		switch m.mode {
		case "animate":
			fmt.Fprint(m.w, "\r\x1b[K")
		case "json":
			m.show()
		}
	})
}

// show writes one state. A stderr that cannot be written to is no reason to
// fail: the work itself goes on.
func (m *meter) show() {
	done, items := m.done.Load(), m.items.Load()
	switch m.mode {
	case "json":
		line, err := json.Marshal(struct {
			Schema  string  `json:"schema"`
			Label   string  `json:"label"`
			Done    int64   `json:"done"`
			Total   int64   `json:"total,omitempty"`
			Unit    string  `json:"unit"`
			Items   int64   `json:"items,omitempty"`
			Item    string  `json:"item,omitempty"`
			Seconds float64 `json:"seconds"`
		}{"chancery/progress/1", m.label, done, m.total, m.unit, items, m.item, time.Since(m.start).Seconds()})
		if err == nil {
			fmt.Fprintf(m.w, "%s\n", line)
		}
	case "animate":
		fmt.Fprintf(m.w, "\r\x1b[K%s", m.line(done, items, true))
	default:
		fmt.Fprintln(m.w, m.line(done, items, false))
	}
}

// line is one state as text, at most 79 columns of it when animated.
func (m *meter) line(done, items int64, animated bool) string {
	var b strings.Builder
	b.WriteString(m.label)
	if m.total > 0 {
		part := min(1, float64(done)/float64(m.total))
		if animated {
			const cells = 20
			full := int(part * cells)
			b.WriteString(" [" + strings.Repeat("=", full) + strings.Repeat(" ", cells-full) + "]")
		}
		fmt.Fprintf(&b, " %3.0f %%", 100*part)
	}
	b.WriteString("  " + amount(done, m.unit))
	if m.item != "" {
		b.WriteString("  " + amount(items, m.item))
		if s := time.Since(m.start).Seconds(); s > 1 {
			b.WriteString("  " + amount(int64(float64(items)/s), "") + "/s")
		}
	}
	if text := b.String(); !animated || textgrid.Width(text) < 80 {
		return text
	}
	text := b.String()
	return text[:textgrid.Cut(text, 79)]
}

// amount is n with its unit: "1.5 MB", "1,204 statements".
func amount(n int64, unit string) string {
	if unit != "bytes" {
		return strings.TrimRight(grouped(n)+" "+unit, " ")
	}
	switch f := float64(n); {
	case n >= 1e9:
		return fmt.Sprintf("%.2f GB", f/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", f/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%.1f kB", f/1e3)
	}
	return fmt.Sprintf("%d bytes", n)
}

// grouped is n with a comma between thousands.
func grouped(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// plural is "1 event" or "2 events".
func plural(n int64, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(n) + " " + one + "s"
}

// isTerminal tells whether a stream is a terminal.
func isTerminal(stream any) bool {
	if far, ok := stream.(interface{ isTerminal() bool }); ok {
		return far.isTerminal() // of a client
	}
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// follow asks done for the number of units now and then, until the returned
// function is called.
func (m *meter) follow(done func() int64) (stop func()) {
	if m == nil {
		return func() {}
	}
	quit, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		t := time.NewTicker(animateEvery)
		defer t.Stop()
		for {
			select {
			case <-quit:
				m.set(done())
				return
			case <-t.C:
				m.set(done())
			}
		}
	}()
	return func() { close(quit); <-ended }
}
