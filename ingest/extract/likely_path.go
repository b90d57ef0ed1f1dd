package extract

// The way from one person to another in a sentence: the steps are the verbs and nouns
// between them by their senses, what relates clauses and phrases, commas, and the people
// who stand there. It stands for the path in a parse tree, after Bunescu and Mooney:
// "A Shortest Path Dependency Kernel for Relation Extraction", HLT 2005.
//
//	Kuleba conferred in Kyiv with Fidan      v.meet>in>with
//	Rama, whom Costa had received, blamed X  ,>whom>N>v.host>,>v.judge

var (
	featureWay       = featureOf("way")        // all steps, where they are few
	featureWayVerbs  = featureOf("way.verbs")  // verbs, people and relative words alone
	featureWayFirst  = featureOf("way.first")  // one and two steps
	featureWayLast   = featureOf("way.last")   // one and two steps
	featureWayEnds   = featureOf("way.ends")   // the first and the last
	featureWayBefore = featureOf("way.before") // what comes before the first person, alone, with the first step, with the last one
	featureWayAfter  = featureOf("way.after")  // what comes after the second
	featureWayPeople = featureOf("way.people")
)

// longest ways that are told as a whole.
const (
	mostSteps = 5
	mostVerbs = 4
)

// someone is the step of a person.
const someone = "N"

// opening and closing stand for a step before the first person and after the second that is none.
const opensSentence, closesSentence = "^", "$"

// bears reports whether a step tells of verbs, people or clauses.
func bears(step string) bool {
	switch step {
	case someone, "verb", "ed", "who", "whom", "where", "qui", "que", "dont", "and", "et", "with", "avec":
		return true
	}
	return len(step) > 2 && step[:2] == "v."
}

// describeWay tells the way from a to b, who stands after a.
func (r *reader) describeWay(s *sentence, here []standing, a, b *standing) {
	f := r.features
	steps, verbs, people := f.steps[:0], f.verbSteps[:0], 0
	for j := a.to; j < b.from; {
		step, to := "", j+1
		if h := standsAt(here, j); h != nil && h.to > j && h.to <= b.from && h.id != a.id && h.id != b.id {
			step, to = someone, h.to
			people++
		} else if sense := s.toks[j].sense; sense != nil {
			step = sense.step
		}
		if step != "" && (len(steps) == 0 || steps[len(steps)-1] != step) {
			steps = append(steps, step)
			if bears(step) {
				verbs = append(verbs, step)
			}
		}
		j = to
	}
	f.steps, f.verbSteps = steps, verbs
	f.number(featureWayPeople, people, 4)
	if len(steps) <= mostSteps {
		f.path(featureWay, steps...)
	}
	if len(verbs) <= mostVerbs {
		f.path(featureWayVerbs, verbs...)
	}
	before := s.stepNear(a.from-1, -1, opensSentence)
	f.path(featureWayBefore, before)
	f.path(featureWayAfter, s.stepNear(b.to, 1, closesSentence))
	n := len(steps)
	if n == 0 {
		return
	}
	first, last := steps[0], steps[n-1]
	f.path(featureWayFirst, first)
	f.path(featureWayLast, last)
	f.path(featureWayEnds, first, last)
	f.path(featureWayBefore, before, first)
	f.path(featureWayBefore, before, "", last)
	if n > 1 {
		f.path(featureWayFirst, first, steps[1])
		f.path(featureWayLast, steps[n-2], last)
	}
}

// standsAt returns whoever a sentence names from token j on.
func standsAt(here []standing, j int) *standing {
	for i := range here {
		if here[i].from == j {
			return &here[i]
		}
	}
	return nil
}

// stepNear returns the nearest step from token j on, in one direction.
func (s *sentence) stepNear(j, dir int, none string) string {
	const reach = 4 // tokens
	for range reach {
		if j < 0 || j >= len(s.toks) {
			break
		}
		if sense := s.toks[j].sense; sense != nil && sense.step != "" {
			return sense.step
		}
		j += dir
	}
	return none
}
