package jsonld

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/iri"
	"github.com/chancery-graph/chancery/graph/vocab"
)

const (
	spaceI18N      = "https://www.w3.org/ns/i18n#"
	rdfValueIRI    = vocab.RDF + "value"
	rdfLanguage    = vocab.RDF + "language"
	rdfDirection   = vocab.RDF + "direction"
	integerLimit   = 1e21 // JSON-LD 1.1 API §8.2.2: greater numbers are doubles
	doubleDigits   = 15   // after the dot, JSON-LD 1.1 API §8.6
	graphDefault   = ""
	keywordID      = "@id"
	keywordType    = "@type"
	keywordValue   = "@value"
	keywordList    = "@list"
	keywordGraph   = "@graph"
	keywordIndex   = "@index"
	keywordReverse = "@reverse"
)

// converter turns an expanded document into statements (JSON-LD 1.1 API §8.1,
// Deserialize JSON-LD to RDF). A node map is not built: statements are a set, so
// nodes need not be merged before.
type converter struct {
	direction Direction
	base      *iri.Base // for IRIs that expansion left relative; nil: none
	labels    map[string]string
	indexes   map[[2]string]any // @index of nodes, by graph and node
	emit      func(s, p, o, g string)
}

// blank returns the text of a blank node of the document, or of a new one.
func (c *converter) blank(label string) string {
	if text, ok := c.labels[label]; ok && label != "" {
		return text
	}
	text := "_:b" + strconv.Itoa(len(c.labels))
	if label == "" {
		label = "\x00" + text // no label of a document, those start with "_:"
	}
	c.labels[label] = text
	return text
}

// resource returns the text of an IRI or a blank node; ok is false for what is
// neither, which the algorithm leaves out.
func (c *converter) resource(id string) (text string, ok bool) {
	if strings.HasPrefix(id, "_:") {
		return c.blank(id), true
	}
	if keywordForm(id) {
		return "", false
	}
	if graph.SchemeLen([]byte(id)) == 0 && c.base != nil {
		resolved, err := c.base.AppendResolve(nil, []byte(id))
		if err != nil {
			return "", false
		}
		id = string(resolved)
	}
	if !wellFormed(id) {
		return "", false
	}
	return "<" + id + ">", true
}

// wellFormed tells whether an IRI may come out of a document. JSON-LD asks for
// RFC 3987; chancery for less, so that what other formats hold is kept, but for a
// second "#", which relative terms after a vocabulary make.
func wellFormed(id string) bool {
	return graph.ValidIRI([]byte(id)) && strings.Count(id, "#") <= 1
}

func malformed(what string, v any) error {
	return fmt.Errorf("jsonld: %s in an expanded document is a %T", what, v)
}

// nodes converts a list of node objects in graph g.
func (c *converter) nodes(v any, g string) error {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	for _, item := range list {
		node, ok := item.(map[string]any)
		if !ok {
			return malformed("a node", item)
		}
		if _, isValue := node[keywordValue]; isValue {
			continue
		}
		if l, isList := node[keywordList]; isList {
			if _, err := c.list(l, g); err != nil {
				return err
			}
			continue
		}
		if _, _, err := c.node(node, g); err != nil {
			return err
		}
	}
	return nil
}

// node converts a node object and returns its subject. Of a node whose @id is no
// IRI nothing is stated, but what it contains is.
func (c *converter) node(node map[string]any, g string) (subject string, ok bool, err error) {
	if id, has := node[keywordID]; !has || id == nil {
		subject, ok = c.blank(""), true
	} else if text, isString := id.(string); isString {
		subject, ok = c.resource(text)
	} else {
		return "", false, malformed(keywordID, id)
	}
	state := func(p, o string) {
		if ok {
			c.emit(subject, p, o, g)
		}
	}
	if index, has := node[keywordIndex]; has && ok {
		key := [2]string{g, subject}
		if old, had := c.indexes[key]; had && old != index {
			return "", false, &Error{Code: "conflicting indexes", Detail: subject}
		}
		c.indexes[key] = index
	}
	for _, key := range slices.Sorted(maps.Keys(node)) {
		v := node[key]
		switch key {
		case keywordID, keywordIndex:
		case keywordType:
			err = c.types(v, state)
		case keywordReverse:
			err = c.reverse(v, subject, ok, g)
		case keywordGraph:
			if ok {
				err = c.nodes(v, subject)
			}
		case "@included":
			err = c.nodes(v, g)
		default:
			if strings.HasPrefix(key, "@") {
				break
			}
			p, valid := c.predicate(key)
			for _, item := range arrayOf(v) {
				o, has, err := c.object(item, g)
				if err != nil {
					return "", false, err
				}
				if has && valid {
					state(p, o)
				}
			}
		}
		if err != nil {
			return "", false, err
		}
	}
	return subject, ok, nil
}

