package main

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// The completion scripts; each asks the program itself with
// --generate-bash-completion, fish alone has a list made from the command tree.
var (
	//go:embed completion/chancery.bash
	bashScript string
	//go:embed completion/_chancery
	zshScript string
	//go:embed completion/chancery.ps1
	powershellScript string
)

var shells = []string{"bash", "zsh", "fish", "powershell"}

func (p *program) completionCommand() *cli.Command {
	return &cli.Command{
		Name: "completion", Category: "SELF", ArgsUsage: strings.Join(shells, "|"),
		Usage: "print the completion script of a shell",
		Description: "bash:        source <(chancery completion bash)\n" +
			"zsh:         chancery completion zsh > \"${fpath[1]}/_chancery\"\n" +
			"fish:        chancery completion fish | source\n" +
			"powershell:  chancery completion powershell | Out-String | Invoke-Expression",
		BashComplete: func(*cli.Context) { _ = p.writeText("-", strings.Join(shells, "\n")+"\n") },
		Action:       p.completion,
	}
}

func (p *program) completion(c *cli.Context) error {
	if err := argsBetween(c, 1, 1); err != nil {
		return err
	}
	script := ""
	switch shell := c.Args().First(); shell {
	case "bash":
		script = bashScript
	case "zsh":
		script = zshScript
	case "powershell", "pwsh":
		script = powershellScript
	case "fish":
		var err error
		if script, err = c.App.ToFishCompletion(); err != nil {
			return err
		}
	default:
		message := "no completion for " + shell + "; there is " + strings.Join(shells, ", ")
		if near := closest(shell, slices.Clone(shells)); near != "" {
			message += "; did you mean " + near + "?"
		}
		return usagef("completion", "%s", message)
	}
	return p.writeText("-", script)
}
