// Package review lets a person decide about candidates: assertions that an
// extractor was not sure enough of to be facts.
//
//	Candidates ─▶ each: sentence, what is proposed, confidence
//	           ◀─ accept, reject, or correct by changes
//	           ─▶ Decision: statements to be appended as one event
//
// A decision only adds statements: what the candidate proposes, if anything of it
// stands, and that it was decided and by whom. The candidate itself stays, so
// that another reading of the same dispatch does not propose it again, and undoing
// the event opens it again.
//
//	<candidate/…> chy:decision chy:Accepted ; chy:decidedBy "Ana Prata" .
//
// # Changes
//
// A correction is a list of changes, each a word and its value:
//
//	kind meeting|call|video|visit|talks|gathering
//	status occurred|planned|cancelled|denied
//	date 2026-01-03, 2026-01, 2026 or none
//	place NAME or none
//	with NAME          another party
//	without NAME       a party less
//	function TEXT      of a candidate about a function
//
// # Concurrency
//
// All functions may be called from several goroutines with graphs of their own.
package review
