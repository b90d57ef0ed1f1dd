package main

import "github.com/urfave/cli/v2"

// commands lists the command tree in the order of the help page.
func (p *program) commands() []*cli.Command {
	return []*cli.Command{
		p.initCommand(), p.infoCommand(), p.statsCommand(), p.verifyCommand(),
		p.rebuildCommand(), p.compactCommand(), p.backupCommand(), p.restoreCommand(),

		p.ingestCommand(), p.watchCommand(), p.extractCommand(), p.evalCommand(), p.importCommand(), p.mappingCommand(),

		p.findCommand(), p.searchCommand(), p.showCommand(), p.metCommand(), p.chainCommand(), p.reachCommand(),
		p.whoCommand(), p.timelineCommand(), p.commonCommand(), p.egoCommand(), p.compareCommand(), p.whyCommand(),

		p.queryCommand(), p.updateCommand(), p.savedCommand(), p.shellCommand(),

		p.logCommand(), p.blameCommand(), p.diffCommand(),

		p.retractCommand(), p.undoCommand(), p.reviewCommand(),
		p.mergeCommand(), p.splitCommand(), p.distinctCommand(), p.identifyCommand(), p.dupesCommand(), p.shapeCommand(),

		p.exportCommand(), p.convertCommand(), p.validateCommand(),

		p.serveCommand(), p.openAPICommand(),

		p.tourCommand(), p.configCommand(), p.doctorCommand(), p.completionCommand(), p.manCommand(), p.helpCommand(), p.versionCommand(),
	}
}
