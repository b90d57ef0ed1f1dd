package main

import (
	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query/endpoint"
)

func (p *program) openAPICommand() *cli.Command {
	return &cli.Command{
		Name: "openapi", Category: "SERVE", ArgsUsage: " ",
		Usage:       "print the description of what 'serve' offers, in OpenAPI 3.1",
		Description: "A server has it at /openapi.json.",
		Flags:       []cli.Flag{outputFlag()},
		Action: func(c *cli.Context) error {
			if err := argsBetween(c, 0, 0); err != nil {
				return err
			}
			return p.writeText(p.set.output, string(endpoint.OpenAPI(version())))
		},
	}
}
