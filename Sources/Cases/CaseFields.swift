/// A case as a row of a table: the columns of an export, which an import reads back.
///
/// Lists and objects stand in their cells as JSON: `expected` where there are several, `messages`,
/// `labels`, `votes`, `tags` and `extra`, which holds the fields that mean nothing to us.
enum CaseFields {
  static let columns = [
    "id", "content", "messages", "judge", "expected", "labels", "votes", "tags", "note", "extra",
  ]

  /// Whether a table's rows are cases of ours.
  static func isOwn(_ names: [String], _ row: ImportTable.Row) -> Bool {
    if let object = row.object {
      guard object["id"] != nil, object["content"] != nil || object["messages"] != nil else {
        return false
      }
      return (try? Case(fields: object, number: 1)) != nil
    }
    return names == columns
  }

  /// The fields of a row of ``columns``, as in JSON.
  static func fields(
    of row: ImportTable.Row, _ names: [String]
  ) throws -> [String: JSONValue] {
    var fields: [String: JSONValue] = [:]
    let isConversation = row.isFilled(at: 2)
    for (index, name) in names.enumerated() {
      guard case .string(let text)? = row.value(at: index) else { continue }
      switch name {
      case "content": if !isConversation { fields[name] = .string(text) }
      case "messages", "labels", "votes", "tags":
        if !text.isEmpty { fields[name] = try JSONValue(reading: text, as: name) }
      case "expected":
        guard !text.isEmpty else { continue }
        let isJSON = text.hasPrefix("[") || text.hasPrefix("\"")
        fields[name] = isJSON ? try JSONValue(reading: text, as: name) : .string(text)
      case "extra":
        guard !text.isEmpty else { continue }
        guard case .object(let extra) = try JSONValue(reading: text, as: name) else {
          throw CaseProblem("extra is no object.")
        }
        fields.merge(extra) { own, _ in own }
      default: if !text.isEmpty { fields[name] = .string(text) }
      }
    }
    return fields
  }

  /// The cells of a case, in the order of ``columns``.
  static func cells(of item: Case) -> [String] {
    var cells: [String: String] = ["id": item.id]
    switch item.content {
    case .text(let text): cells["content"] = text
    case .conversation(let messages, let judge):
      let list = messages.map {
        JSONValue.object(["role": .string($0.role), "content": .string($0.content)])
      }
      cells["messages"] = JSONValue.array(list).line
      cells["judge"] = judge.rawValue
    }
    switch item.expected {
    case nil: break
    case .one(let value):
      // A label that looks like JSON is written as JSON.
      let looksLikeJSON = value.hasPrefix("[") || value.hasPrefix("\"")
      cells["expected"] = looksLikeJSON ? JSONValue.string(value).line : value
    case .all(let values): cells["expected"] = list(values)
    }
    if !item.labels.isEmpty {
      cells["labels"] = JSONValue.object(item.labels.mapValues { .integer($0 ? 1 : 0) }).line
    }
    if !item.votes.isEmpty { cells["votes"] = JSONValue.array(item.votes.map(\.json)).line }
    if !item.tags.isEmpty { cells["tags"] = list(item.tags) }
    if let note = item.note { cells["note"] = note }
    if !item.extra.isEmpty { cells["extra"] = JSONValue.object(item.extra).line }
    return columns.map { cells[$0] ?? "" }
  }

  private static func list(_ texts: [String]) -> String {
    JSONValue.array(texts.map { .string($0) }).line
  }
}

extension ImportRows {
  /// Whether the rows are cases as Precept exports them, which need no mapping.
  public func areCases() throws -> Bool {
    guard let row = try peek() else { return false }
    return CaseFields.isOwn(columns, row)
  }
}
