package extract

import "context"

// The log-odds from which on a likely contact is asserted.
const (
	LikelyFrom   = likelyFrom
	LikelyAlone  = likelyAlone
	LikelyBeside = likelyBeside
)

// Considered calls fn for every pair of people whom a text puts side by side, with
// their sentence, whether a rule has found a contact in it, and the features of the
// pair.
func Considered(in Input, fn func(a, b string, sentence Span, told bool, features []string)) error {
	x := Rules{considered: func(r *reader, c candidate) {
		fn(r.res.Entities[c.a].Names[0].Text, r.res.Entities[c.b].Names[0].Text, r.now.span, r.toldIn(r.now), r.features.all())
	}}
	_, err := x.Extract(context.Background(), in)
	return err
}
