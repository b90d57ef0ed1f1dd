package main

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
)

//go:embed tour/*.txt
var tourDispatches embed.FS

// The dispatches of the tour, named by their day of publication.
const (
	firstDispatch  = "2026-01-02-kyiv.txt"
	secondDispatch = "2026-01-04-kyiv.txt"
	tourDump       = "contacts.nq"
)

// tourHour is when a dispatch is stored, on the day that its name tells. The tour
// has a clock of its own so that it gives the same events, hashes and text every
// time.
const tourHour = 18 * time.Hour

// tourStep is one stop: what is to be seen, and the commands that show it.
type tourStep struct {
	title    string
	text     string
	file     string // a dispatch that is shown before the commands
	commands [][]string
}

var tourSteps = []tourStep{
	{title: "A store", text: "Everything that chancery learns is appended to a log in one directory.",
		commands: [][]string{{"init"}}},
	{title: "A dispatch", text: "A dispatch is plain text. This one, in French, is read whole:",
		file: firstDispatch, commands: [][]string{{"ingest", firstDispatch}}},
	{title: "The event", text: "It is now one event of the log, chained to the one before by its hash:",
		commands: [][]string{{"log"}, {"log", "show", "1", "--header"}}},
	{title: "The facts", text: "What the dispatch says, oldest first: what took place and what was only announced, and by whom.",
		commands: [][]string{{"timeline", "Umerov", "conseillers à la sécurité nationale", "chefs d’état-major", "dirigeants"}}},
	{title: "Who met whom", text: "Names are found in part, with or without accents:",
		commands: [][]string{{"show", "umerov"}, {"met", "umerov", "kalin", "--kind", "meeting"}}},
	{title: "Why we know", text: "Every fact keeps its sentence, where that stands, and the event that brought it:",
		commands: [][]string{{"why", "umerov", "kalin"}}},
	{title: "A chain of contacts", text: "Does a chain of contacts lead from Zelensky to Kalin? A plan is no contact, so:",
		commands: [][]string{{"chain", "Zelensky", "Kalin"}}},
	{title: "A second dispatch", text: "Two days later one of the planned meetings has taken place:",
		file: secondDispatch, commands: [][]string{{"ingest", secondDispatch}, {"log"}, {"timeline", "conseillers à la sécurité nationale", "--between", "2026-01-03"}, {"chain", "Zelensky", "Kalin"}}},
	{title: "As of then", text: "Nothing was overwritten: the graph as of event 1 answers as before.",
		commands: [][]string{{"chain", "Zelensky", "Kalin", "--as-of", "1"}, {"timeline", "conseillers à la sécurité nationale", "--between", "2026-01-03", "--as-of", "1"}}},
	{title: "Trust", text: "Every byte is read again, the chain of hashes recomputed, and the graph compared with a replay of the log:",
		commands: [][]string{{"verify"}}},
	{title: "The dump", text: "All statements as N-Quads, sorted, the same bytes every time:",
		commands: [][]string{{"export", "--verbose", "-o", tourDump}}},
}

func (p *program) tourCommand() *cli.Command {
	return &cli.Command{
		Name: "tour", Category: "SELF", ArgsUsage: " ",
		Usage:       "see it work: a dispatch becomes facts, answers with evidence, and a dump",
		Description: "Runs real commands in a store of its own, which stays for you to look at.",
		Flags:       []cli.Flag{&cli.StringFlag{Name: "dir", Usage: "put the store and the dump into `DIR` (a new temporary directory)"}},
		Action:      p.tour,
	}
}

func (p *program) tour(c *cli.Context) (err error) {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	dir, err := tourDir(c.String("dir"))
	if err != nil {
		return err
	}
	out, err := p.openOutput("-")
	if err != nil {
		return err
	}
	defer out.abandon()
	t := &tour{p: p, dir: dir}
	for i, step := range tourSteps {
		text, err := t.run(c.Context, i+1, step)
		if err != nil {
			return err
		}
		if p.jsonErrors {
			continue
		}
		if _, err := out.WriteString(text); err != nil {
			return err
		}
		if err := out.Flush(); err != nil { // a stop at a time
			return err
		}
	}
	if p.jsonErrors {
		return p.emitDocument("tour", false, struct {
			Dir   string     `json:"dir"`
			Steps []tourView `json:"steps"`
		}{dir, t.views}, nil)
	}
	g := p.newPage()
	g.WriteString("\n" + p.bold("Look around") + "\n\n")
	g.line(0, "The store and the dump are in "+dir+". For example:")
	g.WriteString(fmt.Sprintf("\n  chancery --store %s/store find zelensky\n", dir))
	if _, err := out.WriteString(g.String()); err != nil {
		return err
	}
	return out.commit()
}

