import Foundation
import Policies
import Testing

@testable import Workspace

func fixture(_ name: String, file: String = #filePath) throws -> String {
  let path = split(file).directory + "/Fixtures/" + name
  return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
}

struct SettingsTests {
  let folder = TestFolder()

  func load(user: String? = nil, workspace: String? = nil) throws -> Configuration {
    if let user { try folder.write(user, to: "config.toml") }
    if let workspace { try folder.write(workspace, to: "precept.toml") }
    return try settings().accepted
  }

  /// Of the files as they are.
  func settings(leavesOut: Bool = false) throws -> Settings {
    try Settings.load(
      userFile: folder.path + "/config.toml", workspaceFile: folder.path + "/precept.toml",
      reservedNames: ["llama-server", "ollama", "rule-matcher"], leavesOut: leavesOut)
  }

  @Test func `no files are an empty configuration`() throws {
    #expect(try load() == Configuration())
  }

  @Test func `the released settings are read`() throws {
    let expected = Configuration(
      engines: [
        .init(
          name: "gpu", url: "https://gpu.example:8443", model: "gpt-oss-safeguard-120b",
          apiKeyEnvironment: "GPU_KEY", kind: "vllm"),
        .init(name: "here", url: "http://127.0.0.1:8080"),
      ], defaultEngine: "gpu", effort: "high",
      keys: ["run": ["ctrl-r", "f5"], "version.save": ["ctrl-s"], "policy.open": ["ctrl-o"]],
      theme: "default", mouse: false, ascii: true, escapeMilliseconds: 25,
      protectedLabels: ["production"])
    var read = try load(user: fixture("config-1.toml"))
    read.places = [:]
    #expect(read == expected)
  }

  @Test func `a workspace fills in what the user has not said, and its effort goes first`() throws {
    let merged = try load(
      user: """
        effort = "low"
        theme = "light"
        [display]
        mask = true
        [keys]
        run = "f5"
        [colors]
        accent = "blue"
        """,
      workspace: """
        effort = "high"
        theme = "mono"
        mouse = false
        [display]
        mask = false
        [keys]
        run = "ctrl-d"
        "version.save" = "f6"
        [colors]
        accent = "red"
        good = "cyan"
        """)
    #expect(merged.effort == "high")
    #expect(merged.theme == "light")
    #expect(merged.mouse == false)
    #expect(merged.masksContent == true)
    #expect(merged.keys == ["run": ["f5"], "version.save": ["f6"]])
    #expect(merged.colors == ["accent": "blue", "good": "cyan"])
    #expect(merged.places["effort"]?.hasSuffix("precept.toml:1") == true)
    #expect(merged.places["theme"]?.hasSuffix("config.toml:2") == true)
  }

