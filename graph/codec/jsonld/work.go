package jsonld

// contextWork estimates, from above, how many term definitions json-gold copies
// for the inline contexts of a document: all of them for each context in it, and
// again wherever a term with a scoped context is used. A small document can ask
// for very much of this.
func contextWork(document any) int64 {
	w := workload{scoped: map[string]bool{}}
	w.contexts(document, false)
	if len(w.scoped) > 0 {
		w.uses(document)
	}
	return w.terms * w.copies
}

type workload struct {
	terms  int64           // definitions in all contexts
	copies int64           // times that they are copied
	scoped map[string]bool // terms with a scoped context
}

// contexts counts definitions and contexts; inContext tells that v stands in one.
func (w *workload) contexts(v any, inContext bool) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			w.contexts(item, inContext)
		}
	case map[string]any:
		if inContext {
			w.terms += int64(len(v))
			w.copies++
		}
		for key, item := range v {
			if d, isMap := item.(map[string]any); isMap && inContext {
				if scoped, has := d["@context"]; has {
					w.scoped[key] = true
					w.contexts(scoped, true)
				}
				continue
			}
			w.contexts(item, key == "@context")
		}
	}
}

// uses counts the names and the strings, which may be types, that are terms with a
// scoped context.
func (w *workload) uses(v any) {
	switch v := v.(type) {
	case string:
		if w.scoped[v] {
			w.copies++
		}
	case []any:
		for _, item := range v {
			w.uses(item)
		}
	case map[string]any:
		for key, item := range v {
			if w.scoped[key] {
				w.copies++
			}
			w.uses(item)
		}
	}
}
