package jsonld

import (
	"bytes"
	"encoding/json"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// nodeObject is a node of one graph while statements become JSON-LD.
type nodeObject struct {
	id         string
	properties map[string][]any
	graph      []any // of the graph that has this name
	named      bool  // graph is there
}

// usage is a place that refers to a node.
type usage struct {
	node     *nodeObject
	property string
	value    map[string]any
	graph    string
}

// list is a chain of cells that can be written as @list.
type list struct {
	graph string
	cells []string // last first
	items []any    // last first
	head  usage
}

// serializer turns statements into expanded JSON-LD (JSON-LD 1.1 API §8.4,
// Serialize RDF as JSON-LD).
type serializer struct {
	o      WriterOptions
	graphs map[string]map[string]*nodeObject // by graph name, "" the default graph
	once   map[string]*usage                 // of nodes with one reference; nil: more
	nils   []usage                           // references to rdf:nil
	home   map[string]string                 // graph of each blank node
	shared map[string]bool                   // blank nodes of several graphs, or that name one
}

// serialize returns the node objects of the default graph, named graphs within
// those that name them, sorted by @id. rows are sorted and none comes twice.
func serialize(rows [][4]string, o WriterOptions) ([]any, error) {
	s := serializer{o: o, graphs: map[string]map[string]*nodeObject{"": {}}, once: map[string]*usage{},
		home: map[string]string{}, shared: map[string]bool{}}
	for _, row := range rows {
		if err := s.add(row); err != nil {
			return nil, err
		}
	}
	if o.Direction == DirectionCompound {
		if err := s.compoundLiterals(); err != nil {
			return nil, err
		}
	}
	s.lists()
	return s.result(), nil
}

// plainID returns an IRI without brackets, and any other text as it is.
func plainID(text string) string {
	if text[0] == '<' {
		return text[1 : len(text)-1]
	}
	return text
}

func (s *serializer) node(g, id string) *nodeObject {
	nodes := s.graphs[g]
	if nodes == nil {
		nodes = map[string]*nodeObject{}
		s.graphs[g] = nodes
	}
	n := nodes[id]
	if n == nil {
		n = &nodeObject{id: id, properties: map[string][]any{}}
		nodes[id] = n
	}
	if strings.HasPrefix(id, "_:") {
		if home, ok := s.home[id]; ok && home != g {
			s.shared[id] = true
		}
		s.home[id] = g
	}
	return n
}

func (s *serializer) add(row [4]string) error {
	g := ""
	if row[graph.G] != "" {
		g = plainID(row[graph.G])
		s.node("", g).named = true
		s.shared[g] = true
	}
	n := s.node(g, plainID(row[graph.S]))
	p, o := plainID(row[graph.P]), row[graph.O]
	if o[0] == '"' {
		value, err := s.o.literal([]byte(o))
		if err != nil {
			return err
		}
		n.properties[p] = append(n.properties[p], value)
		return nil
	}
	object := plainID(o)
	if p == vocab.RDFType && !s.o.RDFType {
		s.node(g, object)
		n.properties[keywordType] = append(n.properties[keywordType], object)
		s.refer(object, nil)
		return nil
	}
	value := map[string]any{keywordID: object}
	n.properties[p] = append(n.properties[p], value)
	u := usage{n, p, value, g}
	if object == vocab.RDFNil {
		s.nils = append(s.nils, u)
		return nil
	}
	s.node(g, object)
	s.refer(object, &u)
	return nil
}

// refer counts a reference to a node.
func (s *serializer) refer(id string, u *usage) {
	if _, had := s.once[id]; had {
		u = nil
	}
	s.once[id] = u
}

// compoundLiterals replaces references to nodes with rdf:direction by values.
func (s *serializer) compoundLiterals() error {
	for g, nodes := range s.graphs {
		for id, n := range nodes {
			u := s.once[id]
			values, directions := n.properties[rdfValueIRI], n.properties[rdfDirection]
			if u == nil || u.graph != g || s.shared[id] || !strings.HasPrefix(id, "_:") || len(values) != 1 || len(directions) != 1 {
				continue
			}
			languages := n.properties[rdfLanguage]
			known := 2
			if len(languages) == 1 {
				known++
			}
			if len(n.properties) != known {
				continue
			}
			delete(u.value, keywordID)
			u.value[keywordValue] = values[0].(map[string]any)[keywordValue]
			u.value["@direction"] = directions[0].(map[string]any)[keywordValue]
			if len(languages) == 1 {
				language, _ := languages[0].(map[string]any)[keywordValue].(string)
				if k, _ := graph.LanguageLen([]byte(language)); k == 0 || k != len(language) {
					return &Error{Code: "invalid language-tagged string", Detail: clip(language)}
				}
				u.value["@language"] = language
			}
			delete(nodes, id)
		}
	}
	return nil
}

// lists replaces chains of cells by @list.
func (s *serializer) lists() {
	var lists []list
	owner := map[string]int{} // of cells
	for _, u := range s.nils {
		l := s.chain(u)
		for _, cell := range l.cells {
			owner[cell] = len(lists)
		}
		lists = append(lists, l)
	}
	for i := range lists {
		if !cyclic(lists, owner, i) {
			s.fold(&lists[i])
		}
	}
}

// chain follows the cells of a list from its end.
func (s *serializer) chain(u usage) list {
	l := list{graph: u.graph, head: u}
	for l.head.property == vocab.RDFRest && s.cell(l.head.node, u.graph) {
		n := l.head.node
		l.items = append(l.items, n.properties[vocab.RDFFirst][0])
		l.cells = append(l.cells, n.id)
		l.head = *s.once[n.id]
	}
	return l
}

// cell tells whether a node is nothing but a cell of a list that is used once.
func (s *serializer) cell(n *nodeObject, g string) bool {
	u := s.once[n.id]
	if u == nil || u.graph != g || !strings.HasPrefix(n.id, "_:") || s.shared[n.id] || n.named {
		return false
	}
	known := 2
	if types, has := n.properties[keywordType]; has {
		if len(types) != 1 || types[0] != vocab.RDFList || s.o.Exact {
			return false // the type would not come back
		}
		known++
	}
	return len(n.properties) == known && len(n.properties[vocab.RDFFirst]) == 1 && len(n.properties[vocab.RDFRest]) == 1
}

// cyclic tells whether list i stands, by way of lists that have lists, in itself.
func cyclic(lists []list, owner map[string]int, i int) bool {
	at := i
	for range lists {
		parent, nested := owner[lists[at].head.node.id]
		if !nested {
			return false
		}
		if parent == i {
			return true
		}
		at = parent
	}
	return true
}

func (s *serializer) fold(l *list) {
	delete(l.head.value, keywordID)
	items := slices.Clone(l.items)
	slices.Reverse(items)
	if items == nil {
		items = []any{}
	}
	l.head.value[keywordList] = items
	for _, cell := range l.cells {
		delete(s.graphs[l.graph], cell)
	}
}

// result joins the graphs.
func (s *serializer) result() []any {
	for name, nodes := range s.graphs {
		if name != "" {
			s.graphs[""][name].graph = objects(nodes)
		}
	}
	return objects(s.graphs[""])
}

// objects returns the nodes of a graph that have properties, sorted by @id.
func objects(nodes map[string]*nodeObject) []any {
	list := []any{}
	ids := make([]string, 0, len(nodes))
	for id := range nodes {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		n := nodes[id]
		if len(n.properties) == 0 && !n.named {
			continue
		}
		m := make(map[string]any, len(n.properties)+2)
		m[keywordID] = id
		for p, values := range n.properties {
			m[p] = values
		}
		if n.named {
			m[keywordGraph] = n.graph
		}
		list = append(list, m)
	}
	return list
}

var (
	integerPattern = regexp.MustCompile(`^[+-]?[0-9]+$`)
	doublePattern  = regexp.MustCompile(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([Ee][+-]?[0-9]+)?$`)
)

// number is the text of a JSON number, written as it is.
type number string

// literal returns the value object of a literal (JSON-LD 1.1 API §8.4.2).
func (o WriterOptions) literal(text []byte) (map[string]any, error) {
	_, datatype, language := graph.LiteralParts(text)
	lexical := string(graph.AppendLexical(nil, text))
	m := map[string]any{keywordValue: lexical}
	if len(language) > 0 {
		tag, direction, directed := bytes.Cut(language, []byte("--"))
		m["@language"] = string(tag)
		if directed {
			m["@direction"] = string(direction)
		}
		return m, nil
	}
	if len(datatype) == 0 {
		return m, nil
	}
	m[keywordType] = string(datatype)
	switch dt := string(datatype); {
	case dt == vocab.RDFJSON:
		v, err := readJSON(strings.NewReader(lexical), "", DefaultMaxSize, DefaultMaxDepth)
		if err == nil && o.Exact {
			canonical, failure := appendCanonical(nil, v)
			if failure != nil || string(canonical) != lexical {
				return m, nil
			}
		}
		switch {
		case err == nil:
			m[keywordValue], m[keywordType] = v, "@json"
		case !o.Exact:
			return nil, &Error{Code: "invalid JSON literal", Detail: clip(lexical), Err: err}
		}
	case o.Direction == DirectionI18N && strings.HasPrefix(dt, spaceI18N):
		tag, direction, ok := strings.Cut(dt[len(spaceI18N):], "_")
		if ok {
			delete(m, keywordType)
			m["@direction"] = direction
			if tag != "" {
				m["@language"] = tag
			}
		}
	case o.NativeTypes:
		native(m, lexical, dt)
	}
	return m, nil
}

// native replaces the lexical form by a JSON number or boolean where there is
// one.
func native(m map[string]any, lexical, datatype string) {
	switch {
	case datatype == vocab.XSD+"boolean" && slices.Contains([]string{"true", "false", "1", "0"}, lexical):
		m[keywordValue] = lexical == "true" || lexical == "1"
	case datatype == vocab.XSD+"integer" && integerPattern.MatchString(lexical):
		n, _ := new(big.Int).SetString(lexical, 10)
		m[keywordValue] = number(n.String())
	case datatype == vocab.XSD+"double" && doublePattern.MatchString(lexical):
		f, err := strconv.ParseFloat(lexical, 64)
		if err != nil || math.IsInf(f, 0) {
			return
		}
		m[keywordValue] = json.Number(appendNumber(nil, f))
	default:
		return
	}
	delete(m, keywordType)
}
