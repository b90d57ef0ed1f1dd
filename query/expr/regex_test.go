package expr

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestRegexMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, flags, text string
		want                 bool
	}{
		{`bra`, "", "abracadabra", true},
		{`^a.*a$`, "", "abracadabra", true},
		{`^bra`, "", "abracadabra", false},
		{`^abra`, "", "abracadabra", true},
		{`dabra$`, "", "abracadabra", true},
		{`abra$`, "", "abracadabra\n", false},
		{`^abc$`, "", "abc", true},
		{`^abc$`, "", "abcd", false},
		{``, "", "x", true},
		{`a.b`, "", "a\nb", false},
		{`a.b`, "", "a\rb", false},
		{`a.b`, "s", "a\nb", true},
		{`^b$`, "", "a\nb\nc", false},
		{`^b$`, "m", "a\nb\nc", true},
		{`HELLO`, "i", "say hello", true},
		{`hello world`, "x", "helloworld", true},
		{`hello[ ]world`, "x", "hello world", true},
		{`hello\ sworld`, "x", "hello world", true}, // the space goes, which leaves \s
		{`a.b`, "q", "a.b", true},
		{`a.b`, "q", "axb", false},
		{`A.B`, "qi", "xa.bx", true},
		{`^`, "q", "a^b", true},
		{`[a-z-[aeiou]]+`, "", "aei", false},
		{`^[a-z-[aeiou]]+$`, "", "xyz", true},
		{`^[^a-z-[xyz]]$`, "", "A", true},
		{`^[^a-z-[XYZ]]$`, "", "X", false},
		{`^[A-Z-[OI]]$`, "i", "a", true},
		{`^[A-Z-[OI]]$`, "i", "i", false},
		{`^[^a]$`, "i", "A", false},
		{`^[k]$`, "i", "\u212A", true}, // the Kelvin sign
		{`^[\w-[\d]]+$`, "", "abc", true},
		{`^[\w-[\d]]+$`, "", "ab1", false},
		{`^\i\c*$`, "", "xml:lang-1", true},
		{`^\i\c*$`, "", "1a", false},
		{`^[\i-[:]]+$`, "", "a:b", false},
		{`^\I\C$`, "", "1 ", true},
		{`^\d+$`, "", "١٢٣", true},
		{`^\w+$`, "", "naïve", true},
		{`^\w+$`, "", "a-b", false},
		{`^\W$`, "", " ", true},
		{`^\s\S\D$`, "", "\tab", true},
		{`^\p{Lu}\p{Ll}+$`, "", "Ärger", true},
		{`^\p{Lu}$`, "i", "a", false},
		{`^\P{L}$`, "", "1", true},
		{`^\p{IsBasicLatin}+$`, "", "abc", true},
		{`^\p{IsBasicLatin}+$`, "", "é", false},
		{`^[\p{IsGreek}\-]+$`, "", "α-ω", true},
		{`^[-a]+$`, "", "-a", true},
		{`^[a-]+$`, "", "-a", true},
		{`^[\n\t\\\]\[]+$`, "", "\n\t\\][", true},
		{`^a{2}b{1,}c{0,2}$`, "", "aabbc", true},
		{`^(?:ab)+$`, "", "abab", true},
		{`^(a|b)*?c`, "", "abac", true},
		{`(.)\1`, "", "hello", true},
		{`^(a)(b)\2\1$`, "", "abba", true},
		{`^(a)(b)\2\1$`, "", "abab", false},
		{`([A-Z])\1`, "i", "aA", true},
		{`^(['"]).*\1$`, "", `"a'`, false},
		{`^[\p{L}-[\p{Lu}]](.)\1$`, "", "xyy", true},
		{`^\$\^\.\|\?\*\+\(\)\{\}\-$`, "", "$^.|?*+(){}-", true},
		{`^[😀-😎]$`, "", "😃", true},
		{`a~b/c#d&e`, "", "a~b/c#d&e", true},
	} {
		r, err := compileRegex([]byte(c.pattern), []byte(c.flags))
		if err != nil {
			t.Errorf("compile %q: %v", c.pattern, err)
			continue
		}
		if got, err := r.match([]byte(c.text)); err != nil || got != c.want {
			t.Errorf("%q with flags %q matches %q: %v, %v, want %v", c.pattern, c.flags, c.text, got, err, c.want)
		}
		if r.literal != nil {
			if got := r.linear.MatchString(c.text); got != c.want {
				t.Errorf("%q: the program for literals says %v, the other %v", c.pattern, c.want, got)
			}
		}
	}
}

