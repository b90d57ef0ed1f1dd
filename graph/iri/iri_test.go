package iri_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/iri"
)

func resolve(tb interface{ Fatalf(string, ...any) }, base, ref string) string {
	b, err := iri.ParseBase([]byte(base))
	if err != nil {
		tb.Fatalf("ParseBase(%q): %v", base, err)
	}
	got, err := b.AppendResolve([]byte("<"), []byte(ref))
	if err != nil || got[0] != '<' {
		tb.Fatalf("%q + %q: %q, %v", base, ref, got, err)
	}
	return string(got[1:])
}

// TestExamples has the examples of RFC 3986 §5.4.1 and §5.4.2 (strict).
func TestExamples(t *testing.T) {
	const base = "http://a/b/c/d;p?q"
	for ref, want := range map[string]string{
		"g:h": "g:h", "g": "http://a/b/c/g", "./g": "http://a/b/c/g", "g/": "http://a/b/c/g/", "/g": "http://a/g",
		"//g": "http://g", "?y": "http://a/b/c/d;p?y", "g?y": "http://a/b/c/g?y", "#s": "http://a/b/c/d;p?q#s",
		"g#s": "http://a/b/c/g#s", "g?y#s": "http://a/b/c/g?y#s", ";x": "http://a/b/c/;x", "g;x": "http://a/b/c/g;x",
		"g;x?y#s": "http://a/b/c/g;x?y#s", "": "http://a/b/c/d;p?q", ".": "http://a/b/c/", "./": "http://a/b/c/",
		"..": "http://a/b/", "../": "http://a/b/", "../g": "http://a/b/g", "../..": "http://a/", "../../": "http://a/",
		"../../g": "http://a/g",

		"../../../g": "http://a/g", "../../../../g": "http://a/g", "/./g": "http://a/g", "/../g": "http://a/g",
		"g.": "http://a/b/c/g.", ".g": "http://a/b/c/.g", "g..": "http://a/b/c/g..", "..g": "http://a/b/c/..g",
		"./../g": "http://a/b/g", "./g/.": "http://a/b/c/g/", "g/./h": "http://a/b/c/g/h", "g/../h": "http://a/b/c/h",
		"g;x=1/./y": "http://a/b/c/g;x=1/y", "g;x=1/../y": "http://a/b/c/y", "g?y/./x": "http://a/b/c/g?y/./x",
		"g?y/../x": "http://a/b/c/g?y/../x", "g#s/./x": "http://a/b/c/g#s/./x", "g#s/../x": "http://a/b/c/g#s/../x",
		"http:g": "http:g",
	} {
		if got := resolve(t, base, ref); got != want {
			t.Errorf("%q resolves to %q, want %q", ref, got, want)
		}
	}
}

func TestMoreBases(t *testing.T) {
	for _, tt := range []struct{ name, base, ref, want string }{
		{"fragment of the base", "http://a/b#f", "", "http://a/b"},
		{"authority without a path", "http://a", "g", "http://a/g"},
		{"authority, query, no path", "http://a?q/r", "g", "http://a/g"},
		{"authority without a path, empty", "http://a?q", "#s", "http://a?q#s"},
		{"query with slashes", "http://a/b?c/d", "e", "http://a/e"},
		{"urn", "urn:a:b", "c", "urn:c"},
		{"urn with a slash", "urn:a/b", "../../c", "urn:/c"},
		{"no path", "u:", "c", "u:c"},
		{"dots of the base", "http://a/b/../c/./d", "e", "http://a/c/e"},
		{"dots of the base stay without a path", "http://a/b/../c", "?q", "http://a/b/../c?q"},
		{"file", "file:///a/b", "../../../c", "file:///c"},
		{"empty authority", "file:///a", "//", "file://"},
		{"empty segments", "http://a//b//c", "../d", "http://a//b/d"},
		{"up an empty segment", "http://a/b/c", "d//../e", "http://a/b/d/e"},
		{"dots alone", "http://a/b/c", "../..", "http://a/"},
		{"absolute with dots", "u:x", "http://a/b/../c/./d/..", "http://a/c/"},
		{"rootless with dots", "u:x", "v:./a/../../b", "v:/b"},
		{"not ASCII", "http://é/ü/x", "../ß?ä#ö", "http://é/ß?ä#ö"},
		{"escapes are no dots", "http://a/b/c", "%2E%2e/d", "http://a/b/%2E%2e/d"},
		{"colon in a later segment", "http://a/b/c", "./d:e", "http://a/b/d:e"},
	} {
		if got := resolve(t, tt.base, tt.ref); got != tt.want {
			t.Errorf("%s: %q + %q = %q, want %q", tt.name, tt.base, tt.ref, got, tt.want)
		}
	}
}

