package endpoint

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/chancery-graph/chancery/query/endpoint/wire"
)

// Server is an [http.Handler] over one store. It is safe for concurrent use.
type Server struct {
	store    Store
	opts     Options
	mux      *http.ServeMux
	active   chan struct{}
	commands chan struct{}
	arriving chan struct{} // commands on their way
	metrics  *metrics
	run      string // tells this run of the server from others
	// crossOrigin refuses what browsers send for pages of elsewhere.
	crossOrigin *http.CrossOriginProtection
}

// New returns a server.
func New(store Store, o Options) (*Server, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	o = o.withDefaults()
	s := &Server{store: store, opts: o, mux: http.NewServeMux(), active: make(chan struct{}, o.MaxActive),
		commands: make(chan struct{}, o.MaxCommands), arriving: make(chan struct{}, o.MaxActive), metrics: newMetrics(o.Version), run: token()[:8],
		crossOrigin: http.NewCrossOriginProtection()}
	for _, each := range s.routes() {
		for _, pattern := range each.patterns {
			s.mux.Handle(pattern, s.route(each))
		}
	}
	return s, nil
}

// route is a kind of resource.
type route struct {
	name     string // for metrics and the log
	patterns []string
	methods  string // that it has, besides OPTIONS, as in Allow
	handle   handler
	open     bool // takes no token, and no place among the requests that run
}

// routes are all resources of the server. openapi.json describes them.
func (s *Server) routes() []route {
	return []route{
		{name: "sparql", patterns: []string{"/sparql", "/sparql/{$}"}, methods: "GET, HEAD, POST", handle: s.serveSPARQL},
		{name: "data", patterns: []string{"/data", "/data/"}, methods: "GET, HEAD, PUT, POST, DELETE", handle: s.serveGraphStore},
		{name: "command", patterns: []string{wire.Path}, methods: "POST", handle: s.serveCommand},
		{name: "saved", patterns: []string{"/saved"}, methods: "GET, HEAD", handle: s.serveSaved},
		{name: "saved", patterns: []string{"/saved/{name}"}, methods: "PUT, DELETE", handle: s.serveSaved},
		{name: "metrics", patterns: []string{"/metrics"}, methods: "GET, HEAD", handle: s.serveMetrics},
		{name: "health", patterns: []string{"/health"}, methods: "GET, HEAD", handle: s.serveHealth, open: true},
		{name: "openapi", patterns: []string{"/openapi.json"}, methods: "GET, HEAD", handle: s.serveOpenAPI, open: true},
		{name: "page", patterns: []string{"/{$}", "/page/"}, methods: "GET, HEAD", handle: s.servePage, open: true},
		{name: "other", patterns: []string{"/"}, methods: "", handle: serveNothing, open: true},
	}
}

// serveNothing answers for all other places.
func serveNothing(_ *writer, r *http.Request) error {
	return problemf(http.StatusNotFound, "there is nothing at %s; see /openapi.json", r.URL.Path)
}

// ServeHTTP implements [http.Handler].
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// handler answers a request; an error becomes a status.
type handler func(w *writer, r *http.Request) error

// route wraps a handler with what all requests share: CORS, limits, errors, a
// line in the log, counts.
func (s *Server) route(to route) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		start := time.Now()
		w := newWriter(rw, r)
		defer s.pace(w, r)()
		defer func() {
			p := recover()
			if p != nil && p != http.ErrAbortHandler {
				p = s.fault(w, p)
			}
			s.finish(to.name, w, r, time.Since(start))
			if p != nil {
				panic(p)
			}
		}()
		s.allowOrigin(w, r)
		if r.Method == http.MethodOptions {
			s.serveOptions(w, to)
			return
		}
		if err := s.admitted(w, r, to); err != nil {
			s.fail(w, r, err)
		}
		if err := w.close(); err != nil && w.err == nil {
			w.err = err
		}
	})
}

// fault answers for a panic: with a status if nothing was sent yet, otherwise by
// what it returns, a panic that breaks the connection.
func (s *Server) fault(w *writer, p any) any {
	w.err = fmt.Errorf("internal fault: %v", p)
	s.opts.Log.Error("internal fault", slog.Any("panic", p), slog.String("stack", string(debug.Stack())))
	if w.started {
		return http.ErrAbortHandler
	}
	w.packs = false
	http.Error(w, "internal fault", http.StatusInternalServerError)
	return nil
}

// admitted runs a handler while there is room for it.
func (s *Server) admitted(w *writer, r *http.Request, to route) error {
	if err := s.mayCall(r); err != nil {
		return err
	}
	if to.methods != "" && !slices.Contains(strings.Split(to.methods, ", "), r.Method) {
		w.Header().Set("Allow", to.methods+", OPTIONS")
		return problemf(http.StatusMethodNotAllowed, "method %s, expected one of %s", r.Method, to.methods)
	}
	if to.open {
		return to.handle(w, r)
	}
	if err := s.mayRead(r); err != nil {
		return err
	}
	if to.name == "command" {
		return to.handle(w, r) // which counts them apart
	}
	select {
	case s.active <- struct{}{}:
		defer func() { <-s.active }()
		return to.handle(w, r)
	default:
		return problemf(http.StatusServiceUnavailable, "%d requests are running already, the most that this server takes; try again", cap(s.active))
	}
}

// finish logs and counts a request.
func (s *Server) finish(name string, w *writer, r *http.Request, took time.Duration) {
	s.metrics.count(name, w.status, took, w.sent)
	attrs := []slog.Attr{
		slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Int("status", w.status),
		slog.Float64("seconds", took.Seconds()), slog.Int64("bytes", w.sent), slog.String("remote", r.RemoteAddr),
	}
	if w.command != "" {
		attrs = append(attrs, slog.String("command", w.command))
	}
	level := slog.LevelInfo
	if w.err != nil {
		attrs = append(attrs, slog.String("error", w.err.Error()))
		level = slog.LevelWarn
	}
	s.opts.Log.LogAttrs(r.Context(), level, name, attrs...)
}

func (s *Server) serveHealth(w *writer, r *http.Request) error {
	snap, err := s.store.Snapshot(r.Context(), "")
	if err != nil {
		return err
	}
	defer snap.Close()
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set(eventHeader, formatSeq(snap.Seq()))
	_, err = w.Write([]byte("ok\n"))
	return err
}
