// Package dot writes networks in the DOT language of Graphviz
// (https://graphviz.org/doc/info/lang.html).
//
//	graph "contacts" {
//	  "https://…/actor/a" [label="A", kind="Person"];
//	  "https://…/actor/a" -- "https://…/actor/b" [label="Meeting\n2026-01-01", kind="Meeting", start="2026-01-01", end="2026-01-01"];
//	}
//
// All IDs and values are in double quotes. Labels show kind and date; whatever
// else is known stands in attributes that Graphviz passes on and does not draw.
package dot
