package xsd

import (
	"encoding/binary"
	"math"

	"github.com/cockroachdb/apd/v3"
)

// Bytes between the parts of a number's key.
const (
	keyBelow = 0x40 // the value is less than the double before, digits follow
	keyExact = 0x80 // it is the double
	keyAbove = 0xC0 // it is greater, digits follow
)

// AppendKey appends bytes that compare, as bytes, like [Order] compares values.
// No key is a prefix of another.
//
//	all       class, 1 byte
//	number    nearest double, 8 bytes | 80, or 40 or C0 and the exact digits
//	boolean   1 byte
//	time      seconds of UTC, 8 bytes | nanoseconds, 4 bytes | further digits | 0 | zone, 1 byte
//	duration  seconds, as a number
func (v Value) AppendKey(dst []byte) []byte {
	dst = append(dst, byte(orderClass(v.typ)))
	switch {
	case v.typ.IsNumeric():
		return v.appendNumberKey(dst)
	case v.typ == Boolean:
		return append(dst, byte(v.n))
	case v.typ.IsDuration():
		return v.totalSeconds().appendNumberKey(dst)
	}
	dst = binary.BigEndian.AppendUint64(dst, uint64(v.moment())^1<<63)
	dst = binary.BigEndian.AppendUint32(dst, v.nanos)
	dst = append(append(dst, v.more...), 0)
	return append(dst, byte(bit(v.zone != noZone)))
}

// orderedBits returns the bits of f so that they rise with it; NaN is the least
// and the two zeros are one.
func orderedBits(f float64) uint64 {
	switch {
	case math.IsNaN(f):
		return 0
	case f == 0:
		return 1 << 63
	}
	b := math.Float64bits(f)
	if b>>63 == 1 {
		return ^b
	}
	return b | 1<<63
}

func (v Value) appendNumberKey(dst []byte) []byte {
	f := v.Float64()
	dst = binary.BigEndian.AppendUint64(dst, orderedBits(f))
	if v.typ >= Float || v.big == nil && v.scale == 0 && v.n <= 1<<53 && v.n >= -1<<53 {
		return append(dst, keyExact)
	}
	exact := v.widen()
	side := 0
	if math.IsInf(f, 0) {
		side = 1
		if f > 0 {
			side = -1
		}
	} else {
		side = exact.Cmp(exactly(FromDouble(f)))
	}
	switch {
	case side == 0:
		return append(dst, keyExact)
	case side < 0:
		dst = append(dst, keyBelow)
	default:
		dst = append(dst, keyAbove)
	}
	return appendDigits(dst, exact)
}

// appendDigits appends the position of the first digit and all digits, inverted
// for a negative number.
func appendDigits(dst []byte, d *apd.Decimal) []byte {
	start := len(dst)
	digits := d.Coeff.Append(nil, 10)
	if digits[0] == '-' {
		digits = digits[1:]
	}
	position := int32(len(digits)) + d.Exponent
	for len(digits) > 1 && digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
	}
	dst = binary.BigEndian.AppendUint32(dst, uint32(position)^1<<31)
	dst = append(append(dst, digits...), 0)
	if d.Negative {
		for i := range dst[start:] {
			dst[start+i] = ^dst[start+i]
		}
	}
	return dst
}
