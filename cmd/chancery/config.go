package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"
)

func (p *program) configCommand() *cli.Command {
	return &cli.Command{
		Name: "config", Category: "SELF", Usage: "the settings, and the file that may hold them",
		Description: "A setting is taken from its flag, else its CHANCERY_ variable, else the config\n" +
			"file, else it has a default. The file has lines of key = value; its keys are\n" +
			strings.Join(configKeys, ", ") + ". Secrets stand in variables or files of their own.",
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return unknownCommand(c.Command.Subcommands, "config", c.Args().First())
			}
			return cli.ShowSubcommandHelp(c)
		},
		Subcommands: []*cli.Command{
			{Name: "show", ArgsUsage: " ", Usage: "list the settings as they hold now", Action: p.configShow,
				Flags: []cli.Flag{&cli.BoolFlag{Name: "origin", Usage: "and where each comes from"}, outputFlag()}},
			{Name: "path", ArgsUsage: " ", Usage: "print where the config file is, or would be", Action: p.configWhere},
			{Name: "edit", ArgsUsage: " ", Usage: "open the config file with $VISUAL or $EDITOR", Action: p.configEdit},
		},
	}
}

// settingView is a setting as config show has it.
type settingView struct {
	Key    string `json:"key"`
	Value  string `json:"value"`
	Origin string `json:"origin"`
}

func (p *program) configShow(c *cli.Context) error {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	var rows []settingView
	for _, key := range configKeys {
		rows = append(rows, settingView{key, p.set.values[key], p.set.origins[key]})
	}
	return emit(p, listing[settingView]{command: "config show", rows: rows, columns: []column[settingView]{
		{head: "key", fixed: true, get: func(s settingView) string { return s.Key }},
		{head: "value", get: func(s settingView) string { return s.Value }},
		{head: "from", extra: !c.Bool("origin"), get: func(s settingView) string { return s.Origin }},
	}})
}

// configFile is the path of the config file, or an error that says why there is
// none.
func (p *program) configFile(c *cli.Context) (string, error) {
	path, _ := p.configPath(c)
	if path == "" {
		return "", &failure{code: "no_config", exit: exitFailed, message: "there is no place for a config file: $HOME is not set",
			hint: "name a file with --config or $CHANCERY_CONFIG"}
	}
	return path, nil
}

func (p *program) configWhere(c *cli.Context) error {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	path, err := p.configFile(c)
	if err != nil {
		return err
	}
	return p.writeText("-", path+"\n")
}

// configEdit runs the user's editor on the file, which is made with a comment if it
// is not there.
func (p *program) configEdit(c *cli.Context) error {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	path, err := p.configFile(c)
	if err != nil {
		return err
	}
	editor := strings.Fields(orElse(getenv(p.env, "VISUAL"), getenv(p.env, "EDITOR")))
	if len(editor) == 0 {
		return &failure{code: "no_editor", exit: exitFailed, message: "neither $VISUAL nor $EDITOR names an editor",
			hint: "set one, or edit " + path}
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		err = errors.Join(os.MkdirAll(filepath.Dir(path), 0o755),
			os.WriteFile(path, []byte("# key = value; keys: "+strings.Join(configKeys, ", ")+"\n"), 0o644))
		if err != nil {
			return err
		}
	}
	cmd := exec.CommandContext(c.Context, editor[0], append(editor[1:], path)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.Env = p.stdin, p.stdout, p.stderr, p.env
	if err := cmd.Run(); err != nil {
		return &failure{code: "editor", exit: exitFailed, cause: err, message: editor[0] + ": " + err.Error()}
	}
	// Errors of the file show now rather than with the next command.
	_, err = p.readConfig(c)
	return err
}
