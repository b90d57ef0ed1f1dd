package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph/codec/rdfio"
)

// helpTopics are the pages of help that belong to no command.
var helpTopics = map[string]func() string{
	"exit-codes": exitCodesHelp,
	"formats":    formatsHelp,
	"queries":    func() string { return queriesHelp },
	"time":       func() string { return timeHelp },
}

func topicNames() []string {
	var names []string
	for name := range helpTopics {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (p *program) helpCommand() *cli.Command {
	return &cli.Command{
		Name: "help", Category: "SELF", ArgsUsage: "[COMMAND|" + strings.Join(topicNames(), "|") + "]",
		Usage:  "help on a command or a topic",
		Action: p.help,
	}
}

func (p *program) help(c *cli.Context) error {
	args := c.Args().Slice()
	if len(args) == 0 {
		return cli.ShowAppHelp(c)
	}
	if topic, ok := helpTopics[args[0]]; ok && len(args) == 1 {
		return p.writeText("-", topic())
	}
	commands, known := c.App.Commands, topicNames()
	var command *cli.Command
	for i, name := range args {
		for _, each := range commands {
			known = append(known, each.Name)
		}
		if command = commandNamed(commands, name); command == nil {
			message := "there is no help on " + strings.Join(args[:i+1], " ")
			if near := closest(name, known); near != "" {
				message += ", did you mean " + near + "?"
			}
			return usagef("", "%s", message)
		}
		commands, known = command.Subcommands, nil
	}
	if command.HelpName == "" {
		command.HelpName = "chancery " + strings.Join(args, " ")
	}
	cli.HelpPrinter(c.App.Writer, commandHelp(command), command)
	return nil
}

// commandHelp is the template of a command's page.
func commandHelp(c *cli.Command) string {
	template := cli.CommandHelpTemplate
	if len(c.Subcommands) > 0 {
		template = cli.SubcommandHelpTemplate
	}
	return template + "\nGlobal flags: chancery help\n"
}

func exitCodesHelp() string {
	var b strings.Builder
	b.WriteString("Exit codes\n\n")
	for _, c := range exitCodes {
		fmt.Fprintf(&b, "  %3d  %s\n", c.status, c.meaning)
	}
	b.WriteString(`
With --json an error is one object on stderr:
  {"error":{"code":"store_locked","exit":11,"message":"…","hint":"…"}}
`)
	return b.String()
}

// formatsHelp lists the formats from their tables, so that it cannot miss one.
func formatsHelp() string {
	var b strings.Builder
	b.WriteString(resultsHelp)
	for _, f := range rdfio.Formats() {
		var notes []string
		if !f.Graphs {
			notes = append(notes, "no graph names")
		}
		if f.Whole {
			notes = append(notes, "held in memory as a whole")
		}
		if f.Deletes {
			notes = append(notes, "adds and deletes")
		}
		line := fmt.Sprintf("  %-6s  %-11s  %-21s  %-31s  %s", f.Name, f.Title, f.MediaType, strings.Join(f.Extensions(), " "), strings.Join(notes, ", "))
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	b.WriteString(networksHelp)
	for _, f := range networkFormats {
		fmt.Fprintf(&b, "  %-8s  %-8s  %-24s  %s\n", f.name, f.title, f.media, f.note)
	}
	b.WriteString(packingHelp)
	return b.String()
}

const resultsHelp = `Formats

Results (--format, -f):
  table  for people; the default on a terminal
  json   one object with "schema":"chancery/COMMAND/1" (also --json)
  jsonl  one object per line; the default of find, show, met, timeline, why
         and chain in a pipe
  csv    RFC 4180, of results with rows

Statements (import, export, convert, validate), RDF 1.1 and 1.2:
`

const networksHelp = `
Networks (export; with --contacts who met whom, else the statements):
`

const packingHelp = `
Patches and the log:
  RDF Patch (A adds a statement, D deletes one): diff, log show, log export,
  backup. The log's stream also holds a header and a hash per event.

--format beats the extension of a file name, which beats the default, and is an
extension, a name or a media type. Output to a name that ends in .gz or .zst is
packed; packed input is recognised by its first bytes, in a pipe too. Input that
unpacks to more than 1 GiB and 1000 times its length is refused unless
--no-unpack-limit is given.
`

const timeHelp = `Points of the log (--as-of, diff, log --since and --until)

  17                          after event 17; 0 is before the first
  head                        after the last event
  2026-01-31                  after the last event of that day (UTC)
  2026-01-31T15:04            of that minute
  2026-01-31T15:04:05+01:00   at that instant

The time of an event is when it was stored, not when what it tells happened.

Days in the world (--valid, --between)

  1938                        the whole year
  1938-09                     the whole month
  1938-09-29..1938-10-02      both ends included
  1938..      ..1939-03       open at one end

A contact fits if it can have been on one of the days: one that is dated 1938
fits September 1938. What has no date fits only without these flags.

--between chooses contacts. --valid asks what held in the world then, and goes
with every question: contacts as with --between; roles whose stated start and end
meet the days, or, where neither is stated, the days for which sources vouch;
regular contacts likewise. Both axes together ask what was believed on one day
about another, and which sentences said so:

  chancery why Umerov Kalin --as-of 2026-01-02 --valid 2026-01-01
`