  @Test func `only the user's own file names the program of managed engines`() throws {
    let toml = "[managed]\nllama_server = \"/opt/llama/llama-server\""
    #expect(
      try load(user: toml, workspace: "effort = \"low\"").llamaServer?.hasPrefix("/opt") == true)
    let error = workspaceError { _ = try load(workspace: "effort = \"low\"\n" + toml) }
    #expect(
      error?.message.hasSuffix("precept.toml:2: a workspace may not name a program to run.") == true
    )
  }

  static let wrong: [(toml: String, line: Int, message: String, hint: String)] = [
    (
      "effort = \"low\"\nmuose = true", 2, "there is no setting “muose”.",
      "It can be ascii, colors, default_engine, display, effort, engine, format, input, keys, "
        + "managed, mouse, protected_labels, theme."
    ),
    (
      "\n\nmouse = \"yes\"", 3, "mouse is a string.",
      "It must be true or false, without quotation marks."
    ),
    ("effort = \"hard\"", 1, "effort is “hard”.", "It can be low, medium, high."),
    ("[input]\nescape_ms = 5000", 2, "escape_ms is 5000.", "It can be 0 to 1000."),
    ("[input]\n\n  escape = 5", 3, "there is no setting “input.escape”.", "It can be escape_ms."),
    ("[[engine]]\nname = \"a\"", 1, "the engine “a” has no url.", "Add url = \"http://…\"."),
    ("[[engine]]\nurl = \"http://x\"", 1, "name is missing.", "Add name = \"…\"."),
    (
      "[[engine]]\nname = \"a\"\nurl = \"http://x\"\n\n[[engine]]\nname = \"b\"\nurl = 7", 7,
      "url is a whole number.", "It must be a string, in quotation marks."
    ),
    (
      "[[engine]]\nname=\"a\"\nurl=\"http://x\"\n[[engine]]\nname=\"a\"\nurl=\"http://y\"", 5,
      "there are two engines “a”.", "Give one of them another name."
    ),
    ("[keys]\nrun = [1]", 2, "run holds a whole number.", "It takes strings only."),
    (
      "[managed]\nllama_server = \"llama-server\"", 2, "llama_server is “llama-server”.",
      "It must be the whole path of the program, from / on."
    ),
    (
      "[managed]\nllama = \"/x\"", 2, "there is no setting “managed.llama”.",
      "It can be llama_server."
    ),
    (
      "[display]\nmask = 1", 2, "mask is a whole number.",
      "It must be true or false, without quotation marks."
    ),
    ("[display]\nmasks = true", 2, "there is no setting “display.masks”.", "It can be mask."),
    (
      "[colors]\naccent = 3", 2, "accent is a whole number.",
      "It must be a string, in quotation marks."
    ),
    ("theme = 2026-11-23", 1, "theme is a date.", "It must be a string, in quotation marks."),
    ("engine = \"a\"", 1, "engine is a string.", "It must be a list of tables, [[engine]]."),
  ]

  @Test func `a wrong setting is named with its line and what it can be`() throws {
    for row in Self.wrong {
      let error = workspaceError { _ = try load(user: row.toml) }
      #expect(error?.message == "\(folder.path)/config.toml:\(row.line): \(row.message)")
      #expect(error?.hint == row.hint)
    }
  }

  @Test func `what was said is known by file and line, also where a key has dots`() throws {
    let read = try load(
      user: """
        theme = "light"
        [display]
        mask = true
        [keys]
        "version.save" = "ctrl-d"
        case.next = "f11"
        run = []
        """, workspace: "mouse = false\n[colors]\naccent = \"blue\"")
    let user = folder.path + "/config.toml:"
    let workspace = folder.path + "/precept.toml:"
    #expect(
      read.places == [
        "theme": user + "1", "display.mask": user + "3", "keys.version.save": user + "5",
        "keys.case.next": user + "6", "keys.run": user + "7", "mouse": workspace + "1",
        "colors.accent": workspace + "3",
      ])
    #expect(read.masksContent == true)
    #expect(read.colors == ["accent": "blue"])
  }

  @Test func `the table of settings knows every setting that is read, and its default holds`()
    throws
  {
    for table in ["", "[display]\n", "[input]\n", "[managed]\n"] {
      let error = workspaceError { _ = try load(user: table + "nonsense = 1") }
      let hint = error?.hint ?? ""
      let known = hint.dropFirst("It can be ".count).dropLast().split(separator: ", ")
      let prefix = table.isEmpty ? "" : table.dropFirst().dropLast(2) + "."
      for key in known {
        let name = prefix + key
        let isInTable = ConfigurationOption.all.contains {
          $0.name == name || $0.path.first == name
        }
        #expect(isInTable || ["format", "engine", "keys", "colors"].contains(name), "\(name)")
      }
    }
    for option in ConfigurationOption.all {
      let header = option.path.count > 1 ? "[\(option.path[0])]\n" : ""
      let read = try load(user: header + "\(option.path.last ?? "") = \(option.example)")
      let isEmptyList = option.example == "[]"
      #expect(option.value(read) == (isEmptyList ? nil : option.example), "\(option.name)")
      #expect(read.places[option.name] != nil, "\(option.name)")
    }
  }

  @Test func `broken TOML is named with its line`() throws {
    for (toml, line) in [
      ("effort = \"low\"\nmouse = = 1", 2), ("theme = \"a\u{0}b\"", 1), ("\n[\n", 2), ("[=", 1),
      ("a" + String(repeating: ".a", count: 50_000) + " = 1", 1),
      ("\na = " + String(repeating: "[", count: 100_000), 2),
    ] {
      let error = workspaceError { _ = try load(user: toml) }
      #expect(error?.message.hasPrefix("\(folder.path)/config.toml:\(line): ") == true)
    }
  }

  @Test func `a workspace's broken file is left out where that is asked for, the user's never`()
    throws
  {
    try folder.write("theme = \"light\"", to: "config.toml")
    try folder.write("theme = \"mono\"\n\n[\n", to: "precept.toml")
    let read = try settings(leavesOut: true)
    #expect(read.configuration.theme == "light")
    #expect(read.problem?.message.hasPrefix("\(folder.path)/precept.toml:3: ") == true)
    #expect(workspaceError { _ = try settings() } != nil)
    try folder.write("[", to: "config.toml")
    #expect(workspaceError { _ = try settings(leavesOut: true) } != nil)
  }

  @Test func `a newer format is refused`() throws {
    #expect(
      workspaceError { _ = try load(user: "format = 2\nnew = 1") }?.message.hasSuffix(
        " has format 2, which a newer Precept wrote.") == true)
  }

  @Test func `policy settings keep the order of the labels`() throws {
    let settings = try PolicySettings(
      toml: """
        format = 1
        title = "Spam"
        cases = ["a", "b"]
        [answer]
        shape = "axes"
        axes = [{ name = "Depiction", prefix = "D-" }, { name = "S" }]
        [answer.labels]
        "Z9" = "violates"
        A0 = "safe"
        "INVALID + ESCALATE" = "escalate"
        M5 = "undecided"
        [targets]
        Z9 = { recall = 0.9 }
        """, file: "policy.toml")
    #expect(settings.title == "Spam")
    #expect(settings.cases == ["a", "b"])
    #expect(
      settings.answer
        == AnswerFormat(
          shape: .axes,
          labels: [
            .init("Z9", .violates), .init("A0", .safe), .init("INVALID + ESCALATE", .escalate),
            .init("M5", nil),
          ], axes: [.init(name: "Depiction", prefix: "D-"), .init(name: "S", prefix: "")],
          source: .declared))
    let inline = try PolicySettings(
      toml: "[answer]\nshape = \"token\"\nlabels = { \"1\" = \"violates\", \"0\" = \"safe\" }",
      file: "policy.toml")
    #expect(inline.answer?.labels.map(\.name) == ["1", "0"])
  }

  @Test func `a wrong policy setting is named`() throws {
    for (toml, message) in [
      ("[answer]\nfields = []", "policy.toml:1: the answer has no shape."),
      ("[answer]\nshape = \"word\"", "policy.toml:2: shape is “word”."),
      ("[answer]\nshape = \"token\"\n[answer.labels]\nX = \"bad\"", "policy.toml:4: X is “bad”."),
      ("titel = \"x\"", "policy.toml:1: there is no setting “titel”."),
    ] {
      #expect(
        workspaceError { _ = try PolicySettings(toml: toml, file: "policy.toml") }?.message
          == message)
    }
  }
}
