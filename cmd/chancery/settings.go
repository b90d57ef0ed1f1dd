package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"
)

const defaultStore = "chancery.store"

// settings are the global choices of one run. Each comes from its flag, else
// its CHANCERY_* variable, else the config file, else its default.
type settings struct {
	store    string // directory of the store
	format   string // asked for by flag, variable or file; empty: by the command
	syntax   string // asked for by flag, for commands that read or write statements
	output   string // file for the result; empty or "-": stdout
	progress string // auto, plain, json or none
	colour   bool
	quiet    bool
	verbose  bool
	// origins tells where each of configKeys comes from, and values what it is.
	origins, values map[string]string
	// unlimited lifts the limit on how much a packed input may unpack to.
	unlimited bool
}

// configKeys are the keys that a config file may hold.
var configKeys = []string{"color", "format", "progress", "store"}

// getenv looks a variable up in an environment such as os.Environ returns. An
// empty variable counts as absent.
func getenv(env []string, name string) string {
	for i := len(env) - 1; i >= 0; i-- {
		if k, v, ok := strings.Cut(env[i], "="); ok && k == name {
			return v
		}
	}
	return ""
}

// resolve works the settings out for the command that c belongs to.
func (p *program) resolve(c *cli.Context) error {
	file, err := p.readConfig(c)
	if err != nil && p.line.command() != "config edit" { // which can mend it
		return err
	}
	p.set.origins, p.set.values = map[string]string{}, map[string]string{}
	pick := func(flag, key, fallback string) string {
		value, origin := fallback, "default"
		variable := "CHANCERY_" + strings.ToUpper(key)
		if v := getenv(p.env, variable); c.IsSet(flag) {
			value, origin = c.String(flag), "--"+flag
		} else if v != "" {
			value, origin = v, "$"+variable
		} else if v := file[key]; v != "" {
			path, _ := p.configPath(c)
			value, origin = v, path
		}
		p.set.values[key], p.set.origins[key] = value, origin
		return value
	}
	p.set.store = pick("store", "store", defaultStore)
	p.set.format = strings.ToLower(strings.TrimPrefix(pick("format", "format", ""), "."))
	if c.IsSet("format") {
		p.set.syntax = p.set.format
	}
	p.set.progress = pick("progress", "progress", "auto")
	p.set.quiet, p.set.verbose = c.Bool("quiet"), c.Bool("verbose")
	colour := pick("", "color", "auto")
	p.set.colour = colour == "always" ||
		colour == "auto" && isTerminal(p.stdout) && getenv(p.env, "NO_COLOR") == "" && getenv(p.env, "TERM") != "dumb"
	if c.Bool("no-color") {
		p.set.colour = false
	}
	if c.Bool("json") {
		if c.IsSet("format") && p.set.format != "json" {
			return usagef("", "--json and --format %s ask for different things", p.set.format)
		}
		p.set.format = "json"
	}
	p.jsonErrors = p.set.format == "json"
	if p.set.store == "" {
		return usagef("", "--store is empty")
	}
	if !slices.Contains(progressModes, p.set.progress) {
		return usagef("", "--progress %q: expected %s", p.set.progress, strings.Join(progressModes, ", "))
	}
	if !slices.Contains([]string{"auto", "always", "never"}, colour) {
		return usagef("", "color %q: expected auto, always or never", colour)
	}
	return nil
}

// configPath returns the config file that is to be read and whether it has to
// be there: a file that was named has to, the one in the user's config
// directory has not.
func (p *program) configPath(c *cli.Context) (path string, required bool) {
	if c.IsSet("config") {
		return c.String("config"), true
	}
	if v := getenv(p.env, "CHANCERY_CONFIG"); v != "" {
		return v, true
	}
	if v := getenv(p.env, "XDG_CONFIG_HOME"); v != "" {
		return filepath.Join(v, "chancery", "config"), false
	}
	if v := getenv(p.env, "HOME"); v != "" {
		return filepath.Join(v, ".config", "chancery", "config"), false
	}
	return "", false
}

// readConfig reads the config file: lines of key = value; blank lines and lines
// that begin with # are comments; a value may stand in double quotes.
func (p *program) readConfig(c *cli.Context) (map[string]string, error) {
	path, required := p.configPath(c)
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) && !required {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("config file: %w", err)
	}
	defer f.Close()
	values := map[string]string{}
	scan := bufio.NewScanner(f)
	for line := 1; scan.Scan(); line++ {
		text := strings.TrimSpace(scan.Text())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		key, value, ok := strings.Cut(text, "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		if !ok {
			return nil, usagef("", "%s:%d:1: expected key = value", path, line)
		}
		if !slices.Contains(configKeys, key) {
			return nil, usagef("", "%s:%d:1: unknown key %q, expected one of %s", path, line, key, strings.Join(configKeys, ", "))
		}
		if strings.HasPrefix(value, `"`) {
			if value, err = strconv.Unquote(value); err != nil {
				return nil, usagef("", "%s:%d: the value of %s has no closing quote", path, line, key)
			}
		}
		values[key] = value
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("config file %s: %w", path, err)
	}
	return values, nil
}
