package expr_test

import (
	"testing"

	"github.com/chancery-graph/chancery/query/algebra"
)

// example is an expression with its value as a term of SPARQL; "" is an error.
// Variables are bound by row.
type example struct {
	expr, want string
}

// check evaluates examples as constants, and again with their terms in
// variables.
func check(t *testing.T, row map[algebra.Var]string, examples []example) {
	t.Helper()
	bound := map[algebra.Var]string{}
	for v, text := range row {
		bound[v] = parseTerm(t, text)
	}
	for _, e := range examples {
		want := parseTerm(t, e.want)
		if got := evaluate(t, e.expr, bound); got != want {
			t.Errorf("%s = %s, want %s", e.expr, got, want)
		}
		lifted, more := lift(parse(t, e.expr), bound)
		d := newTerms()
		if got := run(t, lifted, newContext(d), d, more); got != want {
			t.Errorf("%s = %s with variables, want %s", e.expr, got, want)
		}
	}
}

// lift replaces the constants of an expression by variables.
func lift(e algebra.Expr, row map[algebra.Var]string) (algebra.Expr, map[algebra.Var]string) {
	more := map[algebra.Var]string{}
	for v, text := range row {
		more[v] = text
	}
	list := func(in []algebra.Expr, f func(algebra.Expr) algebra.Expr) []algebra.Expr {
		out := make([]algebra.Expr, len(in))
		for i, x := range in {
			out[i] = f(x)
		}
		return out
	}
	var walk func(e algebra.Expr) algebra.Expr
	walk = func(e algebra.Expr) algebra.Expr {
		switch e := e.(type) {
		case algebra.Const:
			v := algebra.Var("lifted" + string(rune('a'+len(more))))
			more[v] = e.Term
			return v
		case *algebra.Unary:
			return &algebra.Unary{Op: e.Op, X: walk(e.X)}
		case *algebra.Binary:
			return &algebra.Binary{Op: e.Op, Left: walk(e.Left), Right: walk(e.Right)}
		case *algebra.In:
			return &algebra.In{X: walk(e.X), List: list(e.List, walk), Not: e.Not}
		case *algebra.Call:
			return &algebra.Call{Name: e.Name, Args: list(e.Args, walk)}
		}
		return e
	}
	return walk(e), more
}

func TestLogic(t *testing.T) {
	check(t, map[algebra.Var]string{"x": `5`, "u": ""}, []example{
		{`true || ?u`, `true`}, {`?u || true`, `true`}, {`false || ?u`, ``}, {`?u || false`, ``}, {`?u || ?u`, ``},
		{`true && ?u`, ``}, {`?u && true`, ``}, {`false && ?u`, `false`}, {`?u && false`, `false`}, {`?u && ?u`, ``},
		{`true || false`, `true`}, {`false || false`, `false`}, {`true && true`, `true`}, {`true && false`, `false`},
		{`!true`, `false`}, {`!?u`, ``}, {`!""`, `true`}, {`!"a"`, `false`}, {`!0`, `true`}, {`!0.0e0`, `true`},
		{`!"NaN"^^xsd:double`, `true`}, {`!!"a"@en`, ``}, {`!!"z"^^xsd:boolean`, ``}, {`!!"1"^^xsd:boolean`, `true`}, {`!:a`, ``},
		{`!!"2020-01-01T00:00:00Z"^^xsd:dateTime`, ``}, {`!!"x"^^:type`, ``},
		{`BOUND(?x)`, `true`}, {`BOUND(?u)`, `false`}, {`BOUND(?nowhere)`, `false`},
		{`IF(?x = 5, "yes", "no")`, `"yes"`}, {`IF(?x = 6, "yes", "no")`, `"no"`}, {`IF(?u, "yes", "no")`, ``}, {`IF(1/0, false, true)`, ``},
		{`IF(true, 1, 1/0)`, `1`},
		{`COALESCE(?u, 1/0, ?x)`, `5`}, {`COALESCE(?u)`, ``}, {`COALESCE()`, ``}, {`COALESCE(?x/0, -2)`, `-2`},
		{`?x IN (1, 5)`, `true`}, {`?x IN (1, 2)`, `false`}, {`?x IN ()`, `false`}, {`?u IN ()`, `false`}, {`?x NOT IN ()`, `true`},
		{`?x IN (1/0, 5)`, `true`}, {`?x IN (1/0, 4)`, ``}, {`?x NOT IN (1/0, 5)`, `false`}, {`?x NOT IN (1/0, 4)`, ``},
		{`?x IN (5.0)`, `true`}, {`?x IN (:a, "5")`, `false`}, {`:a IN (:b, :a)`, `true`},
		{`:a IN (:b, :c, :d, :e, :f, :g, :h, :i, :j)`, `false`}, {`:a IN (:b, :c, :d, :e, :f, :g, :h, :i, :a)`, `true`},
		{`:a IN (:b, :c, :d, :e, :f, :g, :h, :i, 1/0)`, ``}, {`5.0 IN (1, 2, 3, 4, 6, 7, 8, 9, 5)`, `true`}, {`5.0 NOT IN (1, 2, 3, 4, 6, 7, 8, 9, 10)`, `true`},
	})
}

