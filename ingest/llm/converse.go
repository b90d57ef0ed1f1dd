package llm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/claim"
)

// longestPause is the longest time between two attempts, whatever a server asks.
const longestPause = time.Minute

// converse tries a request until it has an answer or gives up.
func (x *Extractor) converse(ctx context.Context, body []byte, report *ingest.Report) (*claim.Answer, error) {
	pause := x.opts.Pause
	for attempt := 1; ; attempt++ {
		answer, wait, err := x.once(ctx, body, report)
		if err == nil {
			return answer, nil
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if wait < 0 || attempt >= x.opts.Attempts {
			if attempt > 1 {
				err = fmt.Errorf("%w (attempt %d)", err, attempt)
			}
			return nil, err
		}
		if wait == 0 {
			wait = pause/2 + time.Duration(rand.Int64N(int64(pause/2)+1))
			pause *= 2
		}
		select {
		case <-time.After(min(wait, longestPause)):
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// final says that an error is not worth another attempt.
const final time.Duration = -1

// once makes one attempt. wait is the pause that the server asks for before the
// next, 0 if it does not say, or final.
func (x *Extractor) once(ctx context.Context, body []byte, report *ingest.Report) (a *claim.Answer, wait time.Duration, err error) {
	ctx, stop := context.WithTimeout(ctx, x.opts.Timeout)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimRight(x.opts.URL, "/")+"/chat/completions", bytes.NewReader(body))
	if err != nil {
		return nil, final, fmt.Errorf("%w: %w", ErrOptions, err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	if x.opts.Key != "" {
		req.Header.Set("Authorization", "Bearer "+x.opts.Key)
	}
	res, err := x.client.Do(req)
	if err != nil {
		var inner *url.Error // says the address, which may hold a password
		if errors.As(err, &inner) {
			err = inner.Err
		}
		return nil, 0, fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	// The body was read as far as it counts.
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(res.Body, int64(x.opts.MaxResponse)+1))
	if res.StatusCode != http.StatusOK {
		refusal := &StatusError{res.StatusCode, oneLine(raw)}
		if res.StatusCode != http.StatusTooManyRequests && res.StatusCode < 500 {
			return nil, final, refusal
		}
		return nil, retryAfter(res.Header.Get("Retry-After")), refusal
	}
	if err != nil {
		return nil, 0, fmt.Errorf("%w: the response broke off: %w", ErrAnswer, err)
	}
	if len(raw) > x.opts.MaxResponse {
		return nil, final, fmt.Errorf("%w: the response has more than %d bytes", ErrAnswer, x.opts.MaxResponse)
	}
	a, err = parse(raw, report)
	return a, 0, err
}

// retryAfter reads seconds; a date or nothing gives 0.
func retryAfter(s string) time.Duration {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n <= 0 {
		return 0
	}
	return time.Duration(min(n, int(longestPause/time.Second))) * time.Second
}
