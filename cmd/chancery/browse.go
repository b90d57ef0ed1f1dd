package main

import (
	"os/exec"
	"runtime"
)

// browse opens an address in the user's browser: $BROWSER, else what the system has
// for that.
func (p *program) browse(address string) {
	words := map[string][]string{"darwin": {"open"}, "windows": {"rundll32", "url.dll,FileProtocolHandler"}}[runtime.GOOS]
	if words == nil {
		words = []string{"xdg-open"}
	}
	if name := getenv(p.env, "BROWSER"); name != "" {
		words = []string{name}
	}
	cmd := exec.Command(words[0], append(words[1:], address)...)
	err := cmd.Start()
	if err == nil {
		err = cmd.Process.Release() // it goes on without this program
	}
	if err != nil {
		p.warn("no browser was opened: %s", err)
	}
}
