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
        In the chain: runs, human verdicts, erasures, the plans and results of evaluations and what was \
        deleted of them, labels of versions, and the settings that runs were made under. Every text, \
        field and seal is computed again, and compared with every table and the search index; the first \
        that is not as it was sealed is named. Exit 5 where something is not.

        The last seal is kept in your state folder as well, so that records whose end was cut off, or \
        which were computed again as a whole, are found: after putting back a backup, or starting \
        again, accept them as they are with --accept. On another machine, or in a copy, nothing was \
        kept, and that is said; keep the last seal elsewhere, and give it with --seal.

        A label that was moved by other means than Precept, such as git, is noted.
        """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: "A file that trace export wrote; the workspace's chain if not given.")
    var file: String?
    @Option(
      help: ArgumentHelp("A seal that was kept: it must still be in the chain.", valueName: "seal"))
    var seal: String?
    @Flag(help: "Take the end of the chain as it is now as the last seal.") var accept = false
    @Flag(help: "One JSON document.") var json = false

    func validate() throws {
      guard file == nil || !accept else {
        throw ValidationError("--accept is for the workspace's chain. Leave the file away.")
      }
    }

    func run() throws {
      try AuditCommand.verify(
        file: file, seal: seal, accepts: accept, json: json, in: place.context()
      ).leave()
    }
  }
}