func TestBaseErrors(t *testing.T) {
	var none iri.Base
	if got, err := none.AppendResolve([]byte("x"), []byte("a")); !errors.Is(err, iri.ErrNoBase) || string(got) != "x" || !none.IsZero() {
		t.Errorf("no base: %q, %v", got, err)
	}
	if got, err := none.AppendResolve(nil, []byte("u:a/../b")); err != nil || string(got) != "u:/b" {
		t.Errorf("no base, a scheme: %q, %v", got, err)
	}
	for _, s := range []string{"", "a", "/a", "//a", "u: ", "u:<", "u:\xff"} {
		if _, err := iri.ParseBase([]byte(s)); !errors.Is(err, iri.ErrBase) {
			t.Errorf("ParseBase(%q): %v, want ErrBase", s, err)
		}
	}
	b, err := iri.ParseBase([]byte("u:a"))
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Set([]byte("rel")); err == nil || b.String() != "u:a" {
		t.Errorf("a failed Set changed the base to %q (%v)", b.String(), err)
	}
}

// TestAgreesWithURL compares with package net/url where that keeps the text.
func TestAgreesWithURL(t *testing.T) {
	segment := rapid.SampledFrom([]string{"a", "b", ".", "..", "..."})
	path := rapid.Map(rapid.SliceOfN(segment, 0, 6), func(s []string) string { return strings.Join(s, "/") })
	rapid.Check(t, func(t *rapid.T) {
		base := "http://h/" + path.Draw(t, "base")
		ref := rapid.SampledFrom([]string{"", "/", "//x/"}).Draw(t, "start") + path.Draw(t, "ref") +
			rapid.SampledFrom([]string{"", "?q", "#f", "?q/../r#f/."}).Draw(t, "end")
		if ref == "" || ref[0] == '?' || ref[0] == '#' {
			t.Skip() // net/url cleans the path of the base
		}
		b, err := url.Parse(base)
		if err != nil {
			t.Fatal(err)
		}
		want, err := b.Parse(ref)
		if err != nil {
			t.Fatal(err)
		}
		if got := resolve(t, base, ref); got != want.String() {
			t.Fatalf("%q + %q = %q, want %q", base, ref, got, want)
		}
	})
}

func TestCheck(t *testing.T) {
	for _, s := range []string{
		"u:", "u:a", "http://a", "http://a/", "http://u:p@a:80/b?c#d", "http://a:/", "http://[::1]:80/", "http://[v1.a:b]/",
		"urn:isbn:0", "mailto:a@b", "http://é/ü?\uE000#ß", "http://a/%41?/?#/?", "file:///a", "http://a@/", "u:/", "u:\U000E1000",
		"http://[1:2:3:4:5:6:1.2.3.4]", "http://[::]", "http://[1::8]",
	} {
		if err := iri.Check([]byte(s)); err != nil || !iri.Valid([]byte(s)) {
			t.Errorf("Check(%q): %v", s, err)
		}
	}
	for s, offset := range map[string]int{
		"": 0, "a": 0, "1:a": 0, "http://a b": 8, "u:a[": 3, "u:%4": 2, "u:%": 2, "u:a%4g": 3, "http://a:8a": 10, "http://[::1": 7,
		"http://[::1]a": 12, "http://[1:2]": 7, "u:a?b#c#d": 7, "u:\uE000": 2, "u:\uFFF0": 2, "u:a#\uE000": 4, "u:\xff": 2, "u:\\": 2,
		"http://a@b@c": 8, "http://[v.a]": 7, "http://[vz.a]": 7, "u:\U0001FFFE": 2, "u:\U000E0FFF": 2, "u:a?\U000FFFFE": 4,
	} {
		var syntax *iri.SyntaxError
		if err := iri.Check([]byte(s)); !errors.As(err, &syntax) || syntax.Offset != offset {
			t.Errorf("Check(%q): %v, want offset %d", s, err, offset)
		}
	}
}

