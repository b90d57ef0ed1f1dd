package naive

import "github.com/chancery-graph/chancery/graph"

// terms numbers terms for the expressions.
type terms struct {
	ids   map[string]graph.ID
	texts []string
}

func newTerms() *terms { return &terms{ids: map[string]graph.ID{}} }

// Intern implements [expr.Terms].
func (t *terms) Intern(text []byte) (graph.ID, error) {
	if id, ok := graph.Inline(text); ok {
		return id, nil
	}
	if id, ok := t.ids[string(text)]; ok {
		return id, nil
	}
	id := graph.MakeID(graph.TagOf(text)+graph.TagLocalBlank-graph.TagBlank, uint64(len(t.texts)))
	t.ids[string(text)] = id
	t.texts = append(t.texts, string(text))
	return id, nil
}

// AppendTerm implements [expr.Terms].
func (t *terms) AppendTerm(dst []byte, id graph.ID) ([]byte, error) {
	if id.IsLocal() {
		return append(dst, t.texts[id.Payload()]...), nil
	}
	return id.AppendInline(dst), nil
}