func TestEquality(t *testing.T) {
	check(t, nil, []example{
		{`1 = 1.0`, `true`}, {`1 = "01"^^xsd:integer`, `true`}, {`1 = 2`, `false`}, {`1 != 1.0e0`, `false`},
		{`"NaN"^^xsd:double = "NaN"^^xsd:double`, `false`}, {`"NaN"^^xsd:double != "NaN"^^xsd:double`, `true`},
		{`"a" = "a"@en`, `false`}, {`"a"@en = "a"@EN`, `true`}, {`"a"@en = "b"@en`, `false`}, {`"a"@en--ltr = "a"@en`, `false`},
		{`"a" = 1`, `false`}, {`"a" != 1`, `true`}, {`"1" = 1`, `false`}, {`true = 1`, `false`}, {`true = "1"^^xsd:boolean`, `true`},
		{`"a"^^:t = "a"^^:t`, `true`}, {`"a"^^:t = "b"^^:t`, ``}, {`"a"^^:t != "b"^^:t`, ``}, {`"a"^^:t = "a"`, ``}, {`"a"^^:t = 1`, ``},
		{`"a"@en != "a"^^:t`, `true`}, {`"x"^^xsd:integer = "x"^^xsd:integer`, `true`}, {`"x"^^xsd:integer = "y"^^xsd:integer`, ``}, {`"x"^^xsd:integer = 1`, ``},
		{`:a = :a`, `true`}, {`:a = :b`, `false`}, {`:a = "a"`, `false`}, {`:a != "a"^^:t`, `true`},
		{`"2006-08-23"^^xsd:date = "2006-08-23Z"^^xsd:date`, ``}, {`"2006-08-23"^^xsd:date != "2001-01-01Z"^^xsd:date`, `true`},
		{`"2006-08-23"^^xsd:date != "2006-08-23T09:00:00+01:00"^^xsd:dateTime`, `true`},
		{`"2004-12-31T19:00:00-05:00"^^xsd:dateTime = "2005-01-01T00:00:00Z"^^xsd:dateTime`, `true`},
		{`"1999-12-31T24:00:00"^^xsd:dateTime = "2000-01-01T00:00:00"^^xsd:dateTime`, `true`},
		{`<<(:a :b 123)>> = <<(:a :b 123.0)>>`, `true`}, {`<<(:a :b 123)>> = <<(:a :c 123)>>`, `false`}, {`<<(:a :b 123)>> = :a`, `false`},
		{`<<(:a :q <<(:a :b 1)>>)>> = <<(:a :q <<(:a :b 1.0)>>)>>`, `true`}, {`<<(:a :b "x"^^:t)>> = <<(:a :b "y"^^:t)>>`, ``},
		{`sameTerm(1, 1)`, `true`}, {`sameTerm(1, 1.0)`, `false`}, {`sameTerm("a"@en, "a"@EN)`, `true`}, {`sameTerm("a"@en, "a")`, `false`},
		{`sameTerm("NaN"^^xsd:double, "NaN"^^xsd:double)`, `true`}, {`sameTerm(1/0, 1)`, ``}, {`sameTerm(1+1, 2)`, `true`}, {`sameTerm(STR(:a), "http://example.org/a")`, `true`},
		{`sameTerm("foo", "foo"^^xsd:string)`, `true`},
	})
	check(t, map[algebra.Var]string{"b": "_:b", "c": "_:c"}, []example{
		{`?b = ?b`, `true`}, {`?b = ?c`, `false`}, {`?b = :a`, `false`}, {`?b != 1`, `true`}, {`?b < ?c`, ``},
	})
}

