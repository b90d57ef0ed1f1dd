package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/relation"
)

// completer completes the word before the cursor.
type completer struct {
	ctx        context.Context // the callback has no other way to get one
	sh         *shell
	t          io.Writer
	predicates []string // prefixed names, once read
	read       bool
}

// Limits of completion: more candidates would push the query off the screen, and
// a key press must not wait.
const (
	completionRows = 30
	completionTime = 300 * time.Millisecond
)

// key implements the callback of term.Terminal.
func (c *completer) key(line string, pos int, key rune) (string, int, bool) {
	if key != '\t' {
		return "", 0, false
	}
	start := strings.LastIndexAny(line[:pos], " \t({,;^/|!") + 1
	word := line[start:pos]
	if word == "" {
		return line, pos, true
	}
	found := c.candidates(word)
	if len(found) == 0 {
		return line, pos, true
	}
	with := found[0]
	if len(found) > 1 {
		if with = commonStart(found); !strings.HasPrefix(with, word) || with == word {
			c.show(found)
			return line, pos, true
		}
	}
	return line[:start] + with + line[pos:], start + len(with), true
}

func (c *completer) show(found []string) {
	more := ""
	if len(found) > completionRows {
		more = fmt.Sprintf("  … and %d more", len(found)-completionRows)
		found = found[:completionRows]
	}
	fmt.Fprintf(c.t, "%s%s\n", strings.Join(found, "  "), more)
}

// candidates are what a word may become, sorted.
func (c *completer) candidates(word string) (found []string) {
	switch {
	case strings.HasPrefix(word, "."):
		found = []string{".asof", ".explain", ".help", ".mode", ".prefixes", ".quit", ".saved", ".timer"}
	case strings.HasPrefix(word, "@"):
		return c.entities(word[1:])
	case strings.Contains(word, ":"):
		found = c.names()
	default:
		found = slices.Clone(shellWords)
		for _, p := range vocab.Prefixes() {
			found = append(found, p.Name+":")
		}
	}
	found = slices.DeleteFunc(found, func(s string) bool {
		return len(s) < len(word) || !strings.EqualFold(s[:len(word)], word)
	})
	slices.Sort(found)
	return slices.Compact(found)
}

// shellWords are the words of SPARQL that are worth completing.
var shellWords = []string{"SELECT", "DISTINCT", "WHERE", "OPTIONAL", "FILTER", "UNION", "MINUS", "GRAPH", "SERVICE", "VALUES",
	"CONSTRUCT", "DESCRIBE", "ORDER BY", "GROUP BY", "HAVING", "LIMIT", "OFFSET", "PREFIX", "INSERT DATA", "DELETE DATA", "DELETE WHERE",
	"NOT EXISTS", "CONTAINS(", "REGEX(", "COUNT(", "BIND(", "LANG(", "BOUND(", "COALESCE("}

// names are the predicates of the store and the terms that it is described with,
// as prefixed names.
func (c *completer) names() []string {
	if c.read {
		return slices.Clone(c.predicates)
	}
	ctx, cancel := context.WithTimeout(c.ctx, completionTime)
	defer cancel()
	snap, err := snapshotAt(ctx, c.sh.store, c.sh.asOf)
	if err != nil {
		return nil
	}
	defer snap.Close()
	stats, err := snap.Predicates(ctx)
	if err != nil {
		return nil
	}
	for _, s := range stats {
		text, err := snap.AppendTerm(ctx, nil, s.Predicate)
		if err != nil {
			return nil
		}
		if name := relation.Shorten(strings.Trim(string(text), "<>")); strings.Contains(name, ":") && !strings.Contains(name, "//") {
			c.predicates = append(c.predicates, name)
		}
	}
	for _, kind := range []string{"Contact", "Meeting", "Call", "VideoCall", "Visit", "Talks", "Gathering", "Occurred", "Planned", "Cancelled", "Denied", "log"} {
		c.predicates = append(c.predicates, "chy:"+kind)
	}
	c.predicates = append(c.predicates, "schema:Person", "schema:Organization", "schema:Place", "schema:Country", "schema:Event")
	c.read = true
	return slices.Clone(c.predicates)
}

// entities are the IRIs of entities that a name may mean.
func (c *completer) entities(name string) (found []string) {
	if name == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(c.ctx, completionTime)
	defer cancel()
	snap, err := snapshotAt(ctx, c.sh.store, c.sh.asOf)
	if err != nil {
		return nil
	}
	defer snap.Close()
	reader, err := newReader(ctx, c.sh.store, snap)
	if err != nil {
		return nil
	}
	result, err := reader.Find(ctx, name, relation.FindOptions{Limit: completionRows})
	if err != nil {
		return nil
	}
	for _, m := range result.Matches {
		found = append(found, "<"+m.IRI+">")
	}
	return found
}

// commonStart is the longest start that all have.
func commonStart(all []string) string {
	start := all[0]
	for _, s := range all[1:] {
		for !strings.HasPrefix(s, start) {
			start = start[:len(start)-1]
		}
	}
	return start
}
