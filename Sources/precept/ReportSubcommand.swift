import Application
import ArgumentParser

struct WriteReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write an evaluation as one self-contained HTML page.",
    discussion: """
      The page has every figure with its interval, charts, what changed between readings and the \
      cases that failed. It needs nothing from a network. Contents of cases are left out unless \
      --contents asks for them. A file of the same name is replaced; a pipe, a terminal or \
      /dev/null is written into. A folder, a block device, a saved version of a policy and \
      Precept's own files are refused with exit code 5.
      """)

  @OptionGroup var place: PlaceOptions
  @Argument(help: "The evaluation's id, or its beginning.") var evaluation: String
  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("Where to write; - is standard output.", valueName: "file"))
  var output: String
  @Flag(help: "Quote the beginnings of the contents of cases that failed.") var contents = false

  func run() throws {
    try ReportCommand(
      evaluation: evaluation, file: output, showsContents: contents,
      version: Precept.configuration.version
    ).run(in: place.context()).leave()
  }
}
