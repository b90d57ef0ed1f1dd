package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

const shellPrompt, shellMore = "chancery> ", "     …> "

// interactive reads lines from a terminal, with editing, history and completion.
// The terminal stays in raw mode while a query runs: Ctrl-C is then read as a key
// (see keys), so that it ends the query and not the shell.
func (sh *shell) interactive(ctx context.Context) (err error) {
	in, ok := sh.p.stdin.(*os.File)
	if !ok {
		return sh.piped(ctx)
	}
	state, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, term.Restore(int(in.Fd()), state)) }()
	typed := newKeys(ctx, in)
	t := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{typed, sh.p.stdout}, shellPrompt)
	if w, h, sizeErr := term.GetSize(int(in.Fd())); sizeErr == nil && w > 0 && h > 0 {
		if err := t.SetSize(w, h); err != nil {
			return err
		}
	}
	sh.out = t
	history, err := sh.p.openHistory()
	if err != nil {
		fmt.Fprintf(t, "chancery: the history is not kept: %s\n", err)
	} else {
		t.History = history
		defer func() { err = errors.Join(err, history.Close()) }()
	}
	complete := &completer{ctx: ctx, sh: sh, t: t}
	t.AutoCompleteCallback = complete.key
	fmt.Fprintf(t, "chancery %s, %s. Try .help\n", version(), sh.p.set.store)
	for {
		t.SetPrompt(shellPrompt)
		if sh.pending.Len() > 0 {
			t.SetPrompt(shellMore)
		}
		line, err := t.ReadLine()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil && !errors.Is(err, term.ErrPasteIndicator):
			return err
		case line == abandoned:
			err = sh.abandon()
		default:
			err = typed.cancelling(ctx, func(ctx context.Context) error { return sh.line(ctx, line) })
		}
		switch {
		case errors.Is(err, errQuit):
			return nil
		case cancelled(ctx) != nil: // the program itself is to end
			return err
		case err != nil:
			if err := classify(err).report(t, false); err != nil {
				return err
			}
		}
	}
}

// abandon drops what has been typed of a query.
func (sh *shell) abandon() error {
	if sh.pending.Len() > 0 {
		sh.pending.Reset()
		return nil
	}
	_, err := fmt.Fprintln(sh.out, "Ctrl-D or .quit leaves.")
	return err
}
