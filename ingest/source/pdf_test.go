package source_test

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/chancery-graph/chancery/ingest/source"
)

// pdfPage is a PDF of one page with lines of text, written from the standard (ISO
// 32000-1): a catalogue, a page, its content and a font that every reader has. A
// password encrypts the text by the standard handler, revision 2 (RC4, 40 bits).
func pdfPage(t *testing.T, lines []string, password string) []byte {
	t.Helper()
	var content bytes.Buffer
	content.WriteString("BT /F1 11 Tf 14 TL 72 760 Td\n")
	for _, line := range lines {
		encoded, err := charmap.Windows1252.NewEncoder().String(line)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&content, "(%s) Tj T*\n", strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(encoded))
	}
	content.WriteString("ET\n")
	text, trailer := content.Bytes(), ""
	if password != "" {
		text, trailer = encrypted(text, password)
	}
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(text), text),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
	}
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	var at []int
	for i, object := range objects {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, trailer, start)
	return out.Bytes()
}

// encrypted is the content of object 4 under a password, and what the trailer says
// of it (ISO 32000-1, 7.6.3.3 and 7.6.3.4).
func encrypted(text []byte, password string) ([]byte, string) {
	padding := []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")
	padded := append([]byte(password), padding...)[:32]
	rc := func(key, data []byte) []byte {
		c, err := rc4.NewCipher(key)
		if err != nil {
			panic(err) // the lengths of keys here are right
		}
		out := make([]byte, len(data))
		c.XORKeyStream(out, data)
		return out
	}
	sum := md5.Sum(padded)
	owner := rc(sum[:5], padded)
	const permissions = -4
	id := []byte("0123456789abcdef")
	p := int32(permissions)
	seed := append(append(append([]byte{}, padded...), owner...), binary.LittleEndian.AppendUint32(nil, uint32(p))...)
	sum = md5.Sum(append(seed, id...))
	key := sum[:5]
	user := rc(key, padding)
	object := md5.Sum(append(append([]byte{}, key...), 4, 0, 0, 0, 0))
	return rc(object[:10], text), fmt.Sprintf("/ID [<%x> <%x>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <%x> /U <%x> /P %d >> ", id, id, owner, user, permissions)
}

// TestPDFToText reads PDFs with the program itself.
func TestPDFToText(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed (package poppler-utils)")
	}
	lines := []string{
		"Une visite à Oslo",
		"",
		"La ministre portugaise des Affaires étrangères Ana Prata a rencontré mardi à",
		"Oslo le ministre chilien Rui Tavira, selon un communiqué publié à l'issue de leur",
		"entretien.",
		"",
		"« Nous voulons avancer », a dit Ana Prata, dont le conseil-",
		"ler a confirmé que les entretiens avaient porté sur la pêche et la coopé-",
		"ration navale.",
	}
	items, err := source.Read(context.Background(), "a.pdf", pdfPage(t, lines, ""), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := "Une visite à Oslo\n" +
		"La ministre portugaise des Affaires étrangères Ana Prata a rencontré mardi à Oslo le ministre chilien Rui Tavira, selon un communiqué publié à l'issue de leur entretien.\n" +
		"« Nous voulons avancer », a dit Ana Prata, dont le conseiller a confirmé que les entretiens avaient porté sur la pêche et la coopération navale.\n"
	if got := string(items[0].Text); got != want || items[0].Format != source.PDF || items[0].Verbatim {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	whole := pdfPage(t, lines, "")
	for name, tt := range map[string]struct {
		raw  []byte
		want error
		says string
	}{
		"encrypted": {pdfPage(t, lines, "secret"), source.ErrFormat, "password"},
		"broken":    {[]byte("%PDF-1.4\nnothing of a PDF follows\n"), source.ErrFormat, "PDF"},
		"cut":       {whole[:len(whole)/3], source.ErrFormat, "PDF"},
		"no text":   {pdfPage(t, nil, ""), source.ErrNoText, "pictures of text"},
	} {
		_, err := source.Read(context.Background(), "a.pdf", tt.raw, source.Options{})
		if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: got %v, want %v that says %q", name, err, tt.want, tt.says)
		}
	}
}
