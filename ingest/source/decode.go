package source

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	xunicode "golang.org/x/text/encoding/unicode"
)

// Decode turns bytes into UTF-8 without a byte order mark. declared is the
// encoding that the file names, or empty. It returns the text, the name of the
// encoding and the length of the byte order mark that was dropped, and
// ErrEncoding or ErrBinary, wrapped. Text that is UTF-8 already shares memory
// with raw.
func Decode(raw []byte, declared string) (text []byte, name string, mark int, err error) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		if text = raw[3:]; !utf8.Valid(text) {
			return nil, "", 0, invalid(text, "utf-8")
		}
		return text, "utf-8", 3, noControls(text)
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}):
		text, err = decodeBy(raw[2:], xunicode.UTF16(xunicode.LittleEndian, xunicode.IgnoreBOM), "utf-16le")
		return text, "utf-16le", 2, err
	case bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		text, err = decodeBy(raw[2:], xunicode.UTF16(xunicode.BigEndian, xunicode.IgnoreBOM), "utf-16be")
		return text, "utf-16be", 2, err
	}
	if order, name := zeroBytes(raw); name != "" {
		text, err = decodeBy(raw, xunicode.UTF16(order, xunicode.IgnoreBOM), name)
		return text, name, 0, err
	}
	if utf8.Valid(raw) {
		return raw, "utf-8", 0, noControls(raw)
	}
	if enc, name := charset.Lookup(strings.TrimSpace(declared)); enc != nil && name != "utf-8" && !strings.HasPrefix(name, "utf-16") {
		text, err = decodeBy(raw, enc, name)
		return text, name, 0, err
	}
	if err := noControls(raw); err != nil {
		return nil, "", 0, err
	}
	if damaged(raw) {
		i := firstInvalid(raw)
		return nil, "", 0, fmt.Errorf("%w: byte 0x%02X at byte %d, line %d, is not UTF-8, and all else is",
			ErrEncoding, raw[i], i, 1+bytes.Count(raw[:i], []byte("\n")))
	}
	enc, name, err := guess(raw)
	if err != nil {
		return nil, "", 0, err
	}
	text, err = decodeBy(raw, enc, name)
	return text, name, 0, err
}

func decodeBy(raw []byte, enc encoding.Encoding, name string) ([]byte, error) {
	if strings.HasPrefix(name, "utf-16") && len(raw)%2 != 0 {
		return nil, fmt.Errorf("%w: %s text of an odd number of bytes", ErrEncoding, name)
	}
	text, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return nil, fmt.Errorf("%w: as %s: %w", ErrEncoding, name, err)
	}
	// Decoders put U+FFFD for what they cannot decode.
	if i := bytes.Index(text, []byte("\ufffd")); i >= 0 {
		line := 1 + bytes.Count(text[:i], []byte("\n"))
		return nil, fmt.Errorf("%w: line %d has bytes that are not %s", ErrEncoding, line, name)
	}
	return text, noControls(text)
}

// zeroBytes finds UTF-16 without a mark: of a Latin text every other byte is 0.
func zeroBytes(raw []byte) (xunicode.Endianness, string) {
	head := raw[:min(len(raw), 1024)&^1]
	if len(head) < 8 {
		return xunicode.LittleEndian, ""
	}
	var even, odd int
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 && head[i+1] != 0 {
			even++
		}
		if head[i+1] == 0 && head[i] != 0 {
			odd++
		}
	}
	const share = 8 // of ten pairs
	switch pairs := len(head) / 2; {
	case odd*10 > pairs*share && even == 0:
		return xunicode.LittleEndian, "utf-16le"
	case even*10 > pairs*share && odd == 0:
		return xunicode.BigEndian, "utf-16be"
	}
	return xunicode.LittleEndian, ""
}

// guess tells the two encodings of Western Europe apart that agencies use. They
// differ from 0x80 to 0x9F, where ISO-8859-15 has controls, and in eight
// letters, of which œ and Ÿ stand within words and the euro sign beside them.
func guess(raw []byte) (encoding.Encoding, string, error) {
	high := 0
	latin9 := 0
	for i, b := range raw {
		if b < 0x80 {
			continue
		}
		if high++; b < 0xa0 {
			latin9 = -len(raw)
			continue
		}
		letters := i > 0 && letter(raw[i-1]) || i+1 < len(raw) && letter(raw[i+1])
		switch {
		case (b == 0xbd || b == 0xbc) && letters, b == 0xbe && letters: // œ Œ Ÿ; else ½ ¼ ¾
			latin9++
		case b == 0xa4: // the euro; else the generic currency sign, which nobody writes
			latin9++
		}
	}
	if i := firstInvalid(raw); high*2 > len(raw) {
		return nil, "", fmt.Errorf("%w: most bytes are no letters, the first at byte %d", ErrBinary, i)
	}
	if latin9 > 0 {
		return charmap.ISO8859_15, "iso-8859-15", nil
	}
	return charmap.Windows1252, "windows-1252", nil
}

// damaged tells UTF-8 with some wrong bytes from the one-byte encodings, in which
// hardly two accented letters in a row make a character of UTF-8.
func damaged(raw []byte) bool {
	characters, wrong := 0, 0
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			wrong++
		case n > 1:
			characters++
		}
		i += n
	}
	return characters > wrong
}

func letter(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0xc0
}

func firstInvalid(raw []byte) int {
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(raw)
}

func invalid(text []byte, name string) error {
	i := firstInvalid(text)
	return fmt.Errorf("%w: byte 0x%02X at byte %d, line %d, after a mark that promises %s",
		ErrEncoding, text[i], i, 1+bytes.Count(text[:i], []byte("\n")), name)
}

// noControls refuses what no text holds.
func noControls(text []byte) error {
	for i, b := range text {
		if b >= ' ' || b == '\n' || b == '\r' || b == '\t' || b == '\f' {
			continue
		}
		line := 1 + bytes.Count(text[:i], []byte("\n"))
		if b == 0 {
			return fmt.Errorf("%w: a NUL at byte %d, line %d; is this a compressed file, an image or a word processor's document?", ErrBinary, i, line)
		}
		return fmt.Errorf("%w: a control character U+%04X at byte %d, line %d", ErrBinary, b, i, line)
	}
	return nil
}

// langOf reduces a language tag to its primary subtag: "fr-FR" gives "fr".
func langOf(tag string) string {
	tag = strings.TrimSpace(tag)
	if i := strings.IndexFunc(tag, func(r rune) bool { return r == '-' || r == '_' || r == ',' || unicode.IsSpace(r) }); i >= 0 {
		tag = tag[:i]
	}
	tag = strings.ToLower(tag)
	if len(tag) < 2 || len(tag) > 3 || strings.IndexFunc(tag, func(r rune) bool { return r < 'a' || r > 'z' }) >= 0 {
		return ""
	}
	return tag
}