// TestIPv6 compares with package net/netip.
func TestIPv6(t *testing.T) {
	part := rapid.SampledFrom([]string{"1", "abcd", "0", ":", ":", "::", "1.2.3.4", "255", ".", "256.1.1.1", "12345", "01.2.3.4"})
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(part, 1, 16).Draw(t, "parts"), "")
		addr, err := netip.ParseAddr(s)
		want := err == nil && addr.Is6()
		if got := iri.Valid([]byte("u://[" + s + "]")); got != want {
			t.Fatalf("Valid of [%s] = %v, want %v", s, got, want)
		}
	})
}

func FuzzResolve(f *testing.F) {
	f.Add("http://a/b/c/d;p?q", "../../g?y#s")
	f.Add("urn:a/../b", "./..//c")
	f.Add("file:///", "//x")
	f.Fuzz(func(t *testing.T, base, ref string) {
		b, err := iri.ParseBase([]byte(base))
		if err != nil {
			return
		}
		got, err := b.AppendResolve(nil, []byte(ref))
		if err != nil {
			t.Fatalf("%q + %q: %v", base, ref, err)
		}
		if graph.SchemeLen(got) == 0 {
			t.Fatalf("%q + %q = %q, which is relative", base, ref, got)
		}
		if iri.Valid([]byte(base)) && iri.Valid([]byte("u:"+ref)) && !iri.Valid(got) && !strings.Contains(ref, "//") && !strings.Contains(base, "//") {
			t.Fatalf("%q + %q = %q, which is malformed", base, ref, got)
		}
		// Once resolved, an IRI stands for itself, whatever the base.
		again, err := b.AppendResolve(nil, got)
		if err != nil || (ref != "" && ref[0] != '?' && ref[0] != '#' && !bytes.Contains(got, []byte("//")) && !bytes.Equal(again, got)) {
			t.Fatalf("%q resolves again to %q, %v", got, again, err)
		}
	})
}

func TestNoAllocation(t *testing.T) {
	b, err := iri.ParseBase([]byte("https://chancery.example/meeting/1"))
	if err != nil {
		t.Fatal(err)
	}
	dst := make([]byte, 0, 100)
	ref, ip := []byte("../actor/./x?y#z"), []byte("http://[::1]:80/a?b#c")
	if n := testing.AllocsPerRun(10, func() {
		if dst, err = b.AppendResolve(dst[:0], ref); err != nil || !iri.Valid(ip) || b.Set(ip) != nil {
			t.Fatal(err)
		}
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func ExampleBase_AppendResolve() {
	base, err := iri.ParseBase([]byte("https://chancery.example/meeting/1"))
	if err != nil {
		fmt.Println(err)
		return
	}
	text, err := base.AppendResolve(nil, []byte("../actor/x#name"))
	fmt.Printf("%s %v\n", text, err)
	// Output: https://chancery.example/actor/x#name <nil>
}

func BenchmarkAppendResolve(b *testing.B) {
	base, err := iri.ParseBase([]byte("https://chancery.example/meeting/1"))
	if err != nil {
		b.Fatal(err)
	}
	for _, ref := range []string{"2", "#name", "../actor/x", "https://chancery.example/actor/x"} {
		b.Run(strings.ReplaceAll(ref, "/", "|"), func(b *testing.B) {
			b.ReportAllocs()
			var dst []byte
			for b.Loop() {
				dst, _ = base.AppendResolve(dst[:0], []byte(ref))
			}
		})
	}
}

func BenchmarkCheck(b *testing.B) {
	text := []byte("https://chancery.example/meeting/2026-01-01-ankara?lang=fr#char=1,2")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if !iri.Valid(text) {
			b.Fatal("malformed")
		}
	}
}
