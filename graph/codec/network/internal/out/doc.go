// Package out holds what the writers of networks share: a buffered writer of
// which the first error stays, and the replacement of characters that the
// formats cannot say.
package out
