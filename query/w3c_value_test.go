package query_test

import (
	"math/big"
	"strconv"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// byValue writes the numbers of a table's cells in one form: the suites' results
// have 1.0e6, 1050, 2.0 and 2 where another form of the same value is as right.
// It tells whether a cell has changed.
func (t *table) byValue() *table {
	out := *t
	out.rows = make([][]string, len(t.rows))
	for i, row := range t.rows {
		for _, text := range row {
			out.rows[i] = append(out.rows[i], numberForm(text))
		}
	}
	return &out
}

// numberForm is one text for all texts of a number of a datatype.
func numberForm(text string) string {
	lexical, datatype, _ := graph.LiteralParts([]byte(text))
	switch string(datatype) {
	case vocab.XSDDecimal:
		if v, ok := new(big.Rat).SetString(string(lexical)); ok {
			return v.RatString() + " decimal"
		}
	case vocab.XSDDouble:
		if v, err := strconv.ParseFloat(string(lexical), 64); err == nil {
			return strconv.FormatFloat(v, 'g', -1, 64) + " double"
		}
	case vocab.XSDFloat:
		if v, err := strconv.ParseFloat(string(lexical), 32); err == nil {
			return strconv.FormatFloat(v, 'g', -1, 32) + " float"
		}
	}
	return text
}
