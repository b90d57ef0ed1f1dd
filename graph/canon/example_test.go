package canon_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/chancery-graph/chancery/graph/canon"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
)

func ExampleWrite() {
	const dump = `_:x <http://schema.org/location> <https://chancery.example/place/ankara> .
<https://chancery.example/source/1> <http://schema.org/about> _:x .
`
	src := nquads.NewReader(strings.NewReader(dump), nquads.Options{Name: "dump.nq"})
	res, err := canon.Write(context.Background(), os.Stdout, src, canon.Options{Labels: true})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(res.Statements, res.Labels["x"])
	// Output:
	// <https://chancery.example/source/1> <http://schema.org/about> _:c14n0 .
	// _:c14n0 <http://schema.org/location> <https://chancery.example/place/ankara> .
	// 2 c14n0
}
