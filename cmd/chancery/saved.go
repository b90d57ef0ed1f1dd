package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query/endpoint"
	"github.com/chancery-graph/chancery/query/sparql"
)

func (p *program) savedCommand() *cli.Command {
	return &cli.Command{
		Name: "saved", Category: "QUERY", Usage: "queries with names, shared with the page of 'chancery serve'",
		Description: "They lie as NAME.rq in the directory queries of the store.",
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return unknownCommand(c.Command.Subcommands, "saved", c.Args().First())
			}
			return cli.ShowSubcommandHelp(c)
		},
		Subcommands: []*cli.Command{
			{Name: "list", Usage: "list the saved queries", Flags: []cli.Flag{outputFlag()}, Action: p.savedList},
			{Name: "save", ArgsUsage: "NAME [FILE|-|-e QUERY]", Usage: "save a query under a name",
				Flags: []cli.Flag{&cli.StringFlag{Name: "expr", Aliases: []string{"e"}, Usage: "the `QUERY` itself"}}, Action: p.savedSave},
			{Name: "show", ArgsUsage: "NAME", Usage: "print a query", Action: p.savedShow},
			{Name: "run", ArgsUsage: "NAME", Usage: "run a query", Flags: p.queryCommand().Flags, Action: p.savedRun},
			{Name: "rm", ArgsUsage: "NAME", Usage: "forget a query", Action: p.savedRemove},
		},
	}
}

func (p *program) savedList(c *cli.Context) error {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	if err := p.checkStorePath(); err != nil {
		return err
	}
	all, err := p.savedQueries().List()
	if err != nil {
		return err
	}
	return emit(p, listing[endpoint.SavedQuery]{command: "saved list", finder: true, rows: all, empty: "no query is saved",
		columns: []column[endpoint.SavedQuery]{
			{head: "name", get: func(q endpoint.SavedQuery) string { return q.Name }, fixed: true},
			{head: "query", get: func(q endpoint.SavedQuery) string { return endpoint.Summary(q.Text) }},
		}})
}

func (p *program) savedSave(c *cli.Context) error {
	if err := argsBetween(c, 1, 2); err != nil {
		return err
	}
	if err := p.checkStorePath(); err != nil {
		return err
	}
	name, text := c.Args().First(), c.String("expr")
	from := "query"
	if !c.IsSet("expr") {
		path := "-"
		if c.NArg() == 2 {
			path = c.Args().Get(1)
		} else if isTerminal(p.stdin) {
			return usagef("saved save", "saved save needs NAME [FILE|-|-e QUERY]")
		}
		var err error
		if text, from, err = p.readText(c.Context, path); err != nil {
			return err
		}
	}
	o, err := p.queryOptions(c)
	if err != nil {
		return err
	}
	if _, err := sparql.ParseQuery(text, sparql.Options{Base: "http://localhost/", Prefixes: o.Prefixes}); err != nil {
		return queryError(from, text, err)
	}
	if err := p.savedQueries().Save(endpoint.SavedQuery{Name: name, Text: text}); err != nil {
		return savedError(name, err)
	}
	p.note("saved %s", name)
	return nil
}

// savedText returns the text of a saved query.
func (p *program) savedText(name string) (string, error) {
	if err := p.checkStorePath(); err != nil {
		return "", err
	}
	text, err := p.savedQueries().Get(name)
	return text, savedError(name, err)
}

func (p *program) savedShow(c *cli.Context) error {
	if err := argsBetween(c, 1, 1); err != nil {
		return err
	}
	text, err := p.savedText(c.Args().First())
	if err != nil {
		return err
	}
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	_, err = io.WriteString(p.stdout, text)
	return err
}

func (p *program) savedRun(c *cli.Context) error {
	if err := argsBetween(c, 1, 1); err != nil {
		return err
	}
	name := c.Args().First()
	text, err := p.savedText(name)
	if err != nil {
		return err
	}
	o, err := p.queryOptions(c)
	if err != nil {
		return err
	}
	return p.ask(c, name, text, o)
}

func (p *program) savedRemove(c *cli.Context) error {
	if err := argsBetween(c, 1, 1); err != nil {
		return err
	}
	if err := p.checkStorePath(); err != nil {
		return err
	}
	name := c.Args().First()
	found, err := p.savedQueries().Remove(name)
	if err == nil && !found {
		err = fs.ErrNotExist
	}
	if err != nil {
		return savedError(name, err)
	}
	p.note("forgot %s", name)
	return nil
}

func savedError(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &failure{code: "no_saved_query", exit: exitFailed, cause: err,
			message: fmt.Sprintf("no query is saved as %q", name), hint: "see 'chancery saved list'"}
	case errors.Is(err, endpoint.ErrQueryName):
		return usagef("saved", "%s", strings.TrimPrefix(err.Error(), "endpoint: "))
	}
	return err
}
