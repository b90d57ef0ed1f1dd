package sparql

import "github.com/chancery-graph/chancery/query/algebra"

// keyword is a word of the grammar. Those of functions are from firstFunction
// on.
type keyword uint8

const (
	kwNone keyword = iota
	kwA            // in lower case alone
	kwAdd
	kwAll
	kwAs
	kwAsc
	kwAsk
	kwBase
	kwBind
	kwBy
	kwClear
	kwConstruct
	kwCopy
	kwCreate
	kwData
	kwDefault
	kwDelete
	kwDesc
	kwDescribe
	kwDistinct
	kwDrop
	kwFalse
	kwFilter
	kwFrom
	kwGraph
	kwGroup
	kwHaving
	kwIn
	kwInsert
	kwInto
	kwLimit
	kwLoad
	kwMinus
	kwMove
	kwNamed
	kwNot
	kwOffset
	kwOptional
	kwOrder
	kwPrefix
	kwReduced
	kwSelect
	kwSeparator
	kwService
	kwSilent
	kwTo
	kwTrue
	kwUndef
	kwUnion
	kwUsing
	kwValues
	kwVersion
	kwWhere
	kwWith

	firstFunction // the built-in functions and aggregates follow
	kwExists      = firstFunction
)

var keywordNames = [...]string{
	kwA: "a", kwAdd: "ADD", kwAll: "ALL", kwAs: "AS", kwAsc: "ASC", kwAsk: "ASK", kwBase: "BASE",
	kwBind: "BIND", kwBy: "BY", kwClear: "CLEAR", kwConstruct: "CONSTRUCT", kwCopy: "COPY",
	kwCreate: "CREATE", kwData: "DATA", kwDefault: "DEFAULT", kwDelete: "DELETE", kwDesc: "DESC",
	kwDescribe: "DESCRIBE", kwDistinct: "DISTINCT", kwDrop: "DROP", kwFalse: "false",
	kwFilter: "FILTER", kwFrom: "FROM", kwGraph: "GRAPH", kwGroup: "GROUP", kwHaving: "HAVING",
	kwIn: "IN", kwInsert: "INSERT", kwInto: "INTO", kwLimit: "LIMIT", kwLoad: "LOAD",
	kwMinus: "MINUS", kwMove: "MOVE", kwNamed: "NAMED", kwNot: "NOT", kwOffset: "OFFSET",
	kwOptional: "OPTIONAL", kwOrder: "ORDER", kwPrefix: "PREFIX", kwReduced: "REDUCED",
	kwSelect: "SELECT", kwSeparator: "SEPARATOR", kwService: "SERVICE", kwSilent: "SILENT",
	kwTo: "TO", kwTrue: "true", kwUndef: "UNDEF", kwUnion: "UNION", kwUsing: "USING",
	kwValues: "VALUES", kwVersion: "VERSION", kwWhere: "WHERE", kwWith: "WITH",
	kwExists: "EXISTS",
}

// function is a built-in function.
type function struct {
	name     string // as the algebra has it
	min, max int    // arguments; max < 0: any number
	// aggregate functions have one argument.
	aggregate bool
}

