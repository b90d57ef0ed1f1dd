// Package trig reads and writes TriG, which is Turtle with graphs around
// statements, RDF 1.1 and RDF 1.2 alike.
//
//	PREFIX : <https://chancery.example/ns#>
//	BASE <https://chancery.example/>
//	<meeting/1> :status :Planned .                # default graph
//	<source/1> { <meeting/1> a :Meeting }   # GRAPH may stand before the name
//	{ <actor/a> :met <actor/b> }                  # default graph again
//
// What package turtle says about reading (what is accepted, limits, labels of
// blank nodes) and about writing holds here too. Blank nodes belong to the whole
// input: a label means the same in all graphs. A graph without statements leaves
// no trace.
//
// Readers and writers are for one goroutine at a time.
package trig
