import Application
import ArgumentParser

struct Audit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Check that run records are as they were written.",
    subcommands: [Verify.self])

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Check the chain of run records, or an exported record.",
      discussion: """
        Every text, field and seal is computed anew; the first that is not as it was sealed is named. \
        Exit 5 where something is not. Somebody who knows how can compute a whole chain anew: keep the \
        last seal elsewhere, and give it with --seal to find that too.
        """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: "A file that trace export wrote; the workspace's chain if not given.")
    var file: String?
    @Option(
      help: ArgumentHelp("A seal that was kept: it must still be in the chain.", valueName: "seal"))
    var seal: String?
    @Flag(help: "One JSON document.") var json = false

    func run() throws {
      try AuditCommand.verify(file: file, seal: seal, json: json, in: place.context()).leave()
    }
  }
}
