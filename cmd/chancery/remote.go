package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query/endpoint/wire"
)

// isRemote tells whether --store names a running server.
func (p *program) isRemote() bool {
	return p.host == nil && (strings.HasPrefix(p.set.store, "http://") || strings.HasPrefix(p.set.store, "https://"))
}

// act runs the action of a command: here, or on the server that --store names.
func (p *program) act(c *cli.Context, action cli.ActionFunc) error {
	if !p.isRemote() || slices.Contains(storeless, p.line.command()) || runsHere(c) {
		return action(c)
	}
	kind, err := servedKind(p.line.toServer())
	if err != nil {
		return err
	}
	return p.callServer(c, kind)
}

// toServer is the line without what only the client needs.
func (l *commandLine) toServer() *commandLine {
	sent := *l
	sent.flags = slices.Clone(l.flags)
	sent.flags[0] = slices.DeleteFunc(slices.Clone(l.flags[0]), func(use flagUse) bool { return use.name == "store" || use.name == "config" })
	return &sent
}

// remoteCall is a command on its way to a server.
type remoteCall struct {
	p     *program
	call  wire.Call
	names []string // of the inputs
	sinks []sink   // of call.Outputs; nil where there is a problem
}

// callServer runs a command on the server and repeats what it says.
func (p *program) callServer(c *cli.Context, kind served) (err error) {
	r := &remoteCall{p: p}
	if kind.inputs != nil {
		if r.names, err = kind.inputs(p, c); err != nil {
			return err
		}
		slices.Sort(r.names)
		r.names = slices.Compact(r.names)
	}
	r.call = wire.Call{
		Program: version(), Args: p.line.toServer().ordered()[1:], Store: p.set.store, Agent: p.agent(),
		Progress: p.set.progress, Color: p.set.colour, Columns: p.width(),
		Terminals: wire.Terminals{Stdin: isTerminal(p.stdin), Stdout: isTerminal(p.stdout), Stderr: isTerminal(p.stderr)},
	}
	if !c.IsSet("json") && !c.IsSet("format") {
		r.call.Format = p.set.format
	}
	var outputs []string
	if p.set.output != "" && p.set.output != "-" {
		outputs = append(outputs, p.set.output)
	}
	if kind.outputs != nil {
		outputs = append(outputs, kind.outputs(c, r.names)...)
	}
	r.prepare(outputs)
	defer r.abandon()
	return r.run(c.Context)
}

// prepare makes the outputs, under other names until they are whole.
func (r *remoteCall) prepare(names []string) {
	for _, name := range names {
		s, err := r.p.files.create(name)
		if err != nil {
			s = nil
		}
		r.sinks = append(r.sinks, s)
		r.call.Outputs = append(r.call.Outputs, wire.Output{Name: name, Problem: wire.ProblemOf(err)})
	}
}

func (r *remoteCall) abandon() {
	for _, s := range r.sinks {
		if s != nil {
			s.abandon()
		}
	}
}

// run sends the request and repeats the answer.
func (r *remoteCall) run(ctx context.Context) (err error) {
	body, send := io.Pipe()
	sent := make(chan error, 1)
	go func() {
		err := r.send(ctx, wire.NewWriter(send, nil))
		sent <- err
		_ = send.CloseWithError(err) // never fails
	}()
	response, err := r.post(ctx, body)
	if err != nil {
		_ = body.CloseWithError(err) // ends the sender
		return errors.Join(r.unreachable(ctx, err, <-sent))
	}
	defer joinClose(&err, response.Body)
	if response.StatusCode != http.StatusOK {
		_ = body.CloseWithError(io.ErrClosedPipe)
		<-sent // what the server says goes before that it did not listen to the end
		return r.refused(response)
	}
	if media, _, _ := strings.Cut(response.Header.Get("Content-Type"), ";"); media != wire.AnswerMedia {
		return &failure{code: "server", exit: exitFailed, message: fmt.Sprintf("%s answers %q to a command, which no chancery does", r.p.set.store, media),
			hint: "--store takes the address that 'chancery serve' prints"}
	}
	return r.repeat(ctx, response)
}

// send writes the request.
func (r *remoteCall) send(ctx context.Context, w *wire.Writer) error {
	if err := wire.SendCall(w, &r.call); err != nil {
		return err
	}
	for _, name := range r.names {
		if err := r.sendInput(ctx, w, name); err != nil {
			return err
		}
	}
	return wire.SendEnd(w)
}

// sendInput writes one input, or why it cannot be read.
func (r *remoteCall) sendInput(ctx context.Context, w *wire.Writer, name string) (err error) {
	in := wire.Input{Name: name}
	if name == "-" {
		return wire.SendInput(w, &in, newCancelReader(ctx, r.p.stdin))
	}
	f, err := r.p.files.open(name)
	if err != nil {
		in.Problem = wire.ProblemOf(err)
		return wire.SendInput(w, &in, nil)
	}
	defer joinClose(&err, f)
	info, err := f.Stat()
	switch {
	case err != nil:
		return err
	case info.IsDir():
		in.Problem = wire.ProblemOf(fmt.Errorf("%s is a directory", name))
		return wire.SendInput(w, &in, nil)
	case info.Mode().IsRegular():
		in.Size = info.Size()
	}
	return wire.SendInput(w, &in, f)
}

