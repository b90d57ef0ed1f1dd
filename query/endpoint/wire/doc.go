// Package wire is the command protocol: a command line of one chancery that runs in
// another, which serves the store. Both ends use it; what a command does is none of
// its business.
//
// A client sends POST /command with [RequestType] and gets [AnswerType]. Both bodies
// are frames:
//
//	 0      1              5
//	┌──────┬──────────────┬───────────────────┐
//	│ kind │ n, big endian│ payload, n bytes  │   n ≤ MaxPayload
//	└──────┴──────────────┴───────────────────┘
//
// The request has everything that the command will read, so that a slow client keeps
// nobody waiting and the server opens no file of its own:
//
//	H  a Call as JSON            once, first
//	I  an Input as JSON          begins an input: a file, or stdin ("-")
//	D  bytes of that input       any number
//	.  the request is whole      once, last
//
// The answer streams, in the order in which the command writes:
//
//	o  bytes for stdout
//	e  bytes for stderr
//	f  uvarint i, bytes          for the file Call.Outputs[i]
//	c  uvarint i                 that file is whole: it may appear
//	q  uvarint status            the exit status; once, last
//
// For example "o\x00\x00\x00\x03yes" is "yes" for stdout. An answer that ends without
// its exit status was broken off, and files that were not told to be whole are thrown
// away.
//
// # Versions
//
// [Version] is a parameter of the media types. A server refuses another one by 415,
// with its own version in the text.
package wire
