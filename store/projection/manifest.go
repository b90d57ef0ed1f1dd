package projection

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/dict"
)

// manifestVersion is the format of everything the projection stores. A change of
// the manifest, the block index, blocks, the dictionary or ID layout needs a new
// one; a store of another version is rebuilt from its log.
const manifestVersion = 1

// manifest says which runs make up the projection and how far it has come. It is
// one small value, replaced in the same transaction that makes a run count.
//
//	"CHM" version(1) seq hash(32) nextRun terms… runs… crc32c(4)
//
// Numbers are unsigned varints unless a width is given; the checksum covers
// everything before it.
type manifest struct {
	Seq     graph.Seq    // last event in the runs
	Hash    graph.Digest // its hash
	NextRun RunID
	Dict    []dict.Description // runs of the dictionary, oldest first
	Runs    []runDesc
}

// runDesc describes a run of quads on disk.
type runDesc struct {
	ID                  RunID
	Rows, Adds, Removes uint64
	MinSeq, MaxSeq      graph.Seq
	Orders              [graph.GSPO + 1]orderDesc // indexed by graph.Order
}

// orderDesc describes one permutation of a run.
type orderDesc struct {
	Blocks uint32
	Bytes  uint64
}

const manifestMagic = "CHM"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// ErrManifest is wrapped when the manifest is damaged; a rebuild mends it.
var ErrManifest = errors.New("projection: manifest is damaged")

// VersionError tells that the projection was written in another format.
type VersionError struct{ Found, Known int }

func (e *VersionError) Error() string {
	return fmt.Sprintf("projection: format version %d, this program knows %d", e.Found, e.Known)
}

func (m *manifest) encode() []byte {
	b := append([]byte(manifestMagic), manifestVersion)
	b = binary.AppendUvarint(b, uint64(m.Seq))
	b = append(b, m.Hash[:]...)
	b = binary.AppendUvarint(b, uint64(m.NextRun))
	b = binary.AppendUvarint(b, uint64(len(m.Dict)))
	for i := range m.Dict {
		d, _ := m.Dict[i].MarshalBinary() // never fails
		b = binary.AppendUvarint(b, uint64(len(d)))
		b = append(b, d...)
	}
	b = binary.AppendUvarint(b, uint64(len(m.Runs)))
	for i := range m.Runs {
		b = m.Runs[i].append(b)
	}
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

func (r *runDesc) append(b []byte) []byte {
	for _, n := range []uint64{uint64(r.ID), r.Rows, r.Adds, r.Removes, uint64(r.MinSeq), uint64(r.MaxSeq)} {
		b = binary.AppendUvarint(b, n)
	}
	for _, o := range graph.Orders {
		b = binary.AppendUvarint(b, uint64(r.Orders[o].Blocks))
		b = binary.AppendUvarint(b, r.Orders[o].Bytes)
	}
	return b
}

func decodeManifest(b []byte) (*manifest, error) {
	if len(b) < len(manifestMagic)+1+4 || string(b[:len(manifestMagic)]) != manifestMagic {
		return nil, ErrManifest
	}
	if v := int(b[len(manifestMagic)]); v != manifestVersion {
		return nil, &VersionError{Found: v, Known: manifestVersion}
	}
	body, sum := b[:len(b)-4], b[len(b)-4:]
	if crc32.Checksum(body, castagnoli) != binary.LittleEndian.Uint32(sum) {
		return nil, fmt.Errorf("%w: checksum", ErrManifest)
	}
	v := varints{b: body[len(manifestMagic)+1:]}
	m := &manifest{Seq: v.seq()}
	copy(m.Hash[:], v.bytes(uint64(len(m.Hash))))
	m.NextRun = RunID(v.next())
	for n := v.next(); n > 0 && !v.bad; n-- {
		var d dict.Description
		if err := d.UnmarshalBinary(v.bytes(v.next())); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrManifest, err)
		}
		m.Dict = append(m.Dict, d)
	}
	for n := v.next(); n > 0 && !v.bad; n-- {
		m.Runs = append(m.Runs, v.run())
	}
	if v.bad || len(v.b) != 0 {
		return nil, fmt.Errorf("%w: malformed", ErrManifest)
	}
	return m, nil
}

func (v *varints) bytes(n uint64) []byte {
	if n > uint64(len(v.b)) {
		v.bad, v.b = true, nil
		return nil
	}
	b := v.b[:n]
	v.b = v.b[n:]
	return b
}

func (v *varints) run() runDesc {
	r := runDesc{ID: RunID(v.next()), Rows: v.next(), Adds: v.next(), Removes: v.next(), MinSeq: v.seq(), MaxSeq: v.seq()}
	for _, o := range graph.Orders {
		n := v.next()
		if n > 1<<32-1 {
			v.bad = true
		}
		r.Orders[o] = orderDesc{Blocks: uint32(n), Bytes: v.next()}
	}
	return r
}
