package sparql

// kind is the kind of a token.
type kind uint8

const (
	tokEOF kind = iota
	tokIRI
	tokPrefixed // PNAME_NS or PNAME_LN
	tokLabel    // _:label
	tokVar
	tokWord // keyword or anything that looks like one
	tokInteger
	tokDecimal
	tokDouble
	tokString     // STRING_LITERAL1 or 2
	tokLongString // STRING_LITERAL_LONG1 or 2
	tokLang       // @en, @en--ltr
	tokBraceOpen
	tokBraceClose
	tokParenOpen
	tokParenClose
	tokBracketOpen
	tokBracketClose
	tokAnnotationOpen  // {|
	tokAnnotationClose // |}
	tokTripleOpen      // <<(
	tokTripleClose     // )>>
	tokReifiedOpen     // <<
	tokReifiedClose    // >>
	tokDot
	tokSemicolon
	tokComma
	tokStar
	tokPlus
	tokMinus
	tokSlash
	tokQuestion
	tokCaret
	tokTypeCaret // ^^
	tokPipe
	tokOr  // ||
	tokAnd // &&
	tokNot
	tokEqual
	tokNotEqual
	tokLess
	tokLessEqual
	tokGreater
	tokGreaterEqual
	tokTilde
)

// kindNames are how messages call what is expected.
var kindNames = [...]string{
	tokEOF:             "the end",
	tokIRI:             "an IRI in angle brackets",
	tokPrefixed:        "a prefixed name",
	tokLabel:           "a blank node label",
	tokVar:             "a variable",
	tokWord:            "a keyword",
	tokInteger:         "an integer",
	tokDecimal:         "a decimal",
	tokDouble:          "a double",
	tokString:          "a string",
	tokLongString:      "a string in triple quotes",
	tokLang:            "a language tag",
	tokBraceOpen:       `"{"`,
	tokBraceClose:      `"}"`,
	tokParenOpen:       `"("`,
	tokParenClose:      `")"`,
	tokBracketOpen:     `"["`,
	tokBracketClose:    `"]"`,
	tokAnnotationOpen:  `"{|"`,
	tokAnnotationClose: `"|}"`,
	tokTripleOpen:      `"<<("`,
	tokTripleClose:     `")>>"`,
	tokReifiedOpen:     `"<<"`,
	tokReifiedClose:    `">>"`,
	tokDot:             `"."`,
	tokSemicolon:       `";"`,
	tokComma:           `","`,
	tokStar:            `"*"`,
	tokPlus:            `"+"`,
	tokMinus:           `"-"`,
	tokSlash:           `"/"`,
	tokQuestion:        `"?"`,
	tokCaret:           `"^"`,
	tokTypeCaret:       `"^^"`,
	tokPipe:            `"|"`,
	tokOr:              `"||"`,
	tokAnd:             `"&&"`,
	tokNot:             `"!"`,
	tokEqual:           `"="`,
	tokNotEqual:        `"!="`,
	tokLess:            `"<"`,
	tokLessEqual:       `"<="`,
	tokGreater:         `">"`,
	tokGreaterEqual:    `">="`,
	tokTilde:           `"~"`,
}

// token is a piece of the text: text[start:end].
type token struct {
	kind       kind
	start, end int
	// escaped: an IRI, a name or a string has an escape in it.
	escaped bool
	// plain: a string in double quotes that is its own canonical text.
	plain bool
	// colon is where the colon of a prefixed name stands.
	colon int
	// keyword is the keyword that a word is, 0 if none.
	keyword keyword
}
