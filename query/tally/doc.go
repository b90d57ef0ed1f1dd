// Package tally counts what a snapshot holds: statements per graph and entities
// per class. Both are one scan of the permutation that has the counted term
// first, on IDs; terms are decoded for the result alone.
package tally
