package xsd_test

import (
	"errors"
	"math"
	"math/big"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/xsd"
	"pgregory.net/rapid"
)

func parse(t testing.TB, d xsd.Datatype, lexical string) xsd.Value {
	t.Helper()
	v, err := xsd.Parse(d, []byte(lexical))
	if err != nil {
		t.Fatalf("Parse(%s, %q): %v", d.IRI(), lexical, err)
	}
	return v
}

func TestParseAndAppend(t *testing.T) {
	for _, c := range []struct {
		d             xsd.Datatype
		in, want, str string // str "" means the same as want
	}{
		{xsd.Boolean, "1", "true", ""},
		{xsd.Boolean, " false\n", "false", ""},
		{xsd.Integer, "+007", "7", ""},
		{xsd.Integer, "-0", "0", ""},
		{xsd.Integer, "123456789012345678901234567890", "123456789012345678901234567890", ""},
		{xsd.Integer, "-9223372036854775808", "-9223372036854775808", ""},
		{xsd.Integer, "9223372036854775808", "9223372036854775808", ""},
		{xsd.UnsignedLong, "18446744073709551615", "18446744073709551615", ""},
		{xsd.Decimal, "1", "1.0", "1"},
		{xsd.Decimal, "+33.3300", "33.33", ""},
		{xsd.Decimal, ".5", "0.5", ""},
		{xsd.Decimal, "5.", "5.0", "5"},
		{xsd.Decimal, "-0.00", "0.0", "0"},
		{xsd.Decimal, "-0.05", "-0.05", ""},
		{xsd.Decimal, "0.000000000000000000000000012300", "0.0000000000000000000000000123", ""},
		{xsd.Decimal, "120000000000000000000000000.0", "120000000000000000000000000.0", "120000000000000000000000000"},
		{xsd.Double, "1", "1.0E0", "1"},
		{xsd.Double, "-10.2E3", "-1.02E4", "-10200"},
		{xsd.Double, "1e-7", "1.0E-7", "1.0E-7"},
		{xsd.Double, "1000000", "1.0E6", "1.0E6"},
		{xsd.Double, "INF", "INF", ""},
		{xsd.Double, "1e999", "INF", ""},
		{xsd.Double, "NaN", "NaN", ""},
		{xsd.Double, "-0", "-0.0E0", "-0"},
		{xsd.Float, "0.1", "1.0E-1", "0.1"},
		{xsd.Float, "16777217", "1.6777216E7", "1.6777216E7"},
		{xsd.DateTime, "2026-01-01T10:00:00", "2026-01-01T10:00:00", ""},
		{xsd.DateTime, "1999-12-31T24:00:00Z", "2000-01-01T00:00:00Z", ""},
		{xsd.DateTime, "-0044-03-15T12:30:15.500+01:30", "-0044-03-15T12:30:15.5+01:30", ""},
		{xsd.DateTime, "12026-01-01T00:00:00.1234567890123-00:00", "12026-01-01T00:00:00.1234567890123Z", ""},
		{xsd.DateTimeStamp, "2026-01-01T10:00:00-14:00", "2026-01-01T10:00:00-14:00", ""},
		{xsd.Date, "2024-02-29+05:45", "2024-02-29+05:45", ""},
		{xsd.Date, "0000-01-01", "0000-01-01", ""},
		{xsd.Time, "24:00:00", "00:00:00", ""},
		{xsd.Time, "23:59:59.0010Z", "23:59:59.001Z", ""},
		{xsd.GYear, "-0001", "-0001", ""},
		{xsd.GYearMonth, "2026-02Z", "2026-02Z", ""},
		{xsd.GMonth, "--12", "--12", ""},
		{xsd.GMonthDay, "--02-29", "--02-29", ""},
		{xsd.GDay, "---31+01:00", "---31+01:00", ""},
		{xsd.Duration, "P1Y2M3DT4H5M6.70S", "P1Y2M3DT4H5M6.7S", ""},
		{xsd.Duration, "-P14M", "-P1Y2M", ""},
		{xsd.Duration, "P0D", "PT0S", ""},
		{xsd.DayTimeDuration, "PT36H", "P1DT12H", ""},
		{xsd.DayTimeDuration, "-PT8H", "-PT8H", ""},
		{xsd.DayTimeDuration, "PT0.5S", "PT0.5S", ""},
		{xsd.YearMonthDuration, "P0M", "P0M", ""},
	} {
		v := parse(t, c.d, c.in)
		if got := v.String(); got != c.want {
			t.Errorf("%s %q: Append gives %q, want %q", c.d.IRI(), c.in, got, c.want)
		}
		if c.str == "" {
			c.str = c.want
		}
		if got := string(v.AppendString(nil)); got != c.str {
			t.Errorf("%s %q: AppendString gives %q, want %q", c.d.IRI(), c.in, got, c.str)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for d, texts := range map[xsd.Datatype][]string{
		xsd.Boolean:            {"", "TRUE", "yes", "2"},
		xsd.Integer:            {"", "+", "1.0", "1e3", "0x1", "1_000", "१"},
		xsd.Byte:               {"128", "-129"},
		xsd.UnsignedByte:       {"256", "-1"},
		xsd.UnsignedLong:       {"18446744073709551616", "-1"},
		xsd.Long:               {"9223372036854775808"},
		xsd.PositiveInteger:    {"0"},
		xsd.NegativeInteger:    {"0"},
		xsd.NonPositiveInteger: {"1", "99999999999999999999999"},
		xsd.NonNegativeInteger: {"-99999999999999999999999"},
		xsd.Decimal:            {"", ".", "-", "1e3", "INF", "1.2.3", "1,5"},
		xsd.Double:             {"", "inf", "Infinity", "nan", "0x1p3", "1_0", "e5", "1e", "+NaN"},
		xsd.DateTime: {"", "2026-01-01", "2026-1-1T00:00:00", "2026-01-01T25:00:00", "2026-01-01T24:00:01", "2026-02-29T00:00:00",
			"02026-01-01T00:00:00", "2026-01-01T00:00:60", "2026-01-01T00:00:00+14:01", "2026-01-01T00:00:00.", "2026-01-01 00:00:00", "+2026-01-01T00:00:00"},
		xsd.DateTimeStamp:     {"2026-01-01T00:00:00"},
		xsd.Date:              {"2026-13-01", "2026-00-01", "2026-01-32", "1900-02-29", "26-01-01", "2026-01-01T00:00:00"},
		xsd.Time:              {"1:00:00", "24:00:00.1", "12:00"},
		xsd.GDay:              {"--31", "---32", "---1"},
		xsd.GMonthDay:         {"--02-30", "--13-01"},
		xsd.Duration:          {"", "P", "PT", "1Y", "P1", "P1YT", "P1M2Y", "P1.5Y", "PT1.S", "P1S", "+P1Y", "P-1Y", "P1D1D"},
		xsd.DayTimeDuration:   {"P1M", "P1Y1D"},
		xsd.YearMonthDuration: {"P1D", "P1MT1S"},
	} {
		for _, text := range texts {
			if v, err := xsd.Parse(d, []byte(text)); !errors.Is(err, xsd.ErrLexical) {
				t.Errorf("Parse(%s, %q) = %v, %v, want ErrLexical", d.IRI(), text, v, err)
			}
		}
	}
	for d, text := range map[xsd.Datatype]string{
		xsd.GYear:             "999999999999",
		xsd.YearMonthDuration: "P9999999999999Y",
		xsd.Integer:           string(make1(xsd.MaxDigits + 1)),
	} {
		if v, err := xsd.Parse(d, []byte(text)); !errors.Is(err, xsd.ErrRange) {
			t.Errorf("Parse(%s, %.20q…) = %v, %v, want ErrRange", d.IRI(), text, v, err)
		}
	}
}

func make1(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = '1'
	}
	return b
}

func TestCompare(t *testing.T) {
	const (
		U, L, E, G, D = xsd.Unknown, xsd.Less, xsd.Equal, xsd.Greater, xsd.Different
	)
	for _, c := range []struct {
		da   xsd.Datatype
		a    string
		db   xsd.Datatype
		b    string
		want xsd.Relation
	}{
		{xsd.Integer, "01", xsd.Decimal, "1.0", E},
		{xsd.Integer, "1", xsd.Double, "1e0", E},
		{xsd.Byte, "3", xsd.UnsignedLong, "18446744073709551615", L},
		{xsd.Integer, "9007199254740993", xsd.Double, "9007199254740992", E}, // after promotion
		{xsd.Decimal, "0.1", xsd.Float, "0.1", E},
		{xsd.Float, "0.1", xsd.Double, "0.1", G},
		{xsd.Double, "NaN", xsd.Double, "NaN", D},
		{xsd.Double, "0", xsd.Double, "-0", E},
		{xsd.Double, "INF", xsd.Integer, "5", G},
		{xsd.Boolean, "0", xsd.Boolean, "true", L},
		{xsd.Boolean, "1", xsd.Integer, "1", D},
		{xsd.Date, "2006-08-23", xsd.DateTime, "2006-08-23T00:00:00", D},
		{xsd.Date, "2006-08-23", xsd.Date, "2006-08-23Z", U},
		{xsd.Date, "2006-08-22", xsd.Date, "2006-08-23Z", L},
		{xsd.Date, "2006-08-22Z", xsd.Date, "2006-08-23", L},
		{xsd.Date, "2006-08-23Z", xsd.Date, "2006-08-23+00:00", E},
		{xsd.Date, "2006-08-23+01:00", xsd.Date, "2006-08-23Z", L},
		{xsd.DateTime, "2002-04-02T23:00:00-04:00", xsd.DateTime, "2002-04-03T02:00:00-01:00", E},
		{xsd.DateTime, "2000-01-15T12:00:00", xsd.DateTime, "2000-01-16T12:00:00Z", L},
		{xsd.DateTime, "2000-01-16T00:00:00", xsd.DateTime, "2000-01-16T12:00:00Z", U},
		{xsd.DateTime, "2000-01-15T00:00:00", xsd.DateTime, "2000-02-15T00:00:00", L},
		{xsd.DateTime, "2000-01-01T00:00:00.00000000001Z", xsd.DateTime, "2000-01-01T00:00:00.00000000002Z", L},
		{xsd.DateTime, "2000-01-15T10:00:00", xsd.DateTime, "2000-01-16T00:00:00Z", U}, // exactly 14 hours
		{xsd.DateTime, "2000-01-15T09:59:59.9", xsd.DateTime, "2000-01-16T00:00:00Z", L},
		{xsd.DateTimeStamp, "2000-01-01T00:00:00Z", xsd.DateTime, "2000-01-01T00:00:00Z", E},
		{xsd.Time, "10:00:00", xsd.Time, "11:00:00", L},
		{xsd.GYear, "-0002", xsd.GYear, "0001", L},
		{xsd.GMonthDay, "--02-29", xsd.GMonthDay, "--03-01", L},
		{xsd.YearMonthDuration, "P1Y", xsd.Duration, "P12M", E},
		{xsd.DayTimeDuration, "P1D", xsd.DayTimeDuration, "PT23H", G},
		{xsd.Duration, "P1M", xsd.Duration, "P30D", D},
		{xsd.Duration, "P0M", xsd.DayTimeDuration, "PT0S", E},
	} {
		a, b := parse(t, c.da, c.a), parse(t, c.db, c.b)
		if got := xsd.Compare(a, b); got != c.want {
			t.Errorf("Compare(%s, %s) = %d, want %d", c.a, c.b, got, c.want)
		}
		back := c.want
		if c.want == L || c.want == G {
			back = L + G - c.want
		}
		if got := xsd.Compare(b, a); got != back {
			t.Errorf("Compare(%s, %s) = %d, want %d", c.b, c.a, got, back)
		}
	}
}

type binary func(a, b xsd.Value) (xsd.Value, error)

func TestArithmetic(t *testing.T) {
	for _, c := range []struct {
		op   binary
		name string
		da   xsd.Datatype
		a    string
		db   xsd.Datatype
		b    string
		d    xsd.Datatype
		want string
	}{
		{xsd.Add, "+", xsd.Integer, "1", xsd.Integer, "2", xsd.Integer, "3"},
		{xsd.Add, "+", xsd.Byte, "127", xsd.Byte, "1", xsd.Integer, "128"},
		{xsd.Add, "+", xsd.Decimal, "1.0", xsd.Integer, "2", xsd.Decimal, "3.0"},
		{xsd.Add, "+", xsd.Integer, "9223372036854775807", xsd.Integer, "1", xsd.Integer, "9223372036854775808"},
		{xsd.Subtract, "-", xsd.Integer, "-9223372036854775808", xsd.Integer, "1", xsd.Integer, "-9223372036854775809"},
		{xsd.Subtract, "-", xsd.Integer, "0", xsd.Integer, "-9223372036854775808", xsd.Integer, "9223372036854775808"},
		{xsd.Subtract, "-", xsd.Integer, "9223372036854775808", xsd.Integer, "1", xsd.Integer, "9223372036854775807"},
		{xsd.Multiply, "*", xsd.Integer, "-9223372036854775808", xsd.Integer, "-1", xsd.Integer, "9223372036854775808"},
		{xsd.Multiply, "*", xsd.Decimal, "0.1", xsd.Decimal, "0.1", xsd.Decimal, "0.01"},
		{xsd.Multiply, "*", xsd.Decimal, "0.1", xsd.Float, "2", xsd.Float, "2.0E-1"},
		{xsd.Multiply, "*", xsd.Float, "2", xsd.Double, "0.25", xsd.Double, "5.0E-1"},
		{xsd.Divide, "/", xsd.Integer, "1", xsd.Integer, "2", xsd.Decimal, "0.5"},
		{xsd.Divide, "/", xsd.Integer, "4", xsd.Integer, "2", xsd.Decimal, "2.0"},
		{xsd.Divide, "/", xsd.Integer, "1", xsd.Integer, "3", xsd.Decimal, "0.3333333333333333333333333333333333"},
		{xsd.Divide, "/", xsd.Integer, "-9223372036854775808", xsd.Integer, "-1", xsd.Decimal, "9223372036854775808.0"},
		{xsd.Divide, "/", xsd.Decimal, "11.1", xsd.Integer, "5", xsd.Decimal, "2.22"},
		{xsd.Divide, "/", xsd.Integer, "10000000000000000000000000000000000000000", xsd.Integer, "3", xsd.Decimal,
			"3333333333333333333333333333333333333333.3333333333333333333333333333333333"},
		{xsd.Divide, "/", xsd.Double, "1", xsd.Integer, "0", xsd.Double, "INF"},
		{xsd.Divide, "/", xsd.Double, "0", xsd.Integer, "0", xsd.Double, "NaN"},
		{xsd.Subtract, "-", xsd.DateTime, "2026-01-02T00:00:00.5Z", xsd.DateTime, "2026-01-01T00:00:00+01:00", xsd.DayTimeDuration, "P1DT1H0.5S"},
		{xsd.Subtract, "-", xsd.Date, "2026-03-01", xsd.Date, "2026-02-01", xsd.DayTimeDuration, "P28D"},
		{xsd.Add, "+", xsd.Date, "2024-01-31", xsd.YearMonthDuration, "P1M", xsd.Date, "2024-02-29"},
		{xsd.Subtract, "-", xsd.DateTime, "2024-03-31T12:00:00", xsd.YearMonthDuration, "P1Y1M", xsd.DateTime, "2023-02-28T12:00:00"},
		{xsd.Add, "+", xsd.DayTimeDuration, "PT1H", xsd.DateTime, "2026-12-31T23:30:00Z", xsd.DateTime, "2027-01-01T00:30:00Z"},
		{xsd.Subtract, "-", xsd.Time, "00:30:00", xsd.DayTimeDuration, "PT1H", xsd.Time, "23:30:00"},
		{xsd.Add, "+", xsd.Date, "2026-01-01Z", xsd.DayTimeDuration, "-PT1S", xsd.Date, "2025-12-31Z"},
		{xsd.Multiply, "*", xsd.DayTimeDuration, "PT1H", xsd.Decimal, "1.5", xsd.DayTimeDuration, "PT1H30M"},
		{xsd.Divide, "/", xsd.DayTimeDuration, "PT1H", xsd.DayTimeDuration, "PT30M", xsd.Decimal, "2.0"},
	} {
		got, err := c.op(parse(t, c.da, c.a), parse(t, c.db, c.b))
		if err != nil || got.String() != c.want || got.Datatype() != c.d {
			t.Errorf("%s %s %s = %s %q, %v, want %s %q", c.a, c.name, c.b, got.Datatype().IRI(), got, err, c.d.IRI(), c.want)
		}
	}
	one, zero := xsd.FromInt(1), xsd.FromInt(0)
	if _, err := xsd.Divide(one, zero); !errors.Is(err, xsd.ErrDivideByZero) {
		t.Errorf("1/0: %v, want ErrDivideByZero", err)
	}
	if _, err := xsd.Add(one, xsd.FromBool(true)); !errors.Is(err, xsd.ErrType) {
		t.Errorf("1+true: %v, want ErrType", err)
	}
	huge := parse(t, xsd.Integer, string(make1(xsd.MaxDigits-1)))
	if _, err := xsd.Multiply(huge, huge); !errors.Is(err, xsd.ErrRange) {
		t.Errorf("product of %d digits: %v, want ErrRange", 2*xsd.MaxDigits, err)
	}
}

func TestRounding(t *testing.T) {
	for _, c := range []struct {
		d                              xsd.Datatype
		in, round, ceiling, floor, abs string
	}{
		{xsd.Integer, "-1", "-1", "-1", "-1", "1"},
		{xsd.Decimal, "2.5", "3.0", "3.0", "2.0", "2.5"},
		{xsd.Decimal, "-2.5", "-2.0", "-2.0", "-3.0", "2.5"},
		{xsd.Decimal, "-2.51", "-3.0", "-2.0", "-3.0", "2.51"},
		{xsd.Decimal, "0.4", "0.0", "1.0", "0.0", "0.4"},
		{xsd.Decimal, "9223372036854775807.5", "9223372036854775808.0", "9223372036854775808.0", "9223372036854775807.0", "9223372036854775807.5"},
		{xsd.Double, "2.5", "3.0E0", "3.0E0", "2.0E0", "2.5E0"},
		{xsd.Double, "-2.5", "-2.0E0", "-2.0E0", "-3.0E0", "2.5E0"},
		{xsd.Double, "-0.5", "-0.0E0", "-0.0E0", "-1.0E0", "5.0E-1"},
		{xsd.Double, "0.49999999999999994", "0.0E0", "1.0E0", "0.0E0", "4.9999999999999994E-1"},
		{xsd.Double, "NaN", "NaN", "NaN", "NaN", "NaN"},
		{xsd.Float, "INF", "INF", "INF", "INF", "INF"},
	} {
		v := parse(t, c.d, c.in)
		for _, f := range []struct {
			name string
			f    func(xsd.Value) (xsd.Value, error)
			want string
		}{{"Round", xsd.Round, c.round}, {"Ceil", xsd.Ceil, c.ceiling}, {"Floor", xsd.Floor, c.floor}, {"Abs", xsd.Abs, c.abs}} {
			got, err := f.f(v)
			if err != nil || got.String() != f.want || got.Datatype() != c.d {
				t.Errorf("%s(%s) = %s, %v, want %s", f.name, c.in, got, err, f.want)
			}
		}
	}
}

// TestDecimalsAgainstRational compares sums, products, orders and quotients with
// math/big, over numbers around the limits of the small form.
func TestDecimalsAgainstRational(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringMatching(`-?[0-9]{1,22}(\.[0-9]{1,22})?`)
		x, y := text.Draw(r, "x"), text.Draw(r, "y")
		a, b := parse(t, xsd.Decimal, x), parse(t, xsd.Decimal, y)
		p, _ := new(big.Rat).SetString(x)
		q, _ := new(big.Rat).SetString(y)
		check := func(name string, got xsd.Value, err error, want *big.Rat) {
			if err != nil {
				r.Fatalf("%s %s %s: %v", x, name, y, err)
			}
			g, ok := new(big.Rat).SetString(got.String())
			if !ok || g.Cmp(want) != 0 {
				r.Fatalf("%s %s %s = %s, want %s", x, name, y, got, want)
			}
			if back := parse(t, xsd.Decimal, got.String()); xsd.Compare(back, got) != xsd.Equal || back.String() != got.String() {
				r.Fatalf("%s does not come back: %s", got, back)
			}
		}
		sum, err := xsd.Add(a, b)
		check("+", sum, err, new(big.Rat).Add(p, q))
		difference, err := xsd.Subtract(a, b)
		check("-", difference, err, new(big.Rat).Sub(p, q))
		product, err := xsd.Multiply(a, b)
		check("*", product, err, new(big.Rat).Mul(p, q))
		if got := xsd.Order(a, b); got != p.Cmp(q) {
			r.Fatalf("Order(%s, %s) = %d, want %d", x, y, got, p.Cmp(q))
		}
		floor, err := xsd.Floor(a)
		whole := new(big.Int).Div(p.Num(), p.Denom()) // Euclidean: downwards for a positive divisor
		check("floor", floor, err, new(big.Rat).SetInt(whole))
		negative, err := xsd.Negate(a)
		check("negate", negative, err, new(big.Rat).Neg(p))
		ceiling, err := xsd.Ceil(negative)
		check("ceiling of the negative", ceiling, err, new(big.Rat).SetInt(new(big.Int).Neg(whole)))
		half := big.NewRat(1, 2)
		shifted := new(big.Rat).Add(p, half)
		rounded, err := xsd.Round(a)
		check("round", rounded, err, new(big.Rat).SetInt(new(big.Int).Div(shifted.Num(), shifted.Denom())))
		if q.Sign() == 0 {
			return
		}
		quotient, err := xsd.Divide(a, b)
		if err != nil {
			r.Fatalf("%s / %s: %v", x, y, err)
		}
		// The error is at most half a unit of the 34th digit.
		g, _ := new(big.Rat).SetString(quotient.String())
		exact := new(big.Rat).Quo(p, q)
		difference2 := new(big.Rat).Sub(g, exact)
		limit := new(big.Rat).Mul(exact, new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(33), nil)))
		if difference2.Abs(difference2).Cmp(limit.Abs(limit)) > 0 {
			r.Fatalf("%s / %s = %s", x, y, quotient)
		}
	})
}

