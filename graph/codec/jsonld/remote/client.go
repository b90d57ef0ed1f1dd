package remote

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Limits where the options give none.
const (
	// DefaultMaxSize is that of a context, in bytes. The one of schema.org, which
	// is among the longest in use, has 200 KB.
	DefaultMaxSize = 8 << 20
	// DefaultTimeout is that of a context with all its redirects.
	DefaultTimeout = 15 * time.Second
	// DefaultMaxRedirects is that of a context, links to alternates among them.
	DefaultMaxRedirects = 5

	idleTimeout = 10 * time.Second // of a connection that waits for another request
)

var (
	// ErrNotAllowed is returned by [Client.Load] for a context that is in none of
	// the places of Options.Allowed.
	ErrNotAllowed = errors.New("remote: the context is in no place that is allowed")
	// ErrTooLong is returned by [Client.Load] for a context beyond
	// Options.MaxSize.
	ErrTooLong = errors.New("remote: the context is too long")
	// ErrRedirects is returned by [Client.Load] beyond Options.MaxRedirects.
	ErrRedirects = errors.New("remote: too many redirects")
)

// Options say what may be fetched. The zero value allows nothing.
type Options struct {
	// Allowed are the places of contexts: hosts and prefixes of URLs.
	Allowed []string
	// MaxSize is the greatest length of a context in bytes, decompressed; 0:
	// DefaultMaxSize, 8 MiB.
	MaxSize int64
	// Timeout is for a context with its redirects; 0: DefaultTimeout, 15 s.
	Timeout time.Duration
	// MaxRedirects is for a context; 0: DefaultMaxRedirects, 5.
	MaxRedirects int
	// UserAgent is what servers are told; empty: "chancery".
	UserAgent string
}

// Validate names the field that is wrong.
func (o Options) Validate() error {
	switch {
	case o.MaxSize < 0:
		return fmt.Errorf("remote: MaxSize %d is negative", o.MaxSize)
	case o.Timeout < 0:
		return fmt.Errorf("remote: Timeout %s is negative", o.Timeout)
	case o.MaxRedirects < 0:
		return fmt.Errorf("remote: MaxRedirects %d is negative", o.MaxRedirects)
	}
	for _, text := range o.Allowed {
		if _, err := parsePlace(text); err != nil {
			return err
		}
	}
	return nil
}

func (o Options) withDefaults() Options {
	if o.MaxSize == 0 {
		o.MaxSize = DefaultMaxSize
	}
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	if o.MaxRedirects == 0 {
		o.MaxRedirects = DefaultMaxRedirects
	}
	if o.UserAgent == "" {
		o.UserAgent = "chancery"
	}
	return o
}

// Client fetches contexts and keeps them.
type Client struct {
	opts   Options
	places []place
	http   http.Client
	kept   map[string]document
}

// document is a context that was fetched.
type document struct {
	text  []byte
	found string
}

// New returns a client, which has nothing to close.
func New(o Options) (*Client, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	c := &Client{opts: o.withDefaults(), kept: map[string]document{}}
	for _, text := range o.Allowed {
		p, err := parsePlace(text)
		if err != nil {
			return nil, err
		}
		c.places = append(c.places, p)
	}
	c.http.Transport = &http.Transport{
		Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true, MaxResponseHeaderBytes: 256 << 10, IdleConnTimeout: idleTimeout,
	}
	// Redirects are followed here, each of them checked.
	c.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return c, nil
}

// Load returns the JSON text behind an absolute IRI, and the IRI where it was
// found in the end. The text belongs to the client and must not be changed.
func (c *Client) Load(ctx context.Context, iri string) (text []byte, found string, err error) {
	if d, ok := c.kept[iri]; ok {
		return d.text, d.found, nil
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.opts.Timeout, fmt.Errorf("remote: no answer within %s", c.opts.Timeout))
	defer cancel()
	d, err := c.fetch(ctx, iri)
	if err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx) // says more than the broken connection
		}
		return nil, "", err
	}
	c.kept[iri] = d
	return d.text, d.found, nil
}

