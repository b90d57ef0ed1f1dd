package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/external"
	"github.com/chancery-graph/chancery/ingest/extract"
	"github.com/chancery-graph/chancery/ingest/llm"
)

// extractorFlags choose who reads dispatches.
func extractorFlags() []cli.Flag {
	return []cli.Flag{
		&cli.Float64Flag{Name: "min-confidence", Value: ingest.DefaultMinConfidence, Usage: "store what is less sure than `P`, from 0 to 1, as a candidate; 0 stores everything as fact"},
		&cli.StringFlag{Name: "extractor", Value: "rules", Usage: "`WHO` reads the dispatches: rules, llm, or exec:COMMAND"},
		&cli.Float64Flag{Name: "trust", Value: ingest.DefaultMinConfidence, Usage: "the confidence `P` of what llm or exec claim, as measured by 'chancery eval'"},
		&cli.StringFlag{Name: "llm-url", Usage: "`URL` of an OpenAI-style interface, such as http://localhost:11434/v1 ($CHANCERY_LLM_URL)"},
		&cli.StringFlag{Name: "llm-model", Usage: "`NAME` of the model ($CHANCERY_LLM_MODEL)"},
		&cli.StringFlag{Name: "api-key-file", Usage: "read the key from `FILE` ($CHANCERY_API_KEY holds the key itself)"},
		&cli.DurationFlag{Name: "extractor-timeout", Usage: "give llm or exec this `TIME` for one attempt at a dispatch (2m and 1m)"},
	}
}

// extraction reads extractorFlags.
func (p *program) extraction(c *cli.Context) (ingest.Options, error) {
	least, trust := c.Float64("min-confidence"), c.Float64("trust")
	if !(least >= 0 && least <= 1) {
		return ingest.Options{}, usagef(c.Command.Name, "--min-confidence %v: expected a number from 0 to 1", least)
	}
	if !(trust > 0 && trust <= 1) {
		return ingest.Options{}, usagef(c.Command.Name, "--trust %v: expected a number above 0, up to 1", trust)
	}
	if c.Duration("extractor-timeout") < 0 {
		return ingest.Options{}, usagef(c.Command.Name, "--extractor-timeout must not be negative")
	}
	if least == 0 {
		least = -1
	}
	x, err := p.extractor(c, trust)
	return ingest.Options{Extractor: x, MinConfidence: least}, err
}

// extractor makes the one that --extractor names.
func (p *program) extractor(c *cli.Context, trust float64) (ingest.Extractor, error) {
	who := c.String("extractor")
	command, external := strings.CutPrefix(who, "exec:")
	timeout := c.Duration("extractor-timeout")
	switch {
	case external:
		return p.programExtractor(c, command, trust, timeout)
	case who == "llm":
		return p.modelExtractor(c, trust, timeout)
	case who != "rules":
		return nil, usagef(c.Command.Name, "--extractor %q: expected rules, llm or exec:COMMAND", who)
	}
	for _, name := range []string{"trust", "llm-url", "llm-model", "api-key-file", "extractor-timeout"} {
		if c.IsSet(name) {
			return nil, usagef(c.Command.Name, "--%s is for --extractor llm or exec:COMMAND", name)
		}
	}
	return extract.Rules{}, nil
}

func (p *program) programExtractor(c *cli.Context, command string, trust float64, timeout time.Duration) (ingest.Extractor, error) {
	words, err := external.Split(command)
	if err != nil {
		return nil, usagef(c.Command.Name, "--extractor exec: %s", strings.TrimPrefix(err.Error(), "external: "))
	}
	x, err := external.New(external.Options{Command: words, Timeout: timeout, Trust: trust})
	if errors.Is(err, external.ErrCommand) {
		return nil, usagef(c.Command.Name, "--extractor exec: needs a command after the colon")
	}
	if err != nil {
		return nil, &failure{code: "extractor", exit: exitFailed, cause: err, message: "--extractor " + c.String("extractor") + ": " + strings.TrimPrefix(err.Error(), "external: ")}
	}
	return x, nil
}

func (p *program) modelExtractor(c *cli.Context, trust float64, timeout time.Duration) (ingest.Extractor, error) {
	key, err := p.apiKey(c)
	if err != nil {
		return nil, err
	}
	opts := llm.Options{
		URL: orElse(c.String("llm-url"), getenv(p.env, "CHANCERY_LLM_URL")), Model: orElse(c.String("llm-model"), getenv(p.env, "CHANCERY_LLM_MODEL")),
		Key: key, Timeout: timeout, Trust: trust,
	}
	switch {
	case opts.URL == "":
		return nil, usagef(c.Command.Name, "--extractor llm needs --llm-url or $CHANCERY_LLM_URL")
	case opts.Model == "":
		return nil, usagef(c.Command.Name, "--extractor llm needs --llm-model or $CHANCERY_LLM_MODEL")
	}
	x, err := llm.New(opts)
	if err != nil {
		return nil, usagef(c.Command.Name, "--extractor llm: %s", strings.TrimPrefix(err.Error(), "llm: "))
	}
	return x, nil
}

// apiKey reads the key of a model's server: from a file, else a variable.
func (p *program) apiKey(c *cli.Context) (string, error) {
	path := c.String("api-key-file")
	if path == "" {
		return getenv(p.env, "CHANCERY_API_KEY"), nil
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("--api-key-file: %w", err)
	}
	// Read-only: closing it cannot lose anything.
	defer func() { _ = f.Close() }()
	const longest = 16 << 10
	raw, err := io.ReadAll(io.LimitReader(f, longest))
	if err != nil {
		return "", fmt.Errorf("--api-key-file: %w", err)
	}
	key := strings.TrimSpace(string(raw))
	if key == "" {
		return "", usagef(c.Command.Name, "--api-key-file %s holds no key", path)
	}
	return key, nil
}
