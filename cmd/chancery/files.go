package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"github.com/chancery-graph/chancery/graph/codec/rdfio"
)

const copyBuffer = 256 << 10

// output is where a result goes: stdout, or a file that appears whole or not at
// all. Suffixes .gz and .zst compress.
type output struct {
	*bufio.Writer
	packer io.WriteCloser // compressor; nil for none
	file   sink           // nil for stdout
	done   bool
}

// openOutput opens the result for writing. The caller defers abandon and calls
// commit when everything was written.
func (p *program) openOutput(path string) (o *output, err error) {
	o = &output{}
	var w io.Writer = p.stdout
	if path != "" && path != "-" {
		if o.file, err = p.files.create(path); err != nil {
			return nil, err
		}
		w = o.file
	}
	packer, err := rdfio.Pack(w, path)
	if err != nil {
		o.abandon()
		return nil, err
	}
	if packer != nil {
		o.packer, w = packer, packer
	}
	o.Writer = bufio.NewWriterSize(w, copyBuffer)
	return o, nil
}

// commit makes the result durable and visible.
func (o *output) commit() error {
	if o.done {
		return nil
	}
	if err := o.Flush(); err != nil {
		return err
	}
	if o.packer != nil {
		packer := o.packer
		o.packer = nil
		if err := packer.Close(); err != nil {
			return err
		}
	}
	if o.file != nil {
		if err := o.file.commit(); err != nil {
			return err
		}
	}
	o.done = true
	return nil
}

// abandon removes what was written unless it was committed.
func (o *output) abandon() {
	if o.done {
		return
	}
	o.done = true
	if o.file != nil {
		o.file.abandon()
	}
}

// input is a file or stdin, decompressed by its first bytes. It counts the
// bytes read before decompression, for progress.
type input struct {
	*bufio.Reader
	name    string // as in messages: the path, or "stdin"
	size    int64  // bytes of the file; 0 when unknown
	packing string // gzip, zstd or empty
	count   countingReader
	close   func() error
}

type countingReader struct {
	r io.Reader
	n atomic.Int64
}

func (c *countingReader) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n.Add(int64(n))
	return n, err
}

// openInput opens path, or stdin for "-". Cancelling ctx ends a blocked read of
// stdin.
func (p *program) openInput(ctx context.Context, path string) (*input, error) {
	return p.openInputBy(ctx, new(rdfio.Unpacker), path)
}

// openInputBy is openInput for one input after another, each of which ends with
// the next.
func (p *program) openInputBy(ctx context.Context, unpacker *rdfio.Unpacker, path string) (*input, error) {
	in := &input{name: path, close: func() error { return nil }}
	if path == "-" {
		in.name = "stdin"
		in.count.r = newCancelReader(ctx, p.stdin)
	} else {
		f, err := p.files.open(path)
		if err != nil {
			return nil, err
		}
		info, err := f.Stat()
		if err != nil {
			return nil, errors.Join(err, f.Close())
		}
		if info.IsDir() {
			return nil, errors.Join(fmt.Errorf("%s is a directory", path), f.Close())
		}
		if info.Mode().IsRegular() {
			in.size = info.Size()
		}
		in.count.r, in.close = f, f.Close
	}
	unpacked, err := unpacker.Unpack(&in.count, in.name, p.set.unlimited)
	if err != nil {
		return nil, errors.Join(err, in.close())
	}
	closeFile := in.close
	in.close = func() error { return errors.Join(unpacked.Close(), closeFile()) }
	in.Reader, in.packing = unpacked.Reader, unpacked.Packing
	return in, nil
}

// Close closes the file; stdin stays open.
func (in *input) Close() error { return in.close() }

// cancelReader reads ahead in a goroutine, so that a blocked read ends when ctx
// is cancelled. The goroutine itself ends with the read that it is in; it never
// touches the caller's memory.
type cancelReader struct {
	ctx   context.Context // an io.Reader has no other way to get one
	next  chan piece
	want  chan []byte
	rest  []byte
	spare []byte
	err   error
	start sync.Once
	r     io.Reader
}

type piece struct {
	data []byte
	err  error
}

func newCancelReader(ctx context.Context, r io.Reader) *cancelReader {
	return &cancelReader{ctx: ctx, r: r, next: make(chan piece), want: make(chan []byte, 1), spare: make([]byte, copyBuffer)}
}

func (c *cancelReader) pump() {
	for {
		select {
		case buf := <-c.want:
			n, err := c.r.Read(buf)
			select {
			case c.next <- piece{buf[:n], err}:
			case <-c.ctx.Done():
				return
			}
			if err != nil {
				return
			}
		case <-c.ctx.Done():
			return
		}
	}
}

// Read implements io.Reader.
func (c *cancelReader) Read(b []byte) (int, error) {
	c.start.Do(func() { go c.pump() })
	for len(c.rest) == 0 {
		if c.err != nil {
			return 0, c.err
		}
		if c.spare != nil {
			c.want <- c.spare
			c.spare = nil
		}
		select {
		case got := <-c.next:
			c.rest, c.spare, c.err = got.data, got.data[:cap(got.data)], got.err
		case <-c.ctx.Done():
			return 0, context.Cause(c.ctx)
		}
	}
	n := copy(b, c.rest)
	c.rest = c.rest[n:]
	return n, nil
}
