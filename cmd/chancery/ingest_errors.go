package main

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/claim"
	"github.com/chancery-graph/chancery/ingest/external"
	"github.com/chancery-graph/chancery/ingest/extract"
	"github.com/chancery-graph/chancery/ingest/llm"
	"github.com/chancery-graph/chancery/ingest/source"
)

// dispatchError tells errors that an input is to blame for from others, and says
// what can be done about them.
func dispatchError(name string, err error) error {
	named := err
	if !strings.HasPrefix(err.Error(), name) {
		named = fmt.Errorf("%s: %w", name, err)
	}
	var input *ingest.InputError
	if errors.As(err, &input) {
		return &rejectedError{named}
	}
	f := &failure{code: "dispatch", exit: exitFailed, cause: err, hint: "nothing of this input was stored",
		message: plainMessage(named.Error())}
	var large *source.LimitError
	var limit *extract.LimitError
	switch {
	case errors.As(err, &limit):
		f.message = fmt.Sprintf("%s: byte %d begins a part of %d bytes, and the rules read %d at most (%s)", name, limit.Offset, limit.Size, limit.Limit, limit.Name)
	case errors.As(err, &large), errors.Is(err, extract.ErrNotUTF8):
	case errors.Is(err, extract.ErrLang):
		var langs []string
		for _, l := range extract.Langs() {
			langs = append(langs, string(l))
		}
		f.hint = "the language was detected, unless --lang named it; there are rules for " + strings.Join(langs, ", ")
	case errors.Is(err, source.ErrNoPDFReader):
		f.hint = "install poppler-utils, or convert the file to text"
	case errors.Is(err, source.ErrNoPrograms):
		f.hint = "convert the file to text, or ingest it where the store lies"
	case errors.Is(err, source.ErrFormat), errors.Is(err, source.ErrNoText):
		f.hint = "nothing of this input was stored; --input-format says what a file is where its name and content do not"
	case errors.Is(err, source.ErrBinary), errors.Is(err, source.ErrEncoding):
	case errors.Is(err, claim.ErrAnswer), errors.Is(err, llm.ErrAnswer), errors.Is(err, external.ErrProgram), errors.Is(err, external.ErrTooMuch):
		f.code, f.hint = "extractor", "nothing of this input was stored; see docs/extractors.md for what an extractor has to answer"
	default:
		return extractorError(inputError(err))
	}
	return &rejectedError{f}
}

// stepOfExtraction is what ingest.Extract puts before the error of an extractor.
var stepOfExtraction = regexp.MustCompile(`extract <[^>]*>: `)

// plainMessage leaves out of an error which package it comes from: the input is
// named, and that is what a user knows.
func plainMessage(text string) string {
	text = stepOfExtraction.ReplaceAllString(text, "")
	text = strings.NewReplacer("source: ", "", "extract: ", "", "external: ", "", "claim: ", "").Replace(text)
	return strings.TrimRight(text, ": ")
}

// extractorError says what can be done about a model's server that does not
// serve: no further dispatch would fare better.
func extractorError(err error) error {
	var refused *llm.StatusError
	f := &failure{code: "extractor", exit: exitFailed, cause: err, message: strings.TrimPrefix(err.Error(), "llm: ")}
	switch {
	case errors.As(err, &refused) && (refused.Status == http.StatusUnauthorized || refused.Status == http.StatusForbidden):
		f.hint = "give the key with --api-key-file or $CHANCERY_API_KEY"
	case errors.As(err, &refused):
		f.hint = "what was stored before stays; check --llm-url and --llm-model"
	case errors.Is(err, llm.ErrUnreachable):
		f.hint = "what was stored before stays; is the server of --llm-url running?"
	default:
		return err
	}
	return f
}

// tallyText is counts by name in one line, in the order of the names.
func tallyText(counts map[string]int) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		parts = append(parts, fmt.Sprintf("%s %d", name, counts[name]))
	}
	return strings.Join(parts, ", ")
}
