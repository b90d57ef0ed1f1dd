package expr

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// translator rewrites a regular expression of XPath (that of XML Schema with
// anchors, reluctant quantifiers, groups that do not capture and
// back-references) into one that packages regexp and regexp2 read alike.
//
//	.            [^\n\r], or (?s:.) with the flag s
//	^ $          \A \z, or (?m:^) (?m:$) with the flag m
//	\d \i \p{L}  (?-i:[ranges])
//	[a-z-[aeiou]] (?-i:[ranges]), computed; with the flag i both sides hold the
//	             characters that differ in case alone
type translator struct {
	in     string
	at     int
	flags  regexFlags
	out    strings.Builder
	groups int
	open   []int // the group that each parenthesis opened, 0 of one that does not capture
	closed []bool
	// canRepeat: what stands before may have a quantifier.
	canRepeat     bool
	backReference bool
	// ranges counts those of the classes read, for maxRanges.
	ranges int
	// The pattern as a literal between anchors, as long as it is one.
	isLiteral              bool
	literal                []byte
	anchorStart, anchorEnd bool
}

func (t *translator) errorf(format string, args ...any) error {
	return fmt.Errorf("%w: %s at byte %d of %q", errRegex, fmt.Sprintf(format, args...), t.at, t.in)
}

func (t *translator) translate() error {
	t.isLiteral = true
	if t.flags.caseless {
		t.out.WriteString("(?i)")
	}
	if t.flags.quoted {
		for _, c := range t.in {
			t.char(c)
		}
		return nil
	}
	if t.flags.spaced {
		t.in = withoutSpaces(t.in)
	}
	t.closed = []bool{false}
	for t.at < len(t.in) {
		c, size := utf8.DecodeRuneInString(t.in[t.at:])
		t.at += size
		if err := t.step(c); err != nil {
			return err
		}
	}
	if len(t.open) > 0 {
		return t.errorf("missing )")
	}
	return nil
}

// withoutSpaces removes white space outside of classes, which the flag x asks
// for before anything else is read.
func withoutSpaces(in string) string {
	out := make([]byte, 0, len(in))
	classes, escaped := 0, false
	for i := 0; i < len(in); i++ {
		c := in[i]
		if classes == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
			continue
		}
		switch {
		case escaped:
			escaped = false
		case c == '\\':
			escaped = true
		case c == '[':
			classes++
		case c == ']' && classes > 0:
			classes--
		}
		out = append(out, c)
	}
	return string(out)
}

// step translates what starts with c.
func (t *translator) step(c rune) error {
	switch c {
	case '\\':
		return t.escape()
	case '[':
		set, err := t.class(0)
		if err != nil {
			return err
		}
		t.set(set)
	case '.':
		if t.flags.dotAll {
			t.piece(`(?s:.)`)
		} else {
			t.piece(`[^\n\r]`)
		}
	case '^', '$':
		t.anchor(c)
	case '(':
		return t.group()
	case ')':
		return t.closeGroup()
	case '|':
		t.out.WriteByte('|')
		t.isLiteral, t.canRepeat = false, false
	case '?', '*', '+', '{':
		return t.quantifier(c)
	case ']', '}':
		return t.errorf("%q without its partner", c)
	default:
		t.char(c)
	}
	return nil
}

// piece writes an atom that is no literal character.
func (t *translator) piece(text string) {
	t.out.WriteString(text)
	t.isLiteral, t.canRepeat = false, true
}

func (t *translator) char(c rune) {
	writeRune(&t.out, c)
	t.canRepeat = true
	if t.anchorEnd {
		t.isLiteral = false
	}
	if t.isLiteral {
		t.literal = utf8.AppendRune(t.literal, c)
	}
}

// writeRune writes a character so that it stands for itself, in a class too.
func writeRune(b *strings.Builder, c rune) {
	if c < utf8.RuneSelf && strings.ContainsRune(`\.+*?()|[]{}^$-&~#/`, c) {
		b.WriteByte('\\')
	}
	b.WriteRune(c)
}

func (t *translator) set(s runeSet) {
	t.piece("(?-i:")
	s.write(&t.out)
	t.out.WriteByte(')')
}

