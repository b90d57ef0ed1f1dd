package source_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/chancery-graph/chancery/ingest/source"
)

func one(t *testing.T, name, raw string) *source.Item {
	t.Helper()
	items, err := source.Read(context.Background(), name, []byte(raw), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(items) != 1 {
		t.Fatalf("got %d items, want one", len(items))
	}
	return items[0]
}

// want compares what a file says of its dispatch.
func want(t *testing.T, got *source.Item, format source.Format, published, lang, url, outlet, title string) {
	t.Helper()
	date := ""
	if !got.Published.IsZero() {
		date = got.Published.Format(time.DateOnly)
	}
	for _, f := range [][3]string{
		{"format", string(got.Format), string(format)}, {"published", date, published}, {"language", got.Lang, lang},
		{"URL", got.URL, url}, {"outlet", got.Outlet, outlet}, {"title", got.Title, title},
	} {
		if f[1] != f[2] {
			t.Errorf("%s: got %q, want %q", f[0], f[1], f[2])
		}
	}
}

func TestPlainText(t *testing.T) {
	raw := "Titre de la dépêche\n- « Une phrase sous le titre, assez longue pour ressembler à de la prose, mais qui n'en est pas », dit-il\nLisbonne\nLUSO / Lisbonne / Ana Prata\n02.01.2026 - 17:05\nLe ministre portugais a reçu lundi son homologue grec, avec qui il a évoqué la pêche au large des Açores.\nLe 3 mars 2019 est une date dans le texte.\n"
	item := one(t, "a.txt", raw)
	want(t, item, source.Text, "2026-01-02", "", "", "LUSO", "")
	if string(item.Text) != raw || !item.Verbatim || item.Encoding != "utf-8" {
		t.Errorf("the text changed: %+v", item)
	}
	item = one(t, "-", "\ufeffTitre\nPORTO, 2 janvier (LUSO) - Le ministre a reçu une délégation.\n")
	want(t, item, source.Text, "", "", "", "LUSO", "")
	if item.Mark != 3 || strings.HasPrefix(string(item.Text), "\ufeff") {
		t.Errorf("mark %d", item.Mark)
	}
	for line, day := range map[string]string{
		"Publié le 2 janvier 2026 à 17h": "2026-01-02", "January 2, 2026": "2026-01-02", "2nd March 2025": "2025-03-02",
		"02/01/2026": "", "22/01/2026": "2026-01-22", "2026-02-30": "", "1er août 2025": "2025-08-01", "le 40 mars 2025": "",
	} {
		got := ""
		if item := one(t, "a.txt", "Titre\n"+line+"\nUn texte."); !item.Published.IsZero() {
			got = item.Published.Format(time.DateOnly)
		}
		if got != day {
			t.Errorf("%q: got %q, want %q", line, got, day)
		}
	}
}

func TestEncodings(t *testing.T) {
	text := "Un été à l’Élysée\nLe cœur de l’accord coûte 3 € à chacun, selon le maître d’œuvre.\n"
	plain := strings.ReplaceAll(text, "’", "'")
	encode := func(s string, f func([]byte) ([]byte, error)) string {
		b, err := f([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	le := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()
	be := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder()
	for _, tt := range []struct{ name, raw, text, encoding string }{
		{"UTF-8", text, text, "utf-8"},
		{"UTF-8 with mark", "\ufeff" + text, text, "utf-8"},
		{"UTF-16 with mark", encode(text, le.Bytes), text, "utf-16le"},
		{"UTF-16 without mark", encode(text, be.Bytes), text, "utf-16be"},
		{"Windows-1252", encode(text, charmap.Windows1252.NewEncoder().Bytes), text, "windows-1252"},
		{"ISO-8859-15", encode(plain, charmap.ISO8859_15.NewEncoder().Bytes), plain, "iso-8859-15"},
		{"ISO-8859-1", encode("Un été à Pâques, 1½ litre\n", charmap.ISO8859_1.NewEncoder().Bytes), "Un été à Pâques, 1½ litre\n", "windows-1252"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			item := one(t, "a.txt", tt.raw)
			if string(item.Text) != tt.text || item.Encoding != tt.encoding {
				t.Errorf("got %q in %s, want %q in %s", item.Text, item.Encoding, tt.text, tt.encoding)
			}
			if item.Verbatim != (tt.encoding == "utf-8") {
				t.Errorf("verbatim: %v", item.Verbatim)
			}
		})
	}
	for name, tt := range map[string]struct {
		raw string
		err error
	}{
		"picture": {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", source.ErrBinary},
		"NUL":     {"Titre\nab\x00c", source.ErrBinary}, "escape": {"a\x1b[0m", source.ErrBinary},
		"a wrong byte in UTF-8": {"Une réunion à Genève \xff et l'été", source.ErrEncoding}, "NUL and more": {"a\x00\x81\xff", source.ErrBinary},
		"bad UTF-8 after a mark": {"\ufeffcaf\xe9", source.ErrEncoding}, "odd UTF-16": {"\xff\xfea\x00b", source.ErrEncoding},
		"undefined in Windows-1252": {"abcdefgh \x81 ijkl", source.ErrEncoding}, "empty": {"", source.ErrNoText}, "blank": {" \n\t", source.ErrNoText},
	} {
		if _, err := source.Read(context.Background(), "x.txt", []byte(tt.raw), source.Options{}); !errors.Is(err, tt.err) {
			t.Errorf("%s: got %v, want %v", name, err, tt.err)
		}
	}
}

const page = `<!DOCTYPE html><html lang="fr-FR"><head><meta charset="iso-8859-1"><title>Une rencontre à Porto | Le Journal du Port</title>
<link rel="canonical" href="https://journal.example/2026/porto#haut"><meta property="og:title" content="Une rencontre à Porto">
<meta property="og:site_name" content="Le Journal du Port"><meta property="article:published_time" content="2026-01-02T00:30:00+03:00">
<script>var x = "Menu";</script></head><body><nav><a href="/">Accueil</a> <a href="/m">Météo</a></nav>
<article><h1>Une rencontre à Porto</h1>
<p>La ministre portugaise Rita Sampaio a reçu mardi à Porto le ministre grec Nikos Alexiou, dans les salons de la préfecture, en présence de leurs conseillers.</p>
<p>Les entretiens ont porté sur la pêche, les ports et la <b>coopération</b> navale, a-t-elle indiqué après la réunion, qui a duré plus de deux heures.</p>
<p>Une seconde réunion est prévue au printemps à Athènes, selon le ministère, qui n'en a pas précisé la date exacte ni l'ordre du jour.</p>
</article><footer>Tous droits réservés. Abonnez-vous à la lettre.</footer></body></html>`

func TestHTML(t *testing.T) {
	raw, err := charmap.ISO8859_1.NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	item := one(t, "page", raw)
	want(t, item, source.HTML, "2026-01-02", "fr", "https://journal.example/2026/porto", "Le Journal du Port", "Une rencontre à Porto")
	lines := strings.Split(strings.TrimSpace(string(item.Text)), "\n")
	if len(lines) != 4 || lines[0] != "Une rencontre à Porto" || !strings.HasPrefix(lines[2], "Les entretiens ont porté sur la pêche, les ports et la coopération navale") {
		t.Errorf("got %q", lines)
	}
	if strings.Contains(string(item.Text), "Menu") || strings.Contains(string(item.Text), "Abonnez") {
		t.Errorf("the text holds what stands around it: %q", item.Text)
	}
	for name, raw := range map[string]string{"no text": "<html><body></body></html>", "only a script": "<!doctype html><script>var a</script>"} {
		if _, err := source.Read(context.Background(), "x", []byte(raw), source.Options{}); !errors.Is(err, source.ErrNoText) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	deep := "<html>" + strings.Repeat("<div>", 100_000) + "x"
	if _, err := source.Read(context.Background(), "x.html", []byte(deep), source.Options{}); err == nil {
		t.Error("a page nested 100,000 deep is read")
	}
}

const mail = "Received: from relay.example\r\nFrom: =?iso-8859-1?Q?Agence_de_l'=C9tang?= <desk@etang.example>\r\nSubject: =?utf-8?B?UmVuY29udHJlIMOgIFBvcnRv?=\r\n" +
	"Date: Fri, 02 Jan 2026 09:10:00 +0100\r\nMessage-ID: <42@etang.example>\r\nContent-Language: fr\r\nArchived-At: <https://etang.example/42>\r\n" +
	"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=outer\r\n\r\npreamble\r\n" +
	"--outer\r\nContent-Type: multipart/alternative; boundary=inner\r\n\r\n" +
	"--inner\r\nContent-Type: text/plain; charset=iso-8859-15\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
	"La ministre portugaise Rita Sampaio a re=E7u mardi =E0 Porto le ministre grec\r\nNikos Alexiou, dont le s=\r\n=E9jour co=FBte 3 =A4.\r\n\r\nFin.\r\n" +
	"--inner\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>autre</p>\r\n--inner--\r\n" +
	"--outer\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment\r\n\r\nUne annexe.\r\n--outer--\r\n"

func TestMail(t *testing.T) {
	item := one(t, "-", mail)
	want(t, item, source.EML, "2026-01-02", "fr", "https://etang.example/42", "Agence de l'Étang", "Rencontre à Porto")
	if got, want := string(item.Text), "Rencontre à Porto\nLa ministre portugaise Rita Sampaio a reçu mardi à Porto le ministre grec Nikos Alexiou, dont le séjour coûte 3 €.\nFin.\n"; got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if item.ID != "42@etang.example" {
		t.Errorf("id %q", item.ID)
	}
	htmlMail := "From: a@b.example\nDate: 2 Jan 2026 10:00:00 +0000\nContent-Type: text/html; charset=windows-1252\nContent-Transfer-Encoding: base64\n\nPHA+TGEgbWluaXN0cmUgYSByZef1IHVuZSBk6WzpZ2F0aW9uIGdyZWNxdWUu"
	if item := one(t, "a.eml", htmlMail); !strings.Contains(string(item.Text), "délégation grecque") {
		t.Errorf("got %q", item.Text)
	}
	nested := "Content-Type: multipart/mixed; boundary=a\n\n" + strings.Repeat("--a\nContent-Type: multipart/mixed; boundary=a\n\n", 50)
	for name, raw := range map[string]string{
		"no header": "nothing of a mail", "no boundary": "Content-Type: multipart/mixed\n\nx",
		"bad base64": "Content-Transfer-Encoding: base64\n\n!!!!", "no text": "Content-Type: image/png\n\nx", "nested": nested,
	} {
		if _, err := source.Read(context.Background(), "a.eml", []byte(raw), source.Options{}); err == nil {
			t.Errorf("%s: read", name)
		}
	}
}

const nitf = `<?xml version="1.0" encoding="ISO-8859-1"?><nitf xml:lang="en-GB"><head><title>short</title><docdata><doc-id id-string="n7"/>
<date.issue norm="20260102T091500+0000"/></docdata><pubdata name="The Quay" ex-ref="https://quay.example/n7"/></head>
<body><body.head><hedline><hl1>Ministers meet in Porto</hl1></hedline><distributor>QUAY</distributor></body.head>
<body.content><p>Portuguese Minister Rita Sampaio met her <em>Greek</em> counterpart, caf` + "\xe9" + ` owner Nikos Alexiou&nbsp;Junior.</p><media><media-caption>A picture</media-caption></media><p>They spoke of fishing.</p></body.content></body></nitf>`

func TestNITF(t *testing.T) {
	item := one(t, "-", nitf)
	want(t, item, source.NITF, "2026-01-02", "en", "https://quay.example/n7", "QUAY", "Ministers meet in Porto")
	if got := string(item.Text); got != "Ministers meet in Porto\nPortuguese Minister Rita Sampaio met her Greek counterpart, café owner Nikos Alexiou\u00a0Junior.\nThey spoke of fishing.\n" {
		t.Errorf("got %q", got)
	}
}

func newsML(items ...string) string {
	return `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>` + strings.Join(items, "\n") + `</itemSet></newsMessage>`
}

func newsItem(guid, content string) string {
	return `<newsItem guid="` + guid + `" xml:lang="fr"><itemMeta><provider qcode="nprov:LUSO"/><versionCreated>2026-01-02T09:00:00Z</versionCreated></itemMeta>
<contentMeta><headline>Rencontre à Porto</headline><language tag="fr"/></contentMeta><contentSet>` + content + `</contentSet></newsItem>`
}

func TestNewsML(t *testing.T) {
	ctx := context.Background()
	xhtml := `<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>La ministre a reçu un ministre grec.</p><p>Fin.</p></body></html></inlineXML>`
	item := one(t, "a.xml", newsItem("urn:newsml:luso:1", xhtml))
	want(t, item, source.NewsML, "2026-01-02", "fr", "", "LUSO", "Rencontre à Porto")
	if got := string(item.Text); got != "Rencontre à Porto\nLa ministre a reçu un ministre grec.\nFin.\n" {
		t.Errorf("got %q", got)
	}
	several := newsML(newsItem("urn:1", xhtml), newsItem("urn:2", `<remoteContent href="a.jpg"/>`), newsItem("urn:3", `<inlineData contenttype="text/plain">Un paragraphe.

Un autre.</inlineData>`))
	items, err := source.Read(ctx, "-", []byte(several), source.Options{})
	if err != nil || len(items) != 2 || items[0].SHA256 == items[1].SHA256 || items[1].Line != 3 {
		t.Fatalf("got %d items, %v", len(items), err)
	}
	if got := string(items[1].Text); got != "Rencontre à Porto\nUn paragraphe.\nUn autre.\n" {
		t.Errorf("got %q", got)
	}
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("hidden"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string]string{
		"entity from outside": `<!DOCTYPE nitf [<!ENTITY x SYSTEM "file://` + secret + `">]><nitf><body><body.content><p>a &x; b</p></body.content></body></nitf>`,
		"expanding entities":  `<!DOCTYPE nitf [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><nitf><body><body.content><p>&b;</p></body.content></body></nitf>`,
		"not closed":          `<nitf><body>`, "no text": newsItem("urn:2", `<remoteContent href="a.jpg"/>`),
		"deep": `<nitf>` + strings.Repeat("<p>", 10_000),
	} {
		if _, err := source.Read(ctx, "-", []byte(raw), source.Options{}); err == nil {
			t.Errorf("%s: read", name)
		}
	}
}

func TestJSON(t *testing.T) {
	ctx := context.Background()
	item := one(t, "-", `{"id":"x1","text":"Un texte.","headline":"Un titre","date":"2026-01-02T10:00:00Z","inLanguage":"fr-CA","link":"https://a.example/1","publisher":"LUSO","events":[{"type":3}]}`)
	want(t, item, source.JSON, "2026-01-02", "fr", "https://a.example/1", "LUSO", "Un titre")
	if !item.Untitled || item.ID != "x1" || string(item.Text) != "Un texte." {
		t.Errorf("got %+v", item)
	}
	if item := one(t, "a.json", `{"text":"Un titre\nUn texte.","title":"Un titre"}`); item.Untitled {
		t.Error("a text that begins with its title is called untitled")
	}
	lines := `{"text":"Un."}` + "\n\n" + `{"text":3}` + "\n" + `{"text":"Deux.","published":"soon"}` + "\nnot JSON\n" + `{"text":"Trois."}`
	var texts []string
	var bad []int
	for item, err := range source.Items(ctx, "-", strings.NewReader(lines), source.Options{}) {
		var at *source.ItemError
		if errors.As(err, &at) {
			bad = append(bad, at.Line)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if item.Format != source.JSONL {
			t.Fatalf("format %s", item.Format)
		}
		texts = append(texts, string(item.Text))
	}
	if strings.Join(texts, " ") != "Un. Trois." || len(bad) != 3 || bad[0] != 3 || bad[2] != 5 {
		t.Errorf("read %q, bad lines %v", texts, bad)
	}
	items, err := source.Read(ctx, "a.json", []byte(`[{"text":"Un."},{"text":"Deux."}]`), source.Options{})
	if err != nil || len(items) != 2 || items[1].Line != 2 {
		t.Errorf("array: %d items, %v", len(items), err)
	}
	if item := one(t, "a", "{ not JSON at all"); item.Format != source.Text {
		t.Errorf("a text that begins with a brace is %s", item.Format)
	}
	for _, raw := range []string{`{"text":""}`, `{"title":"a"}`, `{"text":`, `[]`, `{"text":"a\u0000b"}`, `{"text":"a","lang":"!"}`} {
		if _, err := source.Read(ctx, "a.json", []byte(raw), source.Options{}); err == nil {
			t.Errorf("%s: read", raw)
		}
	}
}

func TestLimits(t *testing.T) {
	ctx := context.Background()
	var limit *source.LimitError
	if _, err := source.Read(ctx, "a.txt", bytes.Repeat([]byte("mot "), 100), source.Options{MaxFile: 399}); !errors.As(err, &limit) {
		t.Errorf("got %v", err)
	}
	if _, err := source.Read(ctx, "a.txt", bytes.Repeat([]byte("mot "), 100), source.Options{MaxFile: 400}); err != nil {
		t.Error(err)
	}
	long := `{"text":"` + strings.Repeat("a", 200_000) + `"}`
	n := 0
	for item, err := range source.Items(ctx, "a.jsonl", strings.NewReader(long+"\n"+`{"text":"court"}`), source.Options{MaxLine: 1000}) {
		n++
		if n == 1 && !errors.As(err, &limit) || n == 2 && (err != nil || string(item.Text) != "court") {
			t.Errorf("line %d: %v", n, err)
		}
	}
	if n != 2 {
		t.Errorf("%d lines, want 2", n)
	}
}

func TestPDF(t *testing.T) {
	dir := t.TempDir()
	program := func(name, script string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
			t.Fatal(err)
		}
		return path
	}
	read := func(program string) (*source.Item, error) {
		items, err := source.Read(context.Background(), "a", []byte("%PDF-1.4 ..."), source.Options{PDFToText: program, PDFTime: 300 * time.Millisecond, MaxFile: 1000})
		if err != nil {
			return nil, err
		}
		return items[0], nil
	}
	item, err := read(program("good", `cat >/dev/null; printf 'Un titre\n\nUne phrase qui est assez longue pour que le programme la coupe\nen deux lignes.\f'`))
	if err != nil || string(item.Text) != "Un titre\nUne phrase qui est assez longue pour que le programme la coupe en deux lignes.\n" {
		t.Errorf("got %+v, %v", item, err)
	}
	if _, err := read(filepath.Join(dir, "absent")); !errors.Is(err, source.ErrNoPDFReader) {
		t.Errorf("absent: %v", err)
	}
	if _, err := source.Read(context.Background(), "a", []byte("%PDF-1.4 ..."), source.Options{PDFToText: program("run", "touch "+filepath.Join(dir, "ran")), NoPrograms: true}); !errors.Is(err, source.ErrNoPrograms) {
		t.Errorf("no programs: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "ran")); err == nil {
		t.Error("a program was run")
	}
	var limit *source.LimitError
	for name, tt := range map[string]struct {
		script string
		want   func(error) bool
	}{
		"fails": {"echo broken >&2; exit 3", func(err error) bool {
			return errors.Is(err, source.ErrFormat) && strings.Contains(err.Error(), "broken")
		}},
		"hangs": {"exec sleep 5", func(err error) bool {
			return errors.Is(err, source.ErrFormat) && strings.Contains(err.Error(), "longer")
		}},
		"floods": {"cat >/dev/null; exec yes", func(err error) bool { return errors.As(err, &limit) }},
		"empty":  {"cat >/dev/null", func(err error) bool { return errors.Is(err, source.ErrNoText) }},
	} {
		if _, err := read(program(name, tt.script)); !tt.want(err) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestSniff(t *testing.T) {
	for _, tt := range []struct {
		name, head string
		want       source.Format
	}{
		{"a.txt", "<html>", source.Text}, {"a.html.gz", "", source.HTML}, {"a.json", "{\"text\":\"\"}", source.JSON},
		{"a.json", "{\"text\":\"\"}\n{\"text\":\"\"}", source.JSONL}, {"a.ndjson", "x", source.JSONL}, {"a.xml", "<nitf>", source.NITF},
		{"a.xml", "<?xml version='1.0'?>\n<!-- c -->\n<x:newsItem>", source.NewsML}, {"-", "<!DOCTYPE HTML>", source.HTML},
		{"-", "%PDF-1.7", source.PDF}, {"a.pdf", "", source.PDF}, {"-", "Date: lundi\nUn texte", source.Text},
		{"-", "<< Un texte >>", source.Text}, {"a.xml", "<rdf>", source.Text}, {"a.json", "null", source.JSON},
	} {
		if got := source.Sniff(tt.name, []byte(tt.head)); got != tt.want {
			t.Errorf("%s %q: got %s, want %s", tt.name, tt.head, got, tt.want)
		}
	}
	if !source.Known("a.XML.zst") || source.Known("a.nq") || source.Base("/x/2026-01-02 a.txt.gz") != "2026-01-02 a" || source.Base("v1.2") != "v1.2" {
		t.Error("names of files are misread")
	}
	if _, err := source.ParseFormat("docx"); !errors.Is(err, source.ErrUnknownFormat) {
		t.Errorf("got %v", err)
	}
}
