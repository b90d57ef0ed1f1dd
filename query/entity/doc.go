// Package entity finds entities of a snapshot that may be one, for a curator to
// judge: it proposes, and changes nothing.
//
// # Candidates
//
// Names are compared in a form that drops what transliteration adds or leaves
// out (see [Transliterate]): Zelensky, Zelenskyy and Zelenskiy are zelenski,
// Kalin and Kalın are kalin. Two entities are compared at all if they share a
// key: the letters of a whole name in that form, or the consonants of its last
// word with the first letter of its first word. So the work grows with the number
// of names that are alike, not with the square of all.
//
// # Scores
//
// A score lies between 0 and 1. It starts from the names: 1 for the same name
// after folding, 0.95 after transliteration, else the mean likeness of their
// words, of which each has to be alike. What else is known moves it: shared
// external identifiers make it 1, different ones of one authority lower it; shared roles, bodies and partners raise it; that
// both were at one event, which one entity would not be twice, lowers it, as do
// different kinds. Each reason is told with the pair.
package entity
