import Foundation
import TerminalText
import Testing
import Workbench
import Workspace

@testable import Application

/// Settings that only the workbench can check, and the file of `precept config init`.
struct ConfigurationTests {
  static func load(_ toml: String) throws -> Configuration {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).toml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(toml.utf8).write(to: file)
    return try Settings.load(userFile: file.path, workspaceFile: nil).configuration
  }

  static func problems(_ toml: String) throws -> [String] {
    WorkbenchSettings.problems(in: try load(toml)).map {
      String($0.drop { $0 != ":" }.dropFirst())
    }
  }

  static let wrong: [(String, String)] = [
    (
      "\ntheme = \"solarized\"",
      "2: theme is “solarized”. It can be default, light, high-contrast, mono."
    ),
    (
      "[colors]\naccent = \"blau\"",
      "2: colors.accent is “blau”. Write it like “blue bold on white” or “bright-red”."
    ),
    (
      "[colors]\nacent = \"blue\"",
      "2: there is no colour “acent” to set. It can be accent, error, caution, good, special, link, dim."
    ),
    ("[keys]\n\"no.command\" = \"ctrl-d\"", "2: [keys] names “no.command”, which is no command."),
    ("[keys]\nno.command = \"ctrl-d\"", "2: [keys] names “no.command”, which is no command."),
    ("[keys]\nrun = \"hyper-r\"", "2: “hyper-r” for run is no key."),
    (
      "[keys]\nrun = \"ctrl-h\"",
      "2: “ctrl-h” cannot be bound: terminals send the same byte for another key."
    ),
    ("[keys]\nrun = \"x\"", "2: “x” cannot be bound: it would not be typed any more."),
    (
      "[keys]\n\n\"view.zoom\" = \"ctrl-s\"",
      "3: “ctrl-s” is bound to both version.save and view.zoom."
    ),
    ("[keys]\nrun = \"ctrl-o\"", "2: “ctrl-o” is bound to both run and policy.open."),
    (
      "[keys]\n\"version.label\" = \"ctrl-d\"",
      "2: “version.label” has a letter on its screen, and takes no other key."
    ),
  ]

  @Test(arguments: wrong)
  func `a wrong key, command, colour or theme is named with its line`(
    toml: String, sentence: String
  ) throws {
    #expect(try Self.problems(toml) == [sentence])
    #expect(throws: CommandFailure.self) { try WorkbenchSettings(try Self.load(toml)) }
  }

  @Test func `themes and colours reach the workbench`() throws {
    let settings = try WorkbenchSettings(
      try Self.load("theme = \"mono\"\n[colors]\naccent = \"bright-blue\""))
    #expect(settings.colors == ColorScheme(.mono, changing: [.accent: Style(.brightBlue)]))
  }

  /// Every commented setting, without its mark.
  static var uncommented: String {
    ConfigCommands.template.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let body = line.hasPrefix("# ") ? line.dropFirst(2) : line
      let isSetting =
        body.hasPrefix("[[")
        || body.prefix { $0 != " " }.allSatisfy { character in
          character.isLetter || character.isNumber || "_.\"-".contains(character)
        } && body.drop { $0 != " " }.hasPrefix(" = ")
      return isSetting ? String(body) : String(line)
    }.joined(separator: "\n")
  }

  @Test func `the template says nothing, and with every mark taken away says the defaults`() throws
  {
    let silent = try Self.load(ConfigCommands.template)
    #expect(silent.places.isEmpty)
    // The engine stands behind the tables, where TOML would take it for a part of the last.
    let read = try Self.load(Self.uncommented)
    for option in ConfigurationOption.all where option.usual != "[]" {
      #expect(option.value(read) == option.example, "\(option.name)")
    }
    #expect(read.engines.map(\.name) == ["gpu"])
    #expect(read.colors.count == ColorScheme.Role.allCases.count)
    #expect(WorkbenchSettings.problems(in: read) == [])
    #expect(Keymap.make(overrides: read.keys).0 == Keymap.make().0)
    let bindable = Command.all.filter { $0.context != .screen }
    #expect(Set(read.keys.keys) == Set(bindable.map(\.command.id)))
  }
}
