package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// maxSlug is the longest slug in bytes; what is longer is cut between words and
// gets the digest of the whole, so that it stays distinct.
const maxSlug = 160

// slug writes a name for use in an IRI: letters and digits in lower case
// without accents, joined by single hyphens. Letters of other scripts stay.
func slug(name string) string {
	var buf [maxSlug]byte
	b := buf[:0]
	gap := false
	for _, r := range extract.Fold(name) {
		if !(r >= 'a' && r <= 'z') && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = len(b) > 0
			continue
		}
		if gap {
			b, gap = append(b, '-'), false
		}
		b = utf8.AppendRune(b, r)
	}
	return shorten(string(b))
}

func shorten(s string) string {
	if len(s) <= maxSlug {
		return s
	}
	end := maxSlug
	for !utf8.RuneStart(s[end]) {
		end--
	}
	if cut := strings.LastIndexByte(s[:end], '-'); cut > maxSlug/2 {
		end = cut
	}
	return s[:end] + "-" + shortDigest(s)
}

// entityIRI makes an IRI from the folder of a kind and a name.
func entityIRI(folder, name string) quad.IRI {
	return quad.IRI(vocab.Base + folder + "/" + slug(name))
}

// SourceIRI makes the IRI of a source that has none of its own from a name such
// as that of its file.
func SourceIRI(name string) quad.IRI { return entityIRI("source", name) }

// sourceSlug names a source within the IRI of an undated event: what follows
// source/ in one of ours, else the whole IRI but its scheme.
func sourceSlug(source quad.IRI) string {
	s := strings.TrimPrefix(string(source), vocab.Base+"source/")
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	return slug(s)
}
