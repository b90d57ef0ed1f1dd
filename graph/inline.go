package graph

import (
	"bytes"
	"strconv"
)

// Inlined literals end with one of these; the lexical form stands before.
const (
	xsd            = "http://www.w3.org/2001/XMLSchema#"
	suffixInteger  = `"^^<` + xsd + `integer>`
	suffixDecimal  = `"^^<` + xsd + `decimal>`
	suffixBoolean  = `"^^<` + xsd + `boolean>`
	suffixDate     = `"^^<` + xsd + `date>`
	suffixDateTime = `"^^<` + xsd + `dateTime>`
	textTrue       = `"true` + suffixBoolean
	textFalse      = `"false` + suffixBoolean
)

const (
	maxInlineString  = 7       // bytes of an inlined string
	maxInlineEscaped = 2 + 6*7 // bytes of its text: quotes, \uXXXX for each
	maxTypedLexical  = 31      // bytes; a longer lexical form is never inlined
	integerBias      = 1 << 59 // payload = value + bias
	decimalBias      = 1 << 56 // payload = (value*10^6 + bias) << 3 | digits
	decimalDigits    = 6       // greatest number of fraction digits
	typedMax         = maxTypedLexical + 1 + len(suffixDateTime)
)

// Inline returns the ID that holds the very literal of which text is the
// canonical text, so that AppendInline gives the same bytes back and IDs of one
// tag sort as the values do. ok is false for every other term, which belongs
// into the dictionary. The payloads are, from the high bits to the low:
//
//	TagString    56 bits bytes, first byte highest, zero padded | 3 bits length
//	TagInteger   60 bits value + 2^59
//	TagDecimal   57 bits value*10^6 + 2^56 | 3 bits number of fraction digits
//	TagBoolean   1 bit
//	TagDate      53 bits days since 1970-01-01 + 2^40 | 7 bits zone
//	TagDateTime  51 bits milliseconds UTC since 1970 + 2^50 | 7 bits zone | 2 bits number of fraction digits
//
// Strings sort by bytes; a dateTime without a zone counts as UTC; a date sorts
// by its calendar day, then by zone. Zone: 0 none, 1 Z, 2 to 114 the offsets
// from -14:00 to +14:00 in steps of 15 minutes.
//
// The payloads affect the disk: a change needs a new format version.
func Inline(text []byte) (id ID, ok bool) {
	n := len(text)
	if n < 2 || n > typedMax || text[0] != '"' {
		return None, false
	}
	switch text[n-1] {
	case '"':
		return inlineString(text)
	case '>':
		return inlineTyped(text)
	}
	return None, false
}

func inlineString(text []byte) (ID, bool) {
	lexical := text[1 : len(text)-1]
	if len(lexical) <= maxInlineString {
		var v uint64
		for _, c := range lexical {
			if escapeCare[c] {
				return inlineEscaped(text)
			}
			v = v<<8 | uint64(c)
		}
		return makeString(v, len(lexical)), true
	}
	if len(text) <= maxInlineEscaped && bytes.IndexByte(lexical, '\\') >= 0 {
		return inlineEscaped(text)
	}
	return None, false
}

func makeString(v uint64, n int) ID {
	return MakeID(TagString, v<<(8*(maxInlineString-n))<<3|uint64(n))
}

// inlineEscaped inlines a string with escapes, by comparing what comes back.
func inlineEscaped(text []byte) (ID, bool) {
	var buf [maxInlineEscaped]byte
	lexical := AppendUnescaped(buf[:0], text[1:len(text)-1])
	if len(lexical) > maxInlineString {
		return None, false
	}
	var v uint64
	for _, c := range lexical {
		v = v<<8 | uint64(c)
	}
	id := makeString(v, len(lexical))
	var back [maxInlineEscaped]byte
	if !bytes.Equal(id.AppendInline(back[:0]), text) {
		return None, false
	}
	return id, true
}

// inlineTyped tells datatypes apart by the byte before '>' and by the length.
func inlineTyped(text []byte) (ID, bool) {
	n := len(text)
	if n <= len(suffixDate) {
		return None, false
	}
	switch text[n-2] {
	case 'r':
		if v, ok := cutSuffix(text, suffixInteger); ok {
			return inlineInteger(v)
		}
	case 'l':
		if v, ok := cutSuffix(text, suffixDecimal); ok {
			return inlineDecimal(v)
		}
	case 'n':
		switch string(text) {
		case textTrue:
			return MakeID(TagBoolean, 1), true
		case textFalse:
			return MakeID(TagBoolean, 0), true
		}
	case 'e':
		if v, ok := cutSuffix(text, suffixDate); ok {
			return inlineDate(v)
		}
		if v, ok := cutSuffix(text, suffixDateTime); ok {
			return inlineDateTime(v)
		}
	}
	return None, false
}

// cutSuffix returns what stands between the first quote and the suffix.
func cutSuffix(text []byte, suffix string) ([]byte, bool) {
	n := len(text) - len(suffix)
	if n < 2 || n > maxTypedLexical+1 || string(text[n:]) != suffix {
		return nil, false
	}
	return text[1:n], true
}