// TestTimesAgainstGo compares with package time where that has an answer.
func TestTimesAgainstGo(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		moment := func(name string) time.Time {
			zone := time.FixedZone("", rapid.IntRange(-14*60, 14*60).Draw(r, name+" zone")*60)
			return time.Unix(rapid.Int64Range(-62135596800+86400, 253402300799-86400).Draw(r, name), rapid.Int64Range(0, 999999999).Draw(r, name+" nanos")).In(zone)
		}
		x, y := moment("x"), moment("y")
		a, b := xsd.FromTime(x), xsd.FromTime(y)
		if got, want := a.String(), x.Format("2006-01-02T15:04:05.999999999Z07:00"); got != want {
			r.Fatalf("FromTime gives %s, want %s", got, want)
		}
		if back := parse(t, xsd.DateTime, a.String()); back != a {
			r.Fatalf("%s comes back as %v, want %v", a, back, a)
		}
		if got, want := xsd.Compare(a, b), xsd.Relation(x.Compare(y))+xsd.Equal; got != want {
			r.Fatalf("Compare(%s, %s) = %d, want %d", a, b, got, want)
		}
		difference, err := xsd.Subtract(a, b)
		if err != nil {
			r.Fatal(err)
		}
		back, err := xsd.Add(b, difference)
		if err != nil || xsd.Compare(back, a) != xsd.Equal {
			r.Fatalf("%s - %s + %s = %s, %v", a, b, b, back, err)
		}
		year, _ := a.Year()
		second, _ := a.Seconds()
		if year.String() != x.Format("2006")[0:4] && x.Year() >= 1000 {
			r.Fatalf("year of %s is %s", x, year)
		}
		if got := second.Float64(); math.Abs(got-float64(x.Second())-float64(x.Nanosecond())/1e9) > 1e-9 {
			r.Fatalf("seconds of %s are %v", x, got)
		}
	})
}

