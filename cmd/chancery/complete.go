package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/query/relation"
)

// complete prints what may stand next on the command line, for the completion
// scripts: values of flags, topics and names where they are known, else the flags and
// subcommands. It opens no store.
func (p *program) complete(command *cli.Command) cli.BashCompleteFunc {
	return func(c *cli.Context) {
		line := p.line.asIs
		last := line[len(line)-2] // before completionFlag
		words := p.flagValues(command, last)
		if words == nil && !strings.HasPrefix(last, "-") {
			// A line that ends in the middle of a flag is no fault here.
			sofar, _ := parseLine(c.App, line[:len(line)-1])
			words = p.nextArguments(c, &sofar)
		}
		if words == nil {
			cli.DefaultCompleteWithFlags(command)(c)
			return
		}
		for _, w := range words {
			fmt.Fprintln(c.App.Writer, w)
		}
	}
}

// flagValues are the values that the flag at the end of the line may have; nil if
// it is no flag or may have any.
func (p *program) flagValues(command *cli.Command, flag string) []string {
	switch flag {
	case "--progress":
		return progressModes
	case "--format", "-f":
		switch command.Name {
		case "import", "convert", "validate":
			return rdfio.Names()
		case "export":
			return append(rdfio.Names(), networkNames()...)
		}
		return resultFormats
	case "--results":
		return append([]string{"json", "xml", "csv", "tsv", "table"}, rdfio.Names()...)
	case "--kind":
		switch command.Name {
		case "find", "dupes":
			return []string{relation.KindPerson, relation.KindOrganization, relation.KindCountry, relation.KindPlace}
		case "log":
			return nil
		}
		return relation.ContactKinds()
	case "--status":
		return relation.Statuses()
	}
	return nil
}

// nextArguments are the arguments that may follow; nil if they are not known.
func (p *program) nextArguments(c *cli.Context, l *commandLine) []string {
	switch name := l.command(); {
	case len(l.positional) > 0:
		return nil
	case name == "stats":
		return slices.Concat(statsTopics, networkTopics)
	case name == "help":
		names := topicNames()
		for _, each := range c.App.Commands {
			names = append(names, each.Name)
		}
		return names
	case slices.Contains([]string{"saved run", "saved show", "saved rm"}, name):
		if err := p.resolve(c); err != nil || p.isRemote() {
			return nil // there is nowhere to say why
		}
		saved, err := p.savedQueries().List()
		if err != nil {
			return nil
		}
		names := []string{}
		for _, q := range saved {
			names = append(names, q.Name)
		}
		return names
	}
	return nil
}
