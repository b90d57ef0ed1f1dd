package result

import "context"

// PageRows is the number of rows in a full page of a [Reader].
const PageRows = 1024

// Page is some solutions as columns of canonical texts.
type Page struct {
	// N is the number of solutions; 0 ends a result.
	N int
	// Cols has a column per variable of N texts; nil is unbound. The memory is
	// borrowed until the next call that filled it.
	Cols [][][]byte
}

// Source yields the solutions of a query. It is used by one goroutine at a time.
type Source interface {
	// Vars are the names of the variables, without marks, in order.
	Vars() []string
	// Next returns the next page; N = 0 ends. The page is valid until the next
	// call. After an error there is nothing more.
	Next(ctx context.Context) (*Page, error)
}
