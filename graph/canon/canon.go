package canon

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/codec/sorted"
)

var (
	// ErrTooComplex is returned by [Write] and [Equal] when Options.MaxWork is
	// used up, or when blank nodes hang together in chains too long to follow.
	ErrTooComplex = errors.New("canon: blank nodes are too much alike to be labelled within the work limit")
	// ErrOptions is returned by [Options.Validate].
	ErrOptions = errors.New("canon: bad option")
)

// The work that is allowed when Options.MaxWork is 0: workFloor whatever the
// dataset (about a second), and workPerMention for each mention of a blank node,
// so that large datasets of an ordinary kind pass.
const (
	workFloor      = 4_000_000
	workPerMention = 64
)

// Options say how to canonicalize. The zero value is RDFC-1.0 with SHA-256.
type Options struct {
	// Hash is the hash algorithm, of the labelling and of the digest alike.
	// Another one gives other labels.
	Hash Hash
	// MaxWork limits the work (see the package comment); 0 allows 4,000,000 and
	// 64 more for each mention of a blank node.
	MaxWork uint64
	// Labels asks for Result.Labels.
	Labels bool
	// Memory is the bound in bytes for sorting; 0 is that of package sorted.
	// Statements with blank nodes are held beside it.
	Memory int
	// Dir is where sorting spills; empty is the system's directory for
	// temporary files.
	Dir string
}

// Validate names the field that is wrong.
func (o Options) Validate() error {
	if o.Hash > SHA384 {
		return fmt.Errorf("%w: Hash %d is unknown", ErrOptions, o.Hash)
	}
	if o.Memory < 0 {
		return fmt.Errorf("%w: Memory %d is negative", ErrOptions, o.Memory)
	}
	return nil
}

// Result tells what was written.
type Result struct {
	Digest     []byte // of the whole output, by Options.Hash
	Statements uint64 // lines written; repeated statements count once
	BlankNodes uint64 // different blank nodes
	Mentioning uint64 // statements with blank nodes, each once
	Extended   uint64 // statements with blank nodes inside of triple terms
	Work       uint64 // used up of Options.MaxWork
	// Doubtful tells that the limit of the algorithm (see the package comment)
	// may have been met: another order of the same statements might give other
	// labels, and so another digest.
	Doubtful bool
	// Labels maps the labels of the input to those of the output, both without
	// "_:"; nil unless Options.Labels asks for it.
	Labels map[string]string
}

// Write reads all of src and writes the dataset in canonical form to w. Changes
// must be additions: a deletion is nquads.ErrDelete. Nothing is written before
// all labels are known, so after [ErrTooComplex] and after an error of src w is
// untouched. Cancelling ctx ends the work with its cause.
func Write(ctx context.Context, w io.Writer, src graph.PatchReader, o Options) (res Result, err error) {
	if err := o.Validate(); err != nil {
		return Result{}, err
	}
	lines := lineSorter{w: sorted.New(sorted.Options{Memory: o.Memory, Dir: o.Dir})}
	defer func() {
		if e := lines.w.Close(); e != nil {
			err = errors.Join(err, e)
		}
	}()
	data, err := split(ctx, src, &lines)
	if err != nil {
		return Result{}, err
	}
	data.prepare()
	labels, err := label(ctx, data, o, &res)
	if err != nil {
		return Result{}, err
	}
	res.BlankNodes, res.Mentioning = uint64(len(data.labels)), uint64(len(data.statements))
	var line []byte
	for i := range data.statements {
		st := &data.statements[i]
		if st.extended {
			res.Extended++
		}
		line = st.append(line[:0], func(dst []byte, n node) []byte { return appendCanonical(dst, labels[n]) })
		if err := lines.add(line); err != nil {
			return Result{}, err
		}
	}
	if o.Labels {
		res.Labels = make(map[string]string, len(data.labels))
		for n, name := range data.labels {
			res.Labels[name] = string(appendCanonical(nil, labels[n]))
		}
	}
	digest := o.Hash.new()
	if res.Statements, err = lines.w.WriteAll(ctx, io.MultiWriter(w, digest)); err != nil {
		return Result{}, err
	}
	res.Digest = digest.Sum(nil)
	return res, nil
}

// Equal tells whether two datasets are isomorphic: the same but for the labels
// of blank nodes, the order of statements and repetitions.
func Equal(ctx context.Context, a, b graph.PatchReader, o Options) (bool, error) {
	first, err := Write(ctx, io.Discard, a, o)
	if err != nil {
		return false, err
	}
	second, err := Write(ctx, io.Discard, b, o)
	if err != nil {
		return false, err
	}
	return bytes.Equal(first.Digest, second.Digest), nil
}

// Statements is a patch of the given changes, which are not copied.
func Statements(changes []graph.Change) graph.PatchReader { return &slice{changes} }

type slice struct{ rest []graph.Change }

// slicePiece is the number of changes handed out at a time.
const slicePiece = 1024

func (s *slice) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	if len(s.rest) == 0 {
		return io.EOF
	}
	n := min(slicePiece, len(s.rest))
	b.Changes = append(b.Changes, s.rest[:n]...)
	s.rest = s.rest[n:]
	return nil
}

// lineSorter gives lines to a sorted.Writer, subject by subject.
type lineSorter struct {
	w   *sorted.Writer
	key []byte
}

// add takes a whole line of N-Quads.
func (l *lineSorter) add(line []byte) error {
	end := bytes.IndexByte(line, ' ') + 1 // neither IRIs nor labels hold a blank
	l.group(line[:end])
	return l.w.Line(line[end:])
}

func (l *lineSorter) group(key []byte) {
	if len(l.key) == 0 || !bytes.Equal(key, l.key) {
		l.key = append(l.key[:0], key...)
		l.w.Group(key)
	}
}

// split reads src, gives statements without blank nodes to lines and keeps the
// others.
func split(ctx context.Context, src graph.PatchReader, lines *lineSorter) (*dataset, error) {
	data := newDataset()
	var b graph.PatchBatch
	var line []byte
	for {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if err := src.ReadPatch(&b); err == io.EOF {
			return data, nil
		} else if err != nil {
			return nil, err
		}
		for i := range b.Changes {
			c := &b.Changes[i]
			if c.Op != graph.Add {
				return nil, fmt.Errorf("canon: %w: %.200s", nquads.ErrDelete, nquads.AppendQuad(nil, c.S, c.P, c.O, c.G))
			}
			line = nquads.AppendQuad(line[:0], c.S, c.P, c.O, c.G)
			held, err := data.add(line, c)
			if err != nil {
				return nil, err
			}
			if !held {
				if err := lines.add(line); err != nil {
					return nil, err
				}
			}
		}
	}
}
