package extract

import "strings"

func (p *titleParser) join(s Span) string { return p.g.mem.book.surface(p.toks[s.Start:s.End]) }

// surfaceOf joins tokens as they were spaced in the text, with plain blanks.
func surfaceOf(toks []token) string {
	if len(toks) == 1 {
		return toks[0].text
	}
	var b strings.Builder
	for i := range toks {
		if i == 0 {
			b.Grow(toks[len(toks)-1].End - toks[0].Start)
		} else if toks[i-1].End < toks[i].Start {
			b.WriteByte(' ')
		}
		b.WriteString(toks[i].text)
	}
	return b.String()
}

// joinKept joins what stays in a title.
func (p *titleParser) joinKept() string {
	if len(p.kept) == 1 {
		return p.join(p.kept[0])
	}
	var words []string
	for _, s := range p.kept {
		words = append(words, p.join(s))
	}
	return strings.Join(words, " ")
}

// finish puts the parts together; h is the token of the head.
func (p *titleParser) finish(h int) {
	p.t.text = p.joinKept()
	if p.t.head.plural && !p.t.head.group {
		p.t.text = p.singular(h)
	}
	p.t.label = p.labelOf(h, -1)
	if p.bodyFrom > 0 {
		b := p.t.body
		if b == nil {
			b = &body{}
			p.t.body = b
		}
		if b.entry == nil {
			b.text = p.join(Span{p.bodyFrom, p.bodyTo})
			if isAcronym(b.text) {
				b.acronym = b.text
			}
		}
	}
	if len(p.parts) > 1 && p.t.many() {
		for i, s := range p.parts {
			if i > 0 {
				p.t.split = append(p.t.split, p.labelOf(h, i))
				p.t.splitBody = append(p.t.splitBody, p.bodyOf(s))
			}
		}
	}
}

// labelOf is the wording of a group: all that was kept for part -1, else the
// head with the given complement alone.
func (p *titleParser) labelOf(h, part int) string {
	if part >= 0 {
		return p.join(Span{h, p.headEnd}) + " " + p.join(p.parts[part])
	}
	end := p.t.to
	if len(p.kept) > 0 {
		end = p.kept[len(p.kept)-1].End
	}
	if len(p.t.surfaces) == 1 && !p.generic && p.t.surfaces[0] == "" && end <= p.t.to {
		// A single nationality is part of the wording: "équipe américaine".
		for end < p.t.to {
			if e, n := p.g.lex.match(p.toks, end); e == nil || e.kind != lexDemonym {
				break
			} else {
				end += n
			}
		}
	}
	return p.join(Span{h, end})
}

func (p *titleParser) bodyOf(s Span) *body {
	for k := s.Start; k < s.End; k++ {
		if e, _ := p.g.lex.match(p.toks, k); e != nil && e.kind == lexBody {
			return &body{entry: e}
		}
	}
	return nil
}

// singular puts the head and its adjectives into the singular: "envoyés
// présidentiels" becomes "envoyé présidentiel".
func (p *titleParser) singular(h int) string {
	words := []string{p.t.head.singular}
	adjectives := true
	for _, s := range p.kept {
		for k := max(s.Start, p.headEnd); k < s.End; k++ {
			w := p.toks[k].text
			adjectives = adjectives && !p.toks[k].in(isOf)
			if adjectives && p.g.romance {
				w = p.g.singularOf(w)
			}
			if k > s.Start && p.toks[k-1].End == p.toks[k].Start && k > p.headEnd {
				words[len(words)-1] += w
			} else {
				words = append(words, w)
			}
		}
	}
	return strings.Join(words, " ")
}
