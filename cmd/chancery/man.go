package main

import (
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"
)

func (p *program) manCommand() *cli.Command {
	return &cli.Command{
		Name: "man", Category: "SELF", ArgsUsage: "[DIR|-]",
		Usage: "write the man page, to stdout or as DIR/chancery.1",
		Action: func(c *cli.Context) error {
			if err := argsBetween(c, 0, 1); err != nil {
				return err
			}
			text, err := c.App.ToManWithSection(1)
			if err != nil {
				return err
			}
			path := c.Args().First()
			if info, err := os.Stat(path); err == nil && info.IsDir() {
				path = filepath.Join(path, "chancery.1")
			}
			return p.writeText(path, text)
		},
	}
}

// writeText writes text to a file or stdout.
func (p *program) writeText(path, text string) error {
	out, err := p.openOutput(path)
	if err != nil {
		return err
	}
	defer out.abandon()
	if _, err := out.WriteString(text); err != nil {
		return err
	}
	return out.commit()
}
