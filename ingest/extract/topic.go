package extract

import "strings"

// inlineTopics returns the topics that a marker introduces among tokens
// [from, to), those of the first marker.
func (r *reader) inlineTopics(s *sentence, from, to int) []Topic {
	for j := from; j < to; j++ {
		for _, m := range s.toks[j].lex.markers {
			if k := matchMarker(s.toks, j, to, m); k > 0 {
				if t := r.topicList(s, k, to); len(t) > 0 {
					return t
				}
			}
		}
	}
	return nil
}

// matchMarker returns the token after a marker at toks[j], 0 where it is not
// there. A last word "à" or "de" also matches its contraction, which is then
// left to be read as an article.
func matchMarker(toks []token, j, limit int, marker []string) int {
	if toks[j].fold != marker[0] {
		return 0
	}
	k := j + 1
	for _, w := range marker[1:] {
		for k < limit && toks[k].in(isTopicAdverb) {
			k++
		}
		if k >= limit {
			return 0
		}
		switch {
		case toks[k].fold == w, w == "de" && toks[k].is("d'"):
			k++
		case w == "à" && toks[k].is2("au", "aux"), w == "de" && toks[k].is2("du", "des"):
			return k
		default:
			return 0
		}
	}
	return k
}

// topicList reads "A, B et C ainsi que D" from token j on. An item starts with
// an article; "et" without one belongs to the item ("paix et sécurité").
func (r *reader) topicList(s *sentence, j, limit int) []Topic {
	var out []Topic
	for j < limit {
		for j < limit && (s.toks[j].in(isTopicArticle) && !s.toks[j].cap || s.toks[j].in(isTopicAdverb) || s.toks[j].isAny("«", "“", ",", "et", "and", "ainsi", "que", "qu'", "enfin")) {
			j++
		}
		end := r.topicEnd(s, j, limit)
		if end == j {
			break
		}
		span := Span{s.toks[j].Start, s.toks[end-1].End}
		out = append(out, Topic{Text: tidy(r.text[span.Start:span.End]), Span: span})
		next, more := topicJoint(s.toks, end, limit)
		if !more {
			break
		}
		j = next
	}
	return out
}

// tidy turns line breaks and no-break spaces into plain blanks.
func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }

// topicEnd returns the token after the item that starts at j.
func (r *reader) topicEnd(s *sentence, j, limit int) int {
	for end := j; end < limit; end++ {
		t := &s.toks[end]
		if t.kind == punct && !t.isAny("-", "/", "%", "’", "'") || t.isAny("tandis", "alors", "lors", "qui", "while", "selon") {
			return end
		}
		if _, more := topicJoint(s.toks, end, limit); more && end > j {
			return end
		}
		if s.verbFrom[end] && end > j {
			return end
		}
		if t.is2("et", "and") && end+1 < limit && s.verbFrom[end+1] {
			return end
		}
	}
	return limit
}

// topicJoint reports whether token j joins two items, and where the next starts.
func topicJoint(toks []token, j, limit int) (next int, more bool) {
	k := j
	if k < limit && toks[k].is(",") {
		k++
	}
	switch {
	case k+1 < limit && toks[k].is("ainsi") && toks[k+1].is2("que", "qu'"):
		k += 2
	case k < limit && toks[k].is3("et", "and", "puis"):
		k++
	}
	if k == j || k >= limit || !toks[k].in(isTopicArticle) && !toks[k].is("«") {
		return j, false
	}
	if toks[k].is2("de", "d'") && toks[j].is2("et", "and") {
		return j, false // "de paix et de sécurité" is one topic
	}
	return k, true
}

// topicsOf adds the topics of a sentence about "les discussions" or "les deux
// dirigeants" to the contacts told last.
func (r *reader) topicsOf(s *sentence) {
	if len(r.topical) == 0 || r.block-r.topicalAt > 1 {
		return
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.verb.can(treats) || v.neg || v.bare || v.hedged || v.wish || !s.refersBack(v) {
			continue
		}
		j := v.to
		for j < len(s.toks) && s.toks[j].in(isTopicAdverb) {
			j++
		}
		if want := v.verb.topical; want != "" {
			m := 0
			if j < len(s.toks) {
				m = matchMarker(s.toks, j, len(s.toks), []string{want})
			}
			if m == 0 {
				continue
			}
			j = m
		}
		_, hi := s.clause(k)
		topics := r.topicList(s, j, max(hi, r.listLimit(s, k)))
		if len(topics) == 0 {
			continue
		}
		for _, i := range r.topical {
			a := &r.res.Assertions[i]
			a.Topics = append(a.Topics, topics...)
			if a.Quote != s.span {
				a.Support = append(a.Support, s.span)
			}
		}
		return
	}
}

// listLimit is the token where the next verb that is not part of a list starts.
func (r *reader) listLimit(s *sentence, k int) int {
	if k+1 < len(s.verbs) {
		return s.verbs[k+1].from
	}
	return len(s.toks)
}

// refersBack reports whether the subject of a verb stands for a contact told
// before or for its parties.
func (s *sentence) refersBack(v *group) bool {
	for j := 0; j < v.from; j++ {
		t := &s.toks[j]
		if t.lex.noun.before || t.is4("deux", "parties", "both", "sides") {
			return true
		}
		if t.is3("ils", "elles", "they") && j+1 == v.from {
			return true
		}
	}
	return false
}
