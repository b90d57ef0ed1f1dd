package rdfio

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Limits of unpacking.
const (
	// bombSize is what any input may unpack to, in bytes, however well it packs.
	bombSize = 1 << 30
	// BombRatio is how many times its packed length an input may unpack to
	// beyond that. Repetitive N-Quads pack about 100 to 1.
	BombRatio = 1000
	// maxWindow is the memory that a zstd frame may ask for, in bytes: what zstd
	// itself takes without being told otherwise.
	maxWindow  = 128 << 20
	packBuffer = 256 << 10
)

// ErrBomb is returned by the reader of [Unpack] when more than 1 GiB came out of
// less than a thousandth of that.
var ErrBomb = errors.New("unpacks to more than 1 GiB and 1000 times its length")

// TrimPacking takes .gz or .zst off a file name.
func TrimPacking(path string) string {
	return strings.TrimSuffix(strings.TrimSuffix(path, ".gz"), ".zst")
}

// Unpack returns a reader of what r holds, gzip and zstd being recognised by
// their first bytes. name stands in errors. unlimited lifts the limit of
// [ErrBomb]. Close releases the decoder and leaves r open; an error of reading
// is that of r, ErrBomb, or says what is wrong with the packing.
func Unpack(r io.Reader, name string, unlimited bool) (*Unpacked, error) {
	return new(Unpacker).Unpack(r, name, unlimited)
}

// Unpacker unpacks one input after another through the same buffers, which are
// larger than most of many small files. The zero value is fit for use, by one
// goroutine at a time.
type Unpacker struct {
	packed, plain *bufio.Reader // nil until one is needed
	gzip          *gzip.Reader
}

// Unpack is [Unpack]. It ends the use of what it returned before.
func (p *Unpacker) Unpack(r io.Reader, name string, unlimited bool) (*Unpacked, error) {
	in := &counted{r: r}
	packed := buffered(&p.packed, in)
	// A short input is an input all the same: only its bytes count here.
	head, err := packed.Peek(4)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	u := &Unpacked{Reader: packed, close: func() {}}
	var inner io.Reader
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		if p.gzip == nil {
			p.gzip = new(gzip.Reader)
		}
		if err := p.gzip.Reset(packed); err != nil {
			return nil, fmt.Errorf("%s: gzip: %w", name, err)
		}
		u.Packing, inner = "gzip", p.gzip
	case bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		// The decoder works ahead in goroutines of its own, which may outlive its
		// Close by a read: the buffer stays theirs.
		p.packed = nil
		z, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, fmt.Errorf("%s: zstd: %w", name, err)
		}
		u.Packing, inner, u.close = "zstd", z, z.Close
	default:
		return u, nil
	}
	u.Reader = buffered(&p.plain, &guard{r: inner, in: in, name: name, packing: u.Packing, unlimited: unlimited})
	return u, nil
}

// buffered returns the buffer at b, which it makes where there is none, as a
// reader of r.
func buffered(b **bufio.Reader, r io.Reader) *bufio.Reader {
	if *b == nil {
		*b = bufio.NewReaderSize(r, packBuffer)
	} else {
		(*b).Reset(r)
	}
	return *b
}

// Unpacked is an input after [Unpack].
type Unpacked struct {
	*bufio.Reader
	Packing string // gzip, zstd or empty

	close func()
}

// Close releases the decoder. It may be called more than once.
func (u *Unpacked) Close() error {
	u.close()
	return nil
}

// counted is read by a decoder's goroutine while the guard looks at it.
type counted struct {
	r      io.Reader
	n      atomic.Int64
	failed atomic.Bool // r itself failed, which is no damage of the packing
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n.Add(int64(n))
	if err != nil && err != io.EOF {
		c.failed.Store(true)
	}
	return n, err
}

// guard watches the ratio, and names the input in errors of decoding.
type guard struct {
	r         io.Reader
	in        *counted
	out       int64
	name      string
	packing   string
	unlimited bool
}

func (g *guard) Read(b []byte) (int, error) {
	n, err := g.r.Read(b)
	g.out += int64(n)
	if !g.unlimited && g.out > bombSize && g.out/BombRatio > g.in.n.Load() {
		return 0, fmt.Errorf("%s: %w", g.name, ErrBomb)
	}
	if err != nil && err != io.EOF && !g.in.failed.Load() {
		err = &PackingError{g.name, g.packing, err}
	}
	return n, err
}

// PackingError says that an input is damaged as gzip or zstd.
type PackingError struct {
	Name    string
	Packing string
	Err     error
}

// Error returns `name: gzip: what is wrong`.
func (e *PackingError) Error() string {
	return fmt.Sprintf("%s: %s: %v", e.Name, e.Packing, e.Err)
}

// Unwrap returns Err.
func (e *PackingError) Unwrap() error { return e.Err }

// Pack returns a writer that packs as the suffix of path says, or nil where it
// says nothing. zstd uses all cores. Close ends the packed stream and leaves w
// open.
func Pack(w io.Writer, path string) (io.WriteCloser, error) {
	switch {
	case strings.HasSuffix(path, ".gz"):
		return gzip.NewWriter(w), nil
	case strings.HasSuffix(path, ".zst"):
		return zstd.NewWriter(w)
	}
	return nil, nil
}