func TestInequality(t *testing.T) {
	check(t, nil, []example{
		{`1 < 2`, `true`}, {`1 < 1.0`, `false`}, {`1 <= 1.0`, `true`}, {`2.5 > 1e0`, `true`}, {`1 >= "01"^^xsd:byte`, `true`},
		{`"NaN"^^xsd:double < 1`, `false`}, {`!("NaN"^^xsd:double < 1)`, `true`}, {`"NaN"^^xsd:double >= 1`, `false`},
		{`"a" < "b"`, `true`}, {`"a" < "B"`, `false`}, {`"a" < "a\u0000"`, `true`}, {`"é" > "z"`, `true`}, {`"a" < "b"@en`, ``}, {`"a"@en < "b"@en`, ``},
		{`false < true`, `true`}, {`"0"^^xsd:boolean < true`, `true`}, {`true < 1`, ``}, {`"a" < 1`, ``}, {`:a < :b`, ``}, {`"a"^^:t < "b"^^:t`, ``},
		{`"2006-08-22"^^xsd:date < "2006-08-23Z"^^xsd:date`, `true`}, {`"2006-08-23"^^xsd:date < "2006-08-23Z"^^xsd:date`, ``},
		{`"2026-01-01T00:00:00"^^xsd:dateTime > "2025-01-01T00:00:00Z"^^xsd:dateTime`, `true`}, {`"12:00:00"^^xsd:time < "13:00:00"^^xsd:time`, `true`},
		{`"P1D"^^xsd:dayTimeDuration < "PT25H"^^xsd:dayTimeDuration`, `true`}, {`"P1M"^^xsd:duration < "P30D"^^xsd:duration`, ``},
		{`"x"^^xsd:integer < 1`, ``},
	})
}

func TestArithmetic(t *testing.T) {
	check(t, map[algebra.Var]string{"x": "7"}, []example{
		{`1 + 2`, `3`}, {`1.0 + 2`, `3.0`}, {`1 + 1e0`, `2.0E0`}, {`0.1 + 0.2`, `0.3`}, {`1 - 2`, `-1`}, {`2 * 2.5`, `5.0`}, {`1 / 2`, `0.5`},
		{`4 / 2`, `2.0`}, {`1 / 0`, ``}, {`1 / 0.0`, ``}, {`1e0 / 0`, `"INF"^^xsd:double`}, {`-?x`, `-7`}, {`+?x`, `7`}, {`-"a"`, ``},
		{`"1" + "2"`, ``}, {`"1" + 2`, ``}, {`"a" + 1`, ``}, {`?x * ?x + 1`, `50`}, {`:a + 1`, ``}, {`true + 1`, ``},
		{`576460752303423487 + 1`, `576460752303423488`}, {`9223372036854775807 + 1`, `9223372036854775808`},
		{`99999999999999999999 * 99999999999999999999`, `9999999999999999999800000000000000000001`},
		{`"127"^^xsd:byte + "1"^^xsd:byte`, `128`}, {`"1.5"^^xsd:float + 1`, `"2.5E0"^^xsd:float`},
		{`ABS(-2)`, `2`}, {`ABS(-1.6)`, `1.6`}, {`ABS(2.5)`, `2.5`}, {`ABS("a")`, ``}, {`ROUND(2.5)`, `3.0`}, {`ROUND(-2.5)`, `-2.0`}, {`ROUND(2.4999)`, `2.0`},
		{`CEIL(10.5)`, `11.0`}, {`CEIL(-10.5)`, `-10.0`}, {`FLOOR(10.5)`, `10.0`}, {`FLOOR(-10.5)`, `-11.0`}, {`FLOOR(3)`, `3`}, {`ROUND(2.5e0)`, `3.0E0`},
		{`"2026-01-02"^^xsd:date - "2026-01-01"^^xsd:date`, `"P1D"^^xsd:dayTimeDuration`},
		{`"2026-01-31"^^xsd:date + "P1M"^^xsd:yearMonthDuration`, `"2026-02-28"^^xsd:date`},
	})
	if got := evaluate(t, `1 + 1e0`, nil); got != `"2.0E0"^^<http://www.w3.org/2001/XMLSchema#double>` {
		t.Errorf("1 + 1e0 = %s", got)
	}
}

