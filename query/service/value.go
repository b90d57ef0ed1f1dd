package service

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// lexical is the lexical form of a given literal; ok is false if it is not given.
func (v Values) lexical(property string) (text string, ok bool, err error) {
	term, given := v[property]
	if !given {
		return "", false, nil
	}
	if !strings.HasPrefix(term, `"`) {
		return "", false, fmt.Errorf("%w: <%s> is %s, expected a literal", ErrFrame, property, term)
	}
	return string(graph.AppendLexical(nil, []byte(term))), true, nil
}

// number sets *into to a given number that is not negative.
func (v Values) number(property string, into *int) error {
	text, ok, err := v.lexical(property)
	if err != nil || !ok {
		return err
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return fmt.Errorf("%w: <%s> is %q, expected a whole number from 0", ErrFrame, property, text)
	}
	*into = n
	return nil
}

// boolean sets *into to a given boolean.
func (v Values) boolean(property string, into *bool) error {
	text, ok, err := v.lexical(property)
	if err != nil || !ok {
		return err
	}
	switch text {
	case "true", "1":
		*into = true
	case "false", "0":
		*into = false
	default:
		return fmt.Errorf("%w: <%s> is %q, expected true or false", ErrFrame, property, text)
	}
	return nil
}

// set adds a value unless it is empty.
func (v Values) set(property, term string) {
	if term != "" {
		v[property] = term
	}
}

func iriTerm(iri string) string {
	if iri == "" || strings.HasPrefix(iri, "_:") {
		return iri
	}
	return "<" + iri + ">"
}

func integerTerm(n int) string {
	return `"` + strconv.Itoa(n) + `"^^<` + vocab.XSD + `integer>`
}

func stringTerm(s string) string {
	if s == "" {
		return ""
	}
	return string(append(graph.AppendEscaped([]byte{'"'}, []byte(s)), '"'))
}

// dateTerm types a date as it was stated: a day, a month, a year or an instant.
func dateTerm(text string) string {
	datatype := ""
	switch {
	case text == "":
		return ""
	case strings.Contains(text, "T"):
		datatype = "dateTime"
	case strings.Count(strings.TrimPrefix(text, "-"), "-") == 2:
		datatype = "date"
	case strings.Count(strings.TrimPrefix(text, "-"), "-") == 1:
		datatype = "gYearMonth"
	default:
		datatype = "gYear"
	}
	return `"` + text + `"^^<` + vocab.XSD + datatype + `>`
}
