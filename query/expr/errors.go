package expr

import "errors"

// Sentinels of [Compile] and [NewAccumulator].
var (
	// ErrUnknownFunction: a function or aggregate that is neither built in nor
	// among the options' functions.
	ErrUnknownFunction = errors.New("expr: unknown function")
	// ErrArguments: a function has too few or too many arguments.
	ErrArguments = errors.New("expr: wrong number of arguments")
	// ErrExpression: an expression that cannot be compiled, such as EXISTS, which
	// a planner replaces.
	ErrExpression = errors.New("expr: expression cannot be compiled")
)