func TestTerms(t *testing.T) {
	check(t, map[algebra.Var]string{"b": "_:b", "u": ""}, []example{
		{`isIRI(:a)`, `true`}, {`isURI("a")`, `false`}, {`isIRI(?b)`, `false`}, {`isIRI(?u)`, ``}, {`isBlank(?b)`, `true`}, {`isBlank(:a)`, `false`},
		{`isLiteral("a")`, `true`}, {`isLiteral(1)`, `true`}, {`isLiteral(?b)`, `false`}, {`isNumeric(12)`, `true`}, {`isNumeric("12")`, `false`},
		{`isNumeric("12"^^xsd:nonNegativeInteger)`, `true`}, {`isNumeric("1200"^^xsd:byte)`, `false`}, {`isNumeric(<http://example/>)`, `false`}, {`isNumeric(1.0e0)`, `true`},
		{`STR(:a)`, `"http://example.org/a"`}, {`STR(01)`, `"01"`}, {`STR("a"@en)`, `"a"`}, {`STR("x"^^:t)`, `"x"`}, {`STR(?b)`, ``}, {`STR(1+1)`, `"2"`}, {`STR("\"\\")`, `"\"\\"`},
		{`LANG("a"@EN-gb)`, `"en-gb"`}, {`LANG("a")`, `""`}, {`LANG(1)`, `""`}, {`LANG(:a)`, ``}, {`LANG("a"@ar--rtl)`, `"ar"`},
		{`LANGDIR("a"@ar--rtl)`, `"rtl"`}, {`LANGDIR("a"@en)`, `""`}, {`LANGDIR(1)`, `""`}, {`LANGDIR(:a)`, ``},
		{`hasLANG("a"@en)`, `true`}, {`hasLANG("a"@en--ltr)`, `true`}, {`hasLANG(1)`, `false`}, {`hasLANG(:a)`, `false`},
		{`hasLANGDIR("a"@en)`, `false`}, {`hasLANGDIR("a"@en--ltr)`, `true`}, {`hasLANGDIR(:a)`, `false`},
		{`DATATYPE("a")`, `xsd:string`}, {`DATATYPE("a"@en)`, `rdf:langString`}, {`DATATYPE("a"@en--ltr)`, `rdf:dirLangString`}, {`DATATYPE(1)`, `xsd:integer`},
		{`DATATYPE("a"^^:t)`, `:t`}, {`DATATYPE(:a)`, ``}, {`DATATYPE(1/2)`, `xsd:decimal`}, {`DATATYPE("x"^^xsd:integer)`, `xsd:integer`}, {`DATATYPE("2026-01-01"^^xsd:date)`, `xsd:date`},
		{`IRI("http://other.example/x")`, `<http://other.example/x>`}, {`IRI("x")`, `<http://example.org/base/x>`}, {`URI("../y")`, `<http://example.org/y>`}, {`IRI(:a)`, `:a`},
		{`IRI("a b")`, ``}, {`IRI(1)`, ``}, {`IRI("x"@en)`, ``}, {`IRI(?b)`, ``},
		{`STRDT("123", xsd:integer)`, `123`}, {`STRDT("abc", :t)`, `"abc"^^:t`}, {`STRDT("a", xsd:string)`, `"a"`}, {`STRDT("a"@en, :t)`, ``}, {`STRDT(1, :t)`, ``},
		{`STRDT("a", rdf:langString)`, ``}, {`STRDT("a", "t")`, ``}, {`STRDT("x", xsd:integer) + 1`, ``}, {`STRDT("012", xsd:integer) + 1`, `13`}, {`STRDT("\"\n", :t)`, `"\"\n"^^:t`},
		{`STRLANG("chat", "en")`, `"chat"@en`}, {`STRLANG("abc", "en-US")`, `"abc"@en-us`}, {`STRLANG("abc", "")`, ``}, {`STRLANG(123, "en")`, ``}, {`STRLANG("a"@en, "en")`, ``}, {`STRLANG("a", "en--ltr")`, ``}, {`STRLANG("a", "e n")`, ``},
		{`STRLANGDIR("abc", "en", "ltr")`, `"abc"@en--ltr`}, {`STRLANGDIR("abc", "en", "LTR")`, ``}, {`STRLANGDIR("abc", "en", "")`, ``}, {`STRLANGDIR("abc", "", "ltr")`, ``}, {`STRLANGDIR(123, "en", "ltr")`, ``},
		{`TRIPLE(:a, :b, :c)`, `<<(:a :b :c)>>`}, {`TRIPLE(:a, :b, 1)`, `<<(:a :b 1)>>`}, {`TRIPLE(1, :b, :c)`, ``}, {`TRIPLE(:a, "b", :c)`, ``}, {`TRIPLE(:a, ?b, :c)`, ``},
		{`TRIPLE(<<(:a :b :c)>>, :b, :c)`, ``}, {`TRIPLE(:a, :b, <<(:x :y :z)>>)`, `<<(:a :b <<(:x :y :z)>>)>>`}, {`TRIPLE(:a, :b, ?u)`, ``},
		{`SUBJECT(<<(:a :b 1)>>)`, `:a`}, {`PREDICATE(<<(:a :b 1)>>)`, `:b`}, {`OBJECT(<<(:a :b 1)>>)`, `1`}, {`OBJECT(<<(:a :b <<(:x :y "z")>>)>>)`, `<<(:x :y "z")>>`}, {`SUBJECT(:a)`, ``},
		{`isTRIPLE(<<(:a :b 1)>>)`, `true`}, {`isTRIPLE(:a)`, `false`}, {`isTRIPLE(?u)`, ``}, {`OBJECT(TRIPLE(:a, :b, 1)) + 1`, `2`}, {`isLiteral(<<(:a :b 1)>>)`, `false`},
	})
}

