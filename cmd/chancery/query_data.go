package main

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/memory"
)

// fileDataset reads the files of --data and --named-graph.
func (p *program) fileDataset(c *cli.Context) (exec.Dataset, error) {
	b := memory.NewBuilder()
	n := 0
	load := func(path string, name []byte) error {
		n++
		return p.loadFile(c, b, path, name, fmt.Sprintf("d%d-", n))
	}
	for _, path := range c.StringSlice("data") {
		if err := load(path, nil); err != nil {
			return nil, err
		}
	}
	for _, pair := range c.StringSlice("named-graph") {
		name, path, ok := strings.Cut(pair, "=")
		name = strings.Trim(name, "<>")
		if !ok || !graph.ValidIRI([]byte(name)) || path == "" {
			return nil, usagef(c.Command.FullName(), "--named-graph %q, expected IRI=FILE", pair)
		}
		if err := load(path, []byte("<"+name+">")); err != nil {
			return nil, err
		}
	}
	return b.Dataset(), nil
}

// loadFile reads one file; statements without a graph name get name.
func (p *program) loadFile(c *cli.Context, b *memory.Builder, path string, name []byte, scope string) (err error) {
	o := readChoice{graph: name, base: strings.Trim(c.String("base"), "<>")}
	if o.base == "" {
		o.base = fileIRI(path)
	}
	in, err := p.openStatements(c.Context, path, o)
	if err != nil {
		return err
	}
	defer joinClose(&err, in)
	return b.Apply(in, scope)
}

// fileIRI is the file: IRI of a path (RFC 8089), "" for stdin.
func fileIRI(path string) string {
	if path == "-" {
		return ""
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return ""
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}).String()
}

// filePath is the path of a file: IRI.
func filePath(iri string) (string, error) {
	u, err := url.Parse(iri)
	if err != nil || u.Scheme != "file" || u.Host != "" && u.Host != "localhost" || u.Path == "" {
		return "", fmt.Errorf("%w: <%s> is no file: IRI of this machine", query.ErrLoad, iri)
	}
	return filepath.FromSlash(u.Path), nil
}
