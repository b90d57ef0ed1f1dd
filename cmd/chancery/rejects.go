package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/query/result/textgrid"
)

// rejects is the file of lines that --lenient leaves out: each as it stood,
// under a comment that says where it was and what is wrong with it. It is made
// with the first of them.
type rejects struct {
	p     *program
	path  string
	out   *output
	lines uint64
	dry   bool // count only
}

// newRejects returns the rejects of an input; path is where they go, empty for
// the place beside the input, and in the working directory for stdin.
func (p *program) newRejects(input, path string) *rejects {
	if path == "" {
		if path = rdfio.TrimPacking(input) + ".rejects"; input == "-" {
			path = "stdin.rejects"
		}
		path = filepath.Clean(path)
	}
	return &rejects{p: p, path: path}
}

// add is an [rdfio.Reject].
func (r *rejects) add(problem *rdfio.SyntaxError, line []byte) (err error) {
	r.lines++
	if r.dry {
		return nil
	}
	if r.out == nil {
		if r.out, err = r.p.openOutput(r.path); err != nil {
			return fmt.Errorf("rejects: %w", err)
		}
	}
	// A name may hold anything, so the comment is made safe.
	_, err = fmt.Fprintf(r.out, "# %s\n%s\n", strings.ToValidUTF8(textgrid.Printable(problem.Error()), "?"), line)
	return err
}

// failure is the error of a command that left lines out and did the rest; nil if
// there were none.
func (r *rejects) failure() error {
	if r.lines == 0 {
		return nil
	}
	return &failure{code: "partial", exit: exitPartial, message: fmt.Sprintf("%s rejected to %s, the rest was written", plural(int64(r.lines), "line"), r.path)}
}

// commit makes the file visible.
func (r *rejects) commit() error {
	if r.out == nil {
		return nil
	}
	return r.out.commit()
}

// abandon removes the file unless it was committed.
func (r *rejects) abandon() {
	if r.out != nil {
		r.out.abandon()
	}
}
