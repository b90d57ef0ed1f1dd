// Package exec runs physical plans over columns of IDs.
package exec
