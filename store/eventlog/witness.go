package eventlog

import (
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

// witness is the file HEAD: one line of fixed length.
//
//	00000000000000000012 <64 hexadecimal digits of the hash> <8 of the CRC-32C of all before>\n
type witness struct {
	path string
	f    *os.File // nil: there is none, and none may be made
	err  error    // of writes that nothing has returned yet
}

const witnessSize = 20 + 1 + 64 + 1 + 8 + 1

func openWitness(path string, readOnly bool) (*witness, error) {
	flags := os.O_RDWR | os.O_CREATE
	if readOnly {
		flags = os.O_RDONLY
	}
	f, err := os.OpenFile(path, flags, 0o666)
	if readOnly && errors.Is(err, os.ErrNotExist) {
		return &witness{path: path}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open log: %w", err)
	}
	return &witness{path: path, f: f}, nil
}

// read returns what the file says; ok is false if there is none or it is torn.
func (w *witness) read() (seq graph.Seq, hash graph.Digest, ok bool, err error) {
	if w.f == nil {
		return 0, hash, false, nil
	}
	text, err := os.ReadFile(w.path)
	if errors.Is(err, os.ErrNotExist) {
		return 0, hash, false, nil
	}
	if err != nil {
		return 0, hash, false, fmt.Errorf("read witness: %w", err)
	}
	seq, hash, ok = parseWitness(string(text))
	return seq, hash, ok, nil
}

func parseWitness(text string) (seq graph.Seq, hash graph.Digest, ok bool) {
	fields := strings.Fields(text)
	if len(text) != witnessSize || len(fields) != 3 {
		return 0, hash, false
	}
	var n uint64
	if _, err := fmt.Sscanf(fields[0], "%d", &n); err != nil {
		return 0, hash, false
	}
	hash, err := graph.ParseDigest(fields[1])
	if err != nil || n == 0 {
		return 0, hash, false
	}
	return graph.Seq(n), hash, witnessLine(graph.Seq(n), hash) == text
}

func witnessLine(seq graph.Seq, hash graph.Digest) string {
	line := fmt.Sprintf("%020d %s ", uint64(seq), hash)
	return fmt.Sprintf("%s%08x\n", line, crc32.Checksum([]byte(line), castagnoli))
}

// write replaces the line. It is one write of less than a page and is not
// synced: an older line does no harm.
func (w *witness) write(seq graph.Seq, hash graph.Digest) error {
	if w.f == nil {
		return nil
	}
	if _, err := w.f.WriteAt([]byte(witnessLine(seq, hash)), 0); err != nil {
		return fmt.Errorf("write witness: %w", err)
	}
	return nil
}

// reset writes the line and removes what else the file may hold.
func (w *witness) reset(seq graph.Seq, hash graph.Digest) error {
	if w.f == nil {
		return nil
	}
	if err := w.f.Truncate(witnessSize); err != nil {
		return fmt.Errorf("write witness: %w", err)
	}
	return w.write(seq, hash)
}

func (w *witness) close() error {
	if w.f == nil {
		return nil
	}
	f := w.f
	w.f = nil
	return errors.Join(w.err, f.Close())
}
