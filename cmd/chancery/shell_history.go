package main

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// historyMost is how many lines the history keeps.
const historyMost = 1000

// history is the lines of the shell, newest last, kept in a file of the user.
type history struct {
	lines []string
	file  *os.File
}

// historyPath is $CHANCERY_HISTORY, else chancery/history in the user's state
// directory.
func (p *program) historyPath() (string, error) {
	if path := getenv(p.env, "CHANCERY_HISTORY"); path != "" {
		return path, nil
	}
	dir := getenv(p.env, "XDG_STATE_HOME")
	if dir == "" {
		home := getenv(p.env, "HOME")
		if home == "" {
			return "", errors.New("neither $XDG_STATE_HOME nor $HOME is set")
		}
		dir = filepath.Join(home, ".local", "state")
	}
	return filepath.Join(dir, "chancery", "history"), nil
}

func (p *program) openHistory() (*history, error) {
	path, err := p.historyPath()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	h := &history{}
	if err := h.read(path); err != nil {
		return nil, err
	}
	if len(h.lines) > historyMost {
		h.lines = h.lines[len(h.lines)-historyMost:]
		if err := os.WriteFile(path, []byte(strings.Join(h.lines, "\n")+"\n"), 0o600); err != nil {
			return nil, err
		}
	}
	h.file, err = os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	return h, err
}

func (h *history) read(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		h.lines = append(h.lines, lines.Text())
	}
	return lines.Err()
}

// Add implements term.History. A line that cannot be written is remembered until
// the shell ends.
func (h *history) Add(line string) {
	if strings.TrimSpace(line) == "" || line == abandoned || len(h.lines) > 0 && h.lines[len(h.lines)-1] == line {
		return
	}
	h.lines = append(h.lines, line)
	_, _ = h.file.WriteString(line + "\n")
}

// Len implements term.History.
func (h *history) Len() int { return len(h.lines) }

// At implements term.History.
func (h *history) At(i int) string { return h.lines[len(h.lines)-1-i] }

// Close closes the file.
func (h *history) Close() error { return h.file.Close() }
