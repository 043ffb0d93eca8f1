import Application
import ArgumentParser

struct ListVersions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "versions", abstract: "List a policy's versions.")

  @OptionGroup var place: PlaceOptions
  @Argument(help: "The policy's name.") var policy: String
  @Flag(help: "One JSON document.") var json = false

  func run() throws {
    try VersionCommands.list(policy, json: json, in: place.context()).leave()
  }
}

struct Save: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "save",
    abstract: "Save policy.md, or a file, as the policy's next version.")

  @OptionGroup var place: PlaceOptions
  @Argument(help: "The policy's name.") var policy: String
  @Argument(help: "A file to save instead of policy.md; - reads standard input.") var file: String?
  @Option(name: [.short, .customLong("message")], help: ArgumentHelp("A note.", valueName: "note"))
  var message = ""
  @Flag(help: "One JSON document.") var json = false

  func run() throws {
    try VersionCommands.save(policy, file: file, note: message, json: json, in: place.context())
      .leave()
  }
}

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print a version's text, byte for byte.")

  @OptionGroup var place: PlaceOptions
  @Argument(help: "A name, name@7, or name@production.") var policy: String

  func run() throws {
    try VersionCommands.show(policy, in: place.context()).leave()
  }
}

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "The difference of two versions.")

  @OptionGroup var place: PlaceOptions
  @Argument(help: "name@6") var old: String
  @Argument(help: "name@7") var new: String

  func run() throws {
    try VersionCommands.diff(old, new, in: place.context()).leave()
  }
}

struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Put a version's text into the draft; no version is made.")

  @OptionGroup var place: PlaceOptions
  @Argument(help: "name@7") var version: String
  @Flag(help: "Also where there is unsaved text, which is kept beside it.") var force = false

  func run() throws {
    try VersionCommands.restore(version, force: force, in: place.context()).leave()
  }
}

struct Label: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "label",
    abstract: "Put a label on a version; it moves from where it sat.",
    discussion: """
      A protected label does not move without --force. protected_labels in config.toml or \
      precept.toml protects labels of every policy, --protect one of this policy. Each change is \
      sealed in the chain of run records, with the version, its hash, and who made it.
      """)

  @OptionGroup var place: PlaceOptions
  @Argument(help: "name@7") var version: String
  @Argument(help: "staging, production, or your own.") var label: String
  @Flag(help: "Take the label off the version.") var remove = false
  @Flag(help: "Also where the label is protected.") var force = false
  @Flag(inversion: .prefixedNo, help: "Have the label stay unless --force is given.")
  var protect: Bool?

  func run() throws {
    let change = VersionCommands.LabelOptions(removes: remove, protects: protect, force: force)
    try VersionCommands.label(version, label, change, in: place.context()).leave()
  }
}

struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "A recorded run, whole.",
    subcommands: [Show.self, Difference.self, Judge.self, Export.self, Erase.self])

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write one run as a file that audit verify checks anywhere.",
      discussion: """
        A file of the same name is replaced; a pipe, a terminal or /dev/null is written into. A \
        folder, a block device, a saved version of a policy and Precept's own files are refused \
        with exit code 5.
        """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: "The run's id, or its beginning.") var id: String
    @Option(
      name: [.short, .long],
      help: ArgumentHelp("Where to; standard output if not given.", valueName: "file"))
    var output: String?

    func run() throws {
      try AuditCommand.export(id, to: output, in: place.context()).leave()
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show one run.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: "The run's id, or its beginning.") var id: String
    @Flag(help: "One JSON document.") var json = false

    func run() throws {
      try RecordCommands.trace(id, json: json, in: place.context()).leave()
    }
  }
}
