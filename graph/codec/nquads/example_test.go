package nquads_test

import (
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
)

func ExampleReader() {
	const text = `<https://chancery.example/meeting/1> <http://schema.org/about> "\u00e9changes"@FR .`
	r := nquads.NewReader(strings.NewReader(text), nquads.Options{Name: "dump.nq"})
	var b graph.PatchBatch
	for {
		if err := r.ReadPatch(&b); err == io.EOF {
			break
		} else if err != nil {
			log.Fatal(err)
		}
		for _, c := range b.Changes {
			fmt.Printf("%c %s\n", c.Op, c.O)
		}
	}
	// Output: A "échanges"@fr
}

func ExampleSyntaxError() {
	r := nquads.NewReader(strings.NewReader("# contacts\n<u:s> knows <u:o> .\n"), nquads.Options{Name: "dump.nq"})
	err := r.ReadPatch(new(graph.PatchBatch))
	fmt.Println(err)
	var syntax *nquads.SyntaxError
	if errors.As(err, &syntax) {
		fmt.Println("line", syntax.Line)
	}
	// Output:
	// dump.nq:2:7: found "k", expected "<" of the predicate's IRI
	// line 2
}

func ExampleWriter() {
	w := nquads.NewWriter(os.Stdout)
	if err := w.Write([]byte("<u:s>"), []byte("<u:p>"), []byte(`"o"`), []byte("<u:g>")); err != nil {
		log.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		log.Fatal(err)
	}
	// Output: <u:s> <u:p> "o" <u:g> .
}
