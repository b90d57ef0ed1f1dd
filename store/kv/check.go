package kv

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/fb"
	"github.com/dgraph-io/badger/v4/table"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checkFiles reads what Badger is about to trust: the list of tables, every
// table that it names, and its statistics of garbage. The package comment says
// why. Tables that it does not name are what a crash left half written.
func checkFiles(dir string) error {
	list, err := checkManifest(filepath.Join(dir, badger.ManifestFilename))
	if err != nil {
		return err
	}
	if err := checkDiscard(filepath.Join(dir, "DISCARD")); err != nil {
		return err
	}
	tables := make([]string, 0, len(list.Tables))
	for id := range list.Tables {
		tables = append(tables, table.NewFilename(id, dir))
	}
	slices.Sort(tables)
	return checkTables(tables)
}

// dropEmpty removes log files without a byte: a crash between creating a file
// and giving it its size leaves one, and Badger refuses to open it.
func dropEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("open store: %w", err)
	}
	for _, e := range entries {
		if ext := filepath.Ext(e.Name()); ext != ".mem" && ext != ".vlog" {
			continue
		}
		fi, err := e.Info()
		if err != nil {
			return fmt.Errorf("open store: %w", err)
		}
		if fi.Size() > 0 {
			continue
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
			return fmt.Errorf("open store: %w", err)
		}
	}
	return nil
}

// checkManifest keeps Badger from deleting tables that a damaged list does not
// name.
func checkManifest(path string) (list badger.Manifest, err error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return list, checkNew(path)
	}
	if err != nil {
		return list, fmt.Errorf("open store: %w", err)
	}
	defer f.Close()
	list, end, err := badger.ReplayManifestFile(f, 0, badger.Options{})
	if err != nil {
		return list, &CorruptionError{File: path, Err: err}
	}
	if _, err := f.Seek(end, io.SeekStart); err != nil {
		return list, fmt.Errorf("open store: %w", err)
	}
	rest, err := io.ReadAll(f)
	if err != nil {
		return list, fmt.Errorf("open store: %w", err)
	}
	if wrongLength(rest) {
		return list, &CorruptionError{File: path, Err: fmt.Errorf("record at byte %d has a wrong length", end)}
	}
	return list, checkListed(path, list)
}

// checkNew refuses a store that has lost its list: Badger would take it for a
// new one and delete the tables.
func checkNew(path string) error {
	tables, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*.sst"))
	if err != nil {
		return err
	}
	if len(tables) > 0 {
		return &CorruptionError{File: path, Err: fmt.Errorf("it is missing, but there are %d tables", len(tables))}
	}
	return nil
}

// wrongLength tells a last record that is torn, which Badger rightly cuts off,
// from one whose length is damaged, behind which others may stand.
func wrongLength(rest []byte) bool {
	const head = 8 // length and CRC-32C of a record
	if len(rest) <= head {
		return false
	}
	want, sum := binary.BigEndian.Uint32(rest[4:]), uint32(0)
	for i := head; i < len(rest); i++ {
		if sum = crc32.Update(sum, castagnoli, rest[i:i+1]); sum == want {
			return true
		}
	}
	return false
}

// checkListed refuses tables that the list does not name, which Badger would
// delete, if the store was closed in order. A crash leaves such tables, but then
// it leaves the lock's file or a write-ahead log too.
func checkListed(path string, list badger.Manifest) error {
	dir := filepath.Dir(path)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("open store: %w", err)
	}
	unlisted := ""
	for _, e := range entries {
		name := e.Name()
		if name == "LOCK" || filepath.Ext(name) == ".mem" {
			return nil
		}
		digits, ok := strings.CutSuffix(name, ".sst")
		if !ok {
			continue
		}
		id, err := strconv.ParseUint(digits, 10, 64)
		if _, listed := list.Tables[id]; err == nil && !listed {
			unlisted = name
		}
	}
	if unlisted == "" {
		return nil
	}
	return &CorruptionError{File: path, Err: fmt.Errorf("table %s is not listed, though the store was closed", unlisted)}
}

// checkDiscard removes statistics of garbage that Badger would loop on for
// ever. It gathers them again when it compacts.
//
//	+--------------------+---------------------+
//	| file number, 8, BE | garbage bytes, 8 BE |  until number 0
//	+--------------------+---------------------+
func checkDiscard(path string) error {
	stats, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open store: %w", err)
	}
	bad := len(stats)%16 != 0
	for ; len(stats) >= 16 && !bad; stats = stats[16:] {
		number, garbage := binary.BigEndian.Uint64(stats), binary.BigEndian.Uint64(stats[8:])
		if number == 0 {
			break
		}
		bad = number >= 1<<32 || garbage >= 1<<32
	}
	if !bad {
		return nil
	}
	if err := os.Remove(path); err != nil {
		return &CorruptionError{File: path, Err: err}
	}
	return nil
}

// checkTables checks the files in parallel and returns the first error in their
// order.
func checkTables(paths []string) error {
	errs := make([]error, len(paths))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(paths)) {
		wg.Go(func() {
			for i := range next {
				errs[i] = checkTableFile(paths[i])
			}
		})
	}
	for i := range paths {
		next <- i
	}
	close(next)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func checkTableFile(path string) (err error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return &CorruptionError{File: path, Err: errors.New("it is listed, but missing")}
	}
	if err != nil {
		return fmt.Errorf("open store: %w", err)
	}
	err = checkTable(data)
	var block *blockError
	switch {
	case errors.As(err, &block):
		return &CorruptionError{File: path, Key: block.from, End: block.to, Err: err}
	case err != nil:
		return &CorruptionError{File: path, Err: err}
	}
	return nil
}

