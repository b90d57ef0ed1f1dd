package memory

import (
	"sync"

	"github.com/chancery-graph/chancery/graph"
)

// dictionary numbers the terms that are not inlined. It only grows, so that
// datasets share it with their builder.
type dictionary struct {
	// known finds terms that have an ID elsewhere; nil: there are none. The
	// ordinals of all others begin at first, above those.
	known func(text []byte) (graph.ID, bool)
	first uint64
	mu    sync.RWMutex
	ids   map[string]graph.ID
	texts []string // by ordinal
}

func (d *dictionary) intern(text []byte) graph.ID {
	if id, ok := graph.Inline(text); ok {
		return id
	}
	if d.known != nil {
		if id, ok := d.known(text); ok {
			return id
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if id, ok := d.ids[string(text)]; ok {
		return id
	}
	id := graph.MakeID(graph.TagOf(text), d.first+uint64(len(d.texts)))
	t := string(text)
	d.ids[t] = id
	d.texts = append(d.texts, t)
	return id
}

func (d *dictionary) lookup(text []byte) (graph.ID, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	id, ok := d.ids[string(text)]
	return id, ok
}

func (d *dictionary) text(id graph.ID) (string, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if n := id.Payload() - d.first; n < uint64(len(d.texts)) {
		return d.texts[n], true
	}
	return "", false
}
