package graph

// Op is what a change does to a statement.
type Op byte

// The operations, spelled as in RDF Patch.
const (
	Add    Op = 'A'
	Delete Op = 'D'
)

// Change adds or deletes one statement. The four terms are canonical texts (see
// the package comment); an empty G is the default graph. The slices are borrowed
// from the batch that holds the change.
type Change struct {
	Op         Op
	S, P, O, G []byte
}

// PatchBatch is a piece of a patch: changes in order and the memory that they
// point into. A batch is reused: Reset keeps its memory.
type PatchBatch struct {
	Changes []Change
	// Arena is the memory behind the changes' terms. Who fills the batch may
	// replace or grow it; terms of earlier changes must stay readable.
	Arena []byte
}

// Reset empties the batch and keeps its memory.
func (b *PatchBatch) Reset() {
	b.Changes = b.Changes[:0]
	b.Arena = b.Arena[:0]
}

// PatchReader streams a patch. ReadPatch empties b and fills it with the next
// changes (a few hundred KiB of text at most, or one change if that is longer);
// io.EOF with an empty batch ends the stream. The batch belongs to the caller,
// who may hand it to another goroutine and pass a different one next time, so an
// implementation keeps no reference to it.
type PatchReader interface {
	ReadPatch(b *PatchBatch) error
}

// Next appends a change to the batch and returns it, to be filled by the caller;
// its fields hold anything. The pointer is valid until the next call.
func (b *PatchBatch) Next() *Change {
	if n := len(b.Changes); n < cap(b.Changes) {
		b.Changes = b.Changes[:n+1]
	} else {
		b.Changes = append(b.Changes, Change{})
	}
	return &b.Changes[len(b.Changes)-1]
}
