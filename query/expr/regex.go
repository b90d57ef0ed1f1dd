package expr

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"time"
	"unicode/utf8"

	"github.com/dlclark/regexp2"
)

// errRegex: a pattern, its flags or a replacement that XPath does not have
// (FORX0001 to FORX0004). It is an error of SPARQL, not of the query engine.
var errRegex = errors.New("expr: invalid regular expression")

// backtrackLimit bounds the matching of one string by a pattern with
// back-references, the only ones that are matched by backtracking. What takes
// longer is an error of the expression.
const backtrackLimit = 200 * time.Millisecond

// maxPattern is the greatest length of a pattern in bytes.
const maxPattern = 1 << 16

// regex is a compiled pattern. It may be shared by goroutines.
type regex struct {
	groups int
	// literal, if it is not nil, is all that the pattern asks for, between anchors.
	literal    []byte
	start, end bool // anchored
	linear     *regexp.Regexp
	required   required        // what each match of linear contains
	backtrack  *regexp2.Regexp // instead of linear
}

// compileRegex compiles a pattern of XPath (XPath and XQuery Functions and
// Operators 3.1, §5.6).
func compileRegex(pattern, flags []byte) (*regex, error) {
	f, err := parseFlags(flags)
	if err != nil {
		return nil, err
	}
	if len(pattern) > maxPattern || !utf8.Valid(pattern) {
		return nil, fmt.Errorf("%w: pattern of %d bytes", errRegex, len(pattern))
	}
	t := translator{in: string(pattern), flags: f}
	if err := t.translate(); err != nil {
		return nil, err
	}
	r := &regex{groups: t.groups}
	if t.backReference {
		r.backtrack, err = regexp2.Compile(t.out.String(), regexp2.None)
		if err != nil {
			return nil, fmt.Errorf("%w: %v", errRegex, err)
		}
		r.backtrack.MatchTimeout = backtrackLimit
		return r, nil
	}
	if t.isLiteral && !f.caseless && !f.lines {
		r.literal, r.start, r.end = t.literal, t.anchorStart, t.anchorEnd
		if r.literal == nil {
			r.literal = []byte{}
		}
	}
	if r.linear, err = regexp.Compile(t.out.String()); err != nil {
		return nil, fmt.Errorf("%w: %v", errRegex, err)
	}
	r.required = requiredOf(t.out.String())
	return r, nil
}

// flags are the flags of fn:matches.
type regexFlags struct{ dotAll, lines, caseless, spaced, quoted bool }

func parseFlags(flags []byte) (f regexFlags, err error) {
	for _, c := range flags {
		switch c {
		case 's':
			f.dotAll = true
		case 'm':
			f.lines = true
		case 'i':
			f.caseless = true
		case 'x':
			f.spaced = true
		case 'q':
			f.quoted = true
		default:
			return f, fmt.Errorf("%w: flag %q", errRegex, c)
		}
	}
	if f.quoted {
		f = regexFlags{quoted: true, caseless: f.caseless} // the others have no effect
	}
	return f, nil
}

// match tells whether s has a match.
func (r *regex) match(s []byte) (bool, error) {
	switch {
	case r.literal != nil && r.start && r.end:
		return bytes.Equal(s, r.literal), nil
	case r.literal != nil && r.start:
		return bytes.HasPrefix(s, r.literal), nil
	case r.literal != nil && r.end:
		return bytes.HasSuffix(s, r.literal), nil
	case r.literal != nil:
		return bytes.Contains(s, r.literal), nil
	case r.backtrack != nil:
		return r.backtrack.MatchString(string(s))
	}
	return r.required.in(s) && r.linear.Match(s), nil
}

// appendReplaced appends s with each match replaced. A pattern that matches the
// empty string is an error (FORX0003).
func (r *regex) appendReplaced(dst, s []byte, with *replacement) ([]byte, error) {
	if empty, err := r.match(nil); err != nil || empty {
		return nil, fmt.Errorf("%w: it matches the empty string", errRegex)
	}
	if r.backtrack != nil {
		return r.appendBacktracked(dst, s, with)
	}
	at := 0
	for _, match := range r.linear.FindAllSubmatchIndex(s, -1) {
		dst = append(dst, s[at:match[0]]...)
		for _, p := range with.parts {
			if p.group < 0 {
				dst = append(dst, p.text...)
			} else if 2*p.group+1 < len(match) && match[2*p.group] >= 0 {
				dst = append(dst, s[match[2*p.group]:match[2*p.group+1]]...)
			}
		}
		at = match[1]
	}
	return append(dst, s[at:]...), nil
}

func (r *regex) appendBacktracked(dst, s []byte, with *replacement) ([]byte, error) {
	runes := []rune(string(s))
	at, start := 0, time.Now()
	match, err := r.backtrack.FindRunesMatch(runes)
	for ; match != nil && err == nil; match, err = r.backtrack.FindNextMatch(match) {
		dst = appendRunes(dst, runes[at:match.Index])
		for _, p := range with.parts {
			if p.group < 0 {
				dst = append(dst, p.text...)
			} else if g := match.GroupByNumber(p.group); g != nil {
				dst = appendRunes(dst, g.Runes())
			}
		}
		at = match.Index + match.Length
		if time.Since(start) > backtrackLimit {
			return nil, fmt.Errorf("%w: matching took more than %v", errRegex, backtrackLimit)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %v", errRegex, err)
	}
	return appendRunes(dst, runes[at:]), nil
}

func appendRunes(dst []byte, runes []rune) []byte {
	for _, c := range runes {
		dst = utf8.AppendRune(dst, c)
	}
	return dst
}

// replacement is a parsed replacement string: texts and groups.
type replacement struct {
	parts []replacementPart
}

type replacementPart struct {
	text  []byte
	group int // -1: text
}

// parseReplacement reads \\, \$ and $N; with the flag q it is all text. N has as
// many digits as make a group's number, or one (XPath fn:replace).
func parseReplacement(s []byte, groups int, quoted bool) (*replacement, error) {
	r := &replacement{}
	if quoted {
		r.parts = append(r.parts, replacementPart{bytes.Clone(s), -1})
		return r, nil
	}
	var text []byte
	flush := func() {
		if len(text) > 0 {
			r.parts = append(r.parts, replacementPart{text, -1})
			text = nil
		}
	}
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
			if i == len(s) || s[i] != '\\' && s[i] != '$' {
				return nil, fmt.Errorf("%w: \\ in the replacement %q", errRegex, s)
			}
			text = append(text, s[i])
		case s[i] == '$':
			i++
			if i == len(s) || s[i] < '0' || s[i] > '9' {
				return nil, fmt.Errorf("%w: $ in the replacement %q", errRegex, s)
			}
			group := int(s[i] - '0')
			for i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9' && group*10+int(s[i+1]-'0') <= groups {
				i++
				group = group*10 + int(s[i]-'0')
			}
			flush()
			if group <= groups {
				r.parts = append(r.parts, replacementPart{nil, group})
			}
		default:
			text = append(text, s[i])
		}
	}
	flush()
	return r, nil
}
