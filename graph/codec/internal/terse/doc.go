// Package terse reads and writes Turtle and TriG for the packages of those
// formats: TriG is Turtle with graphs around it.
//
// # Reading
//
// A [Reader] looks at its input through a window. A step of the parser reads one
// token, or a few that belong together (a directive, a literal with its
// datatype, a triple term), and has an effect only once it has seen all of it:
//
//	window | done | token … | not read yet | zeros |
//	              ^ pos                    ^ end
//
// A step that runs into the end is taken back, the window moves on or grows, and
// the step is tried again. The zeros stop every loop, so that none compares with
// the end. Terms are written to the batch's arena in canonical form; what is
// current (subject, predicate, object, graph name) lies there too and is carried
// over from batch to batch.
//
// Nesting never recurses, with the exception of triple terms, whose depth
// graph.MaxTripleDepth limits: what is current goes to a stack when a bracket
// opens and comes back when it closes.
//
//	:s :p ( [ :q 1 ] 2 ) .     level list    s = first node   p = rdf:first
//	        ^                  level top     s = :s           p = :p
//
// # Writing
//
// [Writer] writes statements as they come, [WritePretty] a whole graph with
// blank nodes nested. Both write only what reads back as the very same terms.
package terse