// tourDir makes the directory of the tour and puts the dispatches there.
func tourDir(dir string) (string, error) {
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "chancery-tour-"); err != nil {
			return "", err
		}
	} else if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	for _, name := range []string{firstDispatch, secondDispatch} {
		text, err := tourDispatches.ReadFile("tour/" + name)
		if err != nil {
			return "", err
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			return "", err
		}
	}
	return dir, nil
}

// tour runs the steps.
type tour struct {
	p     *program
	dir   string
	now   time.Time
	views []tourView
}

// tourView is a step as JSON.
type tourView struct {
	Title    string        `json:"title"`
	Text     string        `json:"text"`
	Commands []tourCommand `json:"commands"`
}

type tourCommand struct {
	Command string `json:"command"`
	Output  string `json:"output"`
}

// run runs the commands of a step and returns it as text.
func (t *tour) run(ctx context.Context, number int, step tourStep) (string, error) {
	g := t.p.newPage()
	if number > 1 {
		g.WriteByte('\n')
	}
	g.WriteString(t.p.bold(fmt.Sprintf("%d. %s", number, step.title)) + "\n\n")
	g.line(0, step.text)
	if step.file != "" {
		text, err := os.ReadFile(filepath.Join(t.dir, step.file))
		if err != nil {
			return "", err
		}
		day, err := time.Parse(time.DateOnly, dayInName.FindString(step.file))
		if err != nil {
			return "", err
		}
		t.now = day.Add(tourHour)
		g.WriteByte('\n')
		g.line(4, strings.TrimSpace(string(text)))
	}
	view := tourView{Title: step.title, Text: step.text}
	for _, args := range step.commands {
		output, err := t.command(ctx, args)
		if err != nil {
			return "", err
		}
		line := "chancery " + shellLine(args)
		g.WriteString("\n" + t.p.dim("$ "+line) + "\n" + output)
		view.Commands = append(view.Commands, tourCommand{line, output})
	}
	t.views = append(t.views, view)
	return g.String(), nil
}

// command runs the program itself, with an environment of its own, and returns
// what a user would see.
func (t *tour) command(ctx context.Context, args []string) (string, error) {
	var seen bytes.Buffer
	inner := &program{files: localFiles{}, stdin: strings.NewReader(""), stdout: &seen, stderr: &seen, now: func() time.Time {
		t.now = t.now.Add(time.Second)
		return t.now
	}}
	inner.env = []string{"CHANCERY_AGENT=tour", "CHANCERY_PROGRESS=none", "CHANCERY_FORMAT=table",
		fmt.Sprintf("COLUMNS=%d", t.p.width()), "CHANCERY_COLOR=never"}
	if t.p.set.colour {
		inner.env = append(inner.env, "CHANCERY_COLOR=always")
	}
	full := []string{"chancery", "--store", filepath.Join(t.dir, "store")}
	for _, arg := range args {
		if strings.HasSuffix(arg, ".txt") || arg == tourDump {
			arg = filepath.Join(t.dir, arg)
		}
		full = append(full, arg)
	}
	if status := inner.execute(ctx, full); status != exitDone {
		if f := cancelled(ctx); f != nil {
			return "", f
		}
		return "", fmt.Errorf("chancery %s: exit %d: %s", shellLine(args), status, strings.TrimSpace(seen.String()))
	}
	return strings.ReplaceAll(seen.String(), t.dir+string(filepath.Separator), ""), nil
}

// shellLine writes arguments as one would type them.
func shellLine(args []string) string {
	quoted := make([]string, len(args))
	for i, arg := range args {
		if quoted[i] = arg; strings.ContainsAny(arg, " ’'") {
			quoted[i] = `"` + arg + `"`
		}
	}
	return strings.Join(quoted, " ")
}
