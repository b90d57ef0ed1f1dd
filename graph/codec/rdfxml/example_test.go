package rdfxml_test

import (
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfxml"
	"github.com/chancery-graph/chancery/graph/vocab"
)

func ExampleReader() {
	const text = `<schema:Event xmlns:schema="http://schema.org/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  rdf:about="meeting/1"><schema:about xml:lang="fr">échanges</schema:about></schema:Event>`
	r := rdfxml.NewReader(strings.NewReader(text), rdfxml.Options{Base: vocab.Base})
	var b graph.PatchBatch
	if err := r.ReadPatch(&b); err != nil {
		log.Fatal(err)
	}
	for _, c := range b.Changes {
		fmt.Printf("%s %s\n", c.S, c.O)
	}
	// Output:
	// <https://chancery.example/meeting/1> <http://schema.org/Event>
	// <https://chancery.example/meeting/1> "échanges"@fr
}

func ExampleWriter() {
	w := rdfxml.NewWriter(os.Stdout, rdfxml.WriterOptions{Prefixes: []vocab.Prefix{{Name: "schema", Namespace: vocab.Schema}}})
	if err := w.Write([]byte("<u:meeting>"), []byte("<http://schema.org/about>"), []byte(`"échanges"@fr`), nil); err != nil {
		log.Fatal(err)
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <rdf:RDF
	//  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	//  xmlns:schema="http://schema.org/">
	//  <rdf:Description rdf:about="u:meeting">
	//   <schema:about xml:lang="fr">échanges</schema:about>
	//  </rdf:Description>
	// </rdf:RDF>
}
