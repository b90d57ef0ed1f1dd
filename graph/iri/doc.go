// Package iri resolves references against a base and checks IRIs.
//
// Resolution is RFC 3986 §5.2, the strict form, on IRIs as RFC 3987 §6.5 asks:
// components are found by their delimiters and nothing is decoded, encoded or
// normalized, so that an IRI comes back byte for byte apart from its dot
// segments.
//
//	  https://chancery.example/meeting/1?lang=fr#char=1,2
//	  `---'   `--------------'`--------' `-----' `------'
//	  scheme     authority       path     query  fragment
//
//	base                     https://chancery.example/meeting/1?lang=fr
//	  + 2                  = https://chancery.example/meeting/2
//	  + ../actor/x#name    = https://chancery.example/actor/x#name
//	  + ?lang=en           = https://chancery.example/meeting/1?lang=en
//	  + //other.example/   = https://other.example/
//
// Texts are bytes without angle brackets. Functions append to memory of the
// caller and allocate nothing; a [Base] may be used by many goroutines once it
// is parsed.
package iri
