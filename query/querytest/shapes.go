package querytest

import (
	"embed"
	"path"
	"strings"
)

//go:embed shapes/*.rq
var shapes embed.FS

// Shape is a query of the benchmarks, over the graph of package graphtest.
type Shape struct{ Name, Text string }

// Shapes returns the queries of the benchmarks in order, one for each shape of
// question: lookups, stars, triangles, paths, aggregates and so on.
func Shapes() ([]Shape, error) {
	entries, err := shapes.ReadDir("shapes")
	if err != nil {
		return nil, err
	}
	var all []Shape
	for _, e := range entries {
		text, err := shapes.ReadFile(path.Join("shapes", e.Name()))
		if err != nil {
			return nil, err
		}
		all = append(all, Shape{strings.TrimSuffix(e.Name(), ".rq"), string(text)})
	}
	return all, nil
}
