package turtle_test

import (
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/turtle"
	"github.com/chancery-graph/chancery/graph/vocab"
)

func ExampleReader() {
	const text = `PREFIX : <https://chancery.example/ns#>
<meeting/1> :countries 15 ; :place [ :name 'Ankara' ] .`
	r := turtle.NewReader(strings.NewReader(text), turtle.Options{Name: "contacts.ttl", Base: "https://chancery.example/"})
	var b graph.PatchBatch
	for {
		if err := r.ReadPatch(&b); err == io.EOF {
			break
		} else if err != nil {
			log.Fatal(err)
		}
		for _, c := range b.Changes {
			fmt.Printf("%s %s\n", c.S, c.O)
		}
	}
	// Output:
	// <https://chancery.example/meeting/1> "15"^^<http://www.w3.org/2001/XMLSchema#integer>
	// <https://chancery.example/meeting/1> _:anon-0
	// _:anon-0 "Ankara"
}

func ExampleWritePretty() {
	add := func(s, p, o string) graph.Change {
		return graph.Change{Op: graph.Add, S: []byte(s), P: []byte(p), O: []byte(o)}
	}
	err := turtle.WritePretty(os.Stdout, []graph.Change{
		add("<u:meeting/1>", "<http://schema.org/location>", "_:place"),
		add("<u:meeting/1>", "<"+vocab.RDFType+">", "<http://schema.org/Event>"),
		add("_:place", "<http://schema.org/name>", `"Ankara"`),
	}, turtle.WriterOptions{Prefixes: vocab.Prefixes()})
	if err != nil {
		log.Fatal(err)
	}
	// Output:
	// @prefix schema: <http://schema.org/> .
	//
	// <u:meeting/1> a schema:Event ;
	//     schema:location [ schema:name "Ankara" ] .
}
