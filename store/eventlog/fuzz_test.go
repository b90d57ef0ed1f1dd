package eventlog_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/eventlog"
	"github.com/chancery-graph/chancery/store/storetest"
)

func fullHeader() graph.Header {
	return graph.Header{
		Seq: 2, Prev: graph.Digest{1}, Time: time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC),
		Kind: graph.KindDocument, Agent: "a\"\\\n\u0001\u007fé", Source: "http://s.example/é",
		Document: graph.Digest{2}, Extractor: "x/1", Commit: "c", Message: "m\r\n",
		Adds: 3, Deletes: 4, Body: sha256.Sum256(nil),
	}
}

func TestHeaderText(t *testing.T) {
	h := fullHeader()
	text, err := eventlog.AppendHeader(nil, &h)
	if err != nil {
		t.Fatal(err)
	}
	const want = `H chancery "1" .
H seq "2" .
H prev "0100000000000000000000000000000000000000000000000000000000000000" .
H time "2026-01-02T03:04:05.000006Z" .
H kind "document" .
H agent "a\"\\\n\u0001\u007Fé" .
H source <http://s.example/é> .
H document "0200000000000000000000000000000000000000000000000000000000000000" .
H extractor "x/1" .
H commit "c" .
H message "m\r\n" .
H adds "3" .
H deletes "4" .
H body "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" .
`
	if string(text) != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
	back, err := eventlog.ParseHeader(text)
	if err != nil || back != h {
		t.Errorf("got %+v, %v", back, err)
	}
	for _, tt := range []struct{ name, old, new string }{
		{"other order", "H adds \"3\" .\nH deletes \"4\" .\n", "H deletes \"4\" .\nH adds \"3\" .\n"},
		{"twice", "H adds \"3\" .\n", "H adds \"3\" .\nH adds \"3\" .\n"},
		{"empty field", "H commit \"c\" .\n", "H commit \"\" .\n"},
		{"leading zero", "\"3\"", "\"03\""},
		{"upper-case digest", "e3b0", "E3b0"},
		{"short fraction", "05.000006Z", "05.00001Z"},
		{"other zone", "000006Z", "000006+00:00"},
		{"unknown field", "H adds", "H plus"},
		{"unknown escape", `\r`, `\x`},
		{"needless escape", `é" .`, `\u0065" .`},
		{"other version", `chancery "1"`, `chancery "2"`},
		{"no kind", "H kind \"document\" .\n", ""},
		{"space", "H seq ", "H  seq "},
		{"cut off", "855\" .\n", "855\""},
	} {
		if bad := strings.Replace(want, tt.old, tt.new, 1); bad == want {
			t.Errorf("%s: nothing was changed", tt.name)
		} else if _, err := eventlog.ParseHeader([]byte(bad)); !errors.Is(err, eventlog.ErrInvalid) {
			t.Errorf("%s: got %v, want ErrInvalid", tt.name, err)
		}
	}
}

func FuzzParseHeader(f *testing.F) {
	h := fullHeader()
	text, err := eventlog.AppendHeader(nil, &h)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte("H chancery \"1\" .\nH seq \"1\" .\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		h, err := eventlog.ParseHeader(text)
		if err != nil {
			if !errors.Is(err, eventlog.ErrInvalid) {
				t.Errorf("got %v, want ErrInvalid", err)
			}
			return
		}
		again, err := eventlog.AppendHeader(nil, &h)
		if err != nil || !bytes.Equal(again, text) {
			t.Errorf("%q was read, but is written as %q: %v", text, again, err)
		}
	})
}

// FuzzHeaderFields checks that any header that can be written reads back.
func FuzzHeaderFields(f *testing.F) {
	f.Add("a", "http://s", "x", "c", "m", int64(0), uint64(1))
	f.Add("\"\\\n\x7f", "urn:é", "", "", "\u2028", int64(-1e15), uint64(1<<63))
	f.Fuzz(func(t *testing.T, agent, source, extractor, commit, message string, micros int64, n uint64) {
		h := fullHeader()
		h.Agent, h.Source, h.Extractor, h.Commit, h.Message = agent, source, extractor, commit, message
		h.Time, h.Adds = time.UnixMicro(micros).UTC(), n
		text, err := eventlog.AppendHeader(nil, &h)
		if err != nil {
			return
		}
		back, err := eventlog.ParseHeader(text)
		if err != nil || back != h {
			t.Errorf("%q reads back as %+v, %v", text, back, err)
		}
	})
}

func FuzzDecoder(f *testing.F) {
	e, _ := openLog(f, f.TempDir())
	fill(f, e, 3)
	text := export(f, e)
	f.Add([]byte(text))
	f.Add([]byte(strings.Replace(text, "TC .", "TX .", 1)))
	f.Add([]byte(text[:len(text)/2]))
	f.Fuzz(func(t *testing.T, text []byte) {
		d := eventlog.NewDecoder(bytes.NewReader(text))
		var again bytes.Buffer
		for {
			ev, err := d.NextEvent()
			if err == io.EOF {
				break
			}
			if err != nil {
				return
			}
			again.Write(ev.Text)
			again.WriteString("TX .\n")
			body := sha256.New()
			for {
				piece, err := d.Next(nil)
				body.Write(piece)
				again.Write(piece)
				if err == io.EOF {
					break
				}
				if err != nil {
					return
				}
			}
			if graph.Digest(body.Sum(nil)) != ev.Header.Body || graph.Digest(sha256.Sum256(ev.Text)) != ev.Hash {
				t.Error("an event does not have its hashes")
			}
			again.WriteString("TC .\n# sha256 " + ev.Hash.String() + "\n")
		}
		if !bytes.Equal(again.Bytes(), text) {
			t.Errorf("%q was taken, but says %q", text, again.Bytes())
		}
	})
}

// FuzzBody appends any text; what is taken comes back.
func FuzzBody(f *testing.F) {
	e, _ := openLog(f, f.TempDir())
	f.Add("A <s> <p> <o> .\n")
	f.Add("D <s> <p> \"TC .\" .\nA . .\n")
	f.Fuzz(func(t *testing.T, text string) {
		head, _, err := e.Head(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		body := storetest.Text()
		if text != "" {
			body = storetest.Text(text)
		}
		_, err = e.Append(t.Context(), head, eventlog.Commit{Header: graph.Header{Kind: graph.KindUpdate}, Body: body})
		if errors.Is(err, eventlog.ErrInvalid) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := e.Export(t.Context(), &b, head+1, head+1); err != nil {
			t.Fatal(err)
		}
		d := eventlog.NewDecoder(&b)
		if _, err := d.NextEvent(); err != nil {
			t.Fatalf("export of %q: %v", text, err)
		}
		got, err := d.Next(nil)
		if err != io.EOF || string(got) != text {
			t.Errorf("export of %q decodes as %q, %v", text, got, err)
		}
	})
}
