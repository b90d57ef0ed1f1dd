package ingest

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed functions.txt
var functionWordings string

// functions reads the table of functions once: from a slug, in the singular or the
// plural, to the function's name.
var functions = sync.OnceValue(func() map[string]string {
	table := map[string]string{}
	for line := range strings.Lines(functionWordings) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name := ""
		for wording := range strings.SplitSeq(line, "|") {
			if name == "" {
				name = strings.TrimSpace(wording)
			}
			one := slug(wording)
			table[one] = name
			// Those who hold it together: "conseillers à la …", "… advisers".
			head, rest, _ := strings.Cut(one, "-")
			for _, many := range []string{strings.TrimSuffix(head+"s-"+rest, "-"), one + "s"} {
				if _, taken := table[many]; !taken {
					table[many] = name
				}
			}
		}
	}
	return table
})

// functionOf returns the name of a function that is worded in some language:
// "ministre des Affaires étrangères" and "Foreign Minister" give one. A function
// that the table does not have is its own slug.
func functionOf(title string) string {
	s := slug(title)
	for _, prefix := range []string{"le-", "la-", "l-", "the-"} {
		s = strings.TrimPrefix(s, prefix)
	}
	if name, ok := functions()[s]; ok {
		return name
	}
	return s
}
