// Package quads joins the codecs to package quad: it writes quads through the
// writer of a format, and adds formats to the registry.
package quads
