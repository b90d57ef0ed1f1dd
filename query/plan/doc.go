// Package plan turns the algebra into a physical plan against one dataset:
// rewrites, cardinality, join order, choice of operators.
package plan
