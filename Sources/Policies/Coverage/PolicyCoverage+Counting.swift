import Differences

extension PolicyCoverage {
  /// Counts.
  ///
  /// Citations on another text than `text` are carried over: by id, else by where their line went.
  ///
  /// - Parameters:
  ///   - text: the policy as it stands now.
  ///   - outline: of that text.
  ///   - texts: what the samples ran on; a sample's ``Sample/text`` is an index into it.
  ///   - cases: `set/id` and content of the cases that examples are compared with.
  /// - Complexity: O(citations), besides one line difference for each text.
  public init(
    of text: String, outline: PolicyOutline, texts: [String], samples: [Sample],
    cases: [(reference: String, content: String)]
  ) {
    var table = CoverageTable(outline)
    var lines: [Int: CarriedLines] = [:]
    var idle: [String: Bool] = [:]
    for sample in samples {
      let carried = lines[sample.text] ?? CarriedLines(from: texts[sample.text], to: text)
      lines[sample.text] = carried
      let namesAny = table.count(sample, carried)
      if let reference = sample.caseReference {
        idle[reference] = (idle[reference] ?? true) && !namesAny
      }
    }
    table.markLeaks(outline, cases)
    self.init(
      runs: samples.count, rows: table.rows, pairs: table.pairs,
      idleCases: idle.filter(\.value).keys.sorted())
  }
}

/// The rows of a coverage while samples are counted.
private struct CoverageTable {
  private(set) var rows: [PolicyCoverage.Row]
  private var rowOfID: [String: Int] = [:]
  /// The row that a line belongs to; an example goes before the rule that it stands in.
  private var rowOfLine: [Int: Int] = [:]
  private var named: [Int: Int] = [:]
  private var together: [RowPair: Int] = [:]

  /// A pair that was named fewer times says nothing yet.
  private static let leastRuns = 3

  private struct RowPair: Hashable {
    var first: Int
    var second: Int
  }

  init(_ outline: PolicyOutline) {
    let rules = outline.rules.map { rule in
      PolicyCoverage.Row(
        subject: .rule(id: rule.id), line: rule.line, title: rule.title,
        isRefined: outline.rules.contains { $0.id.hasPrefix(rule.id + ".") })
    }
    let examples = outline.examples.enumerated().map { index, example in
      PolicyCoverage.Row(
        subject: .example(index), line: example.line, title: example.content.firstLine)
    }
    rows = (rules + examples).sorted { $0.line < $1.line }
    for (row, entry) in rows.enumerated() {
      guard case .rule(let id) = entry.subject,
        let rule = outline.rules.first(where: { $0.id == id })
      else { continue }
      rowOfID[id] = row
      for line in rule.line...max(rule.line, rule.lastLine) { rowOfLine[line] = row }
    }
    for (row, entry) in rows.enumerated() {
      guard case .example(let index) = entry.subject else { continue }
      for line in outline.examples[index].lines { rowOfLine[line] = row }
    }
  }

  /// - Returns: whether the sample names any row.
  mutating func count(_ sample: PolicyCoverage.Sample, _ carried: CarriedLines) -> Bool {
    var considered: Set<Int> = []
    var cited: Set<Int> = []
    for citation in sample.citations where citation.known {
      guard let row = row(of: citation, carried) else { continue }
      if citation.channel == "final" { cited.insert(row) } else { considered.insert(row) }
    }
    let decided = Set(sample.labels.compactMap { rowOfID[$0] })
    for row in considered { rows[row].considered += 1 }
    for row in cited { rows[row].cited += 1 }
    for row in decided { rows[row].decided += 1 }
    let all = considered.union(cited).union(decided)
    countPairs(of: all)
    return !all.isEmpty
  }

  private func row(of citation: Citation, _ carried: CarriedLines) -> Int? {
    if citation.kind == .id { return citation.rule.flatMap { rowOfID[$0] } }
    let line = citation.line.flatMap { carried[$0] }
    return line.flatMap { rowOfLine[$0] } ?? citation.rule.flatMap { rowOfID[$0] }
  }

  private mutating func countPairs(of named: Set<Int>) {
    let rules = named.filter { if case .rule = rows[$0].subject { true } else { false } }.sorted()
    for (place, first) in rules.enumerated() {
      self.named[first, default: 0] += 1
      for second in rules[(place + 1)...] {
        together[RowPair(first: first, second: second), default: 0] += 1
      }
    }
  }

  var pairs: [PolicyCoverage.Pair] {
    together.filter { pair, runs in
      runs >= Self.leastRuns && named[pair.first] == runs && named[pair.second] == runs
    }
    .sorted { ($0.key.first, $0.key.second) < ($1.key.first, $1.key.second) }
    .map { pair, runs in
      PolicyCoverage.Pair(
        first: rows[pair.first].id, second: rows[pair.second].id, runs: runs)
    }
  }

  mutating func markLeaks(
    _ outline: PolicyOutline, _ cases: [(reference: String, content: String)]
  ) {
    var references: [String: String] = [:]
    for item in cases {
      let folded = item.content.foldedForComparison
      if !folded.isEmpty, references[folded] == nil { references[folded] = item.reference }
    }
    for row in rows.indices {
      guard case .example(let index) = rows[row].subject else { continue }
      rows[row].leak = references[outline.examples[index].content.foldedForComparison]
    }
  }
}

/// Where the lines of one text went in another.
private struct CarriedLines {
  /// nil where the two are the same.
  private var newLines: [Int: Int]?

  init(from old: String, to new: String) {
    guard old != new else { return }
    var carried: [Int: Int] = [:]
    var removed: [Int] = []
    for line in TextDifference(from: old, to: new).lines {
      switch line.kind {
      case .same:
        if let old = line.oldLine { carried[old] = line.newLine }
        removed = []
      case .removed:
        if let old = line.oldLine, !line.changed.isEmpty { removed.append(old) }
      case .added:
        // A line whose words changed is the line that stands in its place.
        if !line.changed.isEmpty, !removed.isEmpty { carried[removed.removeFirst()] = line.newLine }
      }
    }
    newLines = carried
  }

  subscript(line: Int) -> Int? {
    newLines.map { $0[line] } ?? line
  }
}

extension PolicyCoverage.Row {
  fileprivate var id: String {
    if case .rule(let id) = subject { id } else { "" }
  }
}

extension PolicyOutline.Example {
  /// From its first line to the last of its content.
  fileprivate var lines: ClosedRange<Int> {
    let breaks = content.utf8.count { $0 == 0x0A }
    return min(line, contentLine)...max(line, contentLine + breaks)
  }
}

extension String {
  fileprivate var firstLine: String {
    String(unicodeScalars.prefix { $0 != "\n" })
  }

  /// Lower case, one space for any white space, without quotation marks around it.
  fileprivate var foldedForComparison: String {
    let words = lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.trimmingPrefix("\"").hasSuffix("\"")
      ? String(words.trimmingPrefix("\"").dropLast()) : words
  }
}