func (t *translator) anchor(c rune) {
	switch {
	case t.flags.lines:
		t.out.WriteString("(?m:" + string(c) + ")")
	case c == '^':
		t.out.WriteString(`\A`)
	default:
		t.out.WriteString(`\z`)
	}
	t.canRepeat = false
	if c == '^' {
		t.isLiteral = t.isLiteral && len(t.literal) == 0 && !t.anchorEnd
		t.anchorStart = true
	} else {
		t.anchorEnd = true
	}
}

func (t *translator) group() error {
	t.isLiteral, t.canRepeat = false, false
	if strings.HasPrefix(t.in[t.at:], "?") {
		if !strings.HasPrefix(t.in[t.at:], "?:") {
			return t.errorf("unknown kind of group")
		}
		t.at += 2
		t.out.WriteString("(?:")
		t.open = append(t.open, 0)
		return nil
	}
	t.groups++
	t.out.WriteByte('(')
	t.open = append(t.open, t.groups)
	t.closed = append(t.closed, false)
	return nil
}

func (t *translator) closeGroup() error {
	if len(t.open) == 0 {
		return t.errorf(") without its partner")
	}
	last := len(t.open) - 1
	t.closed[t.open[last]] = true
	t.open = t.open[:last]
	t.out.WriteByte(')')
	t.canRepeat = true
	return nil
}

// maxRepeat is the greatest count of a quantifier, that of package regexp.
const maxRepeat = 1000

func (t *translator) quantifier(c rune) error {
	if !t.canRepeat {
		return t.errorf("%q repeats nothing", c)
	}
	t.isLiteral, t.canRepeat = false, false
	if c == '{' {
		end := strings.IndexByte(t.in[t.at:], '}')
		if end < 0 {
			return t.errorf("missing }")
		}
		counts := t.in[t.at : t.at+end]
		low, high, isRange := strings.Cut(counts, ",")
		n, err := strconv.ParseUint(low, 10, 31)
		if err != nil || n > maxRepeat {
			return t.errorf("quantifier {%s}", counts)
		}
		if isRange && high != "" {
			if m, err := strconv.ParseUint(high, 10, 31); err != nil || m < n || m > maxRepeat {
				return t.errorf("quantifier {%s}", counts)
			}
		}
		t.out.WriteString("{" + counts + "}")
		t.at += end + 1
	} else {
		t.out.WriteRune(c)
	}
	if strings.HasPrefix(t.in[t.at:], "?") {
		t.at++
		t.out.WriteByte('?')
	}
	return nil
}

// escape translates what follows a backslash outside of a class.
func (t *translator) escape() error {
	if t.at < len(t.in) && t.in[t.at] >= '1' && t.in[t.at] <= '9' {
		return t.reference()
	}
	c, set, err := t.escaped()
	switch {
	case err != nil:
		return err
	case set != nil:
		t.set(set)
		return t.count(set)
	default:
		t.char(c)
	}
	return nil
}

