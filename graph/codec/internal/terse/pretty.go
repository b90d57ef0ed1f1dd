package terse

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// maxNested is how deep blank nodes are written within each other. What is
// deeper gets a label and is written after the other statements, so that the
// output can be read by tools that recurse.
const maxNested = 50

// WritePretty writes a whole dataset: by graph, subject and predicate, with
// blank nodes nested that are referred to once. It sorts statements and drops
// repeated ones; the same dataset with the same labels gives the same bytes.
func WritePretty(w io.Writer, statements []graph.Change, prefixes []vocab.Prefix, graphs bool) error {
	n, err := newNames(prefixes)
	if err != nil {
		return err
	}
	for i := range statements {
		c := &statements[i]
		if c.Op != graph.Add {
			return deletion(c)
		}
		if len(c.S) == 0 || len(c.P) == 0 || len(c.O) == 0 {
			return fmt.Errorf("%w: statement %d lacks one", graph.ErrTerm, i+1)
		}
		if len(c.G) > 0 && !graphs {
			return fmt.Errorf("%w: %.200s", ErrGraph, c.G)
		}
	}
	sorted := sortStatements(statements)
	p := printer{names: n, statements: sorted, nodes: findNodes(sorted)}
	p.w = io.Discard // once for the prefixes in use
	if err := p.print(); err != nil {
		return err
	}
	p.w = w
	p.buf = p.declarations(p.buf, true)
	return p.print()
}

// sortStatements returns the statements by graph, subject, predicate (rdf:type
// first) and object, each once.
func sortStatements(statements []graph.Change) []graph.Change {
	list := make([]graph.Change, 0, len(statements))
	add := func(c *graph.Change) {
		if n := len(list); n == 0 || compareStatements(&list[n-1], c) != 0 {
			list = append(list, *c)
		}
	}
	// Most often they come sorted. Else numbers are sorted: statements are large.
	sorted := true
	for i := 1; i < len(statements) && sorted; i++ {
		sorted = compareStatements(&statements[i-1], &statements[i]) <= 0
	}
	if sorted {
		for i := range statements {
			add(&statements[i])
		}
		return list
	}
	order := make([]int, len(statements))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return compareStatements(&statements[a], &statements[b]) })
	for _, i := range order {
		add(&statements[i])
	}
	return list
}

func compareStatements(a, b *graph.Change) int {
	if c := bytes.Compare(a.G, b.G); c != 0 {
		return c
	}
	if c := bytes.Compare(a.S, b.S); c != 0 {
		return c
	}
	if c := bytes.Compare(a.P, b.P); c != 0 {
		switch {
		case bytes.Equal(a.P, rdfType):
			return -1
		case bytes.Equal(b.P, rdfType):
			return 1
		}
		return c
	}
	return bytes.Compare(a.O, b.O)
}

// node is a blank node of the dataset.
type node struct {
	from, to int   // its statements
	subjects int   // number of graphs in which it is a subject
	objects  int   // number of statements of which it is the object
	parent   *node // blank node that refers to it
	graph    []byte
	other    bool // it stands elsewhere too, or is referred to from another graph
	nested   bool
	list     bool // a nested cell of a well-formed list
	unlisted bool // known not to be one
	seen     *node
}

// findNodes decides which blank nodes are nested.
func findNodes(list []graph.Change) map[string]*node {
	nodes := map[string]*node{}
	at := func(text []byte) *node {
		n := nodes[string(text)]
		if n == nil {
			n = &node{}
			nodes[string(text)] = n
		}
		return n
	}
	for i := 0; i < len(list); {
		from := i
		for i < len(list) && bytes.Equal(list[i].S, list[from].S) && bytes.Equal(list[i].G, list[from].G) {
			i++
		}
		if list[from].S[0] == '_' {
			n := at(list[from].S)
			n.subjects++
			n.from, n.to, n.graph = from, i, list[from].G
		}
	}
	for i := range list {
		c := &list[i]
		if len(c.G) > 0 && c.G[0] == '_' {
			at(c.G).other = true
		}
		switch graph.TagOf(c.O) {
		case graph.TagBlank:
			n := at(c.O)
			n.objects++
			if n.subjects > 0 && !bytes.Equal(n.graph, c.G) {
				n.other = true
			}
			if n.parent = nil; c.S[0] == '_' {
				n.parent = at(c.S)
			}
		case graph.TagTriple:
			markTriple(c.O, func(text []byte) { at(text).other = true })
		}
	}
	breakCycles(list, nodes)
	return nodes
}

// markTriple calls mark for the blank nodes of a triple term.
func markTriple(text []byte, mark func([]byte)) {
	for {
		s, _, o, ok := graph.TripleParts(text)
		if !ok {
			return
		}
		if s[0] == '_' {
			mark(s)
		}
		if o[0] == '_' {
			mark(o)
		}
		text = o
	}
}

// breakCycles sets which nodes are nested: those that are referred to once, but
// for one of each circle that nothing outside refers to.
func breakCycles(list []graph.Change, nodes map[string]*node) {
	for _, n := range nodes {
		n.nested = n.objects == 1 && n.subjects <= 1 && !n.other
	}
	// In the order of the statements, so that the same node is taken each time.
	for i := range list {
		if list[i].S[0] != '_' {
			continue
		}
		start := nodes[string(list[i].S)]
		if start.seen != nil {
			continue
		}
		for n := start; n != nil && n.nested; n = n.parent {
			if n.seen == start {
				n.nested = false
				break
			}
			if n.seen != nil { // that way has been gone
				break
			}
			n.seen = start
		}
	}
	for i := range list {
		if bytes.Equal(list[i].P, rdfRest) {
			markList(list, nodes, list[i].S)
		}
	}
}

// markList follows a list from one of its cells to the end, and marks the cells
// if it ends with rdf:nil.
func markList(list []graph.Change, nodes map[string]*node, text []byte) {
	var cells []*node
	listed := true
	for string(text) != string(rdfNil) {
		n := nodes[string(text)]
		if n == nil || !n.nested || n.unlisted || n.to-n.from != 2 ||
			string(list[n.from].P) != string(rdfFirst) || string(list[n.from+1].P) != string(rdfRest) {
			listed = false
			break
		}
		if n.list {
			break
		}
		cells = append(cells, n)
		text = list[n.from+1].O
	}
	for _, n := range cells {
		n.list, n.unlisted = listed, !listed
	}
}
