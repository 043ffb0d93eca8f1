import Application
import ArgumentParser

struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Settings: where they are, what they say, a file to begin with.",
    subcommands: [Path.self, Show.self, Check.self, Init.self], defaultSubcommand: Show.self)

  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "path", abstract: "Where the settings are looked for.")
    @OptionGroup var place: PlaceOptions

    func run() throws { try place.configuration.path().leave() }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Every setting as it holds, with the line that says so.")
    @OptionGroup var place: PlaceOptions

    func run() throws { try place.configuration.show().leave() }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Whether the settings can be read; exit 5 if not.")
    @OptionGroup var place: PlaceOptions

    func run() throws { try place.configuration.check().leave() }
  }

  struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "init",
      abstract: "Write your own config.toml with every setting and its default, commented out.")
    @OptionGroup var place: PlaceOptions
    @Flag(help: "Print it instead.") var print = false

    func run() throws { try place.configuration.create(printing: print).leave() }
  }
}

extension PlaceOptions {
  fileprivate var configuration: ConfigCommands {
    ConfigCommands(workspace: workspace, console: console)
  }
}
