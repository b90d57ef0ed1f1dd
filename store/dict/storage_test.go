package dict_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/chancery-graph/chancery/store/dict"
)

var errNoKey = errors.New("no such key")

// memStorage is a Storage in memory that checks what the interface promises.
type memStorage struct {
	mu   sync.RWMutex
	vals map[string][]byte
	fail error // of the next Set
}

func newStorage() *memStorage {
	return &memStorage{vals: map[string][]byte{}}
}

func (s *memStorage) Get(key []byte, fn func([]byte) error) error {
	s.mu.RLock()
	val, ok := s.vals[string(key)]
	s.mu.RUnlock()
	if !ok {
		return errNoKey
	}
	return fn(val)
}

func (s *memStorage) Set(key, val []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.fail; err != nil {
		s.fail = nil
		return err
	}
	if len(val) > dict.MaxValue {
		return fmt.Errorf("value of %d bytes", len(val))
	}
	if old, ok := s.vals[string(key)]; ok && !slices.Equal(old, val) {
		return fmt.Errorf("key %q is written twice", key)
	}
	s.vals[string(key)] = slices.Clone(val)
	return nil
}

// remove deletes the values with the prefixes.
func (s *memStorage) remove(prefixes [][]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key := range s.vals {
		for _, p := range prefixes {
			if len(key) >= len(p) && key[:len(p)] == string(p) {
				delete(s.vals, key)
			}
		}
	}
}

// sizes returns the bytes of values by the first byte of their keys.
func (s *memStorage) sizes() map[byte]int {
	out := map[byte]int{}
	for key, val := range s.vals {
		out[key[0]] += len(val)
	}
	return out
}
