package llm

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/claim"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// Version names the request and the checks; the instructions have a hash of
// their own.
const Version = "llm/2"

//go:embed prompt.txt
var instructions string

//go:embed schema.json
var schema []byte

// promptSum is SHA-256 of the instructions and the schema.
var promptSum = sha256.Sum256(append([]byte(instructions), schema...))

// Errors of a model's server, each wrapped with what happened.
var (
	// ErrOptions: the settings cannot work.
	ErrOptions = errors.New("llm: settings")
	// ErrAnswer: what the model wrote is not an answer; nothing of it is used.
	ErrAnswer = errors.New("llm: unusable answer")
	// ErrUnreachable: the server gave no response to any attempt.
	ErrUnreachable = errors.New("llm: no response")
)

// StatusError is a response of a server that refuses.
type StatusError struct {
	Status int
	Text   string // the first characters of the body, as one line
}

// Error implements error.
func (e *StatusError) Error() string {
	return strings.TrimRight(fmt.Sprintf("llm: the server answers %d %s: %s", e.Status, http.StatusText(e.Status), e.Text), ": ")
}

// Options configure an Extractor; URL and Model are needed.
type Options struct {
	// URL is the base of the interface, to which /chat/completions is added.
	URL   string
	Model string
	// Key goes into the Authorization header; empty sends none.
	Key string
	// Timeout is for one attempt; 0 means two minutes, which a long text on a
	// slow model needs.
	Timeout time.Duration
	// Attempts is how often a request is tried; 0 means 4.
	Attempts int
	// Pause is the time before the second attempt; 0 means a second.
	Pause time.Duration
	// MaxText is the longest text in bytes, with its title; 0 means 200 kB.
	MaxText int
	// MaxResponse is the longest response in bytes; 0 means 4 MiB.
	MaxResponse int
	// Trust is the confidence of the model's claims; 0 means
	// ingest.DefaultMinConfidence.
	Trust float64
}

func (o Options) withDefaults() Options {
	if o.Timeout == 0 {
		o.Timeout = 2 * time.Minute
	}
	if o.Attempts == 0 {
		o.Attempts = 4
	}
	if o.Pause == 0 {
		o.Pause = time.Second
	}
	if o.MaxText == 0 {
		o.MaxText = 200_000
	}
	if o.MaxResponse == 0 {
		o.MaxResponse = 4 << 20
	}
	return o
}

// Validate names the first setting that cannot work.
func (o Options) Validate() error {
	u, err := url.Parse(o.URL)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return fmt.Errorf("%w: URL %q is no http or https address", ErrOptions, o.URL)
	case o.Model == "":
		return fmt.Errorf("%w: Model is empty", ErrOptions)
	case strings.ContainsAny(o.Key, "\r\n"):
		return fmt.Errorf("%w: Key holds a line end", ErrOptions)
	case o.Attempts < 0 || o.Timeout < 0 || o.Pause < 0 || o.MaxText < 0 || o.MaxResponse < 0:
		return fmt.Errorf("%w: a limit is negative", ErrOptions)
	case !(o.Trust >= 0 && o.Trust <= 1):
		return fmt.Errorf("%w: Trust is %v, want 0 to 1", ErrOptions, o.Trust)
	}
	return nil
}

// Extractor asks a model. It implements ingest.Reporter.
type Extractor struct {
	opts   Options
	client *http.Client
}

var _ ingest.Reporter = (*Extractor)(nil)

// New returns an extractor, or ErrOptions, wrapped. Nothing is sent yet.
func New(opts Options) (*Extractor, error) {
	if err := opts.Validate(); err != nil {
		return nil, err
	}
	opts = opts.withDefaults()
	refuse := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Extractor{opts, &http.Client{CheckRedirect: refuse}}, nil
}

// Name returns the version, the model, the start of the prompt's hash, and how far
// it is trusted, if that was said: what these change is read anew.
func (x *Extractor) Name() string {
	name := fmt.Sprintf("%s %s prompt:%s", Version, x.opts.Model, hex.EncodeToString(promptSum[:6]))
	if t := x.opts.Trust; t != 0 && t != ingest.DefaultMinConfidence {
		name += fmt.Sprintf(" trust:%g", t)
	}
	return name
}

// Extract implements ingest.Extractor.
func (x *Extractor) Extract(ctx context.Context, in extract.Input) (*extract.Result, error) {
	res, _, err := x.ExtractReport(ctx, in)
	return res, err
}

