package graphtest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// SharedDir returns a folder of ../shared, which stands beside the repository and
// is no part of it, or skips the test where that is absent.
func SharedDir(t testing.TB, path ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("go.mod not found")
		}
		dir = parent
	}
	shared := filepath.Join(append([]string{filepath.Dir(dir), "shared"}, path...)...)
	if _, err := os.Stat(shared); err != nil {
		t.Skipf("what is shared is not beside the repository: %v", err)
	}
	return shared
}

// ReportSuite says how many tests of a suite passed, and fails if there are fewer
// than least: the manifest would then be read wrongly.
func ReportSuite(t testing.TB, suite string, passed, total, least int) {
	t.Helper()
	if total < least {
		t.Errorf("%s: %d entries, expected at least %d", suite, total, least)
	}
	line := fmt.Sprintf("%s: %d of %d", suite, passed, total)
	t.Log(line)
	if testing.Verbose() {
		fmt.Println(line)
	}
}
