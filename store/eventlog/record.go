package eventlog

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"

	"github.com/klauspost/compress/zstd"

	"github.com/chancery-graph/chancery/graph"
)

// The layouts are drawn in the package comment.
const (
	eventPrefix  = 'e'
	chunkPrefix  = 'c'
	commitPrefix = 'k'

	form          = 1
	eventFixed    = 4 + 1 + 4 + 8 + 32
	chunkFixed    = 4 + 1 + 4
	chunkRaw      = maxRecord - 4096 // zstd adds less than this to text that it cannot compress
	chunkKeySize  = 1 + 8 + 4
	eventKeySize  = 1 + 8
	commitKeySize = 1 + 32
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func eventKey(seq graph.Seq) []byte {
	return binary.BigEndian.AppendUint64([]byte{eventPrefix}, uint64(seq))
}

func chunkKey(seq graph.Seq, n uint32) []byte {
	k := make([]byte, 0, chunkKeySize)
	k = binary.BigEndian.AppendUint64(append(k, chunkPrefix), uint64(seq))
	return binary.BigEndian.AppendUint32(k, n)
}

func commitKey(id string) []byte {
	sum := HashHeader([]byte(id))
	return append([]byte{commitPrefix}, sum[:]...)
}

// checksum covers the key and what follows the checksum in the value.
func checksum(key, rest []byte) uint32 {
	return crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, rest)
}

// event is a decoded event record.
type event struct {
	header graph.Header
	hash   graph.Digest
	text   []byte // of the header
	chunks uint32
	size   uint64 // of the body's text
}

func encodeEvent(ev *event) []byte {
	b := make([]byte, 4, eventFixed+len(ev.text))
	b = append(b, form)
	b = binary.BigEndian.AppendUint32(b, ev.chunks)
	b = binary.BigEndian.AppendUint64(b, ev.size)
	b = append(b, ev.hash[:]...)
	b = append(b, ev.text...)
	binary.BigEndian.PutUint32(b, checksum(eventKey(ev.header.Seq), b[4:]))
	return b
}

// checkValue checks the parts that both kinds of values begin with.
func checkValue(key, val []byte, fixed int) error {
	if len(val) < fixed {
		return fmt.Errorf("%d bytes, expected at least %d", len(val), fixed)
	}
	if want, got := binary.BigEndian.Uint32(val), checksum(key, val[4:]); got != want {
		return fmt.Errorf("checksum is %08x, expected %08x", got, want)
	}
	if val[4] != form {
		return fmt.Errorf("form %d, expected %d", val[4], form)
	}
	return nil
}

// decodeEvent reads the record at seq; the result does not refer to val.
func decodeEvent(seq graph.Seq, val []byte) (*event, error) {
	if err := checkValue(eventKey(seq), val, eventFixed); err != nil {
		return nil, err
	}
	ev := &event{
		chunks: binary.BigEndian.Uint32(val[5:]),
		size:   binary.BigEndian.Uint64(val[9:]),
		hash:   graph.Digest(val[17:eventFixed]),
		text:   append([]byte(nil), val[eventFixed:]...),
	}
	if got := HashHeader(ev.text); got != ev.hash {
		return nil, fmt.Errorf("hash of the header is %s, expected %s", got, ev.hash)
	}
	var err error
	if ev.header, err = ParseHeader(ev.text); err != nil {
		return nil, err
	}
	if ev.header.Seq != seq {
		return nil, fmt.Errorf("header says event %d", ev.header.Seq)
	}
	return ev, nil
}

// codec compresses and decompresses chunks. The encoder belongs to the one
// writer; the decoder is shared by all readers.
type codec struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

func newCodec() (*codec, error) {
	enc, err := zstd.NewWriter(nil,
		zstd.WithEncoderLevel(zstd.SpeedFastest),
		zstd.WithEncoderConcurrency(1),
		zstd.WithWindowSize(1<<20),
		zstd.WithEncoderCRC(false)) // chunks have their own
	if err != nil {
		return nil, fmt.Errorf("eventlog: %w", err)
	}
	dec, err := zstd.NewReader(nil,
		zstd.WithDecoderConcurrency(0),
		zstd.WithDecoderMaxMemory(4<<20))
	if err != nil {
		return nil, fmt.Errorf("eventlog: %w", err)
	}
	return &codec{enc: enc, dec: dec}, nil
}

// encodeChunk returns a new value that holds raw, at most chunkRaw bytes.
func (c *codec) encodeChunk(key, raw []byte) []byte {
	b := make([]byte, 4, chunkFixed+len(raw)/6+64)
	b = append(b, form)
	b = binary.BigEndian.AppendUint32(b, uint32(len(raw)))
	b = c.enc.EncodeAll(raw, b)
	binary.BigEndian.PutUint32(b, checksum(key, b[4:]))
	return b
}

// decodeChunk appends the text of a chunk to dst.
func (c *codec) decodeChunk(key, val, dst []byte) ([]byte, error) {
	if err := checkValue(key, val, chunkFixed); err != nil {
		return dst, err
	}
	raw := int(binary.BigEndian.Uint32(val[5:]))
	if raw > chunkRaw || raw == 0 {
		return dst, fmt.Errorf("chunk of %d bytes of text, expected 1 to %d", raw, chunkRaw)
	}
	if cap(dst)-len(dst) < raw {
		room := raw
		if raw > chunkRaw/2 {
			room = chunkRaw // one of many: the buffer will be used again
		}
		dst = append(make([]byte, 0, len(dst)+room), dst...)
	}
	out, err := c.dec.DecodeAll(val[chunkFixed:], dst)
	if err != nil {
		return dst, err
	}
	if len(out)-len(dst) != raw {
		return dst, fmt.Errorf("text has %d bytes, expected %d", len(out)-len(dst), raw)
	}
	return out, nil
}

// checkLines checks that text is whole lines of a patch and counts them. Each
// begins with "A " or "D " and ends with " .".
func checkLines(text []byte) (adds, deletes uint64, err error) {
	if len(text) > 0 && text[len(text)-1] != '\n' {
		return 0, 0, errors.New("text does not end with a line end")
	}
	for start := 0; start < len(text); {
		end := start + indexNewline(text[start:])
		line := text[start:end]
		if len(line) < 4 || line[1] != ' ' || line[len(line)-1] != '.' || line[len(line)-2] != ' ' {
			return adds, deletes, lineError(line)
		}
		switch line[0] {
		case 'A':
			adds++
		case 'D':
			deletes++
		default:
			return adds, deletes, lineError(line)
		}
		start = end + 1
	}
	return adds, deletes, nil
}

func lineError(line []byte) error {
	return fmt.Errorf(`line %.60q, expected "A … ." or "D … ."`, line)
}

// FirstEvent is the first event of which a part may lie in the keys from from up
// to, but not including, to (nil: to the last key); 0 if there is none.
func FirstEvent(from, to []byte) graph.Seq {
	first := graph.Seq(0)
	for _, prefix := range []byte{chunkPrefix, eventPrefix} {
		seq := graph.Seq(1)
		if len(from) > 8 && from[0] == prefix {
			seq = seqOf(from)
		} else if len(from) > 0 && from[0] > prefix {
			continue
		}
		if to != nil && bytes.Compare(to, binary.BigEndian.AppendUint64([]byte{prefix}, uint64(seq))) <= 0 {
			continue
		}
		if first == 0 || seq < first {
			first = seq
		}
	}
	return first
}
