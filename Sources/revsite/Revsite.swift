import ArgumentParser
import SiteBuilding

@main
struct Revsite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revsite",
        abstract: "Turns revenue data and Markdown into a board pack.",
        version: revsiteVersion,
        subcommands: [
            BuildCommand.self, CheckCommand.self, ServeCommand.self, KPICommand.self,
            ExplainCommand.self,
            InitCommand.self,
            ImportCommand.self,
            DemoDataCommand.self,
        ])
}
