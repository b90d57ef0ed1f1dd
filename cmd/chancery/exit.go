package main

// The exit statuses; "chancery help exit-codes" prints them.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitPartial     = 3
	exitDamaged     = 5
	exitNoStore     = 10
	exitLocked      = 11
	exitIncomplete  = 12
	exitAmbiguous   = 13
	exitInternal    = 70
	exitInterrupted = 130
	exitTerminated  = 143
)

// exitCodes documents the exit statuses, in order.
var exitCodes = []struct {
	status  int
	meaning string
}{
	{exitDone, "done; an empty result is still 0"},
	{exitFailed, "failed; nothing was stored by the input that failed"},
	{exitUsage, "bad usage"},
	{exitPartial, "partial: some inputs were rejected, the rest were stored"},
	{exitDamaged, "verify found damage, or the store is damaged"},
	{exitNoStore, "no store there"},
	{exitLocked, "the store is locked by another process"},
	{exitIncomplete, "a time or result limit was reached, the output is incomplete"},
	{exitAmbiguous, "a name is ambiguous; the candidates are listed"},
	{exitInternal, "internal fault: a bug of chancery"},
	{exitInterrupted, "interrupted (Ctrl-C), after a clean flush"},
	{exitTerminated, "terminated (SIGTERM), after a clean flush"},
}