func TestStrings(t *testing.T) {
	check(t, nil, []example{
		{`STRLEN("chat")`, `4`}, {`STRLEN("chat"@en)`, `4`}, {`STRLEN("食べ物")`, `3`}, {`STRLEN("\U0001F46A")`, `1`}, {`STRLEN(1)`, ``}, {`STRLEN("")`, `0`},
		{`SUBSTR("foobar", 4)`, `"bar"`}, {`SUBSTR("foobar"@en, 4, 1)`, `"b"@en`}, {`SUBSTR("食べ物", 1, 1)`, `"食"`}, {`SUBSTR("\U0001F46Ax", 2)`, `"x"`},
		{`SUBSTR("motor car", 6)`, `" car"`}, {`SUBSTR("metadata", 4, 3)`, `"ada"`}, {`SUBSTR("12345", 1.5, 2.6)`, `"234"`}, {`SUBSTR("12345", 0, 3)`, `"12"`},
		{`SUBSTR("12345", 5, -3)`, `""`}, {`SUBSTR("12345", -3, 5)`, `"1"`}, {`SUBSTR("12345", 0e0/0, 3)`, `""`}, {`SUBSTR("12345", -1e0/0)`, `"12345"`}, {`SUBSTR("12345", -1e0/0, 1e0/0)`, `""`},
		{`SUBSTR("abc", 9)`, `""`}, {`SUBSTR(1, 1)`, ``}, {`SUBSTR("a", "1")`, ``},
		{`UCASE("foo")`, `"FOO"`}, {`UCASE("foo"@en)`, `"FOO"@en`}, {`LCASE("BAR"@en)`, `"bar"@en`}, {`UCASE("straße é")`, `"STRASSE É"`}, {`LCASE("ÀΣ")`, `"àς"`}, {`UCASE(1)`, ``},
		{`STRSTARTS("foobar", "foo")`, `true`}, {`STRSTARTS("foobar"@en, "foo"@en)`, `true`}, {`STRSTARTS("foobar"@en, "foo")`, `true`}, {`STRSTARTS("foobar", "foo"@en)`, ``}, {`STRSTARTS("foobar"@fr, "foo"@en)`, ``},
		{`STRENDS("foobar", "bar")`, `true`}, {`STRENDS("foobar", "foo")`, `false`}, {`CONTAINS("foobar", "oba")`, `true`}, {`CONTAINS("foobar"@en, "x")`, `false`}, {`CONTAINS("a", 1)`, ``},
		{`CONTAINS("abc"@en--ltr, "b"@en--ltr)`, `true`}, {`CONTAINS("abc"@en--ltr, "b"@en)`, ``},
		{`STRBEFORE("abc", "b")`, `"a"`}, {`STRBEFORE("abc"@en, "bc")`, `"a"@en`}, {`STRBEFORE("abc"@en, "b"@cy)`, ``}, {`STRBEFORE("abc", "")`, `""`}, {`STRBEFORE("abc", "xyz")`, `""`},
		{`STRBEFORE("abc"@en, "z"@en)`, `""`}, {`STRBEFORE("abc"@en, "z")`, `""`}, {`STRBEFORE("abc"@en, ""@en)`, `""@en`}, {`STRBEFORE("abc"@en, "")`, `""@en`},
		{`STRAFTER("abc", "b")`, `"c"`}, {`STRAFTER("abc"@en, "ab")`, `"c"@en`}, {`STRAFTER("abc"@en, "b"@cy)`, ``}, {`STRAFTER("abc", "")`, `"abc"`}, {`STRAFTER("abc", "xyz")`, `""`},
		{`STRAFTER("abc"@en, "z"@en)`, `""`}, {`STRAFTER("abc"@en, "z")`, `""`}, {`STRAFTER("abc"@en, ""@en)`, `"abc"@en`}, {`STRAFTER("abc"@en, "")`, `"abc"@en`},
		{`ENCODE_FOR_URI("Los Angeles")`, `"Los%20Angeles"`}, {`ENCODE_FOR_URI("Los Angeles"@en)`, `"Los%20Angeles"`}, {`ENCODE_FOR_URI("食-_.~9")`, `"%E9%A3%9F-_.~9"`}, {`ENCODE_FOR_URI("100%")`, `"100%25"`}, {`ENCODE_FOR_URI(:a)`, ``},
		{`CONCAT("foo", "bar")`, `"foobar"`}, {`CONCAT("foo"@en, "bar"@en)`, `"foobar"@en`}, {`CONCAT("foo", "bar"@en)`, `"foobar"`}, {`CONCAT("foo"@en, "bar")`, `"foobar"`}, {`CONCAT("foo"@en, "bar"@es)`, `"foobar"`},
		{`CONCAT()`, `""`}, {`CONCAT("a"@en)`, `"a"@en`}, {`CONCAT("a", 1)`, ``}, {`CONCAT("a"@en--ltr, "b"@en--ltr)`, `"ab"@en--ltr`}, {`CONCAT("a"@en--ltr, "b"@en)`, `"ab"`}, {`CONCAT(STR(1), UCASE("x"), STR(:a))`, `"1Xhttp://example.org/a"`},
		{`langMatches("fr", "FR")`, `true`}, {`langMatches("fr-be", "fr")`, `true`}, {`langMatches("fre", "fr")`, `false`}, {`langMatches("fr", "fr-be")`, `false`}, {`langMatches("", "*")`, `false`}, {`langMatches("en", "*")`, `true`}, {`langMatches("en", "")`, `false`}, {`langMatches(1, "*")`, ``},
		{`MD5("abc")`, `"900150983cd24fb0d6963f7d28e17f72"`}, {`SHA1("abc")`, `"a9993e364706816aba3e25717850c26c9cd0d89d"`},
		{`SHA256("abc")`, `"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"`},
		{`SUBSTR(SHA384("abc"), 1, 16)`, `"cb00753f45a35e8b"`}, {`STRLEN(SHA512("abc"))`, `128`}, {`SUBSTR(SHA512("abc"), 1, 16)`, `"ddaf35a193617aba"`}, {`MD5("食べ物")`, `"e7ada485d13b1decf628c9211bc3a97b"`}, {`MD5("a"@en)`, ``}, {`MD5(1)`, ``},
	})
}

