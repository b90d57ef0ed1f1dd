package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/graph/codec/network/csvgraph"
	"github.com/chancery-graph/chancery/graph/codec/network/dot"
	"github.com/chancery-graph/chancery/graph/codec/network/gexf"
	"github.com/chancery-graph/chancery/graph/codec/network/gml"
	"github.com/chancery-graph/chancery/graph/codec/network/graphml"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/query/contacts"
	"github.com/chancery-graph/chancery/query/dump"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/query/shape"
	"github.com/chancery-graph/chancery/store"
)

// networkFormat is a format of networks, named by its extension; empty is none.
type networkFormat string

const (
	networkGEXF    networkFormat = "gexf"
	networkGraphML networkFormat = "graphml"
	networkDOT     networkFormat = "dot"
	networkGML     networkFormat = "gml"
	networkCSV     networkFormat = "csv"
)

// networkFormats are all of them, with what the help says of each.
var networkFormats = []struct {
	name        networkFormat
	title, note string
	media       string
}{
	{networkGEXF, "GEXF 1.3", "Gephi, with a timeline", "application/gexf+xml"},
	{networkGraphML, "GraphML", "yEd, igraph, NetworkX", "application/graphml+xml"},
	{networkDOT, "DOT", "Graphviz", "text/vnd.graphviz"},
	{networkGML, "GML", "Cytoscape, igraph", "text/x-gml"},
	{networkCSV, "CSV", "edges, or nodes with --nodes", "text/csv"},
}

func networkNames() []string {
	var names []string
	for _, f := range networkFormats {
		names = append(names, string(f.name))
	}
	return names
}

// networkNamed finds a format by its name or media type.
func networkNamed(name string) networkFormat {
	for _, f := range networkFormats {
		if name == string(f.name) || name == f.media {
			return f.name
		}
	}
	return ""
}

// networkByPath finds a format by the extension of a file name.
func networkByPath(path string) networkFormat {
	ext := strings.ToLower(strings.TrimPrefix(filepath.Ext(rdfio.TrimPacking(path)), "."))
	if slices.Contains(networkNames(), ext) {
		return networkFormat(ext)
	}
	return ""
}

// exportNetwork writes the contacts, or the statements themselves, as a network.
func (p *program) exportNetwork(c *cli.Context, s *store.Store, snap *store.Snapshot, out io.Writer, part exportPart, format networkFormat) (err error) {
	if c.Bool("contacts") {
		reader, err := newReader(c.Context, s, snap)
		if err != nil {
			return err
		}
		net, err := openContacts(c.Context, snap, reader, contacts.Options{Entity: part.entity, Progress: part.opts.Progress})
		if err != nil {
			return err
		}
		return writeNetwork(c.Context, out, net, format, c.Bool("nodes"), network.Options{Title: "contacts"})
	}
	ctx, cancel := context.WithCancel(c.Context)
	defer cancel()
	part.opts.Progress = nil // statements are read more than once
	var opened []*dump.Reader
	defer func() {
		for _, r := range opened {
			err = errors.Join(err, r.Close())
		}
	}()
	src := network.Statements(func() (graph.PatchReader, error) {
		r := dump.Open(ctx, part.snapshot, part.opts)
		opened = append(opened, r)
		return r, nil
	})
	return writeNetwork(ctx, out, src, format, c.Bool("nodes"), network.Options{Directed: true, Title: "statements"})
}

// openContacts reads the contacts that the shape of a snapshot finds, or those of
// chancery's own shape.
func openContacts(ctx context.Context, snap *store.Snapshot, r *relation.Reader, o contacts.Options) (*contacts.Network, error) {
	rows, shaped, err := shape.Contacts(ctx, r, snap)
	if err != nil {
		return nil, err
	}
	if shaped {
		return contacts.OpenRows(ctx, snap, r, rows, o)
	}
	return contacts.Open(ctx, snap, r, o)
}

// writeNetwork writes a network in a format; nodes asks for the nodes of csv.
func writeNetwork(ctx context.Context, out io.Writer, src network.Source, format networkFormat, nodes bool, o network.Options) (err error) {
	switch format {
	case networkGEXF:
		_, err = gexf.Write(ctx, out, src, o)
	case networkGraphML:
		_, err = graphml.Write(ctx, out, src, o)
	case networkDOT:
		_, err = dot.Write(ctx, out, src, o)
	case networkGML:
		_, err = gml.Write(ctx, out, src, o)
	default:
		if nodes {
			_, err = csvgraph.WriteNodes(ctx, out, src, csvgraph.Options{Options: o})
		} else {
			_, err = csvgraph.WriteEdges(ctx, out, src, csvgraph.Options{Options: o})
		}
	}
	return err
}