// blockError is damage within one block of a table, whose keys the index tells.
type blockError struct {
	n        int
	from, to []byte // first key, and first key of the next block
	err      error
}

func (e *blockError) Error() string { return fmt.Sprintf("block %d: %v", e.n, e.err) }
func (e *blockError) Unwrap() error { return e.err }

// newBlockError finds the keys of block n. Badger's keys end in 8 bytes of
// version.
func newBlockError(index *fb.TableIndex, n int, err error) *blockError {
	e := &blockError{n: n, err: err}
	key := func(n int) []byte {
		var at fb.BlockOffset
		if n >= index.OffsetsLength() || !index.Offsets(&at, n) || len(at.KeyBytes()) < 8 {
			return nil
		}
		return bytes.Clone(at.KeyBytes()[:len(at.KeyBytes())-8])
	}
	e.from, e.to = key(n), key(n+1)
	// A piece of a long value counts as that value.
	if len(e.from) > 0 && e.from[0] == pieceByte {
		e.from = e.from[1:]
		if len(e.to) == 0 || e.to[0] != pieceByte {
			e.to = nil
		} else {
			e.to = e.to[1:]
		}
	}
	return e
}

// checkTable checks all checksums of a table.
//
//	+-------+-----+-------+-------+---------+----------+---------+
//	| block | ... | block | index | len, 4  | checksum | len, 4  |  numbers big-endian
//	+-------+-----+-------+-------+---------+----------+---------+
//
// The index is a flatbuffer; it lists the blocks. A block ends like the file:
// its checksum and the checksum's length.
func checkTable(data []byte) (err error) {
	defer func() {
		// The flatbuffer has a valid checksum, so this is a fault of the writer.
		if r := recover(); r != nil {
			err = fmt.Errorf("index: %v", r)
		}
	}()
	rest, sum, err := cutSized(data)
	if err != nil {
		return fmt.Errorf("footer: %w", err)
	}
	_, index, err := cutSized(rest)
	if err != nil {
		return fmt.Errorf("footer: %w", err)
	}
	if err := verifySum(index, sum); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	blocks := fb.GetRootAsTableIndex(index, 0)
	var at fb.BlockOffset
	end := 0
	for i := range blocks.OffsetsLength() {
		if !blocks.Offsets(&at, i) {
			return fmt.Errorf("index: block %d is not listed", i)
		}
		from, to := int(at.Offset()), int(at.Offset())+int(at.Len())
		if from != end || to > len(data) {
			return fmt.Errorf("block %d lies at bytes %d to %d, expected from %d", i, from, to, end)
		}
		end = to
		block, sum, err := cutSized(data[from:to])
		if err == nil {
			err = verifySum(block, sum)
		}
		if err != nil {
			return newBlockError(blocks, i, err)
		}
	}
	return nil
}

// cutSized splits b, which ends in the 4-byte length of what stands before that.
func cutSized(b []byte) (rest, part []byte, err error) {
	if len(b) < 4 {
		return nil, nil, errors.New("too short")
	}
	n := int64(binary.BigEndian.Uint32(b[len(b)-4:]))
	b = b[:len(b)-4]
	if n > int64(len(b)) {
		return nil, nil, fmt.Errorf("length %d is greater than the %d bytes before it", n, len(b))
	}
	return b[:int64(len(b))-n], b[int64(len(b))-n:], nil
}

// verifySum checks data against Badger's checksum message: field 1, the
// algorithm, is 0 (CRC-32C) and so left out; field 2 is the sum; both varints.
func verifySum(data, message []byte) error {
	var want uint64
	for len(message) > 0 {
		tag := message[0]
		v, n := binary.Uvarint(message[1:])
		if n <= 0 {
			return errors.New("checksum cannot be read")
		}
		message = message[1+n:]
		switch {
		case tag == 1<<3 && v == 0:
		case tag == 2<<3:
			want = v
		default:
			return fmt.Errorf("checksum of unknown form: tag %d, value %d", tag, v)
		}
	}
	if got := uint64(crc32.Checksum(data, castagnoli)); got != want {
		return fmt.Errorf("checksum is %08x, expected %08x", got, want)
	}
	return nil
}

// Verify checks the tables on disk again, as Open did. Values are checked when
// they are read.
func (d *DB) Verify() error {
	if err := d.calls.enter(); err != nil {
		return err
	}
	defer d.calls.leave()
	for id := range d.tables() {
		err := checkTableFile(table.NewFilename(id, d.dir))
		if err == nil {
			continue
		}
		if _, still := d.tables()[id]; still { // else it was compacted away
			return err
		}
	}
	return nil
}

// tables returns the numbers of the tables that are complete and in use.
func (d *DB) tables() map[uint64]struct{} {
	ids := map[uint64]struct{}{}
	for _, t := range d.b.Tables() {
		ids[t.ID] = struct{}{}
	}
	return ids
}
