package main

import (
	"errors"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph/canon"
	"github.com/chancery-graph/chancery/query/dump"
)

// hashNamed reads --hash.
func hashNamed(name string) (canon.Hash, error) {
	switch strings.ReplaceAll(strings.ToLower(name), "-", "") {
	case "sha256":
		return canon.SHA256, nil
	case "sha384":
		return canon.SHA384, nil
	}
	return 0, usagef("export", "--hash %q: expected sha256 or sha384", name)
}

// exportCanonical writes RDFC-1.0. What it returns prints the digest.
func (p *program) exportCanonical(c *cli.Context, out io.Writer, part exportPart) (_ func(), err error) {
	hash, err := hashNamed(c.String("hash"))
	if err != nil {
		return nil, err
	}
	source := dump.Open(c.Context, part.snapshot, part.opts)
	defer joinClose(&err, source)
	result, err := canon.Write(c.Context, out, source, canon.Options{Hash: hash, Dir: part.opts.TempDir})
	if errors.Is(err, canon.ErrTooComplex) {
		return nil, &failure{code: "too_complex", exit: exitIncomplete, cause: err,
			message: "the blank nodes are too much alike to be labelled within the work limit; nothing was written",
			hint:    "export without --canonical, or a part with --graph or --entity"}
	}
	if err != nil {
		return nil, err
	}
	return func() {
		p.note("%s %x  %s, %s", hash, result.Digest, plural(int64(result.Statements), "statement"), plural(int64(result.BlankNodes), "blank node"))
		if result.Extended > 0 {
			p.warn("%s with blank nodes in triple terms, for which RDFC-1.0 has no rule; other programs may give another digest",
				plural(int64(result.Extended), "statement"))
		}
		if result.Doubtful {
			p.warn("RDFC-1.0 may not tell all of these blank nodes apart: the same facts in another order might give another digest")
		}
	}, nil
}
