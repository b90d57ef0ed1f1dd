//go:build smallbatch

package graph

// BatchRows is small here, so that random data, which are small too, fill many
// batches and blocks. Stores of such a build are for its tests alone.
const BatchRows = 16
