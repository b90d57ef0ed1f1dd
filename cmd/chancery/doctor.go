package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query/endpoint/wire"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) doctorCommand() *cli.Command {
	return &cli.Command{
		Name: "doctor", Category: "SELF", ArgsUsage: " ",
		Usage: "look at what the program depends on: settings, store or server, other programs",
		Description: "Changes nothing, but that a store is opened, which finishes what a crash left. Exits\n" +
			"1 if something is wrong; what may be wrong is a warning. 'verify' reads every byte.",
		Flags:  []cli.Flag{outputFlag()},
		Action: p.doctor,
	}
}

// The outcomes of a check.
const (
	checkFine  = "fine"
	checkDoubt = "warning"
	checkWrong = "wrong"
)

// checkView is one thing that was looked at.
type checkView struct {
	Check  string `json:"check"`
	Status string `json:"status"`
	Says   string `json:"says"`
}

func (p *program) doctor(c *cli.Context) error {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	rows := []checkView{
		{"program", checkFine, fmt.Sprintf("chancery %s, %s, %s/%s", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)},
		p.checkConfig(c),
	}
	if p.isRemote() {
		rows = append(rows, p.checkServer(c.Context))
	} else {
		rows = append(rows, p.checkStore(c.Context)...)
	}
	rows = append(rows, checkProgram("pdftotext", "PDF cannot be ingested; install poppler-utils"), p.checkLocale())
	wrong := 0
	for _, r := range rows {
		if r.Status == checkWrong {
			wrong++
		}
	}
	err := emit(p, listing[checkView]{command: "doctor", rows: rows, columns: []column[checkView]{
		{head: "check", fixed: true, get: func(v checkView) string { return v.Check }},
		{head: "status", fixed: true, get: func(v checkView) string { return v.Status }},
		{head: "says", get: func(v checkView) string { return v.Says }},
	}})
	if err == nil && wrong > 0 {
		err = statusError(exitFailed)
	}
	return err
}

// checkConfig tells which config file holds. One that cannot be read has ended the
// program by now.
func (p *program) checkConfig(c *cli.Context) checkView {
	path, _ := p.configPath(c)
	if path == "" {
		return checkView{"config", checkFine, "no file, and no place for one"}
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return checkView{"config", checkFine, "no file; it would be " + path}
	}
	return checkView{"config", checkFine, path}
}

// checkStore opens the store.
func (p *program) checkStore(ctx context.Context) []checkView {
	var rows []checkView
	err := p.withStore(func(s *store.Store) error {
		info, err := s.Info(ctx)
		if err != nil {
			return err
		}
		rows = append(rows, checkView{"store", checkFine, fmt.Sprintf("%s, %s, %s, %s on disk", p.set.store, info.Format,
			plural(int64(info.Head), "event"), amount(int64(info.Bytes.Disk), "bytes"))})
		head, _, err := s.Head(ctx)
		if err != nil {
			return err
		}
		if now := time.Now(); p.now == nil && head.Time.After(now) {
			rows = append(rows, checkView{"clock", checkDoubt,
				fmt.Sprintf("it is %s here, before the last event of %s", now.UTC().Format(time.DateTime), head.Time.UTC().Format(time.DateTime))})
		}
		return nil
	})
	if err == nil {
		return rows
	}
	f := classify(err)
	if _, missing := os.Stat(p.set.store); errors.Is(missing, fs.ErrNotExist) {
		return []checkView{{"store", checkDoubt, f.message + "; 'chancery init' makes one"}}
	}
	return append(rows, checkView{"store", checkWrong, strings.TrimRight(f.message+"; "+f.hint, "; ")})
}

// checkServer asks the server whether it is well.
func (p *program) checkServer(ctx context.Context) checkView {
	wrong := func(format string, a ...any) checkView {
		return checkView{"server", checkWrong, fmt.Sprintf(format, a...)}
	}
	ctx, stop := context.WithTimeout(ctx, 10*time.Second)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, http.MethodOptions, strings.TrimRight(p.set.store, "/")+wire.Path, nil)
	if err != nil {
		return wrong("%s", err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return wrong("%s; is 'chancery serve' running there?", err)
	}
	defer response.Body.Close()
	theirs := response.Header.Get(wire.VersionHeader)
	switch {
	case !strings.Contains(response.Header.Get("Allow"), http.MethodPost):
		return wrong("%s takes no commands: it is another program, or an older chancery", p.set.store)
	case theirs != version():
		return checkView{"server", checkDoubt, fmt.Sprintf("%s runs chancery %s, and this is %s", p.set.store, theirs, version())}
	}
	return checkView{"server", checkFine, fmt.Sprintf("%s runs chancery %s", p.set.store, theirs)}
}

// checkProgram looks for another program that some inputs need.
func checkProgram(name, without string) checkView {
	path, err := exec.LookPath(name)
	if err != nil {
		return checkView{name, checkDoubt, without}
	}
	return checkView{name, checkFine, path}
}

// checkLocale tells whether the terminal shows names as they are written.
func (p *program) checkLocale() checkView {
	for _, variable := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := getenv(p.env, variable); v != "" {
			if text := strings.ToUpper(v); strings.Contains(text, "UTF-8") || strings.Contains(text, "UTF8") {
				return checkView{"locale", checkFine, variable + "=" + v}
			}
			return checkView{"locale", checkDoubt, variable + "=" + v + " is no UTF-8; names may show wrongly"}
		}
	}
	return checkView{"locale", checkDoubt, "none of LC_ALL, LC_CTYPE and LANG is set; names may show wrongly"}
}
