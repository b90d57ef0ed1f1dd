package expr

import (
	"context"

	"github.com/chancery-graph/chancery/graph"
)

// concatAccumulator is GROUP_CONCAT: the strings (STR) of the values in the
// order in which they come, with the separator between them.
type concatAccumulator struct {
	separator string
	groups    []concatGroup
	bytes     int64
}

type concatGroup struct {
	text   []byte
	any    bool
	failed bool
}

func (a *concatAccumulator) Grow(groups int) { a.groups = grown(a.groups, groups) }

func (a *concatAccumulator) Bytes() int64 { return int64(cap(a.groups))*32 + a.bytes }

func (a *concatAccumulator) Add(ctx context.Context, c *Context, group []int32, ids []graph.ID) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.rest()
	if err := c.fetchColumn(ids); err != nil {
		return err
	}
	for i, g := range group {
		s := &a.groups[g]
		if s.failed {
			continue
		}
		before := cap(s.text)
		if s.any {
			s.text = append(s.text, a.separator...)
		}
		text, ok, err := appendStr(c, s.text, ids[i])
		if err != nil {
			return err
		}
		s.text, s.any = text, true
		if !ok {
			s.failed, s.text = true, nil
		}
		a.bytes += int64(cap(s.text) - before)
	}
	return nil
}

// appendStr appends STR of a term; ok is false where that is an error.
func appendStr(c *Context, dst []byte, id graph.ID) (text []byte, ok bool, err error) {
	switch {
	case id == graph.None || id.IsBlank() || id.IsTriple():
		return dst, false, nil
	case id.Tag() == graph.TagString:
		return appendInlineString(dst, id), true, nil
	case id.Tag() > graph.TagString && id.Tag() <= graph.TagDateTime:
		var buf [96]byte
		return graph.AppendLexical(dst, id.AppendInline(buf[:0])), true, nil
	}
	term, err := c.cached(id)
	if err != nil {
		return dst, false, err
	}
	if id.IsIRI() {
		return append(dst, term[1:len(term)-1]...), true, nil
	}
	return graph.AppendLexical(dst, term), true, nil
}

func (a *concatAccumulator) Merge(_ *Context, from Accumulator, group []int32) error {
	b, ok := from.(*concatAccumulator)
	if !ok {
		return mismatch(a, from)
	}
	for i, g := range group {
		s, t := &a.groups[g], &b.groups[i]
		before := cap(s.text)
		switch {
		case s.failed || t.failed:
			s.failed, s.text = true, nil
		case !t.any:
		case !s.any:
			s.text, s.any = t.text, true
		default:
			s.text = append(append(s.text, a.separator...), t.text...)
		}
		a.bytes += int64(cap(s.text) - before)
	}
	return nil
}

func (a *concatAccumulator) Result(c *Context, group int) (graph.ID, error) {
	s := &a.groups[group]
	if s.failed {
		return graph.None, nil
	}
	v := value{kind: plainString, lex: s.text}
	return c.intern(v.appendText(nil))
}
