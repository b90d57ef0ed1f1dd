// Command chancery keeps an event-sourced knowledge graph of diplomatic
// contacts: it reads dispatches and RDF files into a hash-chained log, answers
// who met whom, where, when and which sentence says so, and writes RDF dumps.
//
// The package holds flags, wiring, rendering and exit codes; what the commands
// do is done by the packages below it. One command is one file named after it.
// The files that every command shares:
//
//	app.go       the command tree, global flags, run
//	args.go      flags before or after arguments
//	fail.go      errors: code, exit status, message, hint
//	exit.go      the exit statuses and how errors map to them
//	settings.go  flag, then CHANCERY_* variable, then config file, then default
//	emit.go      results: table, json, jsonl, csv
//	table.go     the table that fits a terminal
//	progress.go  progress on stderr
//	open.go      opening the store and its snapshots
//
// stdout holds only the result; everything else goes to stderr. The whole
// program is one function, run, with its streams and environment passed in, so
// that tests need no process.
package main