func TestTimes(t *testing.T) {
	check(t, map[algebra.Var]string{
		"d": `"2011-01-10T14:45:13.815-05:00"^^xsd:dateTime`, "z": `"2011-01-10T14:45:13.815Z"^^xsd:dateTime`, "n": `"2011-01-10T14:45:13.815"^^xsd:dateTime`,
	}, []example{
		{`YEAR(?d)`, `2011`}, {`MONTH(?d)`, `1`}, {`DAY(?d)`, `10`}, {`HOURS(?d)`, `14`}, {`MINUTES(?d)`, `45`}, {`SECONDS(?d)`, `13.815`},
		{`TIMEZONE(?d)`, `"-PT5H"^^xsd:dayTimeDuration`}, {`TIMEZONE(?z)`, `"PT0S"^^xsd:dayTimeDuration`}, {`TIMEZONE(?n)`, ``},
		{`TZ(?d)`, `"-05:00"`}, {`TZ(?z)`, `"Z"`}, {`TZ(?n)`, `""`}, {`TZ(1)`, ``}, {`YEAR("2011")`, ``}, {`YEAR("-0044-03-15"^^xsd:date)`, `-44`}, {`HOURS("2026-01-01"^^xsd:date)`, ``},
		{`YEAR("12026-01-01T00:00:00Z"^^xsd:dateTime)`, `12026`}, {`NOW()`, `"2026-05-06T07:08:09.25Z"^^xsd:dateTime`}, {`NOW() = NOW()`, `true`}, {`HOURS("23:59:00"^^xsd:time)`, `23`},
	})
}

