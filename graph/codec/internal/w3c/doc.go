// Package w3c runs the test suites of the W3C RDF working groups for the tests
// of the format packages. It reads the manifests with the Turtle reader, and
// runs every entry that they list.
package w3c
