extension Configuration {
  /// Reads settings:
  ///
  /// ```toml
  /// format = 1
  /// default_engine = "gpu"
  /// effort = "medium"              # low, medium or high
  /// theme = "default"
  /// mouse = true
  /// ascii = false
  /// protected_labels = ["production"]
  ///
  /// [[engine]]
  /// name = "gpu"
  /// url = "http://gpu.example:8080"
  /// model = "gpt-oss-safeguard-20b"
  /// kind = "vllm"
  /// route = "exact"                # exact, chat, responses or native; by default the best
  /// api_key_env = "GPU_KEY"
  ///
  /// [managed]
  /// llama_server = "/opt/llama/llama-server"   # in the user's own file only
  ///
  /// [input]
  /// escape_ms = 50
  ///
  /// [display]
  /// mask = false                   # content is shown as blocks until it is revealed
  ///
  /// [colors]
  /// accent = "blue bold"
  ///
  /// [keys]
  /// run = ["ctrl-r", "f5"]
  /// "version.save" = "ctrl-s"
  /// ```
  ///
  /// - Parameters:
  ///   - file: as errors call it.
  ///   - source: a workspace may not name a program, which would be run.
  init(toml: String, file: String, source: Source) throws {
    var table = try SettingsDocument(toml, file: file).table
    try table.checkFormat(newest: 1)
    let engineTables = try table.tables("engine")
    self.init(
      engines: try engineTables.map { try Engine($0, source: source) },
      defaultEngine: try table.string("default_engine"),
      effort: try table.word("effort", of: ["low", "medium", "high"]),
      theme: try table.string("theme"), mouse: try table.bool("mouse"),
      ascii: try table.bool("ascii"), protectedLabels: try table.strings("protected_labels") ?? [])
    if var input = try table.table("input") {
      escapeMilliseconds = try input.integer("escape_ms", in: 0...1000)
      try input.finish()
    }
    if var display = try table.table("display") {
      masksContent = try display.bool("mask")
      try display.finish()
    }
    if let given = try table.table("colors") { colors = try Self.colors(given) }
    if let managed = try table.table("managed") {
      llamaServer = try Self.llamaServer(managed, isWorkspace: source.isWorkspace)
    }
    if let bindings = try table.table("keys") { keys = try Self.bindings(bindings) }
    try table.finish()
    let names =
      ConfigurationOption.all.map(\.name) + colors.keys.map { "colors.\($0)" }
      + keys.keys.map { "keys.\($0)" } + (engines.isEmpty ? [] : ["engine"])
    places = table.document.places(of: names)
    for (index, engine) in engines.enumerated()
    where engines[..<index].contains(where: { $0.name == engine.name }) {
      throw engineTables[index].error(
        "name", "there are two engines “\(engine.name)”.",
        hint: "Give one of them another name.")
    }
  }

  private static func llamaServer(
    _ given: SettingsTable, isWorkspace: Bool
  ) throws -> String? {
    var table = given
    guard !isWorkspace else {
      throw table.error(
        nil, "a workspace may not name a program to run.",
        hint: "Move [managed] to your own config.toml.")
    }
    let path = try table.string("llama_server")
    try table.finish()
    if let path, !path.hasPrefix("/") {
      throw table.error(
        "llama_server", "llama_server is “\(path)”.",
        hint: "It must be the whole path of the program, from / on.")
    }
    return path
  }

  private static func colors(_ given: SettingsTable) throws -> [String: String] {
    var table = given
    var found: [String: String] = [:]
    for name in table.keys { found[name] = try table.string(name) }
    return found
  }

  /// `"run.stop" = "esc"`, or without quotation marks, which TOML reads as tables.
  private static func bindings(_ given: SettingsTable) throws -> [String: [String]] {
    var table = given
    var found: [String: [String]] = [:]
    for key in table.keys {
      if let inner = table.table(at: key) {
        for (name, chords) in try bindings(inner) { found["\(key).\(name)"] = chords }
      } else {
        found[key] = try table.strings(key)
      }
    }
    return found
  }
}

extension Configuration.Engine {
  fileprivate static let kinds = [
    "llama-server", "ollama", "vllm", "lm-studio", "openai", "rule-matcher",
  ]

  fileprivate init(_ given: SettingsTable, source: Configuration.Source) throws {
    var table = given
    self.init(
      name: try table.requiredString("name"), url: try table.string("url"),
      model: try table.string("model"), apiKeyEnvironment: try table.string("api_key_env"),
      kind: try table.word("kind", of: Self.kinds),
      route: try table.word("route", of: ["exact", "chat", "responses", "native"]))
    try table.finish()
    if let url, !url.hasPrefix("http://"), !url.hasPrefix("https://") {
      throw table.error(
        "url", "“\(url)” is no URL of an engine.", hint: "Write http:// or https:// before it.")
    }
    if url == nil && kind != "rule-matcher" {
      throw table.error(nil, "the engine “\(name)” has no url.", hint: "Add url = \"http://…\".")
    }
    // --engine takes a name or a URL.
    if name.contains("://") {
      throw table.error(
        "name", "an engine cannot be named “\(name)”.", hint: "A name does not hold “://”.")
    }
    if case .workspace(let reserved, let userKeys) = source, url != nil {
      try check(table, reserved, userKeys)
    }
  }

  /// What only the user may say.
  private func check(
    _ table: SettingsTable, _ reserved: [String], _ userKeys: Set<String>
  ) throws {
    if Self.isReserved(name, among: reserved) {
      throw table.error(
        "name",
        "a workspace cannot name its engine “\(name)”: Precept gives that name to engines that it finds itself.",
        hint: "Give the engine another name.")
    }
    if let variable = apiKeyEnvironment, userKeys.contains(variable) {
      throw table.error(
        "api_key_env",
        "a workspace cannot use the key in \(variable), which your own settings give to another engine.",
        hint: "Move this engine to your own config.toml.")
    }
  }

  /// Discovery names a second engine of a kind by its port: `ollama-11435`.
  private static func isReserved(_ name: String, among reserved: [String]) -> Bool {
    let folded = name.lowercased().filter { !$0.isWhitespace }
    return reserved.contains { word in
      guard folded.hasPrefix(word) else { return false }
      let rest = folded.dropFirst(word.count)
      return rest.isEmpty
        || rest.first == "-" && rest.count > 1 && rest.dropFirst().allSatisfy(\.isNumber)
    }
  }
}
