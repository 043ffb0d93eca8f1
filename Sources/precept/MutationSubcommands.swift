import Application
import ArgumentParser

struct Mutate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutate",
    abstract: "Change a content on purpose, to see whether a verdict holds.",
    discussion: """
      Each kind is applied to the text by itself, or with --stack one after another. The same \
      text, kinds, seed and rate give the same result on every machine. --list says of each kind \
      whether the verdict on its result agrees with that on the original, differs, or may differ.

      Characters that a terminal could obey are shown as what they are; --jsonl has the exact text.
      """)

  @OptionGroup var place: PlaceOptions
  @Argument(help: "The content; - or nothing reads standard input.") var file: String?
  @Option(help: ArgumentHelp("The content itself.", valueName: "text")) var content: String?
  @Option(help: ArgumentHelp("Which, by their words, with commas between.", valueName: "a,b,c"))
  var kinds = "all"
  @Option(help: ArgumentHelp("Which of its possible results.", valueName: "n")) var seed: UInt64 = 1
  @Option(help: ArgumentHelp("The share of places to change, 0 to 1.", valueName: "r"))
  var rate = MutateCommand.usualRate
  @Option(help: ArgumentHelp("How long padding is, in words.", valueName: "n"))
  var words = MutateCommand.usualPaddingWords
  @Flag(help: "Apply the kinds one after another to one text.") var stack = false
  @Flag(help: "A line of JSON for each result.") var jsonl = false
  @Flag(help: "List the kinds and what they do.") var list = false

  func validate() throws {
    try checkOption("rate", rate, in: 0...1)
    try checkOption("words", words, in: 0...1_000_000)
    if seed > UInt64(Int.max) { throw ValidationError("--seed must be at most \(Int.max).") }
  }

  func run() throws {
    if list {
      try MutateCommand.list(jsonLines: jsonl, on: place.console).leave()
      return
    }
    let words = kinds.split(separator: ",").map { $0.filter { $0 != " " } }
    try MutateCommand(
      file: file, content: content, kinds: words, seed: seed, rate: rate,
      paddingWords: self.words, stacks: stack, jsonLines: jsonl
    ).run(in: place.context()).leave()
  }
}
