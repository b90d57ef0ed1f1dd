package main

import (
	"strings"
	"testing"
	"time"
)

func TestParseLine(t *testing.T) {
	p := &program{}
	app := p.newApp()
	for _, test := range []struct{ name, in, want string }{
		{"nothing to do", "find --limit 2 x", "find --limit 2 -- x"},
		{"after the argument", "find x -n 2", "find -n 2 -- x"},
		{"global flag anywhere", "find x --json", "--json find -- x"},
		{"with equals", "find x --limit=2 -s=d", "-s=d find --limit=2 -- x"},
		{"bool flag takes nothing", "find --json x", "--json find -- x"},
		{"lone dash", "import - -q", "-q import -- -"},
		{"dash as value", "export -o - -f nq", "-f nq export -o -"},
		{"double dash", "find -- --json -x", "find -- --json -x"},
		{"subcommand", "log show 3 --header -s d", "-s d log show --header -- 3"},
		{"argument named like a command", "find log", "find -- log"},
		{"unknown flag stays", "find x --what", "find --what -- x"},
		{"unknown command", "fnd x --json", "--json fnd x"},
		{"value that looks like a flag", "find x -n -5", "find -n -5 -- x"},
	} {
		t.Run(test.name, func(t *testing.T) {
			line, err := parseLine(app, append([]string{"chancery"}, strings.Fields(test.in)...))
			if err != nil {
				t.Fatal(err)
			}
			if text := strings.Join(line.ordered()[1:], " "); text != test.want {
				t.Errorf("got %q, want %q", text, test.want)
			}
		})
	}
}

func TestParseLineMissingValue(t *testing.T) {
	app := (&program{}).newApp()
	for _, in := range []string{"find x --limit", "find x --store", "--store"} {
		if line, err := parseLine(app, append([]string{"chancery"}, strings.Fields(in)...)); err == nil || classify(err).exit != exitUsage {
			t.Errorf("%s: got %q and error %v, want a usage error", in, line.ordered(), err)
		}
	}
}

func TestParseMoment(t *testing.T) {
	for _, test := range []struct{ in, first, last string }{
		{"2026-01-02", "2026-01-02T00:00:00Z", "2026-01-02T23:59:59.999999Z"},
		{"2026-02", "2026-02-01T00:00:00Z", "2026-02-28T23:59:59.999999Z"},
		{"2026-01-02T10:00", "2026-01-02T10:00:00Z", "2026-01-02T10:00:59.999999Z"},
		{"2026-01-02T10:00+02:00", "2026-01-02T08:00:00Z", "2026-01-02T08:00:59.999999Z"},
		{"2026-01-02T10:00:07Z", "2026-01-02T10:00:07Z", "2026-01-02T10:00:07Z"},
	} {
		first, last, err := parseMoment(test.in)
		if err != nil {
			t.Errorf("%s: %v", test.in, err)
			continue
		}
		if f, l := first.Format(time.RFC3339Nano), last.Format(time.RFC3339Nano); f != test.first || l != test.last {
			t.Errorf("%s: got %s to %s, want %s to %s", test.in, f, l, test.first, test.last)
		}
	}
	for _, bad := range []string{"", "2026", "2026-13", "yesterday", "2026-02-30"} {
		if _, _, err := parseMoment(bad); err == nil {
			t.Errorf("%q: got no error", bad)
		}
	}
}

func TestClosest(t *testing.T) {
	names := []string{"export", "import", "ingest", "info"}
	for word, want := range map[string]string{"exprot": "export", "ingst": "ingest", "IMPORT": "import", "zebra": ""} {
		if got := closest(word, names); got != want {
			t.Errorf("%s: got %q, want %q", word, got, want)
		}
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", -1234567: "-1,234,567"} {
		if got := grouped(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}
