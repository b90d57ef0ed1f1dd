package ingest

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed functions.txt
var functionWordings string

// functionTable is the table of functions.
type functionTable struct {
	names  map[string]string // from a slug, in the singular or the plural
	shared map[string]bool   // names of functions that several may hold in a country
}

// functions reads the table once.
var functions = sync.OnceValue(func() functionTable {
	table := map[string]string{}
	shared := map[string]bool{}
	for line := range strings.Lines(functionWordings) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		line, many := strings.CutPrefix(line, "+")
		name := ""
		for wording := range strings.SplitSeq(line, "|") {
			if name == "" {
				name = strings.TrimSpace(wording)
				shared[name] = many
			}
			one := slug(wording)
			table[one] = name
			// Those who hold it together: "conseillers à la …", "… advisers".
			head, rest, _ := strings.Cut(one, "-")
			for _, plural := range []string{strings.TrimSuffix(head+"s-"+rest, "-"), one + "s"} {
				if _, taken := table[plural]; !taken {
					table[plural] = name
				}
			}
		}
	}
	return functionTable{table, shared}
})

// heldByOne tells whether a function, by its name, is one that one person at a time
// holds in a country, as far as the table knows.
func heldByOne(name string) bool {
	shared, known := functions().shared[name]
	return known && !shared
}

// functionOf returns the name of a function that is worded in some language:
// "ministre des Affaires étrangères" and "Foreign Minister" give one. A function
// that the table does not have is its own slug.
func functionOf(title string) string {
	s := slug(title)
	for _, prefix := range []string{"le-", "la-", "l-", "the-"} {
		s = strings.TrimPrefix(s, prefix)
	}
	if name, ok := functions().names[s]; ok {
		return name
	}
	return s
}