// reference translates a back-reference: as many digits as make the number of a
// group before, which must be closed.
func (t *translator) reference() error {
	n := int(t.in[t.at] - '0')
	t.at++
	for t.at < len(t.in) && t.in[t.at] >= '0' && t.in[t.at] <= '9' && n*10+int(t.in[t.at]-'0') <= t.groups {
		n = n*10 + int(t.in[t.at]-'0')
		t.at++
	}
	if n > t.groups || !t.closed[n] {
		return t.errorf("back-reference to group %d", n)
	}
	t.backReference = true
	// A group around it, so that digits which follow are not taken for its number.
	t.piece(`(?:\` + strconv.Itoa(n) + `)`)
	return nil
}

// escaped reads what follows a backslash: a character, or a set if it is not nil.
func (t *translator) escaped() (rune, runeSet, error) {
	if t.at == len(t.in) {
		return 0, nil, t.errorf("\\ at the end")
	}
	c := t.in[t.at]
	t.at++
	switch c {
	case 'n':
		return '\n', nil, nil
	case 'r':
		return '\r', nil, nil
	case 't':
		return '\t', nil, nil
	case '\\', '|', '.', '?', '*', '+', '(', ')', '{', '}', '-', '[', ']', '^', '$':
		return rune(c), nil, nil
	case 'p', 'P':
		set, err := t.property()
		if c == 'P' && err == nil {
			set = set.complement()
		}
		return 0, set, err
	}
	if set, ok := escapeSet(c); ok {
		return 0, set, nil
	}
	return 0, nil, t.errorf("unknown escape \\%c", c)
}

// property reads {Name} of \p.
func (t *translator) property() (runeSet, error) {
	end := strings.IndexByte(t.in[t.at:], '}')
	if end < 1 || t.in[t.at] != '{' {
		return nil, t.errorf("\\p without {}")
	}
	name := t.in[t.at+1 : t.at+end]
	t.at += end + 1
	set, ok := propertySet(name)
	if !ok {
		return nil, t.errorf("unknown category or block %q", name)
	}
	return set, nil
}

// maxRanges is how many ranges of characters the classes of a pattern may have
// in all, which bounds what reading it costs.
const maxRanges = 1 << 16

func (t *translator) count(s runeSet) error {
	if t.ranges += len(s); t.ranges > maxRanges {
		return t.errorf("classes of more than %d ranges", maxRanges)
	}
	return nil
}

// maxClassDepth is how deep subtractions may nest.
const maxClassDepth = 32

// class reads a character class after its opening bracket.
func (t *translator) class(depth int) (runeSet, error) {
	if depth > maxClassDepth {
		return nil, t.errorf("class nests deeper than %d", maxClassDepth)
	}
	negated := strings.HasPrefix(t.in[t.at:], "^")
	if negated {
		t.at++
	}
	set := runeSet{}
	var subtracted runeSet
	for first := true; ; first = false {
		if t.at == len(t.in) {
			return nil, t.errorf("missing ]")
		}
		if t.in[t.at] == ']' {
			if first {
				return nil, t.errorf("empty class")
			}
			t.at++
			break
		}
		if !first && strings.HasPrefix(t.in[t.at:], "-[") {
			t.at += 2
			var err error
			if subtracted, err = t.class(depth + 1); err != nil {
				return nil, err
			}
			if !strings.HasPrefix(t.in[t.at:], "]") {
				return nil, t.errorf("missing ] after a subtraction")
			}
			t.at++
			break
		}
		var err error
		if set, err = t.classItem(set, first); err != nil {
			return nil, err
		}
	}
	if err := t.count(set); err != nil {
		return nil, err
	}
	set = set.normalize()
	if negated {
		set = set.complement()
	}
	if subtracted != nil {
		set = set.minus(subtracted)
	}
	return set, nil
}

// classItem adds a character, a range or an escape to a class.
func (t *translator) classItem(set runeSet, first bool) (runeSet, error) {
	lo, escaped, err := t.classChar(first)
	if err != nil {
		return nil, err
	}
	if escaped != nil {
		return append(set, escaped...), t.count(escaped)
	}
	hi := lo
	rest := t.in[t.at:]
	if len(rest) > 1 && rest[0] == '-' && rest[1] != ']' && rest[1] != '[' {
		t.at++
		if hi, escaped, err = t.classChar(true); err != nil {
			return nil, err
		}
		if escaped != nil || hi < lo {
			return nil, t.errorf("range")
		}
	}
	set = append(set, runeRange{lo, hi})
	if t.flags.caseless {
		set = appendFolded(set, lo, hi)
	}
	return set, nil
}

// classChar reads a character or an escape of a class.
func (t *translator) classChar(canBeHyphen bool) (rune, runeSet, error) {
	c, size := utf8.DecodeRuneInString(t.in[t.at:])
	switch {
	case c == '\\':
		t.at++
		return t.escaped()
	case c == '[':
		return 0, nil, t.errorf("[ within a class")
	case c == '-' && !canBeHyphen && !strings.HasPrefix(t.in[t.at:], "-]"):
		return 0, nil, t.errorf("- within a class")
	}
	t.at += size
	return c, nil, nil
}
