package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/algebra"
)

// parseParams reads NAME=TERM pairs.
func parseParams(pairs []string) (map[algebra.Var]string, error) {
	params := map[algebra.Var]string{}
	for _, pair := range pairs {
		name, value, ok := strings.Cut(pair, "=")
		name = strings.TrimLeft(name, "?$")
		if !ok || name == "" {
			return nil, fmt.Errorf("%q, expected NAME=TERM", pair)
		}
		term, err := paramTerm(value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		params[algebra.Var(name)] = term
	}
	return params, nil
}

// literalForms are values that are written without quotes, with their types.
var literalForms = []struct {
	form     *regexp.Regexp
	datatype string
}{
	{regexp.MustCompile(`^[+-]?[0-9]+$`), "integer"},
	{regexp.MustCompile(`^[+-]?[0-9]*\.[0-9]+$`), "decimal"},
	{regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+$`), "double"},
	{regexp.MustCompile(`^(true|false)$`), "boolean"},
	{regexp.MustCompile(`^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}$`), "date"},
	{regexp.MustCompile(`^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?$`), "dateTime"},
}

// paramTerm reads a value: a term as N-Triples, Turtle's prefixed names and the
// paths of chancery's own IRIs write it; a number, true, false, a date or a time;
// anything else is a string.
func paramTerm(s string) (string, error) {
	if strings.HasPrefix(s, "<") || strings.HasPrefix(s, `"`) {
		text, err := termText(s, graph.O)
		return string(text), err
	}
	for _, f := range literalForms {
		if f.form.MatchString(s) {
			return `"` + s + `"^^<` + vocab.XSD + f.datatype + `>`, nil
		}
	}
	if prefix, _, ok := strings.Cut(s, ":"); ok {
		for _, known := range vocab.Prefixes() {
			if known.Name == prefix {
				text, err := termText(s, graph.O)
				return string(text), err
			}
		}
	}
	return string(append(graph.AppendEscaped([]byte{'"'}, []byte(s)), '"')), nil
}

// parseSize reads a number of bytes with a suffix K, M, G or T, powers of 1024.
func parseSize(s string) (int64, error) {
	digits := strings.TrimRight(s, "KMGTkmgtiB")
	n, err := strconv.ParseInt(digits, 10, 64)
	shift := map[string]uint{"": 0, "K": 10, "M": 20, "G": 30, "T": 40}
	unit := strings.TrimSuffix(strings.TrimSuffix(strings.ToUpper(s[len(digits):]), "B"), "I")
	by, ok := shift[unit]
	if err != nil || !ok || n <= 0 || n > 1<<62>>by {
		return 0, fmt.Errorf("%q is no size, expected such as 500M or 4G", s)
	}
	return n << by, nil
}
