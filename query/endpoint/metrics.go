package endpoint

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"time"
)

// bounds of the histogram of durations, in seconds.
var bounds = [...]float64{0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60}

// metrics counts requests. The text format is that of Prometheus 0.0.4.
type metrics struct {
	version string
	started time.Time
	mu      sync.Mutex
	routes  map[routeStatus]*tally
}

type routeStatus struct {
	route  string
	status int
}

type tally struct {
	requests uint64
	bytes    uint64
	seconds  float64
	buckets  [len(bounds)]uint64
}

func newMetrics(version string) *metrics {
	return &metrics{version: version, started: time.Now(), routes: map[routeStatus]*tally{}}
}

func (m *metrics) count(route string, status int, took time.Duration, bytes int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	key := routeStatus{route, status}
	t := m.routes[key]
	if t == nil {
		t = &tally{}
		m.routes[key] = t
	}
	t.requests++
	t.bytes += uint64(bytes)
	t.seconds += took.Seconds()
	for i, b := range bounds {
		if took.Seconds() <= b {
			t.buckets[i]++
		}
	}
}

func (s *Server) serveMetrics(w *writer, r *http.Request) error {
	snap, err := s.store.Snapshot(r.Context(), "")
	if err != nil {
		return err
	}
	seq := snap.Seq()
	if err := snap.Close(); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	s.metrics.write(w, uint64(seq), len(s.active), len(s.commands))
	return nil
}

func (m *metrics) write(w io.Writer, seq uint64, active, commands int) {
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	gauge := func(name, help string, value any) {
		fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s gauge\n%s %v\n", name, help, name, name, value)
	}
	fmt.Fprintf(w, "# HELP chancery_build_info Version of the program.\n# TYPE chancery_build_info gauge\nchancery_build_info{version=%q} 1\n", m.version)
	gauge("chancery_events", "Number of the last event in the log.", seq)
	gauge("chancery_active_requests", "Requests that are running, without commands.", active)
	gauge("chancery_active_commands", "Commands of clients that are running.", commands)
	gauge("chancery_uptime_seconds", "Seconds since the start.", strconv.FormatFloat(time.Since(m.started).Seconds(), 'f', 3, 64))
	gauge("chancery_goroutines", "Goroutines.", runtime.NumGoroutine())
	gauge("chancery_heap_bytes", "Bytes of live and not yet collected heap objects.", mem.HeapAlloc)
	m.writeRequests(w)
}

func (m *metrics) writeRequests(w io.Writer) {
	m.mu.Lock()
	defer m.mu.Unlock()
	keys := slices.SortedFunc(maps.Keys(m.routes), func(a, b routeStatus) int {
		if a.route != b.route {
			if a.route < b.route {
				return -1
			}
			return 1
		}
		return a.status - b.status
	})
	const name = "chancery_request_seconds"
	fmt.Fprintf(w, "# HELP %s Time to the end of the answer.\n# TYPE %s histogram\n", name, name)
	for _, k := range keys {
		t, labels := m.routes[k], fmt.Sprintf("route=%q,status=\"%d\"", k.route, k.status)
		for i, b := range bounds {
			fmt.Fprintf(w, "%s_bucket{%s,le=\"%g\"} %d\n", name, labels, b, t.buckets[i])
		}
		fmt.Fprintf(w, "%s_bucket{%s,le=\"+Inf\"} %d\n%s_sum{%s} %g\n%s_count{%s} %d\n", name, labels, t.requests, name, labels, t.seconds, name, labels, t.requests)
	}
	fmt.Fprint(w, "# HELP chancery_response_bytes_total Bytes of answers before packing.\n# TYPE chancery_response_bytes_total counter\n")
	for _, k := range keys {
		fmt.Fprintf(w, "chancery_response_bytes_total{route=%q,status=\"%d\"} %d\n", k.route, k.status, m.routes[k].bytes)
	}
}
