package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/result"
)

// command runs a command of the shell, such as .asof 12.
func (sh *shell) command(ctx context.Context, words []string) error {
	arg := ""
	if len(words) > 1 {
		arg = strings.Join(words[1:], " ")
	}
	switch words[0] {
	case ".help":
		_, err := io.WriteString(sh.out, shellHelp)
		return err
	case ".quit", ".exit":
		return errQuit
	case ".asof":
		return sh.setAsOf(ctx, arg)
	case ".mode":
		mode := result.ByName(arg)
		if mode == 0 {
			return usagef("shell", ".mode %q, expected table, json, xml, csv or tsv", arg)
		}
		sh.mode = mode
		return nil
	case ".timer":
		if arg != "on" && arg != "off" {
			return usagef("shell", ".timer %q, expected on or off", arg)
		}
		sh.timer = arg == "on"
		return nil
	case ".explain":
		return sh.explain(ctx, arg)
	case ".saved":
		return sh.saved(ctx, arg)
	case ".prefixes":
		for _, each := range vocab.Prefixes() {
			if _, err := fmt.Fprintf(sh.out, "%-8s %s\n", each.Name+":", each.Namespace); err != nil {
				return err
			}
		}
		return nil
	}
	return usagef("shell", "unknown command %s; .help lists them", words[0])
}

func (sh *shell) setAsOf(ctx context.Context, arg string) error {
	if arg == "" {
		return usagef("shell", ".asof needs an event number, a time, or now")
	}
	if arg == "now" || arg == "head" {
		arg = ""
	}
	seq, err := sh.p.answerSnapshot(ctx, sh.store, arg)
	if err != nil {
		return err
	}
	sh.asOf = arg
	_, err = fmt.Fprintf(sh.out, "as of event %d\n", seq)
	return err
}

func (sh *shell) explain(ctx context.Context, arg string) (err error) {
	if sh.last == "" || arg != "" && arg != "analyze" {
		return usagef("shell", ".explain shows the plan of the query before, .explain analyze runs it")
	}
	q, err := query.Prepare(sh.last, sh.options)
	if err != nil {
		return queryError("query", sh.last, err)
	}
	snap, err := snapshotAt(ctx, sh.store, sh.asOf)
	if err != nil {
		return err
	}
	defer joinClose(&err, snap)
	bindServices(sh.options, snap)
	ds, err := withLog(ctx, q, sh.store, snap)
	if err != nil {
		return err
	}
	explained, err := q.Explain(ctx, ds, arg == "analyze")
	if err != nil {
		return limitReached(err)
	}
	_, err = io.WriteString(sh.out, explained.String())
	return err
}

func (sh *shell) saved(ctx context.Context, name string) error {
	if name == "" {
		all, err := sh.p.savedQueries().List()
		if err != nil {
			return err
		}
		for _, q := range all {
			if _, err := fmt.Fprintln(sh.out, q.Name); err != nil {
				return err
			}
		}
		return nil
	}
	text, err := sh.p.savedText(name)
	if err != nil {
		return err
	}
	return sh.ask(ctx, text)
}