// post sends the request to the server.
func (r *remoteCall) post(ctx context.Context, body io.Reader) (*http.Response, error) {
	address, err := url.Parse(strings.TrimRight(r.p.set.store, "/") + wire.Path)
	if err != nil || address.Host == "" {
		return nil, usagef("", "--store %s is no address of a server", r.p.set.store)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address.String(), body)
	if err != nil {
		return nil, usagef("", "--store %s: %s", r.p.set.store, err)
	}
	request.Header.Set("Content-Type", wire.RequestType)
	request.Header.Set("Accept", wire.AnswerType)
	if token := getenv(r.p.env, "CHANCERY_TOKEN"); token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	if isLoopback(address.Hostname()) {
		request.Header.Set("Accept-Encoding", "identity") // packing costs more than it saves
	}
	// A redirection is not followed: the token is for this server.
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return client.Do(request)
}

// unreachable is what a user is told when there is no answer. A reason of the
// sender's own, such as an input that cannot be read, goes first.
func (r *remoteCall) unreachable(ctx context.Context, err, sending error) error {
	var own *failure
	switch {
	case errors.As(err, &own):
		return err
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case sending != nil && !errors.Is(err, sending) && !errors.Is(sending, io.ErrClosedPipe):
		return sending
	}
	return &failure{code: "server", exit: exitFailed, cause: err, message: err.Error(), hint: "is 'chancery serve' running there?"}
}

// refused is what a user is told of a status.
func (r *remoteCall) refused(response *http.Response) error {
	text, err := io.ReadAll(io.LimitReader(response.Body, 64<<10))
	if err != nil {
		return err
	}
	status := response.StatusCode
	said := orElse(strings.TrimSpace(string(text)), http.StatusText(status))
	f := &failure{code: "server_" + strconv.Itoa(status), exit: exitFailed, message: "the server says: " + said}
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden:
		f.hint = "set $CHANCERY_TOKEN to a token that the server knows, if it is for want of one"
	case http.StatusNotFound, http.StatusMethodNotAllowed:
		f.hint = "commands are run by 'chancery serve' of this version or a later one; an older one only answers SPARQL"
	case http.StatusUnsupportedMediaType:
		f.hint = r.versions(response)
	case http.StatusRequestEntityTooLarge:
		f.hint = "send less at a time, or raise 'chancery serve --max-body'"
	case http.StatusServiceUnavailable:
		f.exit, f.hint = exitIncomplete, "try again"
	}
	return f
}

// versions tells which programs are at the ends.
func (r *remoteCall) versions(response *http.Response) string {
	return fmt.Sprintf("this is chancery %s, the server's is %s; use the same at both ends",
		version(), orElse(response.Header.Get(wire.VersionHeader), "another program"))
}

// repeat does with the answer what the command would have done here.
func (r *remoteCall) repeat(ctx context.Context, response *http.Response) error {
	frames := wire.NewReader(response.Body)
	for {
		kind, payload, err := frames.Next()
		if err != nil {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			return &failure{code: "incomplete", exit: exitIncomplete, cause: err,
				message: "the server broke the answer off; what came is not whole", hint: "its log says why"}
		}
		switch kind {
		case wire.Stdout:
			_, err = r.p.stdout.Write(payload)
		case wire.Stderr:
			_, _ = r.p.stderr.Write(payload) // the work goes on, as it does for a command here
		case wire.Exit:
			return r.exit(response, payload)
		default:
			err = r.file(kind, payload)
		}
		if err != nil {
			return err
		}
	}
}

// file writes to an output.
func (r *remoteCall) file(kind wire.Kind, payload []byte) error {
	i, data, err := wire.Uvarint(payload)
	if err != nil {
		return err
	}
	if i >= uint64(len(r.sinks)) || r.sinks[i] == nil {
		return fmt.Errorf("%w: the server writes a file that it was not offered", wire.ErrFrame)
	}
	switch kind {
	case wire.File:
		_, err = r.sinks[i].Write(data)
		return err
	case wire.Commit:
		return r.sinks[i].commit()
	}
	return fmt.Errorf("%w: a frame %q in an answer", wire.ErrFrame, kind)
}

// exit ends the command as it ended on the server.
func (r *remoteCall) exit(response *http.Response, payload []byte) error {
	status, _, err := wire.Uvarint(payload)
	if err != nil {
		return err
	}
	if told := response.Header.Get(wire.VersionHeader); status == exitUsage && told != version() {
		r.p.note("%s", r.versions(response))
	}
	if status == exitDone {
		return nil
	}
	return statusError(status)
}
