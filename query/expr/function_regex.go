package expr

import "bytes"

// regexCache keeps the patterns that a program has met, for patterns that are
// computed.
type regexCache struct {
	patterns map[string]compiledRegex
	key      []byte
}

type compiledRegex struct {
	regex *regex
	err   error
}

// maxRegexes is how many patterns a program keeps.
const maxRegexes = 64

func (c *regexCache) get(pattern, flags []byte) (*regex, error) {
	c.key = append(append(append(c.key[:0], flags...), '/'), pattern...)
	if r, ok := c.patterns[string(c.key)]; ok {
		return r.regex, r.err
	}
	r, err := compileRegex(pattern, flags)
	if c.patterns == nil || len(c.patterns) >= maxRegexes {
		c.patterns = map[string]compiledRegex{}
	}
	c.patterns[string(c.key)] = compiledRegex{r, err}
	return r, err
}

// patternOf returns the regex of constant arguments for pattern and flags; fixed
// is false where one of them is computed.
func (b *compiler) patternOf(args []*compiled) (r *regex, err error, fixed bool) {
	texts := make([][]byte, 2)
	for i, a := range args {
		switch {
		case a.isError:
			return nil, errRegex, true
		case a.literal < 0:
			return nil, nil, false
		}
		v := &b.literals[a.literal]
		if v.kind != plainString {
			return nil, errRegex, true
		}
		texts[i] = v.lex
	}
	r, err = compileRegex(texts[0], texts[1])
	return r, err, true
}

// patternNode returns what gives the regex of a row: nil for an error.
func (b *compiler) patternNode(args []*compiled) func(m *machine, row int) *regex {
	if r, err, fixed := b.patternOf(args); fixed {
		if err != nil {
			r = nil
		}
		return func(*machine, int) *regex { return r }
	}
	nodes := nodesOf(args)
	return func(m *machine, row int) *regex {
		pattern, flags := nodes[0].eval(m, row), []byte(nil)
		if pattern.kind != plainString {
			return nil
		}
		if len(nodes) > 1 {
			v := nodes[1].eval(m, row)
			if v.kind != plainString {
				return nil
			}
			flags = v.lex
		}
		r, err := m.regexes.get(pattern.lex, flags)
		if err != nil {
			return nil
		}
		return r
	}
}

// interrupted tells whether the query has ended meanwhile: a batch of slow
// matches takes longer than should pass between two looks.
func (m *machine) interrupted() bool {
	if m.ctx == nil {
		return false // constant folding
	}
	if err := m.ctx.Err(); err != nil {
		m.fail(err)
		return true
	}
	return false
}

// regexFunction is REGEX (SPARQL 1.1 §17.4.3.14).
func regexFunction(b *compiler, k *compiled, args []*compiled) (*compiled, error) {
	x, pattern := args[0].node, b.patternNode(args[1:])
	k.canError = true
	return b.boolean(k, func(m *machine, row int) truth {
		r := pattern(m, row)
		if r == nil {
			return failed
		}
		v := x.eval(m, row)
		if !isString(v) {
			return failed
		}
		if r.backtrack != nil && m.interrupted() {
			return failed
		}
		found, err := r.match(v.lex)
		if err != nil {
			return failed // it took too long
		}
		return truthOf(found)
	}), nil
}

// replaceFunction is REPLACE (SPARQL 1.1 §17.4.3.15).
func replaceFunction(b *compiler, k *compiled, args []*compiled) (*compiled, error) {
	x, with := args[0].node, args[2].node
	patternArgs := []*compiled{args[1]}
	if len(args) == 4 {
		patternArgs = append(patternArgs, args[3])
	}
	pattern := b.patternNode(patternArgs)
	quoted := func(*machine, int) bool { return false }
	if len(args) == 4 {
		flags := args[3].node
		quoted = func(m *machine, row int) bool { return bytes.IndexByte(flags.eval(m, row).lex, 'q') >= 0 }
	}
	k.canError = true
	return b.valued(k, false, func(m *machine, row int, out *value) {
		out.setNone()
		r := pattern(m, row)
		v, w := x.eval(m, row), with.eval(m, row)
		if r == nil || !isString(v) || w.kind != plainString {
			return
		}
		template, err := parseReplacement(w.lex, r.groups, quoted(m, row))
		if err != nil {
			return
		}
		if r.backtrack != nil && m.interrupted() {
			return
		}
		start := len(m.buf)
		replaced, err := r.appendReplaced(m.buf, v.lex, template)
		if err != nil {
			return
		}
		m.buf = replaced
		out.setLike(m.since(start), v)
	}), nil
}
