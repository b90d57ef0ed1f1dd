//go:build !smallbatch

package graph

// BatchRows is the greatest number of rows in a [Batch], and the number of rows
// in a full block on disk. It affects the disk: a change needs a new format
// version. Tests have small batches by the build tag smallbatch.
const BatchRows = 1024
