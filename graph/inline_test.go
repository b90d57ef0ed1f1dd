package graph_test

import (
	"bytes"
	"cmp"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
)

func typed(lexical, datatype string) string { return `"` + lexical + `"^^<` + xsd + datatype + `>` }

func TestInlineBoundaries(t *testing.T) {
	tests := []struct {
		tag graph.Tag // TagSpecial: not inlined
		in  []string
	}{
		{graph.TagString, []string{
			`""`, `"a"`, `"1234567"`, `"été"`, `"\u0000"`, `"\n\t\\\"\r\f\b"`, `"\u0000\u0001\u0002\u0003\u0004\u0005\u0006"`,
			`"\uFFFE\uFFFF"`, `"` + "\uFFFD" + `"`, `"a\u007F"`,
		}},
		{graph.TagInteger, []string{
			typed("0", "integer"), typed("-1", "integer"), typed("576460752303423487", "integer"), typed("-576460752303423487", "integer"),
		}},
		{graph.TagDecimal, []string{
			typed("0.0", "decimal"), typed("0.000000", "decimal"), typed("-0.5", "decimal"), typed("12.50", "decimal"),
			typed("72057594037.927935", "decimal"), typed("-72057594037.927935", "decimal"),
		}},
		{graph.TagBoolean, []string{typed("true", "boolean"), typed("false", "boolean")}},
		{graph.TagDate, []string{
			typed("2026-01-01", "date"), typed("-9999-01-01", "date"), typed("9999-12-31", "date"), typed("0000-02-29", "date"),
			typed("2000-02-29Z", "date"), typed("1815-06-09+14:00", "date"), typed("1815-06-09-14:00", "date"),
			typed("1815-06-09+00:00", "date"), typed("1815-06-09-00:15", "date"), typed("-0001-12-31+05:45", "date"),
		}},
		{graph.TagDateTime, []string{
			typed("2026-01-01T00:00:00", "dateTime"), typed("2026-01-01T23:59:59.999Z", "dateTime"),
			typed("-9999-01-01T00:00:00.0+14:00", "dateTime"), typed("9999-12-31T23:59:59.999-14:00", "dateTime"),
			typed("1969-12-31T23:59:59.10", "dateTime"), typed("0000-01-01T00:00:00-00:15", "dateTime"),
		}},
		{graph.TagSpecial, []string{
			"", `"`, "<u:a>", "_:a", `<<( <u:s> <u:p> "" )>>`, `"12345678"`, `"a"@en`, `"\u0041"`, `"\u000a"`, `"\u000C"`, `"\u007f"`, `"\'"`, "\"\n\"", "\"\x7f\"", "\"\uFFFE\"",
			`"""`, `"\"`, `"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007"`,
			typed("", "integer"), typed("-", "integer"), typed("+1", "integer"), typed("-0", "integer"), typed("01", "integer"), typed("1 ", "integer"),
			typed("576460752303423488", "integer"), typed("-576460752303423488", "integer"), typed("99999999999999999999", "integer"), typed("1", "int"),
			typed("1", "decimal"), typed("1.", "decimal"), typed(".5", "decimal"), typed("-0.0", "decimal"), typed("00.5", "decimal"), typed("+0.5", "decimal"),
			typed("1.0000000", "decimal"), typed("72057594037.927936", "decimal"), typed("1.2.3", "decimal"), typed("1.-2", "decimal"), typed("-.5", "decimal"),
			typed("1", "boolean"), typed("TRUE", "boolean"), typed("true ", "boolean"),
			typed("2026-1-01", "date"), typed("2026-02-29", "date"), typed("1900-02-29", "date"), typed("2026-13-01", "date"), typed("2026-00-01", "date"),
			typed("2026-01-00", "date"), typed("2026-04-31", "date"), typed("-0000-01-01", "date"), typed("10000-01-01", "date"), typed("2026-01-01z", "date"),
			typed("2026-01-01+14:15", "date"), typed("2026-01-01-00:00", "date"), typed("2026-01-01+05:07", "date"), typed("2026-01-01+05:60", "date"),
			typed("2026-01-01+15:00", "date"), typed("2026-01-01 ", "date"), typed("+2026-01-01", "date"), typed("2026-01-01T00:00:00", "date"), typed("--01-01", "date"),
			typed("2026-01-01", "dateTime"), typed("2026-01-01T24:00:00", "dateTime"), typed("2026-01-01T23:59:60", "dateTime"), typed("2026-01-01T23:60:00", "dateTime"),
			typed("2026-01-01T00:00:00.", "dateTime"), typed("2026-01-01T00:00:00.1234", "dateTime"), typed("2026-01-01T00:00", "dateTime"), typed("2026-01-01t00:00:00", "dateTime"),
			typed("2026-01-01T00:00:00.Z", "dateTime"), typed("2026-01-01T00-00:00", "dateTime"),
			`"1"^^<http://www.w3.org/2001/XMLSchema#integer>>`, `"1"^<http://www.w3.org/2001/XMLSchema#integer>`, `"2026-01-01"^^<http://example.org/date>`,
		}},
	}
	for _, tt := range tests {
		for _, in := range tt.in {
			id, ok := graph.Inline([]byte(in))
			if ok != (tt.tag != graph.TagSpecial) || ok && id.Tag() != tt.tag {
				t.Errorf("Inline(%s) = %v, %t; want tag %d", in, id, ok, tt.tag)
				continue
			}
			if back := string(id.AppendInline(nil)); ok && back != in {
				t.Errorf("Inline(%s) comes back as %s", in, back)
			}
		}
	}
}

