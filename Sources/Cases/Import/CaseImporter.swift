/// Makes cases of the rows of a foreign file one by one, with an account of every row.
///
/// Nothing is guessed and nothing is dropped in silence: a row that becomes no case is in
/// ``ImportReport/skipped`` with the reason, a label that is not known is counted and leaves its case
/// without an expectation, and an empty label field is an unknown label, never a false one.
///
/// **Votes.** Rows with the same id and the same content are what several people say of one case, and
/// so are rows with the same content where a column says who they are. The case comes with the first of
/// them; what the others say is known at the end, in ``amendments``.
///
/// - Complexity: a row costs by its length. Memory: one row, about thirty bytes for each row read, and
///   the votes of cases that have several.
public struct CaseImporter {
  /// What is known of a case that was given out.
  private struct Given {
    var line: UInt32
    /// In ``votes``.
    var vote: UInt32
  }

  public private(set) var report = ImportReport()
  private let mapping: ImportMapping
  private let source: Source
  private var columns: MappedColumns
  private var columnCount: Int
  private var reader: RowReader
  private var given: [Given] = []
  private var contents = HashIndex()
  /// The cases of the contents in ``contents``.
  private var caseOfContent: [UInt32] = []
  private var ids = HashIndex()
  private var caseOfID: [UInt32] = []
  private var contentOfCase: [UInt64] = []
  /// Each vote once.
  private var votes: [Vote] = []
  private var voteIndex: [Vote: UInt32] = [:]
  private var several: [Int: [Vote]] = [:]
  private var isFinished = false

  /// Rows and columns, wherever they come from.
  struct Source {
    var next: () throws -> ImportTable.Row?
    var columns: () -> [String]
    var reading: () -> ImportReading?
    /// Whether all columns are known from the beginning.
    var isFixed: Bool
  }

  /// - Throws: ``ImportError`` when a column of the mapping is not there, or not the only one.
  public init(_ rows: ImportRows, _ mapping: ImportMapping) throws(ImportError) {
    try self.init(
      Source(
        next: { try rows.next() }, columns: { rows.columns }, reading: { rows.reading },
        isFixed: rows.hasFixedColumns), mapping, skippedRows: rows.skippedRows)
  }

  init(_ source: Source, _ mapping: ImportMapping, skippedRows: Int) throws(ImportError) {
    self.source = source
    self.mapping = mapping
    reader = RowReader(mapping: mapping)
    let names = source.columns()
    columns = try MappedColumns(mapping, in: names)
    columnCount = names.count
    if source.isFixed, let missing = columns.missingName, names.count > 0 { throw missing }
    report.skippedRows = skippedRows
  }

  /// The next case; nil at the end, when ``report`` is whole.
  ///
  /// - Throws: ``ImportError`` for a column that no row has, or what reading the rows throws.
  public mutating func next() throws -> Case? {
    while !isFinished {
      guard let row = try source.next() else {
        try finish()
        return nil
      }
      report.read += 1
      try resolveColumns()
      if let item = take(row) { return item }
    }
    return nil
  }

  private mutating func resolveColumns() throws(ImportError) {
    let names = source.columns()
    guard names.count != columnCount else { return }
    columnCount = names.count
    columns = try MappedColumns(mapping, in: names)
  }

  private mutating func finish() throws(ImportError) {
    isFinished = true
    report.reading = source.reading()
    if report.read == 0 { throw .empty() }
    if let missing = columns.missing.first { throw missing }
    var counts: [String: Int] = [:]
    for name in source.columns() where !name.isEmpty { counts[name, default: 0] += 1 }
    report.repeatedColumns = counts.filter { $0.value > 1 }.keys.sorted()
    for votes in several.values {
      // What the first vote alone said is replaced by what all say.
      count(reader.result(of: [votes[0]]), times: -1)
      if let rater = mapping.chosenRater, votes[0].rater != rater { report.withoutRater -= 1 }
      count(reader.result(of: votes), times: 1)
      note(votes)
    }
  }

  // MARK: A row

  private var isOwn: Bool { mapping.content == .cases }
  private var hasIDs: Bool { isOwn || columns.id != nil }

