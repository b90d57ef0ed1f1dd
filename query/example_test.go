package query_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/chancery-graph/chancery/graph/codec/trig"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/memory"
	"github.com/chancery-graph/chancery/query/result"
)

// contacts is a small dataset.
func contacts() *memory.Dataset {
	b := memory.NewBuilder()
	err := b.Apply(trig.NewReader(strings.NewReader(`
		PREFIX : <http://example.org/>
		PREFIX schema: <http://schema.org/>
		:m1 schema:attendee :ada, :ben .
		:m2 schema:attendee :ada, :cleo .
		:ada schema:name "Ada" . :ben schema:name "Ben" . :cleo schema:name "Cleo" .
	`), trig.Options{}), "")
	if err != nil {
		log.Fatal(err)
	}
	return b.Dataset()
}

func ExamplePrepare() {
	q, err := query.Prepare(`
		PREFIX schema: <http://schema.org/>
		SELECT ?name (COUNT(?meeting) AS ?meetings) WHERE {
			?meeting schema:attendee ?who . ?who schema:name ?name
		} GROUP BY ?name ORDER BY DESC(?meetings) ?name`, query.Options{})
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	r, err := q.Run(ctx, contacts())
	if err != nil {
		log.Fatal(err)
	}
	defer r.Close()
	if err := result.Write(ctx, os.Stdout, result.TSV, r); err != nil {
		log.Fatal(err)
	}
	// Output:
	// ?name	?meetings
	// "Ada"	2
	// "Ben"	1
	// "Cleo"	1
}

func ExampleResults_Solutions() {
	q, err := query.Prepare(`SELECT ?who WHERE { ?who <http://schema.org/name> ?name FILTER(?name < "C") } ORDER BY ?who`, query.Options{})
	if err != nil {
		log.Fatal(err)
	}
	r, err := q.Run(context.Background(), contacts())
	if err != nil {
		log.Fatal(err)
	}
	defer r.Close()
	for s, err := range r.Solutions(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(s.Get("who"))
	}
	// Output:
	// <http://example.org/ada>
	// <http://example.org/ben>
}

func ExampleUpdate_Run() {
	u, err := query.PrepareUpdate(`
		PREFIX : <http://example.org/>
		PREFIX schema: <http://schema.org/>
		DELETE { ?m schema:attendee :ben } INSERT { ?m schema:attendee :dana } WHERE { ?m schema:attendee :ben }`, query.Options{})
	if err != nil {
		log.Fatal(err)
	}
	patch, err := u.Run(context.Background(), contacts(), query.UpdateOptions{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(patch.Deletes, "deleted,", patch.Adds, "added")
	// Output:
	// 1 deleted, 1 added
}

func ExampleQuery_Explain() {
	q, err := query.Prepare(`
		PREFIX schema: <http://schema.org/>
		SELECT ?name WHERE { ?m schema:attendee ?who . ?who schema:name ?name }`, query.Options{})
	if err != nil {
		log.Fatal(err)
	}
	x, err := q.Explain(context.Background(), contacts(), false)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(x.Inputs[0].Operator, x.Inputs[0].Detail)
	// Output:
	// merge join ?who
}
