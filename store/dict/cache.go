package dict

import "sync"

// blockKey names a stored block.
type blockKey struct {
	kind byte
	id   uint64
	n    uint32
}

// cached is a decoded block, immutable.
type cached interface{ size() int }

// blockCache keeps decoded blocks within a budget of bytes. It is safe for
// concurrent use: blocks are spread over shards, each with its own lock, and
// each shard drops blocks by the CLOCK rule.
type blockCache struct{ shards [cacheShards]cacheShard }

const cacheShards = 16

type cacheShard struct {
	mu     sync.Mutex
	blocks map[blockKey]*cacheNode
	ring   []*cacheNode
	hand   int
	bytes  int
	budget int
}

type cacheNode struct {
	key   blockKey
	block cached
	used  bool // since the hand came by
}

func newBlockCache(budget uint64) *blockCache {
	c := &blockCache{}
	for i := range c.shards {
		c.shards[i].blocks = map[blockKey]*cacheNode{}
		c.shards[i].budget = int(budget / cacheShards)
	}
	return c
}

func (c *blockCache) shard(key blockKey) *cacheShard {
	x := (key.id<<32 ^ uint64(key.n)<<8 ^ uint64(key.kind)) * 0x9e3779b97f4a7c15
	return &c.shards[x>>60%cacheShards]
}

func (c *blockCache) get(key blockKey) cached {
	s := c.shard(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := s.blocks[key]; n != nil {
		n.used = true
		return n.block
	}
	return nil
}

// put keeps a block, unless it alone is over a shard's budget.
func (c *blockCache) put(key blockKey, b cached) {
	s := c.shard(key)
	size := b.size()
	if size > s.budget {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.blocks[key] != nil {
		return
	}
	for s.bytes+size > s.budget {
		n := s.ring[s.hand]
		if n.used {
			n.used = false
			s.hand = (s.hand + 1) % len(s.ring)
			continue
		}
		delete(s.blocks, n.key)
		s.bytes -= n.block.size()
		last := len(s.ring) - 1
		s.ring[s.hand] = s.ring[last]
		s.ring[last] = nil
		s.ring = s.ring[:last]
		if s.hand >= last {
			s.hand = 0
		}
	}
	n := &cacheNode{key: key, block: b}
	s.blocks[key] = n
	s.ring = append(s.ring, n)
	s.bytes += size
}
