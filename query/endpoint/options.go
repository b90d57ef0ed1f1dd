package endpoint

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/journal"
)

// Store is what the endpoint serves.
type Store interface {
	// Snapshot opens the graph as of a moment: "" is now, otherwise an event
	// number or a time. An error that wraps [ErrMoment] is the client's.
	Snapshot(ctx context.Context, asOf string) (Snapshot, error)
	// Events yields the events of the log up to one.
	Events(ctx context.Context, upTo graph.Seq) iter.Seq2[journal.Event, error]
	// Append computes a patch from the latest graph and appends it as one event,
	// with no other writer in between. A nil patch means nothing is to be done.
	Append(ctx context.Context, c Change) (Receipt, error)
}

// Snapshot is the graph as of one event.
type Snapshot interface {
	exec.Dataset
	// Seq is the event.
	Seq() graph.Seq
	Close() error
}

// Change is one write request.
type Change struct {
	Kind    graph.Kind
	Message string // what the log says of it
	// Patch computes the changes.
	Patch func(ctx context.Context, latest Snapshot) (graph.PatchReader, error)
}

// Receipt tells what was written.
type Receipt struct {
	Seq            graph.Seq // the head after the request
	Appended       bool      // false: nothing changed, no event
	Added, Removed uint64    // statements
}

// Defaults of [Options].
const (
	DefaultTimeout   = 60 * time.Second
	DefaultMaxMemory = 1 << 30
	DefaultMaxBody   = 256 << 20
	DefaultMaxQuery  = 1 << 20
	DefaultMaxActive = 32
	DefaultPatience  = 30 * time.Second
)

// Options of a server. The zero value works: it serves all requests, for reading
// and writing, within the default limits.
type Options struct {
	// ReadOnly refuses every request that would append an event.
	ReadOnly bool
	// ReadTokens and WriteTokens, if any are given, are what requests must carry.
	ReadTokens, WriteTokens []string
	// Origins that browsers may call from (CORS); "*" is any. None by default.
	Origins []string
	// Hosts are the names that requests may call the server by, without ports; nil
	// is any. A server on loopback should give its own, or any page that a browser
	// shows could reach it under a name of its own.
	Hosts []string
	// Timeout of a query or update; 0 means [DefaultTimeout], negative none. A
	// client may ask for less by timeout=SECONDS.
	Timeout time.Duration
	// MaxMemory of one query in bytes; 0 means [DefaultMaxMemory].
	MaxMemory int64
	// MaxRows of one answer; 0 means no limit. Beyond it the request fails.
	MaxRows int64
	// MaxBody is the greatest body of a Graph Store request in bytes, unpacked;
	// MaxQuery that of a query or an update. 0 means the defaults.
	MaxBody, MaxQuery int64
	// Patience is how long a client may take to begin with its body, which must then
	// come at a few KiB a second at the least, and to take each part of the answer;
	// 0 means [DefaultPatience].
	Patience time.Duration
	// MaxActive is how many requests run at a time; more get 503. 0 means
	// [DefaultMaxActive].
	MaxActive int
	// Commands runs commands that clients send; nil: none are run.
	Commands Commands
	// MaxCommands is how many of them run at a time; more get 503. 0 means
	// [DefaultMaxCommands].
	MaxCommands int
	// CommandTimeout is how long one may run, its queries no longer than Timeout; 0
	// means [DefaultCommandTimeout], negative any time.
	CommandTimeout time.Duration
	// DefaultGraphOnly makes the default graph that of statements in no named
	// graph; otherwise it is the union of all graphs.
	DefaultGraphOnly bool
	// Services makes what answers SERVICE in a query over a snapshot; nil refuses
	// it.
	Services func(Snapshot) exec.ServiceCaller
	// Load fetches the document of LOAD; nil refuses it.
	Load func(ctx context.Context, iri string) iter.Seq2[query.Statement, error]
	// Saved keeps named queries for the page; nil: there are none.
	Saved SavedQueries
	// Log gets a line per request; nil logs nothing.
	Log *slog.Logger
	// Version of the program, for the page and the metrics.
	Version string
}

func (o Options) withDefaults() Options {
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	o.MaxMemory = orDefault(o.MaxMemory, DefaultMaxMemory)
	o.MaxBody = orDefault(o.MaxBody, DefaultMaxBody)
	o.MaxQuery = orDefault(o.MaxQuery, DefaultMaxQuery)
	if o.MaxActive == 0 {
		o.MaxActive = DefaultMaxActive
	}
	if o.Patience == 0 {
		o.Patience = DefaultPatience
	}
	if o.MaxCommands == 0 {
		o.MaxCommands = DefaultMaxCommands
	}
	if o.CommandTimeout == 0 {
		o.CommandTimeout = DefaultCommandTimeout
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

func orDefault(v, def int64) int64 {
	if v == 0 {
		return def
	}
	return v
}

// Validate names the field that is out of range.
func (o Options) Validate() error {
	for _, f := range []struct {
		name  string
		value int64
	}{{"MaxMemory", o.MaxMemory}, {"MaxRows", o.MaxRows}, {"MaxBody", o.MaxBody}, {"MaxQuery", o.MaxQuery}, {"MaxActive", int64(o.MaxActive)}, {"Patience", int64(o.Patience)}, {"MaxCommands", int64(o.MaxCommands)}} {
		if f.value < 0 {
			return fmt.Errorf("endpoint: %s is %d, expected 0 or more", f.name, f.value)
		}
	}
	for _, t := range append(append([]string{}, o.ReadTokens...), o.WriteTokens...) {
		if len(t) < MinToken {
			return fmt.Errorf("endpoint: a token has %d characters, expected at least %d", len(t), MinToken)
		}
	}
	return nil
}

// MinToken is the least length of a bearer token.
const MinToken = 16
