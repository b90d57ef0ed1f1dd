package scan

// Describe names the character at pos for [Error.Found]. The error is
// [ErrEncoding] if it is none, and nil otherwise.
func Describe(buf []byte, pos int) (string, error) { return describe(buf, pos) }
