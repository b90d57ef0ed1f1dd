// Package textgrid sets rows of text in columns that fit a terminal.
//
//	DATE        WHO                     WHERE    STATUS
//	2026-01-01  Rustem Umerov,          Ankara   occurred
//	            Ibrahim Kalin
//
// Columns are as wide as their widest cell. While the sum is too wide, the widest
// column that wraps gives way; its cells are broken between words, and within a word
// only where the word alone is wider than the column. Widths are counted in columns
// of a terminal: combining characters take none, East Asian wide ones two.
//
// All functions are pure and may be called from several goroutines.
package textgrid
