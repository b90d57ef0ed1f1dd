// Package storetest holds the suites that any store and any log must pass.
package storetest
