package block

import (
	"fmt"

	"github.com/chancery-graph/chancery/graph"
)

// vector decodes the vector at r into dst, which has the vector's length. It
// may be relative to the first before columns of the block. nested is set for
// the parts of a run-length form.
func (d *Decoder) vector(r *reader, dst []graph.ID, before int, nested bool) error {
	kind, err := r.byte()
	if err != nil {
		return err
	}
	form, transform := kind&(1<<formBits-1), int(kind>>formBits)
	if transform-relative >= before || transform-relative >= len(d.refs) {
		return fmt.Errorf("%w: transform %d", ErrCorrupt, transform)
	}
	var start graph.ID
	if transform == delta {
		v, err := r.uvarint()
		if err != nil {
			return err
		}
		start = unrotate(v)
	}
	var ref []graph.ID
	if transform >= relative {
		if ref, err = d.reference(transform - relative); err != nil {
			return err
		}
	}
	switch form {
	case formConst:
		err = constant(r, dst, transform)
	case formPacked:
		err = packed(r, dst, transform)
	case formRuns:
		if nested || transform != plain {
			return fmt.Errorf("%w: nested runs", ErrCorrupt)
		}
		err = d.expandRuns(r, dst)
	case formDict:
		err = d.dict(r, dst, transform)
	case formFrames:
		err = d.frames(r, dst, transform)
	default:
		err = fmt.Errorf("%w: form %d", ErrCorrupt, form)
	}
	if err != nil {
		return err
	}
	switch {
	case transform == delta:
		for i, x := range dst {
			start += x
			dst[i] = start
		}
	case transform >= relative:
		ref = ref[:len(dst)]
		for i := range dst {
			dst[i] += ref[i]
		}
	}
	return nil
}

// base reads what appendBase wrote.
func (r *reader) base(transform int) (graph.ID, error) {
	v, err := r.uvarint()
	if err != nil {
		return 0, err
	}
	if transform == plain {
		return unrotate(v), nil
	}
	return unzigzag(v), nil
}

func (r *reader) width() (uint8, error) {
	w, err := r.byte()
	if err == nil && !validWidth(w) {
		err = fmt.Errorf("%w: width of %d bits", ErrCorrupt, w)
	}
	return w, err
}

func constant(r *reader, dst []graph.ID, transform int) error {
	v, err := r.base(transform)
	if err != nil {
		return err
	}
	for i := range dst {
		dst[i] = v
	}
	return nil
}

func packed(r *reader, dst []graph.ID, transform int) error {
	base, err := r.base(transform)
	if err != nil {
		return err
	}
	width, err := r.width()
	if err != nil {
		return err
	}
	b, err := r.packed(len(dst), width)
	if err != nil {
		return err
	}
	unpack(dst, b, base, width)
	return nil
}

func (d *Decoder) expandRuns(r *reader, dst []graph.ID) error {
	n, err := r.count("runs", len(dst))
	if err != nil {
		return err
	}
	vals, lens := d.vals[:n], d.lens[:n]
	if err := d.vector(r, vals, 0, true); err != nil {
		return err
	}
	if err := d.vector(r, lens, 0, true); err != nil {
		return err
	}
	rest := dst
	for i, v := range vals {
		if lens[i] > graph.ID(len(rest)) {
			return fmt.Errorf("%w: runs are longer than the column", ErrCorrupt)
		}
		fill(rest, int(lens[i]), v)
		rest = rest[lens[i]:]
	}
	if len(rest) > 0 {
		return fmt.Errorf("%w: runs end %d rows early", ErrCorrupt, len(rest))
	}
	return nil
}

// fill sets the first n values of dst. It writes eight at a time, into what
// later runs overwrite, so that runs of different lengths take the same branch.
func fill(dst []graph.ID, n int, v graph.ID) {
	for n > 0 && len(dst) >= 8 {
		q := (*[8]graph.ID)(dst)
		q[0], q[1], q[2], q[3], q[4], q[5], q[6], q[7] = v, v, v, v, v, v, v, v
		dst = dst[8:]
		n -= 8
	}
	for i := 0; i < n; i++ {
		dst[i] = v
	}
}

func (d *Decoder) dict(r *reader, dst []graph.ID, transform int) error {
	if transform != plain {
		return fmt.Errorf("%w: dictionary of differences", ErrCorrupt)
	}
	last, err := r.byte()
	if err != nil {
		return err
	}
	if int(last) >= maxDict {
		return fmt.Errorf("%w: dictionary of %d values", ErrCorrupt, int(last)+1)
	}
	key, err := r.base(plain)
	if err != nil {
		return err
	}
	d.table[0] = key
	for i := 1; i <= int(last); i++ {
		step, err := r.uvarint()
		if err != nil {
			return err
		}
		key += graph.ID(step) + 1
		d.table[i] = key
	}
	width := codeWidth(int(last) + 1)
	b, err := r.packed(len(dst), width)
	if err != nil {
		return err
	}
	unpack(dst, b, 0, width)
	most := graph.ID(0)
	for i, code := range dst {
		most = max(most, code)
		dst[i] = d.table[code&(maxDict-1)]
	}
	if most > graph.ID(last) {
		return fmt.Errorf("%w: code %d of %d", ErrCorrupt, uint64(most), last)
	}
	return nil
}