// TestEpochDayEveryDay walks through the years -9999 to 9999 against package
// time, which has the same calendar.
func TestEpochDayEveryDay(t *testing.T) {
	day := time.Date(-9999, 1, 1, 0, 0, 0, 0, time.UTC)
	prev := graph.None
	var text, back []byte
	for n := int(day.Unix() / 86400); day.Year() <= 9999; n++ {
		y, m, d := day.Date()
		if got := graph.EpochDay(y, int(m), d); got != n {
			t.Fatalf("EpochDay(%d, %d, %d) = %d, want %d", y, m, d, got, n)
		}
		if y2, m2, d2 := graph.CivilDay(n); y2 != y || m2 != int(m) || d2 != d {
			t.Fatalf("CivilDay(%d) = %d-%d-%d, want %d-%d-%d", n, y2, m2, d2, y, m, d)
		}
		id, ok := graph.DateID(y, int(m), d)
		if !ok || id <= prev {
			t.Fatalf("DateID(%d, %d, %d) = %v, %t after %v", y, m, d, id, ok, prev)
		}
		prev = id
		text = id.AppendInline(text[:0])
		again, ok := graph.Inline(text)
		back = again.AppendInline(back[:0])
		if !ok || again != id || !bytes.Equal(text, back) {
			t.Fatalf("%s comes back as %s, %t", text, back, ok)
		}
		day = day.AddDate(0, 0, 1)
	}
}

// datum is a literal with what its order is compared by.
type datum struct {
	text string
	num  *big.Rat
	str  string
}

func genZone(t *rapid.T) (text string, minutes int) {
	switch k := rapid.IntRange(-58, 56).Draw(t, "zone"); {
	case k == -58:
		return "", 0
	case k == -57:
		return "Z", 0
	case k < 0:
		return fmt.Sprintf("-%02d:%02d", -k*15/60, -k*15%60), k * 15
	default:
		return fmt.Sprintf("+%02d:%02d", k*15/60, k*15%60), k * 15
	}
}

func genDay(t *rapid.T) (text string, day time.Time) {
	day = time.Date(rapid.IntRange(-9999, 9999).Draw(t, "year"), 1, 1+rapid.IntRange(0, 364).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
	y, m, d := day.Date()
	sign := ""
	if y < 0 {
		sign, y = "-", -y
	}
	return fmt.Sprintf("%s%04d-%02d-%02d", sign, y, m, d), day
}

var genDatum = map[graph.Tag]func(t *rapid.T) datum{
	graph.TagString: func(t *rapid.T) datum {
		s := genString().Filter(func(s string) bool { return len(s) <= 7 }).Draw(t, "s")
		return datum{text: `"` + string(graph.AppendEscaped(nil, []byte(s))) + `"`, str: s}
	},
	graph.TagInteger: func(t *rapid.T) datum {
		v := rapid.Int64Range(-1<<59+1, 1<<59-1).Draw(t, "v")
		return datum{text: typed(fmt.Sprint(v), "integer"), num: new(big.Rat).SetInt64(v)}
	},
	graph.TagDecimal: func(t *rapid.T) datum {
		digits := rapid.IntRange(1, 6).Draw(t, "digits")
		v := big.NewRat(rapid.Int64Range(-1<<53, 1<<53).Draw(t, "v"), 1)
		for range digits {
			v.Quo(v, big.NewRat(10, 1))
		}
		if v.Cmp(big.NewRat(1<<56-1, 1e6)) > 0 || v.Cmp(big.NewRat(-1<<56+1, 1e6)) < 0 {
			v.SetInt64(1)
		}
		return datum{text: typed(v.FloatString(digits), "decimal"), num: v}
	},
	graph.TagDate: func(t *rapid.T) datum {
		text, day := genDay(t)
		zone, _ := genZone(t)
		return datum{text: typed(text+zone, "date"), num: new(big.Rat).SetInt64(day.Unix())}
	},
	graph.TagDateTime: func(t *rapid.T) datum {
		text, day := genDay(t)
		zone, minutes := genZone(t)
		second := rapid.IntRange(0, 86399).Draw(t, "second")
		digits := rapid.IntRange(0, 3).Draw(t, "digits")
		fraction, millis := "", 0
		if digits > 0 {
			fraction = "." + rapid.StringMatching(fmt.Sprintf("[0-9]{%d}", digits)).Draw(t, "fraction")
			fmt.Sscanf((fraction + "00")[1:4], "%d", &millis)
		}
		text += fmt.Sprintf("T%02d:%02d:%02d%s%s", second/3600, second/60%60, second%60, fraction, zone)
		return datum{text: typed(text, "dateTime"), num: new(big.Rat).SetInt64((day.Unix()+int64(second)-int64(minutes)*60)*1000 + int64(millis))}
	},
}

func TestInlineKeepsTextAndOrder(t *testing.T) {
	for tag, gen := range genDatum {
		t.Run(fmt.Sprint("tag ", tag), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				a, b := gen(t), gen(t)
				idA, okA := graph.Inline([]byte(a.text))
				idB, okB := graph.Inline([]byte(b.text))
				if !okA || !okB || idA.Tag() != tag || idB.Tag() != tag {
					t.Fatalf("%s → %v %t, %s → %v %t", a.text, idA, okA, b.text, idB, okB)
				}
				if back := string(idA.AppendInline(nil)); back != a.text {
					t.Fatalf("%s comes back as %s", a.text, back)
				}
				want := strings.Compare(a.str, b.str)
				if a.num != nil {
					want = a.num.Cmp(b.num)
				}
				// Equal values with different texts have an order of their own.
				if got := cmp.Compare(idA, idB); got != want && (want != 0 || a.text == b.text) {
					t.Fatalf("%s and %s compare as %d, want %d", a.text, b.text, got, want)
				}
			})
		})
	}
}

