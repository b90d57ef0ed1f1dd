package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// prompter asks on stderr and reads answers from stdin, one in each line.
type prompter struct {
	p       *program
	answers *bufio.Reader
}

func (p *program) newPrompter(ctx context.Context) prompter {
	return prompter{p, bufio.NewReader(newCancelReader(ctx, p.stdin))}
}

// answer reads one line; io.EOF after the last.
func (r *prompter) answer() (string, error) {
	line, err := r.answers.ReadString('\n')
	if !isTerminal(r.p.stdin) {
		r.say("\n") // which typing does on a terminal
	}
	if errors.Is(err, io.EOF) && strings.TrimSpace(line) != "" {
		err = nil
	}
	return strings.TrimSpace(line), err
}

// say writes a prompt; a stderr that cannot be written to is no reason to fail.
func (r *prompter) say(text string) { fmt.Fprint(r.p.stderr, text) }
