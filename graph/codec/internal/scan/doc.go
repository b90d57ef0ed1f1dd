// Package scan reads terms and statements of the line formats (N-Triples,
// N-Quads, RDF Patch) at speed. It is shared by the packages of those formats
// and holds no format of its own.
//
// # Memory
//
// [Lines] fills a batch's arena with whole lines, straight from the input. A
// [Scanner] walks over them and hands out terms as slices of the same memory
// where the text is canonical already, which is nearly always. Any other term is
// written anew behind the lines:
//
//	arena  | line \n line \n … line \n | rewritten terms | free |
//	        `-------- Lines --------'   `---- side -----'
//
// If the free space is used up, the side moves to a new piece of memory; terms
// handed out before stay where they are.
//
// # Speed
//
// Characters are tested eight at a time (SIMD within a register: for the tests
// "has a byte less than n" and "has a zero byte" see Warren, Hacker's Delight,
// §6-1); a non-ASCII character is decoded where it is met, so that ASCII pays
// nothing for UTF-8. A subject, graph name or datatype that is the same as the
// last one is compared and not read again, and gets the same slice, so that
// consumers may compare pointers.
package scan