func TestInlineAgreesWithLexical(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := genLiteral().Draw(t, "literal")
		text, err := graph.AppendTerm(nil, v)
		if err != nil {
			t.Fatal(err)
		}
		id, ok := graph.Inline(text)
		s, plain := v.(quad.String)
		if ok != (plain && len(s) <= 7) {
			t.Fatalf("Inline(%q) = %v, %t", text, id, ok)
		}
		if ok && string(id.AppendInline(nil)) != string(text) {
			t.Fatalf("%q comes back as %q", text, id.AppendInline(nil))
		}
	})
}

func TestInlineValues(t *testing.T) {
	inline := func(text string) graph.ID {
		id, ok := graph.Inline([]byte(text))
		if !ok {
			t.Fatalf("Inline(%s) refused", text)
		}
		return id
	}
	if v, ok := inline(typed("-42", "integer")).Integer(); v != -42 || !ok {
		t.Errorf("Integer() = %d, %t", v, ok)
	}
	if id, ok := graph.IntegerID(-42); id != inline(typed("-42", "integer")) || !ok {
		t.Errorf("IntegerID(-42) = %v, %t", id, ok)
	}
	for _, v := range []int64{1 << 59, -1 << 59, 1<<63 - 1, -1 << 63} {
		if id, ok := graph.IntegerID(v); ok {
			t.Errorf("IntegerID(%d) = %v, want none", v, id)
		}
	}
	if v, digits, ok := inline(typed("-1.50", "decimal")).Decimal(); v != -1_500_000 || digits != 2 || !ok {
		t.Errorf("Decimal() = %d, %d, %t", v, digits, ok)
	}
	if v, ok := graph.BooleanID(true).Boolean(); !v || !ok || graph.BooleanID(false) != inline(typed("false", "boolean")) {
		t.Errorf("Boolean() = %t, %t", v, ok)
	}
	if days, zone, ok := inline(typed("1970-01-02-05:00", "date")).Date(); days != 1 || zone.Minutes() != -300 || !ok {
		t.Errorf("Date() = %d, %d min, %t", days, zone.Minutes(), ok)
	}
	millis, zone, ok := inline(typed("1970-01-01T00:00:00.5+14:00", "dateTime")).DateTime()
	if millis != 500-14*3600*1000 || zone != graph.ZoneMax || !ok {
		t.Errorf("DateTime() = %d, %v, %t", millis, zone, ok)
	}
	if _, ok := inline(`"a"`).Integer(); ok {
		t.Error("a string is an integer")
	}
	if _, ok := graph.DateID(2026, 2, 29); ok {
		t.Error("29 February 2026 exists")
	}
}

