public import Policies

extension PolicySettings {
  /// Reads `policy.toml`:
  ///
  /// ```toml
  /// format = 1
  /// title = "Marketplace spam"
  /// cases = ["marketplace"]
  ///
  /// [answer]
  /// shape = "token"                # token, json, axes, list or form; without it the text tells
  /// fields = ["violation"]         # of a JSON answer
  /// labels = { "0" = "safe", "1" = "violates", "2" = "undecided" }
  /// axes = [{ name = "Depiction", prefix = "D-" }]
  ///
  /// [targets]                      # what evaluations are held to; "all" is every case
  /// all = { recall = 0.9 }
  /// "SP3" = { precision = 0.8, recall = 0.9 }
  /// ```
  ///
  /// - Parameter file: as errors call it.
  /// - Throws: ``WorkspaceError`` that names file, line and key.
  public init(toml: String, file: String) throws {
    var table = try SettingsDocument(toml, file: file).table
    try table.checkFormat(newest: 1)
    self.init(title: try table.string("title"), cases: try table.strings("cases") ?? [])
    if let answer = try table.table("answer") { self.answer = try Self.answer(answer) }
    if let given = try table.table("targets") { targets = try Self.targets(given) }
    try table.finish()
  }

  private static func targets(_ given: SettingsTable) throws -> [MetricTarget] {
    var table = given
    var targets: [MetricTarget] = []
    for category in table.keys {
      guard var figures = try table.table(category) else { continue }
      for metric in MetricTarget.Metric.allCases {
        guard let value = try figures.number(metric.rawValue, in: 0...1) else { continue }
        targets.append(MetricTarget(category: category, metric: metric, value: value))
      }
      try figures.finish()
    }
    try table.finish()
    return targets
  }

  private static func answer(_ given: SettingsTable) throws -> AnswerFormat {
    var table = given
    let shapes: [AnswerFormat.Shape] = [.token, .json, .axes, .list, .form]
    let word = try table.word("shape", of: shapes.map(\.rawValue))
    // Labels alone say what they decide; everything else needs a shape.
    guard word != nil || table.keys == ["labels"] else {
      throw table.error(
        nil, "the answer has no shape.",
        hint: "Add shape = \"token\"; it can be token, json, axes, list or form.")
    }
    let format = AnswerFormat(
      shape: word.flatMap(AnswerFormat.Shape.init),
      labels: try table.table("labels").map(labels) ?? [],
      fields: try table.strings("fields") ?? [],
      axes: try table.tables("axes").map(axis), source: .declared)
    try table.finish()
    return format
  }

  /// TOML has no null, so that a label whose decision is open says `undecided`.
  private static func labels(_ given: SettingsTable) throws -> [AnswerFormat.Label] {
    var table = given
    return try table.keys.map { name in
      let words = Decision.allCases.map(\.rawValue)
      let word = try table.word(name, of: words + ["undecided"])
      return AnswerFormat.Label(name, word.flatMap(Decision.init))
    }
  }

  private static func axis(_ given: SettingsTable) throws -> AnswerFormat.Axis {
    var table = given
    let axis = AnswerFormat.Axis(
      name: try table.requiredString("name"), prefix: try table.string("prefix") ?? "")
    try table.finish()
    return axis
  }
}
