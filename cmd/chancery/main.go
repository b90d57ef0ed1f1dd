package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(mainExit()) }

// mainExit runs the program on the process's own arguments, streams and
// signals, and returns its exit status.
func mainExit() int {
	// A closed stdout pipe is an ordinary write error here, so that the store is
	// closed in order; see quietPipe.
	signal.Ignore(syscall.SIGPIPE)
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	go func() {
		cause := errInterrupted
		if <-signals == syscall.SIGTERM {
			cause = errTerminated
		}
		cancel(cause)
		// The first signal ends the work in order; a second one means now.
		if <-signals == syscall.SIGTERM {
			os.Exit(exitTerminated)
		}
		os.Exit(exitInterrupted)
	}()
	return run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr, os.Environ())
}
