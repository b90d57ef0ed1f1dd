// Package drawing draws chains, timelines and neighbourhoods as SVG 1.1 that a
// person can read: no scripts, no fonts of its own, no references to elsewhere.
// The same input gives the same bytes. The width of text is estimated
// by its letters. It is broken into lines, and cut with "…" where it would leave its
// place; the whole text is then in the element's title, which viewers show on pointing.
//
//	chain        timeline               rings
//
//	+-------+    1938-09-15 o A, B            C
//	|   A   |               |               / |
//	+-------+    1938-09-22 o A, C      B--A--D
//	  | day, kind           |              |
//	  | « … »    1938-09-29 o B, D         E
//	+-------+
//	|   B   |
//	+-------+
package drawing
