package jsonld

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// appendCanonical appends v in the JSON Canonicalization Scheme (RFC 8785).
func appendCanonical(dst []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(dst, "null"...), nil
	case bool:
		return strconv.AppendBool(dst, v), nil
	case string:
		return appendString(dst, v), nil
	case json.Number:
		f, err := v.Float64()
		if err != nil {
			return dst, fmt.Errorf("jsonld: number %s is beyond what a JSON literal can hold: %w", clip(string(v)), err)
		}
		return appendNumber(dst, f), nil
	case number:
		return append(dst, v...), nil
	case float64:
		return appendNumber(dst, v), nil
	case []any:
		dst = append(dst, '[')
		for i, item := range v {
			if i > 0 {
				dst = append(dst, ',')
			}
			var err error
			if dst, err = appendCanonical(dst, item); err != nil {
				return dst, err
			}
		}
		return append(dst, ']'), nil
	case map[string]any:
		dst = append(dst, '{')
		for i, key := range sortedUTF16(v) {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(appendString(dst, key), ':')
			var err error
			if dst, err = appendCanonical(dst, v[key]); err != nil {
				return dst, err
			}
		}
		return append(dst, '}'), nil
	}
	return dst, fmt.Errorf("jsonld: %T is no JSON value", v)
}

// sortedUTF16 returns the keys of m in the order of their UTF-16 code units.
func sortedUTF16(m map[string]any) []string {
	ascii := true
	for key := range m {
		for i := 0; ascii && i < len(key); i++ {
			ascii = key[i] < utf8.RuneSelf
		}
	}
	if ascii { // the same order
		return slices.Sorted(maps.Keys(m))
	}
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
	})
}

// appendString appends s as RFC 8785 §3.2.2.2 has it.
func appendString(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			_, size := utf8.DecodeRuneInString(s[i:])
			dst = append(dst, s[i:i+size]...)
			i += size
			continue
		}
		i++
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\b':
			dst = append(dst, `\b`...)
		case '\f':
			dst = append(dst, `\f`...)
		case '\n':
			dst = append(dst, `\n`...)
		case '\r':
			dst = append(dst, `\r`...)
		case '\t':
			dst = append(dst, `\t`...)
		default:
			if c < ' ' {
				dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			} else {
				dst = append(dst, c)
			}
		}
	}
	return append(dst, '"')
}

// appendNumber appends f as ECMAScript's Number::toString does (RFC 8785
// §3.2.2.3).
func appendNumber(dst []byte, f float64) []byte {
	if f == 0 {
		return append(dst, '0') // minus zero too
	}
	if a := math.Abs(f); a >= 1e-6 && a < 1e21 {
		return strconv.AppendFloat(dst, f, 'f', -1, 64)
	}
	from := len(dst)
	dst = strconv.AppendFloat(dst, f, 'e', -1, 64)
	// Go writes at least two digits of an exponent, ECMAScript as many as needed.
	for i := len(dst) - 1; i > from; i-- {
		if dst[i] == '-' || dst[i] == '+' {
			if dst[i+1] == '0' {
				dst = append(dst[:i+1], dst[i+2:]...)
			}
			break
		}
	}
	return dst
}
