package network_test

import (
	"context"
	"log"
	"os"

	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/graph/codec/network/dot"
)

func ExampleGraph() {
	day, err := network.ParseDate("2026-01-01")
	if err != nil {
		log.Fatal(err)
	}
	contacts := &network.Graph{
		NodeList: []network.Node{{ID: "u:ada", Label: "Ada", Kind: "Person"}, {ID: "u:boris", Label: "Boris", Kind: "Person"}},
		EdgeList: []network.Edge{{From: "u:ada", To: "u:boris", Kind: "Meeting", Start: day, End: day, Place: "Ankara"}},
	}
	if _, err := dot.Write(context.Background(), os.Stdout, contacts, network.Options{Title: "contacts"}); err != nil {
		log.Fatal(err)
	}
	// Output:
	// graph "contacts" {
	// "u:ada" [label="Ada", kind="Person"];
	// "u:boris" [label="Boris", kind="Person"];
	// "u:ada" -- "u:boris" [label="Meeting\n2026-01-01", kind="Meeting", start="2026-01-01", end="2026-01-01", place="Ankara"];
	// }
}