// types states the classes of a node.
func (c *converter) types(v any, state func(p, o string)) error {
	for _, t := range arrayOf(v) {
		name, isString := t.(string)
		if !isString {
			return malformed(keywordType, t)
		}
		if o, valid := c.resource(name); valid {
			state("<"+vocab.RDFType+">", o)
		}
	}
	return nil
}

// predicate returns the text of a property. A blank node is none: chancery has no
// generalized RDF.
func (c *converter) predicate(key string) (string, bool) {
	if strings.HasPrefix(key, "_:") || !wellFormed(key) {
		return "", false
	}
	return "<" + key + ">", true
}

func (c *converter) reverse(v any, object string, ok bool, g string) error {
	properties, isMap := v.(map[string]any)
	if !isMap {
		return malformed(keywordReverse, v)
	}
	for _, key := range slices.Sorted(maps.Keys(properties)) {
		p, valid := c.predicate(key)
		for _, item := range arrayOf(properties[key]) {
			node, isMap := item.(map[string]any)
			if !isMap {
				return malformed("a reverse value", item)
			}
			subject, has, err := c.node(node, g)
			if err != nil {
				return err
			}
			if has && ok && valid {
				c.emit(subject, p, object, g)
			}
		}
	}
	return nil
}

func arrayOf(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return []any{v}
}

// object converts a value, list or node object that a property has.
func (c *converter) object(v any, g string) (text string, ok bool, err error) {
	m, isMap := v.(map[string]any)
	if !isMap {
		return "", false, malformed("an object", v)
	}
	if _, has := m[keywordValue]; has {
		return c.literal(m, g)
	}
	if l, has := m[keywordList]; has {
		text, err = c.list(l, g)
		return text, err == nil, err
	}
	return c.node(m, g)
}

// list converts a list and returns its first cell. An item that is no term
// leaves a cell without rdf:first.
func (c *converter) list(v any, g string) (string, error) {
	items := arrayOf(v)
	if len(items) == 0 {
		return "<" + vocab.RDFNil + ">", nil
	}
	first := c.blank("")
	cell := first
	for i, item := range items {
		o, ok, err := c.object(item, g)
		if err != nil {
			return "", err
		}
		if ok {
			c.emit(cell, "<"+vocab.RDFFirst+">", o, g)
		}
		next := "<" + vocab.RDFNil + ">"
		if i+1 < len(items) {
			next = c.blank("")
		}
		c.emit(cell, "<"+vocab.RDFRest+">", next, g)
		cell = next
	}
	return first, nil
}

// literal converts a value object (JSON-LD 1.1 API §8.2.2).
func (c *converter) literal(m map[string]any, g string) (string, bool, error) {
	datatype, _ := m[keywordType].(string)
	if list, ok := m[keywordType].([]any); ok {
		if len(list) == 1 {
			datatype, _ = list[0].(string)
		}
		if datatype == "" {
			return "", false, &Error{Code: "invalid typed value", Detail: "more than one datatype"}
		}
	}
	if graph.IRIForbidden([]byte(datatype)) >= 0 {
		return "", false, &Error{Code: "invalid typed value", Detail: clip(datatype)}
	}
	language, _ := m["@language"].(string)
	direction, _ := m["@direction"].(string)
	var lexical string
	switch v := m[keywordValue].(type) {
	case string:
		lexical = v
	default:
		if datatype == "@json" {
			break
		}
		var err error
		if lexical, datatype, err = nativeLexical(v, datatype); err != nil {
			return "", false, err
		}
	}
	if datatype == "@json" {
		canonical, err := appendCanonical(nil, m[keywordValue])
		return typed(string(canonical), vocab.RDFJSON), true, err
	}
	return c.lexical(lexical, datatype, language, direction, g)
}

