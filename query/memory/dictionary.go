package memory

import (
	"sync"

	"github.com/chancery-graph/chancery/graph"
)

// dictionary numbers the terms that are not inlined. It only grows, so that
// datasets share it with their builder.
type dictionary struct {
	mu    sync.RWMutex
	ids   map[string]graph.ID
	texts []string // by ordinal
}

func (d *dictionary) intern(text []byte) graph.ID {
	if id, ok := graph.Inline(text); ok {
		return id
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if id, ok := d.ids[string(text)]; ok {
		return id
	}
	id := graph.MakeID(graph.TagOf(text), uint64(len(d.texts)))
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
	if n := id.Payload(); n < uint64(len(d.texts)) {
		return d.texts[n], true
	}
	return "", false
}