  private mutating func take(_ row: ImportTable.Row) -> Case? {
    if let remark = row.remark { report.remark(row.line, remark) }
    var item: RowReader.Item
    do {
      item = try reader.read(
        row, number: report.read, columns: columns, names: isOwn ? source.columns() : [])
    } catch {
      report.skip(row.line, error.reason)
      return nil
    }
    for value in item.unknownLabels { ImportReport.count(value, in: &report.unknownLabels) }
    if let what = item.unreadable { ImportReport.count(what, in: &report.unreadableLabels) }
    let hash = HashIndex.hash(item.case.renderedContent)
    if hasIDs, let first = addID(item.case.id) {
      if contentOfCase[first] == hash, item.votes == nil, !isOwn {
        add(item.vote, to: first, line: row.line)
      } else {
        report.skip(row.line, .repeatedID(item.case.id, of: Int(given[first].line)))
      }
      return nil
    }
    if let first = addContent(hash) {
      if columns.id == nil, columns.rater != nil, item.votes == nil {
        add(item.vote, to: first, line: row.line)
        return nil
      }
      tellDuplicate(item, row.line, of: first)
      if mapping.dropsDuplicates {
        // Its id is another name of the first one's case.
        if hasIDs { caseOfID[caseOfID.count - 1] = UInt32(first) }
        report.skip(row.line, .duplicate(of: Int(given[first].line)))
        return nil
      }
    }
    give(item, row.line, hash)
    if columns.rater != nil, item.votes == nil, !item.vote.isEmpty { item.case.votes = [item.vote] }
    if mapping.chosenRater != nil, item.votes == nil {
      let result = reader.result(of: [item.vote])
      item.case.expected = result.expected
      item.case.labels = result.labels
    }
    report.imported += 1
    countGiven(item)
    return item.case
  }

  private mutating func addID(_ id: String) -> Int? {
    if let place = ids.add(HashIndex.hash(id)) { return Int(caseOfID[place]) }
    caseOfID.append(UInt32(given.count))
    return nil
  }

  private mutating func addContent(_ hash: UInt64) -> Int? {
    if let place = contents.add(hash) { return Int(caseOfContent[place]) }
    caseOfContent.append(UInt32(given.count))
    return nil
  }

  private mutating func give(_ item: RowReader.Item, _ line: Int, _ hash: UInt64) {
    let said = Vote(
      rater: item.vote.rater, values: item.votes == nil ? item.vote.values : [],
      labels: item.vote.labels)
    var index = voteIndex[said]
    if index == nil {
      index = UInt32(votes.count)
      votes.append(said)
      voteIndex[said] = index
    }
    given.append(Given(line: UInt32(clamping: line), vote: index ?? 0))
    if hasIDs { contentOfCase.append(hash) }
  }

  private mutating func tellDuplicate(_ item: RowReader.Item, _ line: Int, of first: Int) {
    let other = votes[Int(given[first].vote)]
    let values = item.case.expected?.values ?? []
    let contradicts =
      (!values.isEmpty && !other.values.isEmpty
        && Vote(values: values).key != Vote(values: other.values).key)
      || item.case.labels.contains { label, value in
        other.labels[label].map { $0 != value } ?? false
      }
    report.add(.init(line: line, firstLine: Int(given[first].line), contradicts: contradicts))
  }

  private mutating func add(_ vote: Vote, to first: Int, line: Int) {
    several[first, default: [votes[Int(given[first].vote)]]].append(vote)
    report.votes += 1
    report.skip(line, .vote(of: Int(given[first].line)))
  }

  // MARK: Counting

  private mutating func countGiven(_ item: RowReader.Item) {
    if let votes = item.votes { note(votes) }
    if let votes = item.votes, !isOwn {
      count(reader.result(of: votes), times: 1)
    } else {
      var result = VoteResult([])
      result.expected = item.case.expected
      result.labels = item.case.labels
      count(result, times: 1)
      if let rater = mapping.chosenRater, item.vote.rater != rater { report.withoutRater += 1 }
    }
  }

  private mutating func count(_ result: VoteResult, times: Int) {
    if let expected = result.expected {
      report.expecting += times
      for value in expected.values {
        ImportReport.count(value, in: &report.expectations, times: times)
      }
    }
    if !result.labels.isEmpty { report.labelled += times }
    if !result.tied.isEmpty { report.ties += times }
  }

  private mutating func note(_ votes: [Vote]) {
    let said = votes.filter { !$0.values.isEmpty }
    if said.count > 1 { report.agreement["", default: RaterAgreement()].add(said.map(\.key)) }
    for label in Set(votes.flatMap(\.labels.keys)) {
      let flags = votes.compactMap { $0.labels[label] }
      guard flags.count > 1 else { continue }
      report.agreement[label, default: RaterAgreement()].add(flags.map { $0 ? "1" : "0" })
    }
    if let rater = mapping.chosenRater, !votes.contains(where: { $0.rater == rater }) {
      report.withoutRater += 1
    }
  }

  // MARK: Amendments

  /// Cases that more people labelled than the row they were made of, by their number among the cases
  /// given out, counted from 0. To be asked for at the end.
  public var amendments: [Int: [Vote]] { several }

  /// The case with all the votes on it, and what they say together.
  public func amended(_ item: Case, with votes: [Vote]) -> Case {
    var item = item
    let result = reader.result(of: votes)
    item.votes = votes
    item.expected = result.expected
    item.labels = result.labels
    return item
  }
}

extension Vote {
  var isEmpty: Bool { values.isEmpty && labels.isEmpty }
}
