package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/result"
)

// isRemote tells whether --store names a running server.
func (p *program) isRemote() bool {
	return strings.HasPrefix(p.set.store, "http://") || strings.HasPrefix(p.set.store, "https://")
}

// remoteOnly is the error of commands that need the store itself.
func (p *program) remoteOnly() error {
	return &failure{code: "remote_store", exit: exitFailed,
		message: fmt.Sprintf("%s is a server; this command reads a store itself", p.set.store),
		hint:    "a server takes 'chancery query' and 'chancery update'; run this command where the store lies"}
}

// remoteSilence is how long a server may take to begin its answer beyond the time
// limit of the query.
const remoteSilence = 30 * time.Second

// call sends a form to the server's endpoint. The caller closes the body.
func (p *program) call(c *cli.Context, form url.Values, accept string) (*http.Response, error) {
	address := strings.TrimRight(p.set.store, "/") + "/sparql"
	if t := c.Duration("timeout"); t > 0 {
		form.Set("timeout", strconv.FormatFloat(t.Seconds(), 'f', -1, 64))
	}
	r, err := http.NewRequestWithContext(c.Context, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, usagef(c.Command.FullName(), "--store %s: %s", p.set.store, err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", accept)
	if token := getenv(p.env, "CHANCERY_TOKEN"); token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	transport, ok := http.DefaultTransport.(*http.Transport)
	client := &http.Client{}
	if t := c.Duration("timeout"); ok && t > 0 {
		with := transport.Clone()
		with.ResponseHeaderTimeout = t + remoteSilence
		client.Transport = with
	}
	response, err := client.Do(r)
	if err != nil {
		return nil, &failure{code: "server", exit: exitFailed, cause: err, message: err.Error(),
			hint: "is 'chancery serve' running there?"}
	}
	if response.StatusCode/100 == 2 {
		return response, nil
	}
	text, readErr := io.ReadAll(io.LimitReader(response.Body, 64<<10))
	return nil, errors.Join(serverFailure(response.StatusCode, strings.TrimSpace(string(text))), readErr, response.Body.Close())
}

// serverFailure is what a user is told of a status.
func serverFailure(status int, text string) error {
	f := &failure{code: "server_" + strconv.Itoa(status), exit: exitFailed, message: "the server says: " + orElse(text, http.StatusText(status))}
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden:
		f.hint = "set $CHANCERY_TOKEN to a token that the server knows"
	case http.StatusServiceUnavailable:
		f.exit, f.hint = exitIncomplete, "ask for less, or try again"
	}
	return f
}

// askServer runs a query on a server.
func (p *program) askServer(c *cli.Context, text string, q *query.Query, f answerForm, params map[algebra.Var]string) (err error) {
	form := url.Values{"query": {text}}
	if c.IsSet("as-of") {
		form.Set("as-of", c.String("as-of"))
	}
	if len(params) > 0 || c.IsSet("explain") {
		return usagef(c.Command.FullName(), "--param and --explain need the store itself, not a server")
	}
	accept := f.graph.MediaType
	if f.results != 0 {
		accept = f.results.MediaType()
		if f.results == result.Table {
			accept = result.JSON.MediaType()
		}
	}
	response, err := p.call(c, form, accept)
	if err != nil {
		return err
	}
	defer joinClose(&err, response.Body)
	out, err := p.openOutput(p.set.output)
	if err != nil {
		return err
	}
	defer out.abandon()
	if f.results == result.Table && q.Form() == algebra.Select {
		err = p.tableOfServer(c.Context, out, response.Body)
	} else {
		_, err = io.Copy(out, response.Body)
	}
	if err != nil {
		return errors.Join(&failure{code: "incomplete", exit: exitIncomplete, cause: err,
			message: "the server broke the answer off; what came is not whole", hint: "its log says why"}, out.Flush())
	}
	return out.commit()
}

func (p *program) tableOfServer(ctx context.Context, out io.Writer, body io.Reader) error {
	r, err := result.NewReader(body, result.JSON, result.ReadOptions{})
	if err != nil {
		return err
	}
	return result.WriteTable(ctx, out, r, result.TableOptions{Width: p.width()})
}

// updateServer sends an update to a server.
func (p *program) updateServer(c *cli.Context, text string) error {
	if c.Bool("dry-run") || c.IsSet("param") {
		return usagef("update", "--dry-run and --param need the store itself, not a server")
	}
	response, err := p.call(c, url.Values{"update": {text}}, "*/*")
	if err != nil {
		return err
	}
	if err := response.Body.Close(); err != nil {
		return err
	}
	seq, err := strconv.ParseUint(response.Header.Get("Chancery-Event"), 10, 64)
	if err != nil {
		return &failure{code: "server", exit: exitFailed, message: "the server does not say which event it wrote", cause: err}
	}
	p.note("the server's last event is %d", graph.Seq(seq))
	return nil
}
