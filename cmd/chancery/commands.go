package main

import "github.com/urfave/cli/v2"

// commands lists the command tree in the order of the help page.
func (p *program) commands() []*cli.Command {
	return []*cli.Command{
		p.initCommand(), p.infoCommand(), p.statsCommand(), p.verifyCommand(),
		p.rebuildCommand(), p.compactCommand(), p.backupCommand(), p.restoreCommand(),

		p.ingestCommand(), p.importCommand(),

		p.findCommand(), p.showCommand(), p.metCommand(), p.chainCommand(),
		p.timelineCommand(), p.whyCommand(),

		p.logCommand(), p.diffCommand(),

		p.retractCommand(), p.undoCommand(),

		p.exportCommand(), p.convertCommand(), p.validateCommand(),

		p.tourCommand(), p.completionCommand(), p.manCommand(), p.helpCommand(), p.versionCommand(),
	}
}
