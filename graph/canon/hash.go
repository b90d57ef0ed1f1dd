package canon

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"hash"
	"strconv"
)

// Hash is a hash algorithm that RDFC-1.0 §3 asks for.
type Hash uint8

// The hash algorithms.
const (
	SHA256 Hash = iota // the default of RDFC-1.0
	SHA384
)

// String returns the name, such as "SHA-256".
func (h Hash) String() string {
	switch h {
	case SHA256:
		return "SHA-256"
	case SHA384:
		return "SHA-384"
	}
	return "Hash(" + strconv.Itoa(int(h)) + ")"
}

func (h Hash) new() hash.Hash {
	if h == SHA384 {
		return sha512.New384()
	}
	return sha256.New()
}

// sum is a hash value; the tail is zero if the algorithm gives fewer bytes.
// Bytes sort as their hexadecimal digits do.
type sum [sha512.Size384]byte

func (h Hash) of(data []byte) (s sum) {
	if h == SHA384 {
		return sha512.Sum384(data)
	}
	v := sha256.Sum256(data)
	copy(s[:], v[:])
	return s
}

// appendHex appends the hash as lower-case hexadecimal digits, as RDFC-1.0 has
// it in all that is hashed again.
func (h Hash) appendHex(dst []byte, s *sum) []byte {
	if h == SHA384 {
		return hex.AppendEncode(dst, s[:])
	}
	return hex.AppendEncode(dst, s[:sha256.Size])
}
