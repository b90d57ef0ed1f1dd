package graphtest

import (
	"io"
	"strconv"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
)

// tongue is a language of the archive.
type tongue struct {
	tag   string
	space string // between words
	words []string
}

// tongues are the languages that an archive is written in, in scripts of one to
// four bytes for a character.
var tongues = []tongue{
	{"fr", " ", strings.Fields("le procès-verbal de la séance a été relu à haute voix puis signé après que chaque délégué eut vérifié l'orthographe des noms")},
	{"en", " ", strings.Fields("the minutes of the meeting were read aloud and signed once every delegate had checked the spelling of the names")},
	{"de", " ", strings.Fields("das Protokoll der Sitzung wurde laut verlesen und unterzeichnet nachdem jeder Gesandte die Namen geprüft hätte")},
	{"ru", " ", strings.Fields("протокол заседания был зачитан вслух и подписан после того как каждый посланник проверил написание имён")},
	{"el", " ", strings.Fields("τα πρακτικά της συνεδρίασης διαβάστηκαν φωναχτά και υπογράφηκαν αφού κάθε απεσταλμένος έλεγξε τα ονόματα")},
	{"ar", " ", strings.Fields("قُرئ محضر الجلسة بصوت عالٍ ووقّع بعد أن تحقق كل مندوب من كتابة الأسماء")},
	{"zh-hant", "", strings.Fields("會議 記錄 當眾 宣讀 各方 代表 核對 姓名 之後 簽字 。")},
	{"hi", " ", strings.Fields("बैठक का विवरण ज़ोर से पढ़ा गया और हर प्रतिनिधि द्वारा नाम जाँचने के बाद हस्ताक्षर हुए")},
	{"x-signs", " ", strings.Fields("🕊 🤝 📜 ✍️ 🏛 🌍 ⏳ 🗝")},
}

// breaks stand between some words: what canonical N-Quads escapes and XML can
// hold.
var breaks = []string{`\n`, `\t`, ` \"`, `\" `, `\r\n`, ` \\ `, " & ", " <i>", "</i> ", " ]]> ", " '' "}

const (
	archiveText  = 48 << 10 // bytes that no record exceeds
	longestEntry = 220      // words of a literal
)

var (
	headline = []byte("<" + schema + "headline>")
	body     = []byte("<" + schema + "text>")
	abstract = []byte("<" + schema + "abstract>")
	digest   = []byte("<" + schema + "sha256>")
	article  = []byte("<" + schema + "Article>")
	position = []byte("<" + schema + "position>")
)

// Archive streams a set of long texts as additions: records of minutes in nine
// languages, from ASCII to emoji, of which every tenth word is followed by a
// line end, a quotation mark or something else that formats escape. A statement
// takes about 450 bytes. Of the config only Quads and Seed count; an invalid
// config is the error of the first ReadPatch.
//
//	<box/m> { <record/n> a schema:Article ; schema:position n ;
//	          schema:headline "…"@fr ; schema:text "…"@fr ; schema:abstract "…"@ar ;
//	          schema:sha256 "64 digits" }
func Archive(c Config) graph.PatchReader {
	if err := c.Validate(); err != nil {
		return failing{err}
	}
	c = c.withDefaults()
	return &archive{random: random{state: c.Seed}, left: c.Quads}
}

type archive struct {
	random
	left   int // statements to make
	record int
	b      *graph.PatchBatch
	arena  []byte
}

// ReadPatch fills b with whole records; the last one may be cut off.
func (a *archive) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	if a.left == 0 {
		return io.EOF
	}
	if cap(b.Arena) < batchText {
		b.Arena = make([]byte, 0, batchText)
	}
	a.b, a.arena = b, b.Arena
	for a.left > 0 && cap(a.arena)-len(a.arena) >= archiveText {
		a.makeRecord()
	}
	b.Arena = a.arena
	a.b, a.arena = nil, nil
	return nil
}

func (a *archive) makeRecord() {
	a.record++
	name := a.term(func(dst []byte) []byte {
		return append(appendNumber(append(dst, "<"+base+"box/"...), a.record/16), '>')
	})
	s := a.term(func(dst []byte) []byte {
		return append(appendNumber(append(dst, "<"+base+"record/"...), a.record), '>')
	})
	add := func(p, o []byte) {
		if a.left > 0 {
			a.left--
			*a.b.Next() = graph.Change{Op: graph.Add, S: s, P: p, O: o, G: name}
		}
	}
	language := a.below(len(tongues))
	add(rdfType, article)
	add(position, a.term(func(dst []byte) []byte {
		return append(strconv.AppendInt(append(dst, '"'), int64(a.record), 10), `"^^<`+xsd+`integer>`...)
	}))
	add(headline, a.text(language, 4+a.below(8)))
	add(body, a.text(language, 20+a.below(longestEntry-20)))
	add(abstract, a.text(a.below(len(tongues)), 10+a.below(60)))
	add(digest, a.term(func(dst []byte) []byte {
		dst = append(dst, '"')
		for range 4 {
			for n, left := a.next(), 16; left > 0; n, left = n<<4, left-1 {
				dst = append(dst, "0123456789abcdef"[n>>60])
			}
		}
		return append(dst, '"')
	}))
}

// term makes a term in the arena.
func (a *archive) term(write func(dst []byte) []byte) []byte {
	from := len(a.arena)
	a.arena = write(a.arena)
	return a.arena[from:len(a.arena):len(a.arena)]
}

// text makes a literal of some words.
func (a *archive) text(language, words int) []byte {
	t := &tongues[language]
	return a.term(func(dst []byte) []byte {
		dst = append(dst, '"')
		for i := range words {
			if i > 0 {
				if a.below(10) == 0 {
					dst = append(dst, breaks[a.below(len(breaks))]...)
				} else {
					dst = append(dst, t.space...)
				}
			}
			dst = append(dst, t.words[a.below(len(t.words))]...)
		}
		return append(append(dst, `"@`...), t.tag...)
	})
}

// WriteArchive writes an [Archive] to w as N-Quads and returns the number of
// bytes.
func WriteArchive(w io.Writer, c Config) (int64, error) { return writeAll(w, Archive(c)) }

// writeAll writes a patch that only adds.
func writeAll(w io.Writer, r graph.PatchReader) (int64, error) {
	count := &counter{w: w}
	out := nquads.NewWriter(count)
	var b graph.PatchBatch
	for {
		if err := r.ReadPatch(&b); err == io.EOF {
			return count.n, out.Flush()
		} else if err != nil {
			return count.n, err
		}
		if err := out.WritePatch(&b); err != nil {
			return count.n, err
		}
	}
}