// ExtractReport implements ingest.Reporter. It returns ErrAnswer, ErrUnreachable
// or *StatusError, wrapped, *extract.LimitError, or the error of ctx.
func (x *Extractor) ExtractReport(ctx context.Context, in extract.Input) (*extract.Result, *ingest.Report, error) {
	if n := len(in.Title) + len(in.Text); n > x.opts.MaxText {
		return nil, nil, &extract.LimitError{Name: "MaxText", Limit: x.opts.MaxText, Size: n}
	}
	body, err := x.request(in)
	if err != nil {
		return nil, nil, err
	}
	report := &ingest.Report{Model: x.opts.Model, PromptSHA256: hex.EncodeToString(promptSum[:])}
	answer, err := x.converse(ctx, body, report)
	if err != nil {
		return nil, nil, err
	}
	res, dropped, err := claim.Check(ctx, in, answer, claim.Options{Rule: "llm", Trust: x.opts.Trust})
	if err != nil {
		return nil, nil, err
	}
	report.Dropped = dropped
	return res, report, nil
}

type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// request makes the body of a request.
func (x *Extractor) request(in extract.Input) ([]byte, error) {
	published := in.Published.String()
	if published == "" {
		published = "unknown"
	}
	title := ""
	if in.Title != "" {
		title = framed("title", in.Title) + "\n"
	}
	type named struct {
		Name   string          `json:"name"`
		Strict bool            `json:"strict"`
		Schema json.RawMessage `json:"schema"`
	}
	type format struct {
		Type   string `json:"type"`
		Schema named  `json:"json_schema"`
	}
	return json.Marshal(struct {
		Model       string    `json:"model"`
		Temperature float64   `json:"temperature"`
		Messages    []message `json:"messages"`
		Format      format    `json:"response_format"`
	}{
		x.opts.Model, 0,
		[]message{
			{"system", instructions},
			{"user", fmt.Sprintf("Day of publication: %s\nLanguage: %s\n%s%s", published, in.Lang, title, framed("dispatch", "\n"+string(in.Text)+"\n"))},
		},
		format{"json_schema", named{"contacts", true, schema}},
	})
}

// framed puts a text between tags, which it cannot end itself.
func framed(tag, text string) string {
	end := "</" + tag + ">"
	return "<" + tag + ">" + strings.ReplaceAll(text, end, "< /"+tag+">") + end
}

// response is what of a response counts.
type response struct {
	Choices []struct {
		Message struct {
			Content *string `json:"content"`
			Refusal *string `json:"refusal"`
		} `json:"message"`
		FinishReason string `json:"finish_reason"`
	} `json:"choices"`
	Usage struct {
		PromptTokens     int `json:"prompt_tokens"`
		CompletionTokens int `json:"completion_tokens"`
	} `json:"usage"`
}

// parse reads a response and counts its tokens, whatever becomes of it: they are
// paid for.
func parse(raw []byte, report *ingest.Report) (*claim.Answer, error) {
	var r response
	if err := json.Unmarshal(raw, &r); err != nil {
		return nil, fmt.Errorf("%w: the response is no JSON: %w", ErrAnswer, err)
	}
	report.PromptTokens += max(0, r.Usage.PromptTokens)
	report.CompletionTokens += max(0, r.Usage.CompletionTokens)
	if len(r.Choices) == 0 {
		return nil, fmt.Errorf("%w: the response has no choices", ErrAnswer)
	}
	c := r.Choices[0]
	switch {
	case c.Message.Refusal != nil && *c.Message.Refusal != "":
		return nil, fmt.Errorf("%w: the model refuses: %s", ErrAnswer, oneLine([]byte(*c.Message.Refusal)))
	case c.FinishReason == "length":
		return nil, fmt.Errorf("%w: the model stopped in the middle, at its limit of tokens", ErrAnswer)
	case c.Message.Content == nil:
		return nil, fmt.Errorf("%w: the message is empty", ErrAnswer)
	}
	content := bytes.TrimSpace([]byte(*c.Message.Content))
	if rest, ok := bytes.CutPrefix(content, []byte("```json")); ok { // servers without schemas
		content = bytes.TrimSuffix(bytes.TrimSpace(rest), []byte("```"))
	}
	a, err := claim.Parse(content)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	return a, nil
}

// oneLine is the start of a body for a message.
func oneLine(b []byte) string {
	const shown = 200
	s := strings.Join(strings.Fields(strings.ToValidUTF8(string(b[:min(len(b), 4*shown)]), "?")), " ")
	if r := []rune(s); len(r) > shown {
		s = string(r[:shown]) + "…"
	}
	return s
}
