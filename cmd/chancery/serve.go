package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/endpoint"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/store"
)

const defaultBind = "127.0.0.1:7777"

// Limits of connections. A query's own limit is --timeout.
const (
	headerTimeout   = 10 * time.Second
	idleTimeout     = 2 * time.Minute
	shutdownTimeout = 20 * time.Second
)

func (p *program) serveCommand() *cli.Command {
	return &cli.Command{
		Name: "serve", Category: "SERVE",
		Usage: "serve the store over HTTP: SPARQL, graphs, a page with an editor",
		Description: "  /sparql   queries, updates and the service description (SPARQL 1.1 Protocol)\n" +
			"  /data     graphs (Graph Store HTTP Protocol)\n" +
			"  /command  the commands of this program: 'chancery --store http://… COMMAND'\n" +
			"  /         a page to ask in      /health  /metrics  /openapi.json\n\n" +
			"Other addresses than loopback need a token: $CHANCERY_TOKEN or --token-file for\n" +
			"everything, $CHANCERY_READ_TOKEN or --read-token-file for reading. While the store is\n" +
			"served, no other process can open it. Ctrl-C ends the server when requests are done.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "bind", Usage: "listen at `ADDRESS`", Value: defaultBind},
			&cli.BoolFlag{Name: "read-only", Usage: "refuse every change"},
			&cli.DurationFlag{Name: "timeout", Usage: "longest `TIME` of a query", Value: endpoint.DefaultTimeout},
			&cli.StringFlag{Name: "max-memory", Usage: "most memory of a query, as `SIZE`", Value: "1G"},
			&cli.Int64Flag{Name: "max-rows", Usage: "most rows of an answer, `N` (no limit)"},
			&cli.StringFlag{Name: "max-body", Usage: "greatest body of a request, as `SIZE`", Value: "256M"},
			&cli.IntFlag{Name: "max-active", Usage: "at most `N` requests at a time", Value: endpoint.DefaultMaxActive},
			&cli.IntFlag{Name: "max-commands", Usage: "at most `N` commands of clients at a time", Value: endpoint.DefaultMaxCommands},
			&cli.DurationFlag{Name: "command-timeout", Usage: "longest `TIME` of a client's command", Value: endpoint.DefaultCommandTimeout},
			&cli.StringSliceFlag{Name: "cors", Usage: "let pages of `ORIGIN` call, * for any; may be repeated (none)"},
			&cli.StringFlag{Name: "token-file", Usage: "`FILE` with tokens for reading and writing, one a line"},
			&cli.StringFlag{Name: "read-token-file", Usage: "`FILE` with tokens for reading, one a line"},
			&cli.BoolFlag{Name: "without-token", Usage: "listen beyond loopback without any token"},
			&cli.StringFlag{Name: "tls-cert", Usage: "certificate for https, a PEM `FILE`"},
			&cli.StringFlag{Name: "tls-key", Usage: "its key, a PEM `FILE`"},
			&cli.BoolFlag{Name: "open", Usage: "open the page in a browser ($BROWSER, else the system's)"},
			&cli.BoolFlag{Name: "default-graph-only", Usage: "the default graph is that of statements in no named graph"},
			&cli.StringSliceFlag{Name: "allow-service", Usage: "let SERVICE call endpoints whose IRI begins with `PREFIX`; may be repeated (none)"},
		},
		Action: p.serve,
	}
}

func (p *program) serve(c *cli.Context) error {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	o, err := p.serveOptions(c)
	if err != nil {
		return err
	}
	if c.IsSet("tls-cert") != c.IsSet("tls-key") {
		return usagef("serve", "--tls-cert and --tls-key go together")
	}
	return p.withStore(func(s *store.Store) error {
		handler, err := p.newServer(c, s, o)
		if err != nil {
			return usagef("serve", "%s", strings.TrimPrefix(err.Error(), "endpoint: "))
		}
		listener, err := net.Listen("tcp", c.String("bind"))
		if err != nil {
			return &failure{code: "bind", exit: exitFailed, message: err.Error(), cause: err,
				hint: "another program may listen there; choose another address with --bind"}
		}
		return p.serveOn(c, listener, handler)
	})
}

// newServer is the endpoint over a store, with the commands that clients may run.
func (p *program) newServer(c *cli.Context, s *store.Store, o endpoint.Options) (*endpoint.Server, error) {
	services, err := p.remoteServices(c)
	if err != nil {
		return nil, err
	}
	backing := newServedStore(s, p.agent())
	limits := query.Limits{Timeout: max(0, o.Timeout), MaxMemory: o.MaxMemory, MaxRows: o.MaxRows}
	o.Commands = &host{store: backing, saved: p.savedQueries(), services: services, networks: p.networks(), limits: limits, log: o.Log, now: p.now}
	return endpoint.New(backing, o)
}

