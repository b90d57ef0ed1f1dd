package query

import (
	"fmt"
	"time"

	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/expr"
	"github.com/chancery-graph/chancery/query/plan"
	"github.com/chancery-graph/chancery/query/sparql"
)

// Options of a query or an update. The zero value works.
type Options struct {
	// Base is the IRI that relative ones are resolved against; "" means a relative
	// IRI is an error unless the text has a BASE.
	Base string
	// Prefixes are known without a declaration.
	Prefixes []algebra.Prefix
	// Params are terms, as canonical N-Triples texts, that take the place of
	// variables; they cannot change the structure of the text.
	Params map[algebra.Var]string
	// Dataset, if not nil, replaces the dataset of a query (FROM, FROM NAMED), as
	// the parameters of the protocol do.
	Dataset *algebra.Dataset
	// DefaultGraphOnly makes the default graph of a query the statements in no
	// named graph. False means the union of all graphs. An update always reads and
	// changes the default graph itself.
	DefaultGraphOnly bool
	// Limits bound a run.
	Limits Limits
	// Functions are extension functions by the canonical text of their IRI.
	Functions map[string]expr.Function
	// Services answers SERVICE; nil: every SERVICE is an error.
	Services exec.ServiceCaller
	// Now is the moment that NOW() gives; zero means the time of each run.
	Now time.Time
	// SpillDir is where temporary files go; "" means the system's directory.
	SpillDir string
	// Profile asks for what each operator did; see [Results.Explain].
	Profile bool
	// Without are optimisations of the planner that are left out, for tests.
	Without plan.Pass
	// Chaos makes the planner choose at random, for tests; see [plan.Options].
	Chaos uint64
	// Eager is that of [exec.Options], for tests.
	Eager bool
}

// Limits bound a run. Zero means the default that is stated.
type Limits struct {
	// Timeout is the longest time of a run, planning included; 0 means none.
	Timeout time.Duration
	// MaxMemory is in bytes; 0 means [exec.DefaultMaxMemory], negative none.
	MaxMemory int64
	// MaxRows is the greatest number of solutions, or of statements of CONSTRUCT
	// and DESCRIBE; 0 means no limit.
	MaxRows int64
}

// Validate names the field that is wrong.
func (o Options) Validate() error {
	switch {
	case o.Limits.Timeout < 0:
		return fmt.Errorf("query: Limits.Timeout %v is negative", o.Limits.Timeout)
	case o.Limits.MaxRows < 0:
		return fmt.Errorf("query: Limits.MaxRows %d is negative", o.Limits.MaxRows)
	}
	return nil
}

func (o Options) parser() sparql.Options {
	return sparql.Options{Base: o.Base, Prefixes: o.Prefixes, Params: o.Params}
}

func (o Options) maxMemory() int64 {
	if o.Limits.MaxMemory == 0 {
		return exec.DefaultMaxMemory
	}
	return o.Limits.MaxMemory
}

// executor are the options of one run that began at start.
func (o Options) executor(terms *exec.Terms, base string, start time.Time) exec.Options {
	e := exec.Options{
		Terms:     terms,
		MaxMemory: o.Limits.MaxMemory,
		SpillDir:  o.SpillDir,
		Now:       o.Now,
		Base:      base,
		Profile:   o.Profile,
		Eager:     o.Eager,
		Services:  o.Services,
	}
	if o.Limits.Timeout > 0 {
		e.Timeout = max(1, o.Limits.Timeout-time.Since(start))
	}
	return e
}
