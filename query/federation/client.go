package federation

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/result"
)

// Errors of calls.
var (
	// ErrForbidden is wrapped when an address is not allowed.
	ErrForbidden = errors.New("federation: the endpoint is not allowed")
	// ErrAnswer is wrapped when an endpoint answers with an error, or with what is
	// no result.
	ErrAnswer = errors.New("federation: bad answer")
)

// Defaults of [Options].
const (
	DefaultTimeout  = 60 * time.Second
	DefaultMaxBytes = 1 << 30
	DefaultMaxRows  = 200
)

// Options of a client.
type Options struct {
	// Allowed are the beginnings of the addresses that may be called, such as
	// "https://example.org/sparql"; none by default.
	Allowed []string
	// Timeout of a call to the end of its answer; 0 means [DefaultTimeout].
	Timeout time.Duration
	// MaxBytes of an answer; 0 means [DefaultMaxBytes].
	MaxBytes int64
	// MaxRows is up to how many solutions are sent along; 0 means
	// [DefaultMaxRows], negative none.
	MaxRows int
	// Transport of HTTP; nil means [http.DefaultTransport].
	Transport http.RoundTripper
}

func (o Options) withDefaults() Options {
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.MaxRows == 0 {
		o.MaxRows = DefaultMaxRows
	}
	return o
}

// Validate names what is wrong.
func (o Options) Validate() error {
	for _, a := range o.Allowed {
		u, err := url.Parse(a)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return fmt.Errorf("federation: %q is not the beginning of an http address", a)
		}
	}
	if o.Timeout < 0 || o.MaxBytes < 0 {
		return fmt.Errorf("federation: Timeout or MaxBytes is negative")
	}
	return nil
}

// Client calls endpoints. It implements [exec.ServiceCaller] and may be used by
// many goroutines.
type Client struct {
	opts Options
	http http.Client
}

// New returns a client.
func New(o Options) (*Client, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	c := &Client{opts: o.withDefaults()}
	c.http = http.Client{Transport: o.Transport, CheckRedirect: c.redirect}
	return c, nil
}

// maxRedirects is how many redirects of one call are followed.
const maxRedirects = 5

func (c *Client) redirect(r *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return fmt.Errorf("%w: more than %d redirects", ErrAnswer, maxRedirects)
	}
	return c.check(r.URL.String())
}

// check tells whether an address may be called. An allowed beginning ends where
// the address does, or where a part of it begins: https://a.example does not
// allow https://a.example.org.
func (c *Client) check(address string) error {
	for _, a := range c.opts.Allowed {
		rest, ok := strings.CutPrefix(address, a)
		if ok && (rest == "" || strings.HasSuffix(a, "/") || strings.ContainsRune("/?#", rune(rest[0]))) {
			return nil
		}
	}
	return fmt.Errorf("%w: <%s>", ErrForbidden, address)
}

// Call implements [exec.ServiceCaller].
func (c *Client) Call(ctx context.Context, r *exec.ServiceRequest) (exec.ServiceAnswer, error) {
	address := strings.TrimSuffix(strings.TrimPrefix(r.Name, "<"), ">")
	if err := c.check(address); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.opts.Timeout, fmt.Errorf("%w: no whole answer within %v", ErrAnswer, c.opts.Timeout))
	answer, err := c.post(ctx, address, request(r, c.opts.MaxRows))
	if err != nil {
		if cause := context.Cause(ctx); cause != nil {
			err = errors.Join(cause, err)
		}
		cancel()
		return nil, err
	}
	answer.cancel = cancel
	return answer, nil
}

func (c *Client) post(ctx context.Context, address, query string) (*answer, error) {
	form := url.Values{"query": {query}}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.5")
	response, err := c.http.Do(r)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		text, readErr := io.ReadAll(io.LimitReader(response.Body, 500))
		return nil, errors.Join(fmt.Errorf("%w: status %s: %q", ErrAnswer, response.Status, text), readErr, response.Body.Close())
	}
	format := result.ByMediaType(response.Header.Get("Content-Type"))
	if !format.Readable() {
		return nil, errors.Join(fmt.Errorf("%w: Content-Type %q is no form of results", ErrAnswer, response.Header.Get("Content-Type")), response.Body.Close())
	}
	reader, err := result.NewReader(http.MaxBytesReader(nil, response.Body, c.opts.MaxBytes), format, result.ReadOptions{})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %w", ErrAnswer, err), response.Body.Close())
	}
	return &answer{reader: reader, body: response.Body}, nil
}

// answer streams a result.
type answer struct {
	reader *result.Reader
	body   io.Closer
	cancel context.CancelFunc
}

// Vars implements [exec.ServiceAnswer].
func (a *answer) Vars() []algebra.Var {
	vars := make([]algebra.Var, len(a.reader.Vars()))
	for i, v := range a.reader.Vars() {
		vars[i] = algebra.Var(v)
	}
	return vars
}

// Next implements [exec.ServiceAnswer].
func (a *answer) Next(ctx context.Context) ([][][]byte, int, error) {
	page, err := a.reader.Next(ctx)
	if err != nil {
		return nil, 0, fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	return page.Cols, page.N, nil
}

// Close implements [exec.ServiceAnswer].
func (a *answer) Close() error {
	defer a.cancel()
	return a.body.Close()
}