func TestRegexErrors(t *testing.T) {
	for _, pattern := range []string{
		`(`, `)`, `a)`, `[`, `[]`, `[a`, `a{`, `a{x}`, `a{2,1}`, `a{,2}`, `a**`, `*`, `+a`, `^*`, `a|*`, `\`, `\q`, `\b`, `\A`, `\0`, `\1`, `(a\1)`, `\p`, `\pL`, `\p{Foo}`, `\p{IsNowhere}`,
		`(?=a)`, `(?i)a`, `(?<n>a)`, `[z-a]`, `[a-\d]`, `[[:alpha:]]`, `[a[b]`, `[a-z-[aeiou]x]`, `]`, `}`, `a{2`, `[\1]`, `(a`, `[a-z--[b]]`,
	} {
		if r, err := compileRegex([]byte(pattern), nil); !errors.Is(err, errRegex) {
			t.Errorf("compile %q: %v, %v, want an error", pattern, r, err)
		}
	}
	if _, err := compileRegex([]byte("a"), []byte("g")); !errors.Is(err, errRegex) {
		t.Errorf("flag g: %v", err)
	}
}

// TestRegexLimits: patterns that make backtracking explode end by the limit, or
// are matched in linear time.
func TestRegexLimits(t *testing.T) {
	text := []byte(strings.Repeat("a", 40) + "!")
	linear, err := compileRegex([]byte(`^(a+)+$`), nil)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if got, err := linear.match(text); got || err != nil {
		t.Errorf("linear: %v, %v", got, err)
	}
	backtracking, err := compileRegex([]byte(`^(a+)+\1$`), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := backtracking.match(text); got {
		t.Errorf("backtracking: %v, %v", got, err)
	}
	if d := time.Since(start); d > 20*backtrackLimit {
		t.Errorf("matching took %v", d)
	}
}

// FuzzRegex: whatever is accepted compiles, literal patterns match as the
// regular expression would, and replacing does not panic.
func FuzzRegex(f *testing.F) {
	for _, pattern := range []string{`^a$`, `[a-z-[aeiou]]+`, `\p{Lu}(.)\1`, `a{1,2}?|b*`, `(?:x)`, `\i\c*`, `[^\s\d]`} {
		f.Add(pattern, "si", "abc", "$1-\\$")
	}
	f.Fuzz(func(t *testing.T, pattern, flags, text, replacement string) {
		if len(pattern) > 200 || len(text) > 200 || strings.Count(pattern, "{") > 3 {
			return
		}
		start := time.Now()
		defer func() {
			if d := time.Since(start); d > 5*time.Second {
				t.Fatalf("%q, %q, %q took %v", pattern, flags, text, d)
			}
		}()
		r, err := compileRegex([]byte(pattern), []byte(flags))
		if err != nil {
			if !errors.Is(err, errRegex) {
				t.Fatalf("%v is not errRegex", err)
			}
			return
		}
		matched, err := r.match([]byte(text))
		if err == nil && r.linear != nil && matched != r.linear.MatchString(text) {
			t.Fatalf("%q, %q on %q: %v by a shortcut", pattern, flags, text, matched)
		}
		if strings.Contains(flags, "q") && !strings.Contains(flags, "i") && matched != strings.Contains(text, pattern) {
			t.Fatalf("q: %q in %q is %v", pattern, text, matched)
		}
		with, err := parseReplacement([]byte(replacement), r.groups, false)
		if err != nil {
			return
		}
		if out, err := r.appendReplaced(nil, []byte(text), with); err == nil && !matched && string(out) != text && r.backtrack == nil {
			t.Fatalf("%q replaced in %q without a match: %q", pattern, text, out)
		}
	})
}

// TestRequired: a match is not missed for a text that it needs not contain.
func TestRequired(t *testing.T) {
	for _, c := range []struct{ pattern, flags, text, required string }{
		{"constructif.*propos", "i", "Dialogue CONSTRUCTIF, à propos", "con tructif propo"},
		{"constructif.*propos", "", "constructif à propos", "constructif propos"},
		{"kelvin", "i", "Kelvin", "elvin"},
		{"sense", "i", "ſenſe", ""},
		{"élysée", "i", "ÉLYSÉE", ""},
		{"(minister|envoy)s?", "", "envoy", ""},
		{"(abcd)+x*", "", "abcd", "abcd"},
		{"(abcd){0,2}x", "", "x", ""},
		{"(abcd){1,2}x", "", "abcdx", "abcd"},
		{"a?bcd", "", "bcd", "bcd"},
		{"^Talks in", "m", "x\nTalks in Y", "Talks in"},
	} {
		r, err := compileRegex([]byte(c.pattern), []byte(c.flags))
		if err != nil {
			t.Fatal(err)
		}
		if found, err := r.match([]byte(c.text)); err != nil || !found {
			t.Errorf("%q, %q does not match %q: %v", c.pattern, c.flags, c.text, err)
		}
		var texts []string
		for _, text := range r.required {
			texts = append(texts, string(text.text))
		}
		if got := strings.Join(texts, " "); r.linear != nil && got != c.required {
			t.Errorf("%q, %q requires %q, want %q", c.pattern, c.flags, got, c.required)
		}
	}
}

// TestRequiredAtRandom: every text with a match has what the pattern requires.
func TestRequiredAtRandom(t *testing.T) {
	matched := 0
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{"abc", "bca", "aab", ".*", "b?", "(abc|b)", "(abc)+", "(ab.c){1,2}", "(cab){0,2}", "[ab]", "abcabc"})
		pattern := strings.Join(rapid.SliceOfN(piece, 1, 5).Draw(t, "pattern"), "")
		text := rapid.StringOfN(rapid.SampledFrom([]rune("abcABC")), 0, 30, -1).Draw(t, "text")
		r, err := compileRegex([]byte(pattern), []byte(rapid.SampledFrom([]string{"", "i"}).Draw(t, "flags")))
		if err != nil {
			t.Fatal(err)
		}
		if r.linear == nil || !r.linear.MatchString(text) {
			return
		}
		matched++
		if !r.required.in([]byte(text)) {
			t.Errorf("%q matches %q, but is said not to have what it requires", pattern, text)
		}
	})
	if matched == 0 {
		t.Error("no pattern matched")
	}
}

// TestClassesAgainstRegexp compares sets with package regexp, rune by rune.
func TestClassesAgainstRegexp(t *testing.T) {
	for ours, theirs := range map[string]string{
		`[a-fx-z]`:      `[a-fx-z]`,
		`[^a-f]`:        `[^a-f]`,
		`\d`:            `\p{Nd}`,
		`[\p{Ll}\d]`:    `[\p{Ll}\p{Nd}]`,
		`\P{Lu}`:        `\P{Lu}`,
		`[a-z-[m-p]]`:   `[a-lq-z]`,
		`[\s\S-[\n\r]]`: `[^\n\r]`,
	} {
		r, err := compileRegex([]byte("^"+ours+"$"), nil)
		if err != nil {
			t.Fatal(err)
		}
		want := regexp.MustCompile(`\A` + theirs + `\z`)
		for c := rune(0); c < 0x3000; c++ {
			if got, err := r.match([]byte(string(c))); err != nil || got != want.MatchString(string(c)) {
				t.Fatalf("%s on %U: %v, %v", ours, c, got, err)
			}
		}
	}
}