// functions are the built-in calls of the grammar, in the order of their
// keywords after kwExists.
var functions = [...]function{
	{"STR", 1, 1, false}, {"LANG", 1, 1, false}, {"LANGMATCHES", 2, 2, false},
	{"LANGDIR", 1, 1, false}, {"DATATYPE", 1, 1, false}, {"BOUND", 1, 1, false},
	{"IRI", 1, 1, false}, {"URI", 1, 1, false}, {"BNODE", 0, 1, false}, {"RAND", 0, 0, false},
	{"ABS", 1, 1, false}, {"CEIL", 1, 1, false}, {"FLOOR", 1, 1, false}, {"ROUND", 1, 1, false},
	{"CONCAT", 0, -1, false}, {"SUBSTR", 2, 3, false}, {"STRLEN", 1, 1, false},
	{"REPLACE", 3, 4, false}, {"UCASE", 1, 1, false}, {"LCASE", 1, 1, false},
	{"ENCODE_FOR_URI", 1, 1, false}, {"CONTAINS", 2, 2, false}, {"STRSTARTS", 2, 2, false},
	{"STRENDS", 2, 2, false}, {"STRBEFORE", 2, 2, false}, {"STRAFTER", 2, 2, false},
	{"YEAR", 1, 1, false}, {"MONTH", 1, 1, false}, {"DAY", 1, 1, false}, {"HOURS", 1, 1, false},
	{"MINUTES", 1, 1, false}, {"SECONDS", 1, 1, false}, {"TIMEZONE", 1, 1, false},
	{"TZ", 1, 1, false}, {"NOW", 0, 0, false}, {"UUID", 0, 0, false}, {"STRUUID", 0, 0, false},
	{"MD5", 1, 1, false}, {"SHA1", 1, 1, false}, {"SHA256", 1, 1, false},
	{"SHA384", 1, 1, false}, {"SHA512", 1, 1, false}, {"COALESCE", 0, -1, false},
	{"IF", 3, 3, false}, {"STRLANG", 2, 2, false}, {"STRLANGDIR", 3, 3, false},
	{"STRDT", 2, 2, false}, {"SAMETERM", 2, 2, false}, {"ISIRI", 1, 1, false},
	{"ISURI", 1, 1, false}, {"ISBLANK", 1, 1, false}, {"ISLITERAL", 1, 1, false},
	{"ISNUMERIC", 1, 1, false}, {"HASLANG", 1, 1, false}, {"HASLANGDIR", 1, 1, false},
	{"REGEX", 2, 3, false}, {"ISTRIPLE", 1, 1, false}, {"TRIPLE", 3, 3, false},
	{"SUBJECT", 1, 1, false}, {"PREDICATE", 1, 1, false}, {"OBJECT", 1, 1, false},
	{"COUNT", 1, 1, true}, {"SUM", 1, 1, true}, {"MIN", 1, 1, true}, {"MAX", 1, 1, true},
	{"AVG", 1, 1, true}, {"SAMPLE", 1, 1, true}, {"GROUP_CONCAT", 1, 1, true},
}

// synonyms are functions that the grammar has under two names.
var synonyms = map[string]string{"URI": "IRI", "ISURI": "ISIRI"}

// keywords finds a keyword by its name in capitals.
var keywords = func() map[string]keyword {
	m := make(map[string]keyword, len(keywordNames)+len(functions))
	for k, name := range keywordNames {
		if k != int(kwA) && name != "" {
			m[upper(name)] = keyword(k)
		}
	}
	for i, f := range functions {
		m[f.name] = kwExists + 1 + keyword(i)
	}
	return m
}()

// maxKeyword is at least the length of the longest keyword in bytes.
const maxKeyword = 16

// keywordOf returns the keyword that a word is in any case of its letters
// (SPARQL 1.1 §19.8), except for a, which is in lower case.
func keywordOf(word string) keyword {
	if word == "a" {
		return kwA
	}
	var buf [maxKeyword]byte
	if len(word) > len(buf) {
		return kwNone
	}
	for i := range len(word) {
		c := word[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		buf[i] = c
	}
	return keywords[string(buf[:len(word)])]
}

func upper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - ('a' - 'A')
		}
	}
	return string(b)
}

// String returns the keyword as messages write it.
func (k keyword) String() string {
	if f := k.function(); f != nil {
		return f.name
	}
	return keywordNames[k]
}

// function returns the built-in function that a keyword names, or nil.
func (k keyword) function() *function {
	if k <= kwExists {
		return nil
	}
	return &functions[k-kwExists-1]
}

// binaryOperators are those of the relational level by their tokens.
var binaryOperators = map[kind]algebra.Operator{
	tokEqual: algebra.Equal, tokNotEqual: algebra.NotEqual, tokLess: algebra.Less,
	tokGreater: algebra.Greater, tokLessEqual: algebra.LessEqual, tokGreaterEqual: algebra.GreaterEqual,
}