func TestCasts(t *testing.T) {
	check(t, nil, []example{
		{`xsd:boolean("1")`, `true`}, {`xsd:boolean("0E1")`, ``}, {`xsd:boolean(0.0)`, `false`}, {`xsd:boolean(-7.875)`, `true`}, {`xsd:boolean("0"^^xsd:boolean)`, `false`}, {`xsd:boolean(:a)`, ``},
		{`xsd:integer("13")`, `13`}, {`xsd:integer("1.5")`, ``}, {`xsd:integer(-2.5)`, `-2`}, {`xsd:integer("-7.875"^^xsd:float)`, `-7`}, {`xsd:integer(true)`, `1`}, {`xsd:integer("1E0")`, ``}, {`xsd:integer("07"^^xsd:byte)`, `7`},
		{`xsd:decimal("+33.3300")`, `33.33`}, {`xsd:decimal("0")`, `0.0`}, {`xsd:decimal(1.25e0)`, `1.25`}, {`xsd:decimal(true)`, `1.0`}, {`xsd:decimal("1E0")`, ``}, {`xsd:decimal("INF"^^xsd:double)`, ``},
		{`xsd:double("-10.2E3")`, `"-1.02E4"^^xsd:double`}, {`xsd:double("string")`, ``}, {`xsd:double(1)`, `"1.0E0"^^xsd:double`}, {`xsd:double(true)`, `"1.0E0"^^xsd:double`}, {`xsd:double("INF")`, `"INF"^^xsd:double`},
		{`xsd:float("1.5")`, `"1.5E0"^^xsd:float`}, {`xsd:float("2002-10-10T17:00:00Z")`, ``},
		{`xsd:string(:z)`, `"http://example.org/z"`}, {`xsd:string(1.0)`, `"1"`}, {`xsd:string("0E1"^^xsd:double)`, `"0"`}, {`xsd:string("0"^^xsd:boolean)`, `"false"`}, {`xsd:string("a")`, `"a"`}, {`xsd:string(-7.875e0)`, `"-7.875"`}, {`xsd:string(1.0e10)`, `"1.0E10"`},
		{`xsd:dateTime("2026-01-01T00:00:00Z")`, `"2026-01-01T00:00:00Z"^^xsd:dateTime`}, {`xsd:dateTime("2026-01-01")`, ``}, {`xsd:dateTime("2026-01-01"^^xsd:date)`, `"2026-01-01T00:00:00"^^xsd:dateTime`},
		{`xsd:date("2026-01-01T12:00:00Z"^^xsd:dateTime)`, `"2026-01-01Z"^^xsd:date`}, {`xsd:byte(300)`, ``}, {`xsd:byte("7")`, `"7"^^xsd:byte`}, {`xsd:dateTime(1)`, ``},
	})
}