// serveOptions takes the options of the endpoint from the flags.
func (p *program) serveOptions(c *cli.Context) (o endpoint.Options, err error) {
	o = endpoint.Options{
		ReadOnly: c.Bool("read-only"), Origins: c.StringSlice("cors"), Timeout: c.Duration("timeout"),
		MaxRows: c.Int64("max-rows"), MaxActive: c.Int("max-active"), MaxCommands: c.Int("max-commands"), CommandTimeout: c.Duration("command-timeout"), DefaultGraphOnly: c.Bool("default-graph-only"),
		Saved: p.savedQueries(), Version: version(), Log: p.serveLog(),
	}
	for name, into := range map[string]*int64{"max-memory": &o.MaxMemory, "max-body": &o.MaxBody} {
		if *into, err = parseSize(c.String(name)); err != nil {
			return o, usagef("serve", "--%s %s", name, err)
		}
	}
	if o.WriteTokens, err = p.tokens(c.String("token-file"), "CHANCERY_TOKEN"); err != nil {
		return o, err
	}
	if o.ReadTokens, err = p.tokens(c.String("read-token-file"), "CHANCERY_READ_TOKEN"); err != nil {
		return o, err
	}
	host, _, err := net.SplitHostPort(c.String("bind"))
	if err != nil {
		return o, usagef("serve", "--bind %q, expected ADDRESS:PORT", c.String("bind"))
	}
	open := len(o.WriteTokens)+len(o.ReadTokens) == 0
	switch {
	case isLoopback(host):
		o.Hosts = []string{"localhost", "127.0.0.1", "::1", host}
	case open && !c.Bool("without-token"):
		return o, usagef("serve", "%s can be reached from other machines: set $CHANCERY_TOKEN or --token-file, or say --without-token", c.String("bind"))
	}
	remote, err := p.remoteServices(c)
	networks := p.networks()
	o.Services = func(snap endpoint.Snapshot) exec.ServiceCaller { return servicesOver(remote, networks, snap) }
	return o, err
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// tokens reads the tokens of a file, one a line, and of a variable.
func (p *program) tokens(path, variable string) (tokens []string, err error) {
	if t := getenv(p.env, variable); t != "" {
		tokens = append(tokens, t)
	}
	if path == "" {
		return tokens, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			tokens = append(tokens, line)
		}
	}
	return slices.Clip(tokens), nil
}

// serveLog logs requests on stderr: text on a terminal, JSON elsewhere.
func (p *program) serveLog() *slog.Logger {
	level := slog.LevelInfo
	if p.set.quiet {
		level = slog.LevelWarn
	}
	o := &slog.HandlerOptions{Level: level}
	if isTerminal(p.stderr) {
		return slog.New(slog.NewTextHandler(p.stderr, o))
	}
	return slog.New(slog.NewJSONHandler(p.stderr, o))
}

// serveOn serves until the context is cancelled, then lets requests end.
func (p *program) serveOn(c *cli.Context, listener net.Listener, handler http.Handler) error {
	// Requests outlive the signal that ends the server, for as long as it waits.
	requests, stop := context.WithCancel(context.WithoutCancel(c.Context))
	defer stop()
	server := &http.Server{Handler: handler, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout,
		BaseContext: func(net.Listener) context.Context { return requests },
		ErrorLog:    slog.NewLogLogger(p.serveLog().Handler(), slog.LevelWarn)}
	scheme := "http"
	if c.IsSet("tls-cert") {
		scheme = "https"
	}
	if _, err := io.WriteString(p.stdout, fmt.Sprintf("%s://%s/\n", scheme, listener.Addr())); err != nil {
		return errors.Join(err, listener.Close())
	}
	if c.Bool("open") {
		p.browse(fmt.Sprintf("%s://%s/", scheme, listener.Addr()))
	}
	ended := make(chan error, 1)
	go func() {
		if scheme == "https" {
			ended <- server.ServeTLS(listener, c.String("tls-cert"), c.String("tls-key"))
		} else {
			ended <- server.Serve(listener)
		}
	}()
	select {
	case err := <-ended:
		return err
	case <-c.Context.Done():
	}
	limit, cancel := context.WithTimeout(requests, shutdownTimeout)
	defer cancel()
	err := server.Shutdown(limit)
	if errors.Is(err, context.DeadlineExceeded) {
		p.warn("requests were still running after %v and were broken off", shutdownTimeout)
		stop()
		err = server.Close()
	}
	if e := <-ended; !errors.Is(e, http.ErrServerClosed) {
		err = errors.Join(err, e)
	}
	return err
}