// lexical converts a lexical form with what is said of it.
func (c *converter) lexical(lexical, datatype, language, direction, g string) (string, bool, error) {
	if datatype != "" {
		text, ok := c.resource(datatype)
		if !ok || text[0] == '_' || datatype == vocab.RDFLangString || datatype == vocab.RDFDirLangString {
			return "", false, nil
		}
		return typed(lexical, text[1:len(text)-1]), true, nil
	}
	if n, _ := graph.LanguageLen([]byte(language)); language != "" && (n != len(language) || strings.Contains(language, "--")) {
		return "", false, nil
	}
	if direction != "" {
		return c.directed(lexical, language, direction, g)
	}
	return tagged(lexical, language), true, nil
}

// directed converts a string with a base direction.
func (c *converter) directed(lexical, language, direction, g string) (string, bool, error) {
	switch c.direction {
	case DirectionI18N:
		return typed(lexical, spaceI18N+strings.ToLower(language)+"_"+direction), true, nil
	case DirectionCompound:
		node := c.blank("")
		c.emit(node, "<"+rdfValueIRI+">", typed(lexical, ""), g)
		if language != "" {
			c.emit(node, "<"+rdfLanguage+">", typed(strings.ToLower(language), ""), g)
		}
		c.emit(node, "<"+rdfDirection+">", typed(direction, ""), g)
		return node, true, nil
	case DirectionTag:
		if language != "" {
			return tagged(lexical, language+"--"+direction), true, nil
		}
	}
	return tagged(lexical, language), true, nil
}

func typed(lexical, datatype string) string {
	text := graph.AppendEscaped(append(make([]byte, 0, len(lexical)+len(datatype)+6), '"'), []byte(lexical))
	text = append(text, '"')
	if datatype != "" && datatype != vocab.XSD+"string" {
		text = append(append(append(text, "^^<"...), datatype...), '>')
	}
	return string(text)
}

func tagged(lexical, language string) string {
	if language == "" {
		return typed(lexical, "")
	}
	return typed(lexical, "") + "@" + string(graph.AppendLower(nil, []byte(language)))
}

// nativeLexical returns the lexical form and datatype of a JSON number or
// boolean.
func nativeLexical(v any, datatype string) (string, string, error) {
	switch v := v.(type) {
	case bool:
		if datatype == "" {
			datatype = vocab.XSD + "boolean"
		}
		return strconv.FormatBool(v), datatype, nil
	case float64:
		return nativeLexical(json.Number(strconv.FormatFloat(v, 'g', -1, 64)), datatype)
	case json.Number:
		if datatype != vocab.XSD+"double" {
			if text, ok := integerText(string(v)); ok {
				if datatype == "" {
					datatype = vocab.XSD + "integer"
				}
				return text, datatype, nil
			}
		}
		if datatype == "" {
			datatype = vocab.XSD + "double"
		}
		f, err := strconv.ParseFloat(string(v), 64)
		if err != nil {
			return "", "", fmt.Errorf("jsonld: number %s is beyond an xsd:double: %w", clip(string(v)), err)
		}
		return doubleText(f), datatype, nil
	}
	return "", "", malformed(keywordValue, v)
}

// integerText returns the canonical text of a number without a fraction that is
// less than 10^21. Digits that are written are kept exactly, also beyond what a
// double holds.
func integerText(number string) (string, bool) {
	if !strings.ContainsAny(number, ".eE") {
		if len(number) > len("-1000000000000000000000") {
			return "", false
		}
		n, ok := new(big.Int).SetString(number, 10)
		limit, _ := new(big.Float).SetFloat64(integerLimit).Int(nil)
		if !ok || n.CmpAbs(limit) >= 0 {
			return "", false
		}
		return n.String(), true
	}
	f, err := strconv.ParseFloat(number, 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) >= integerLimit {
		return "", false
	}
	n, _ := big.NewFloat(f).Int(nil)
	return n.String(), true
}

// doubleText returns the canonical text of an xsd:double: "%1.15E" without
// needless zeros (JSON-LD 1.1 API §8.6).
func doubleText(f float64) string {
	text := strconv.FormatFloat(f, 'E', doubleDigits, 64)
	mantissa, exponent, _ := strings.Cut(text, "E")
	mantissa = strings.TrimRight(mantissa, "0")
	if strings.HasSuffix(mantissa, ".") {
		mantissa += "0"
	}
	sign := ""
	if exponent[0] == '-' {
		sign = "-"
	}
	exponent = strings.TrimLeft(exponent[1:], "0")
	if exponent == "" {
		exponent, sign = "0", ""
	}
	return mantissa + "E" + sign + exponent
}
