package eventlog

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"math"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/kv"
)

const (
	// queued is the number of chunks that may wait for each of the two workers.
	queued = 2
	// firstBuffer is the capacity that a body's buffer begins with; most events
	// are small.
	firstBuffer = 64 << 10
)

// staged is a body that was read to its end.
type staged struct {
	digest        graph.Digest
	adds, deletes uint64
	size          uint64 // bytes of text
	chunks        uint32
	inline        []byte // the only chunk, if it is small
	written       bool   // chunks were written to the store
}

// stager turns text into chunks.
type stager struct {
	e    *Embedded
	seq  graph.Seq
	body Body
	out  staged
	sum  hash.Hash
	buf  []byte
	pipe *pipeline // nil until the body has turned out to be longer than a chunk
}

// stage reads a body and writes its chunks. The result is valid with an error
// too, for what must be deleted.
func (e *Embedded) stage(ctx context.Context, seq graph.Seq, body Body) (*staged, error) {
	s := &stager{e: e, seq: seq, body: body, sum: sha256.New()}
	err := s.read(ctx)
	if s.pipe != nil {
		err = errors.Join(err, s.pipe.finish(err != nil))
		s.out.written = true
		s.out.chunks = s.pipe.chunks
	}
	if err == nil {
		s.sum.Sum(s.out.digest[:0])
		err = s.checkCounts()
	}
	if s.buf != nil {
		e.recycle(s.buf)
	}
	if err == nil && s.pipe != nil {
		err = e.db.Sync()
	}
	return &s.out, err
}

// read pulls the body to its end.
func (s *stager) read(ctx context.Context) error {
	if s.body == nil {
		return nil
	}
	s.buf = s.e.buffer(firstBuffer)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		had := len(s.buf)
		buf, err := s.body.Next(s.buf)
		if len(buf) < had {
			return errors.New("body's Next returned fewer bytes than it was given")
		}
		s.buf = buf
		adds, deletes, lerr := checkLines(buf[had:])
		s.out.adds += adds
		s.out.deletes += deletes
		if err == nil || errors.Is(err, io.EOF) {
			if lerr != nil {
				return fmt.Errorf("%w: body, after %d lines: %w", ErrInvalid, s.out.adds+s.out.deletes, lerr)
			}
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if cerr := s.cut(errors.Is(err, io.EOF)); cerr != nil {
			return cerr
		}
		if err != nil {
			return nil
		}
	}
}

// cut hands over the full chunks of the buffer, at the end also the last.
func (s *stager) cut(last bool) error {
	if last && s.pipe == nil && len(s.buf) <= chunkRaw {
		return s.finishSmall()
	}
	rest := s.buf
	for len(rest) > chunkRaw {
		n := bytes.LastIndexByte(rest[:chunkRaw], '\n') + 1
		if n == 0 {
			n = chunkRaw // a line that is longer than a chunk
		}
		if err := s.hand(rest[:n], nil); err != nil {
			return err
		}
		rest = rest[n:]
	}
	if last && len(rest) > 0 {
		return s.hand(rest, nil)
	}
	if len(rest) == len(s.buf) {
		return nil
	}
	// The chunks are still being read from the buffer: go on in another one,
	// and let the last of them give this one back.
	next := append(s.e.buffer(2*chunkRaw), rest...)
	old := s.buf
	s.buf = next
	return s.hand(nil, old)
}

// hand passes a chunk to the workers, or a buffer that is free when they have
// done everything before.
func (s *stager) hand(text, free []byte) error {
	if s.pipe == nil {
		s.pipe = s.e.startPipeline(s.seq, s.sum)
	}
	s.out.size += uint64(len(text))
	return s.pipe.put(piece{text: text, free: free})
}

func (s *stager) finishSmall() error {
	if len(s.buf) == 0 {
		return nil
	}
	s.sum.Write(s.buf)
	s.out.size, s.out.chunks = uint64(len(s.buf)), 1
	key := chunkKey(s.seq, 0)
	val := s.e.codec.encodeChunk(key, s.buf)
	if len(val) <= smallChunk {
		s.out.inline = val
		return nil
	}
	s.out.written = true
	b := s.e.db.Batch()
	defer b.Cancel()
	if err := b.Set(key, val); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return s.e.db.Sync()
}

func (s *stager) checkCounts() error {
	if s.body == nil {
		return nil
	}
	adds, deletes := s.body.Counts()
	if adds != s.out.adds || deletes != s.out.deletes {
		return invalid("body says %d adds and %d deletes, its text has %d and %d", adds, deletes, s.out.adds, s.out.deletes)
	}
	return nil
}

// buffer returns an empty buffer of at least the capacity. It is called by the
// one writer.
func (e *Embedded) buffer(capacity int) []byte {
	e.bufferMu.Lock()
	defer e.bufferMu.Unlock()
	for i, b := range e.buffers {
		if cap(b) >= capacity {
			e.buffers = append(e.buffers[:i], e.buffers[i+1:]...)
			return b[:0]
		}
	}
	return make([]byte, 0, capacity)
}

// recycle keeps a few buffers of usual size for later.
func (e *Embedded) recycle(b []byte) {
	e.bufferMu.Lock()
	defer e.bufferMu.Unlock()
	if len(e.buffers) < 2*queued && cap(b) <= 4*chunkRaw {
		e.buffers = append(e.buffers, b)
	}
}

// piece is a step of the pipeline.
type piece struct {
	text []byte
	free []byte
}

// pipeline hashes and compresses chunks behind the back of the body's producer:
//
//	Append --(queue)--> SHA-256 --(queue)--> zstd, CRC --> kv.Batch
type pipeline struct {
	hashing, packing chan piece
	failed           chan struct{} // closed when err is set
	err              error
	chunks           uint32
	done             chan struct{}
	batch            *kv.Batch
}

func (e *Embedded) startPipeline(seq graph.Seq, sum hash.Hash) *pipeline {
	p := &pipeline{
		hashing: make(chan piece, queued),
		packing: make(chan piece, queued),
		failed:  make(chan struct{}),
		done:    make(chan struct{}),
		batch:   e.db.Batch(),
	}
	go func() {
		defer close(p.packing)
		for x := range p.hashing {
			sum.Write(x.text)
			p.packing <- x
		}
	}()
	go func() {
		defer close(p.done)
		for x := range p.packing {
			if x.free != nil {
				e.recycle(x.free)
			} else if p.err == nil {
				p.pack(e.codec, seq, x.text)
			}
		}
	}()
	return p
}

func (p *pipeline) pack(c *codec, seq graph.Seq, text []byte) {
	if p.chunks == math.MaxUint32 {
		p.err = invalid("body of more than %d chunks", p.chunks)
	} else {
		key := chunkKey(seq, p.chunks)
		p.err = p.batch.Set(key, c.encodeChunk(key, text))
		p.chunks++
	}
	if p.err != nil {
		close(p.failed)
	}
}

func (p *pipeline) put(x piece) error {
	select {
	case <-p.failed:
		return p.err
	case p.hashing <- x:
		return nil
	}
}

// finish waits for the workers. With drop what they have not written is not.
func (p *pipeline) finish(drop bool) error {
	close(p.hashing)
	<-p.done
	defer p.batch.Cancel()
	if p.err != nil {
		return p.err
	}
	if drop {
		return nil
	}
	return p.batch.Flush()
}