// fetch follows redirects and links to alternates.
func (c *Client) fetch(ctx context.Context, iri string) (document, error) {
	at, err := url.Parse(iri)
	if err != nil {
		return document{}, fmt.Errorf("%w: %w", ErrNotAllowed, err)
	}
	alternate := false
	for range c.opts.MaxRedirects + 1 {
		at.Fragment, at.RawFragment = "", ""
		if !c.allowed(at) {
			return document{}, fmt.Errorf("%w: %s", ErrNotAllowed, at)
		}
		answer, err := c.get(ctx, at)
		if err != nil {
			return document{}, err
		}
		if answer.next == nil {
			return document{answer.text, at.String()}, nil
		}
		if alternate && answer.alternate {
			return document{}, fmt.Errorf("remote: %s has another alternate, and no JSON", at)
		}
		if at.Scheme == "https" && answer.next.Scheme != "https" {
			return document{}, fmt.Errorf("%w: %s leads from https to %s", ErrNotAllowed, at, answer.next)
		}
		at, alternate = answer.next, alternate || answer.alternate
	}
	return document{}, fmt.Errorf("%w: more than %d from %s", ErrRedirects, c.opts.MaxRedirects, iri)
}

func (c *Client) allowed(u *url.URL) bool {
	for _, p := range c.places {
		if p.holds(u) {
			return true
		}
	}
	return false
}

// answer is a text, or where to look next.
type answer struct {
	text      []byte
	next      *url.URL
	alternate bool // next is another form of the document
}

// get makes one request.
func (c *Client) get(ctx context.Context, at *url.URL) (a answer, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return a, fmt.Errorf("fetch %s: %w", at, err)
	}
	request.Header.Set("Accept", "application/ld+json, application/json;q=0.9, */*;q=0.1")
	request.Header.Set("User-Agent", c.opts.UserAgent)
	response, err := c.http.Do(request)
	if err != nil {
		return a, err // names the method and the URL
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	switch {
	case response.StatusCode >= 300 && response.StatusCode < 400 && response.Header.Get("Location") != "":
		if a.next, err = at.Parse(response.Header.Get("Location")); err != nil {
			return a, fmt.Errorf("fetch %s: redirect: %w", at, err)
		}
		return a, nil
	case response.StatusCode != http.StatusOK:
		return a, fmt.Errorf("fetch %s: status %s", at, response.Status)
	}
	if media := response.Header.Get("Content-Type"); !isJSON(media) {
		link, ok := alternateLink(response.Header.Values("Link"))
		if !ok {
			return a, fmt.Errorf("fetch %s: it is %q, which is no JSON, and links to none", at, media)
		}
		if a.next, err = at.Parse(link); err != nil {
			return a, fmt.Errorf("fetch %s: link: %w", at, err)
		}
		a.alternate = true
		return a, nil
	}
	if a.text, err = io.ReadAll(io.LimitReader(response.Body, c.opts.MaxSize+1)); err != nil {
		return a, fmt.Errorf("fetch %s: %w", at, err)
	}
	if int64(len(a.text)) > c.opts.MaxSize {
		return a, fmt.Errorf("%w: %s has more than %d bytes", ErrTooLong, at, c.opts.MaxSize)
	}
	return a, nil
}

// isJSON tells whether a media type is application/json or one with +json.
func isJSON(contentType string) bool {
	media, _, err := mime.ParseMediaType(contentType)
	return err == nil && (media == "application/json" || strings.HasSuffix(media, "+json"))
}

// alternateLink finds the target of a Link header (RFC 8288) with the relation
// alternate and the type application/ld+json.
func alternateLink(headers []string) (string, bool) {
	for _, header := range headers {
		for rest := header; ; {
			_, after, ok := strings.Cut(rest, "<")
			if !ok {
				break
			}
			target, after, ok := strings.Cut(after, ">")
			if !ok {
				break
			}
			// Parameters reach to the next link, which begins with a bracket.
			parameters, _, _ := strings.Cut(after, "<")
			rest = after[len(parameters):]
			parameters = strings.TrimRight(parameters, ", \t")
			_, values, err := mime.ParseMediaType("x/x" + parameters)
			if err == nil && values["type"] == "application/ld+json" && contains(strings.Fields(values["rel"]), "alternate") {
				return target, true
			}
		}
	}
	return "", false
}

func contains(words []string, word string) bool {
	for _, w := range words {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}