func TestRegexFunctions(t *testing.T) {
	check(t, nil, []example{
		{`REGEX("Alice", "^ali", "i")`, `true`}, {`REGEX("Alice", "^ali")`, `false`}, {`REGEX("abc"@en, "b")`, `true`}, {`REGEX("abc", "b"@en)`, ``}, {`REGEX(1, "1")`, ``}, {`REGEX("a", "(")`, ``}, {`REGEX("a", "a", "k")`, ``},
		{`REPLACE("abcd", "b", "Z")`, `"aZcd"`}, {`REPLACE("abab", "B", "Z", "i")`, `"aZaZ"`}, {`REPLACE("abab"@en, "B.", "Z", "i")`, `"aZb"@en`},
		{`REPLACE("aAbBaC", "a", "~/", "i")`, `"~/~/bB~/C"`}, {`REPLACE("banana", "ana", "*")`, `"b*na"`}, {`REPLACE("abcd", "(ab)|(a)", "[1=$1][2=$2]")`, `"[1=ab][2=]cd"`},
		{`REPLACE("françaiſ"@fr, "[^a-z0-9]", "-")`, `"fran-ai-"@fr`}, {`REPLACE("abracadabra", "a.*a", "*")`, `"*"`}, {`REPLACE("abracadabra", "a.*?a", "*")`, `"*c*bra"`},
		{`REPLACE("abracadabra", ".*?", "$1")`, ``}, {`REPLACE("AAAA", "A+?", "b")`, `"bbbb"`}, {`REPLACE("darted", "^(.*?)d(.*)$", "$1c$2")`, `"carted"`}, {`REPLACE("a\\b", "q", "$")`, ``}, {`REPLACE("a.b", ".", "\\$", "q")`, `"a\\$b"`},
		{`REPLACE("abc", "b", "\\$\\\\")`, `"a$\\c"`}, {`REPLACE(1, "1", "2")`, ``}, {`REPLACE("abc", "(b)", "$12")`, `"ab2c"`}, {`REPLACE("aab", "(a)\\1", "<$1>")`, `"<a>b"`},
	})
}