func TestRanges(t *testing.T) {
	day := func(y, m, d int) int { return graph.EpochDay(y, m, d) }
	far := 1 << 50
	tests := []struct {
		name    string
		r       graph.Range
		in, out []string
	}{
		{"january", graph.DateRange(day(2026, 1, 1), day(2026, 1, 31)),
			[]string{typed("2026-01-01", "date"), typed("2026-01-31+14:00", "date"), typed("2026-01-15Z", "date")},
			[]string{typed("2025-12-31+14:00", "date"), typed("2026-02-01", "date"), typed("2026-01-15T00:00:00", "dateTime"), `"x"`}},
		{"all dates", graph.DateRange(-far, far), []string{typed("-9999-01-01", "date"), typed("9999-12-31+14:00", "date")}, nil},
		{"after all dates", graph.DateRange(day(10000, 1, 1), far), nil, []string{typed("9999-12-31+14:00", "date")}},
		{"before all dates", graph.DateRange(-far, day(-9999, 1, 1)-1), nil, []string{typed("-9999-01-01", "date")}},
		{"empty", graph.DateRange(1, 0), nil, []string{typed("1970-01-01", "date"), typed("1970-01-02", "date")}},
		{"one second", graph.DateTimeRange(0, 999),
			[]string{typed("1970-01-01T00:00:00", "dateTime"), typed("1970-01-01T14:00:00.999+14:00", "dateTime")},
			[]string{typed("1970-01-01T00:00:01", "dateTime"), typed("1969-12-31T23:59:59.999", "dateTime")}},
		{"all times", graph.DateTimeRange(-1<<63, 1<<63-1),
			[]string{typed("-9999-01-01T00:00:00+14:00", "dateTime"), typed("9999-12-31T23:59:59.999-14:00", "dateTime")}, nil},
		{"decimals", graph.DecimalRange(-500_000, 1_500_000),
			[]string{typed("-0.5", "decimal"), typed("1.500000", "decimal"), typed("0.0", "decimal")},
			[]string{typed("-0.500001", "decimal"), typed("1.500001", "decimal")}},
		{"all decimals", graph.DecimalRange(-1<<63, 1<<63-1), []string{typed("-72057594037.927935", "decimal"), typed("72057594037.927935", "decimal")}, nil},
		{"after all decimals", graph.DecimalRange(1<<60, 1<<61), nil, []string{typed("72057594037.927935", "decimal")}},
	}
	for _, tt := range tests {
		for i, texts := range [][]string{tt.in, tt.out} {
			for _, text := range texts {
				id, ok := graph.Inline([]byte(text))
				if got := tt.r.Contains(id); !ok || got != (i == 0) {
					t.Errorf("%s: Contains(%s) = %t (inlined: %t)", tt.name, text, got, ok)
				}
			}
		}
	}
}

func FuzzInline(f *testing.F) {
	for _, s := range []string{
		`"a"`, `"\u0000\uFFFF"`, typed("-1", "integer"), typed("1.50", "decimal"), typed("true", "boolean"),
		typed("-0001-02-28-05:15", "date"), typed("2026-01-01T00:00:00.120Z", "dateTime"),
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if id, ok := graph.Inline(text); ok {
			if back := id.AppendInline(nil); !bytes.Equal(back, text) {
				t.Fatalf("%q → %v → %q", text, id, back)
			}
		}
		if len(text) >= 8 { // any ID at all, as damaged data may hold, must not panic
			var id uint64
			for _, c := range text[:8] {
				id = id<<8 | uint64(c)
			}
			graph.ID(id).AppendInline(nil)
		}
	})
}

func TestInlineDoesNotAllocate(t *testing.T) {
	buf := make([]byte, 0, 128)
	for _, s := range []string{`"été"`, `"\n"`, typed("1.50", "decimal"), typed("2026-01-01", "date"), typed("2026-01-01T00:00:00.5Z", "dateTime")} {
		text := []byte(s)
		if n := testing.AllocsPerRun(100, func() {
			id, _ := graph.Inline(text)
			buf = id.AppendInline(buf[:0])
		}); n != 0 {
			t.Errorf("%s: %v allocations", s, n)
		}
	}
}

func BenchmarkInline(b *testing.B) {
	for _, bm := range []struct{ name, text string }{
		{"iri", "<https://chancery.example/meeting/2026-01-01-ankara>"},
		{"long", `"Les deux délégations se sont rencontrées à Ankara pour parler d'échanges de prisonniers."`},
		{"lang", `"échanges"@fr`},
		{"string", `"Ankara"`},
		{"integer", typed("15", "integer")},
		{"decimal", typed("12.50", "decimal")},
		{"date", typed("2026-01-01", "date")},
		{"dateTime", typed("2026-01-01T10:20:30.500Z", "dateTime")},
	} {
		text := []byte(bm.text)
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				graph.Inline(text)
			}
		})
		if id, ok := graph.Inline(text); ok {
			b.Run(bm.name+"-back", func(b *testing.B) {
				var dst []byte
				for b.Loop() {
					dst = id.AppendInline(dst[:0])
				}
			})
		}
	}
}
