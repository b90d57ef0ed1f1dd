package xsd

import "github.com/chancery-graph/chancery/graph/vocab"

// Datatype is a datatype whose values this package knows.
type Datatype uint8

// The datatypes. The integers derived from xsd:integer stand together.
const (
	None Datatype = iota
	Boolean
	Decimal
	Integer
	Long
	Int
	Short
	Byte
	NonNegativeInteger
	PositiveInteger
	UnsignedLong
	UnsignedInt
	UnsignedShort
	UnsignedByte
	NonPositiveInteger
	NegativeInteger
	Float
	Double
	DateTime
	DateTimeStamp
	Date
	Time
	GYear
	GYearMonth
	GMonth
	GMonthDay
	GDay
	Duration
	YearMonthDuration
	DayTimeDuration
	datatypes
)

const namespace = "http://www.w3.org/2001/XMLSchema#"

var iris = [datatypes]string{
	Boolean: vocab.XSDBoolean, Decimal: vocab.XSDDecimal, Integer: vocab.XSDInteger,
	Long: vocab.XSDLong, Int: vocab.XSDInt, Short: vocab.XSDShort, Byte: vocab.XSDByte,
	NonNegativeInteger: vocab.XSDNonNegativeInteger, PositiveInteger: vocab.XSDPositiveInteger,
	UnsignedLong: vocab.XSDUnsignedLong, UnsignedInt: vocab.XSDUnsignedInt,
	UnsignedShort: vocab.XSDUnsignedShort, UnsignedByte: vocab.XSDUnsignedByte,
	NonPositiveInteger: vocab.XSDNonPositiveInteger, NegativeInteger: vocab.XSDNegativeInteger,
	Float: vocab.XSDFloat, Double: vocab.XSDDouble,
	DateTime: vocab.XSDDateTime, DateTimeStamp: vocab.XSDDateTimeStamp,
	Date: vocab.XSDDate, Time: vocab.XSDTime, GYear: vocab.XSDGYear, GYearMonth: vocab.XSDGYearMonth,
	GMonth: vocab.XSDGMonth, GMonthDay: vocab.XSDGMonthDay, GDay: vocab.XSDGDay,
	Duration: vocab.XSDDuration, YearMonthDuration: vocab.XSDYearMonthDuration,
	DayTimeDuration: vocab.XSDDayTimeDuration,
}

var byLocalName = func() map[string]Datatype {
	m := make(map[string]Datatype, len(iris))
	for d, iri := range iris {
		if iri != "" {
			m[iri[len(namespace):]] = Datatype(d)
		}
	}
	return m
}()

// DatatypeOf returns the datatype of an IRI without angle brackets, None for
// one that is not known.
func DatatypeOf(iri []byte) Datatype {
	if len(iri) <= len(namespace) || string(iri[:len(namespace)]) != namespace {
		return None
	}
	return byLocalName[string(iri[len(namespace):])]
}

// IRI returns the datatype's IRI without angle brackets; "" of None.
func (d Datatype) IRI() string { return iris[d] }

// IsInteger tells whether it is xsd:integer or derived from it.
func (d Datatype) IsInteger() bool { return d >= Integer && d <= NegativeInteger }

// IsNumeric tells whether it is xsd:decimal, xsd:float, xsd:double or derived
// from one.
func (d Datatype) IsNumeric() bool { return d >= Decimal && d <= Double }

// IsTime tells whether its values lie on or recur along the time line.
func (d Datatype) IsTime() bool { return d >= DateTime && d <= GDay }

// IsDuration tells whether it is xsd:duration or derived from it.
func (d Datatype) IsDuration() bool { return d >= Duration && d <= DayTimeDuration }

// space returns the datatype whose value space holds that of d; numbers of all
// kinds count as one.
func (d Datatype) space() Datatype {
	switch {
	case d.IsNumeric():
		return Decimal
	case d == DateTimeStamp:
		return DateTime
	case d.IsDuration():
		return Duration
	}
	return d
}

// integerBounds are the least and the greatest values of the datatypes whose
// bounds fit 64 bits; without a bound the extreme of int64 stands, which then
// larger values may pass too.
var integerBounds = [datatypes]struct {
	lo, hi       int64
	noLow, noTop bool
}{
	Integer:            {noLow: true, noTop: true},
	Long:               {lo: -1 << 63, hi: 1<<63 - 1},
	Int:                {lo: -1 << 31, hi: 1<<31 - 1},
	Short:              {lo: -1 << 15, hi: 1<<15 - 1},
	Byte:               {lo: -1 << 7, hi: 1<<7 - 1},
	NonNegativeInteger: {lo: 0, noTop: true},
	PositiveInteger:    {lo: 1, noTop: true},
	UnsignedLong:       {lo: 0, noTop: true}, // its greatest value is checked apart
	UnsignedInt:        {lo: 0, hi: 1<<32 - 1},
	UnsignedShort:      {lo: 0, hi: 1<<16 - 1},
	UnsignedByte:       {lo: 0, hi: 1<<8 - 1},
	NonPositiveInteger: {hi: 0, noLow: true},
	NegativeInteger:    {hi: -1, noLow: true},
}

// inBounds tells whether an integer belongs to the value space of d.
func inBounds(v Value, d Datatype) bool {
	b := integerBounds[d]
	if v.big == nil {
		return (b.noLow || v.n >= b.lo) && (b.noTop || v.n <= b.hi)
	}
	if v.big.Negative {
		return b.noLow
	}
	return b.noTop && (d != UnsignedLong || v.big.Cmp(maxUnsignedLong) <= 0)
}
