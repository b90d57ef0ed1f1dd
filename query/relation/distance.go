package relation

import "unicode/utf8"

// maxDistance is the greatest number of edits between texts that are said to
// resemble one another.
const maxDistance = 2

// allowedDistance is the number of edits that a text of n runes may differ by:
// a short name within two edits of another is another name.
func allowedDistance(n int) int {
	switch {
	case n < 3:
		return 0
	case n < 6:
		return 1
	}
	return maxDistance
}

// editDistance returns the number of runes to insert, delete or replace to turn
// a into b (Levenshtein), or limit+1 if it is above limit. limit is at most
// maxDistance. Only the cells within limit of the diagonal are computed, as in
// Ukkonen, "Algorithms for Approximate String Matching" (1985).
func editDistance(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	const far = maxDistance + 1
	const width = 2*maxDistance + 1
	// row[k] is the distance of a[:i] and b[:j], where j = i + k - maxDistance.
	var row [width]int
	for k := range row {
		if j := k - maxDistance; j >= 0 && j <= limit {
			row[k] = j
		} else {
			row[k] = far
		}
	}
	for i := 1; i <= len(a); i++ {
		least := far
		left := far
		for k := maxDistance - limit; k <= maxDistance+limit; k++ {
			j := i + k - maxDistance
			best := far
			switch {
			case j == 0:
				best = i
			case j > 0 && j <= len(b):
				best = row[k]
				if a[i-1] != b[j-1] {
					best++
				}
				if k+1 < width {
					best = min(best, row[k+1]+1)
				}
				best = min(best, left+1)
			}
			left = min(best, far)
			row[k] = left
			least = min(least, left)
		}
		if least > limit {
			return limit + 1
		}
	}
	return min(row[len(b)-len(a)+maxDistance], limit+1)
}

// appendRunes appends the runes of s to dst.
func appendRunes(dst []rune, s []byte) []rune {
	for len(s) > 0 {
		if s[0] < utf8.RuneSelf {
			dst = append(dst, rune(s[0]))
			s = s[1:]
			continue
		}
		c, n := utf8.DecodeRune(s)
		dst = append(dst, c)
		s = s[n:]
	}
	return dst
}