// TestFromID compares inlined values with their texts.
func TestFromID(t *testing.T) {
	for _, text := range []string{
		`"42"^^<http://www.w3.org/2001/XMLSchema#integer>`,
		`"-1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>`,
		`"true"^^<http://www.w3.org/2001/XMLSchema#boolean>`,
		`"2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date>`,
		`"-0300-02-28+13:45"^^<http://www.w3.org/2001/XMLSchema#date>`,
		`"1969-12-31T23:59:59.999Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>`,
		`"1960-01-01T00:00:00.25-05:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>`,
		`"1960-01-01T00:00:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>`,
	} {
		id, ok := graph.Inline([]byte(text))
		if !ok {
			t.Fatalf("%s is not inlined", text)
		}
		got, ok := xsd.FromID(id)
		lexical, datatype, _ := graph.LiteralParts([]byte(text))
		want := parse(t, xsd.DatatypeOf(datatype), string(lexical))
		if !ok || got != want {
			t.Errorf("FromID of %s = %+v, %v, want %+v", text, got, ok, want)
		}
	}
	if _, ok := xsd.FromID(graph.MakeID(graph.TagIRI, 7)); ok {
		t.Error("FromID of an IRI: ok")
	}
}

func TestCast(t *testing.T) {
	for _, c := range []struct {
		from xsd.Datatype
		in   string
		to   xsd.Datatype
		want string // "" is an error
	}{
		{xsd.Float, "-7.875", xsd.Integer, "-7"},
		{xsd.Float, "-7.875", xsd.Decimal, "-7.875"},
		{xsd.Double, "0.1", xsd.Decimal, "0.1000000000000000055511151231257827021181583404541015625"},
		{xsd.Double, "1e30", xsd.Integer, "1000000000000000019884624838656"},
		{xsd.Double, "INF", xsd.Integer, ""},
		{xsd.Double, "NaN", xsd.Decimal, ""},
		{xsd.Double, "NaN", xsd.Boolean, "false"},
		{xsd.Boolean, "true", xsd.Decimal, "1.0"},
		{xsd.Boolean, "0", xsd.Double, "0.0E0"},
		{xsd.Integer, "300", xsd.Byte, ""},
		{xsd.Decimal, "-0.9", xsd.NonNegativeInteger, "0"},
		{xsd.Integer, "-3", xsd.Boolean, "true"},
		{xsd.DateTime, "2026-05-06T07:08:09.5+02:00", xsd.Date, "2026-05-06+02:00"},
		{xsd.DateTime, "2026-05-06T07:08:09.5+02:00", xsd.Time, "07:08:09.5+02:00"},
		{xsd.DateTime, "2026-05-06T07:08:09", xsd.GMonthDay, "--05-06"},
		{xsd.Date, "2026-05-06Z", xsd.DateTime, "2026-05-06T00:00:00Z"},
		{xsd.Date, "2026-05-06", xsd.Time, ""},
		{xsd.Date, "2026-05-06", xsd.GYearMonth, "2026-05"},
		{xsd.GYear, "2026", xsd.Date, ""},
		{xsd.Date, "2026-05-06", xsd.Integer, ""},
		{xsd.Duration, "P1Y2DT3H", xsd.YearMonthDuration, "P1Y"},
		{xsd.Duration, "P1Y2DT3H", xsd.DayTimeDuration, "P2DT3H"},
	} {
		got, err := xsd.Cast(parse(t, c.from, c.in), c.to)
		if c.want == "" {
			if err == nil {
				t.Errorf("cast of %s to %s = %s, want an error", c.in, c.to.IRI(), got)
			}
			continue
		}
		if err != nil || got.String() != c.want || got.Datatype() != c.to {
			t.Errorf("cast of %s to %s = %s, %v, want %s", c.in, c.to.IRI(), got, err, c.want)
		}
	}
}