// digitsOf reads canonical digits: no leading zero, at most 18 of them, so that
// the value fits.
func digitsOf(b []byte) (v int64, ok bool) {
	if len(b) == 0 || len(b) > 18 || b[0] == '0' && len(b) > 1 {
		return 0, false
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		v = v*10 + int64(c-'0')
	}
	return v, true
}

func inlineInteger(b []byte) (ID, bool) {
	negative := b[0] == '-'
	if negative {
		b = b[1:]
	}
	v, ok := digitsOf(b)
	if !ok || v >= integerBias || negative && v == 0 {
		return None, false
	}
	if negative {
		v = -v
	}
	return MakeID(TagInteger, uint64(v+integerBias)), true
}

func inlineDecimal(b []byte) (ID, bool) {
	negative := b[0] == '-'
	if negative {
		b = b[1:]
	}
	dot := bytes.IndexByte(b, '.')
	if dot < 1 || dot > 11 { // 2^56 / 10^6 has 11 digits
		return None, false
	}
	v, ok := digitsOf(b[:dot])
	digits := len(b) - dot - 1
	if !ok || digits < 1 || digits > decimalDigits {
		return None, false
	}
	for i := range decimalDigits {
		v *= 10
		if i < digits {
			c := b[dot+1+i]
			if c < '0' || c > '9' {
				return None, false
			}
			v += int64(c - '0')
		}
	}
	if v >= decimalBias || negative && v == 0 {
		return None, false
	}
	if negative {
		v = -v
	}
	return MakeID(TagDecimal, uint64(v+decimalBias)<<3|uint64(digits)), true
}

// AppendInline appends the canonical text of the literal that the ID holds. For
// an ID that stands for a term of the dictionary, or for none, it appends
// nothing.
func (id ID) AppendInline(dst []byte) []byte {
	switch id.Tag() {
	case TagString:
		return append(id.appendString(append(dst, '"')), '"')
	case TagInteger:
		v, _ := id.Integer()
		return append(strconv.AppendInt(append(dst, '"'), v, 10), suffixInteger...)
	case TagDecimal:
		return append(id.appendDecimal(append(dst, '"')), suffixDecimal...)
	case TagBoolean:
		if id.Payload() != 0 {
			return append(dst, textTrue...)
		}
		return append(dst, textFalse...)
	case TagDate:
		return append(id.appendDate(append(dst, '"')), suffixDate...)
	case TagDateTime:
		return append(id.appendDateTime(append(dst, '"')), suffixDateTime...)
	}
	return dst
}

func (id ID) appendString(dst []byte) []byte {
	var b [maxInlineString]byte
	v := id.Payload()
	n := int(v & 7)
	v >>= 3
	for i := range b {
		b[i] = byte(v >> (8 * (maxInlineString - 1 - i)))
	}
	return AppendEscaped(dst, b[:n])
}

func (id ID) appendDecimal(dst []byte) []byte {
	v, digits := id.decimal()
	if v < 0 {
		dst = append(dst, '-')
		v = -v
	}
	dst = strconv.AppendInt(dst, v/1e6, 10)
	dst = append(dst, '.')
	fraction, unit := v%1e6, int64(1e5)
	for range digits {
		dst = append(dst, '0'+byte(fraction/unit%10))
		unit /= 10
	}
	return dst
}

// decimal returns the value in millionths and the number of fraction digits.
func (id ID) decimal() (millionths int64, digits int) {
	v := id.Payload()
	return int64(v>>3) - decimalBias, min(int(v&7), decimalDigits)
}

// IntegerID returns the ID of an xsd:integer in its canonical form; ok is false
// when |v| is 2^59 or more.
func IntegerID(v int64) (id ID, ok bool) {
	if v <= -integerBias || v >= integerBias {
		return None, false
	}
	return MakeID(TagInteger, uint64(v+integerBias)), true
}

// BooleanID returns the ID of an xsd:boolean.
func BooleanID(v bool) ID {
	if v {
		return MakeID(TagBoolean, 1)
	}
	return MakeID(TagBoolean, 0)
}

// Integer returns the value of an ID with [TagInteger]; ok is false for others.
func (id ID) Integer() (v int64, ok bool) {
	return int64(id.Payload()) - integerBias, id.Tag() == TagInteger
}

// Decimal returns the value of an ID with [TagDecimal] in millionths, and the
// number of fraction digits in its text; ok is false for others.
func (id ID) Decimal() (millionths int64, digits int, ok bool) {
	millionths, digits = id.decimal()
	return millionths, digits, id.Tag() == TagDecimal
}

// Boolean returns the value of an ID with [TagBoolean]; ok is false for others.
func (id ID) Boolean() (v, ok bool) { return id.Payload() != 0, id.Tag() == TagBoolean }

// DecimalRange returns the IDs of the decimals from lo to hi, both included and
// in millionths, whatever their number of fraction digits. Bounds may lie beyond
// what can be inlined.
func DecimalRange(lo, hi int64) Range {
	const top = decimalBias - 1
	if lo > top || hi < -top {
		return Range{Lo: MakeID(TagDecimal, 1), Hi: MakeID(TagDecimal, 0)} // empty
	}
	lo, hi = max(-top, lo), min(hi, top)
	return Range{
		Lo: MakeID(TagDecimal, uint64(lo+decimalBias)<<3),
		Hi: MakeID(TagDecimal, uint64(hi+decimalBias)<<3|7),
	}
}
