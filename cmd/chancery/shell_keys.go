package main

import (
	"bytes"
	"context"
	"io"
	"sync/atomic"
)

const (
	ctrlC = 3
	// abandoned is the line that Ctrl-C makes of what is being typed; typed by hand
	// it does the same.
	abandoned = "^C"
	// abandonKeys are what a terminal's line editor is given for it: to the end, clear
	// the line, the line, enter.
	abandonKeys = "\x05\x15" + abandoned + "\r"
)

// keys reads what is typed at a terminal in raw mode, where Ctrl-C is a byte and no
// signal. While a query runs it cancels that; else it stands for the abandoned line.
// It reads ahead in a goroutine, which ends with the read that it is in when the
// context is cancelled.
type keys struct {
	ctx    context.Context // an io.Reader has no other way to get one
	pieces chan []byte
	err    error // of the reader; set before pieces is closed
	rest   []byte
	cancel atomic.Pointer[context.CancelCauseFunc] // of the query that runs; nil: none
}

// typedAhead is how many pieces may be typed while nothing is read.
const typedAhead = 1024

func newKeys(ctx context.Context, r io.Reader) *keys {
	k := &keys{ctx: ctx, pieces: make(chan []byte, typedAhead)}
	go k.pump(r)
	return k
}

func (k *keys) pump(r io.Reader) {
	defer close(k.pieces)
	buf := make([]byte, 4096)
	for {
		n, err := r.Read(buf)
		if piece := k.interpret(buf[:n]); len(piece) > 0 {
			select {
			case k.pieces <- piece:
			case <-k.ctx.Done():
				return
			}
		}
		if err != nil {
			k.err = err
			return
		}
	}
}

// interpret returns a copy of what was typed, with each Ctrl-C carried out or put
// into keys.
func (k *keys) interpret(typed []byte) []byte {
	var piece []byte
	for {
		text, more, found := bytes.Cut(typed, []byte{ctrlC})
		piece = append(piece, text...)
		if !found {
			return piece
		}
		if cancel := k.cancel.Load(); cancel != nil {
			(*cancel)(errInterrupted)
		} else {
			piece = append(piece, abandonKeys...)
		}
		typed = more
	}
}

// Read implements io.Reader.
func (k *keys) Read(b []byte) (int, error) {
	for len(k.rest) == 0 {
		select {
		case piece, ok := <-k.pieces:
			if !ok {
				return 0, k.err
			}
			k.rest = piece
		case <-k.ctx.Done():
			return 0, context.Cause(k.ctx)
		}
	}
	n := copy(b, k.rest)
	k.rest = k.rest[n:]
	return n, nil
}

// cancelling runs do with a context that Ctrl-C cancels.
func (k *keys) cancelling(ctx context.Context, do func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	k.cancel.Store(&cancel)
	defer k.cancel.Store(nil)
	err := do(ctx)
	if err == nil {
		return nil
	}
	if f := cancelled(ctx); f != nil { // it, and not what broke because of it
		return f
	}
	return err
}
