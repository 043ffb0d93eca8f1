/// Writes cases for other programs, one by one.
///
/// ``Format/jsonLines`` and ``Format/csv`` hold everything, and importing them gives the same cases.
public struct CaseExport: Sendable {
  public enum Format: String, Hashable, Sendable, CaseIterable {
    /// As in `samples/`.
    case jsonLines = "jsonl"
    /// The columns of ``CaseFields``, quoted as RFC 4180 has it.
    case csv
    /// Tests for promptfoo, as one JSON list (promptfoo.dev/docs/configuration/test-cases).
    case promptfoo
    /// Tasks for Label Studio with choices, as one JSON list (labelstud.io/guide/task_format).
    case labelStudio = "label-studio"
  }

  public let format: Format
  private var count = 0

  public init(_ format: Format) { self.format = format }

  /// What stands before the first case.
  public var opening: String {
    switch format {
    case .jsonLines: ""
    case .csv: Self.record(CaseFields.columns)
    case .promptfoo, .labelStudio: "["
    }
  }

  public mutating func text(of item: Case) -> String {
    defer { count += 1 }
    switch format {
    case .jsonLines: return jsonLine(for: item) + "\n"
    case .csv: return Self.record(CaseFields.cells(of: item))
    case .promptfoo: return (count > 0 ? ",\n" : "\n") + Self.promptfooTest(item).line
    case .labelStudio: return (count > 0 ? ",\n" : "\n") + Self.labelStudioTask(item).line
    }
  }

  /// What stands behind the last.
  public var closing: String {
    switch format {
    case .jsonLines, .csv: ""
    case .promptfoo, .labelStudio: "\n]\n"
    }
  }

  // MARK: CSV

  /// One record with its line end.
  public static func record(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",") + "\r\n"
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes = text.utf8.contains {
      $0 == .doubleQuote || $0 == 0x2C || $0 == .lineFeed || $0 == .carriageReturn
    }
    // A reader may take blanks at the ends for nothing.
    let hasEnds = text.first?.isWhitespace == true || text.last?.isWhitespace == true
    guard needsQuotes || hasEnds else { return text }
    // By scalars: a mark with a combining character behind it is a mark all the same.
    return "\""
      + text.unicodeScalars.reduce(into: "") { quoted, scalar in
        quoted.unicodeScalars.append(scalar)
        if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
      } + "\""
  }

  // MARK: promptfoo

  private static func promptfooTest(_ item: Case) -> JSONValue {
    var variables: [String: JSONValue] = ["content": .string(item.renderedContent)]
    var test: [String: JSONValue] = ["description": .string(item.id)]
    switch item.expected {
    case nil: break
    case .one(let value):
      variables["expected"] = .string(value)
      test["assert"] = .array([.object(["type": .string("equals"), "value": .string(value)])])
    case .all(let values):
      let list = JSONValue.array(values.map { .string($0) })
      variables["expected"] = .string(values.joined(separator: ", "))
      test["assert"] = .array([.object(["type": .string("contains-all"), "value": list])])
    }
    test["vars"] = .object(variables)
    var metadata: [String: JSONValue] = ["id": .string(item.id)]
    if !item.tags.isEmpty { metadata["tags"] = .array(item.tags.map { .string($0) }) }
    if let note = item.note { metadata["note"] = .string(note) }
    if !item.labels.isEmpty {
      metadata["labels"] = .object(item.labels.mapValues { .integer($0 ? 1 : 0) })
    }
    if !item.votes.isEmpty { metadata["votes"] = .array(item.votes.map(\.json)) }
    test["metadata"] = .object(metadata)
    return .object(test)
  }

  // MARK: Label Studio

  private static func labelStudioTask(_ item: Case) -> JSONValue {
    var data: [String: JSONValue] = [
      "id": .string(item.id), "text": .string(item.renderedContent),
    ]
    if case .conversation(let messages, _) = item.content {
      data["dialogue"] = .array(
        messages.map { .object(["author": .string($0.role), "text": .string($0.content)]) })
    }
    if let note = item.note { data["note"] = .string(note) }
    var annotations = item.votes.filter { !$0.isEmpty }.map {
      annotation(values: $0.values + $0.labels.trueLabels, rater: $0.rater, isTruth: false)
    }
    let values = item.expected?.values ?? item.labels.trueLabels
    if !values.isEmpty, annotations.isEmpty {
      annotations = [annotation(values: values, rater: nil, isTruth: true)]
    }
    return .object(["data": .object(data), "annotations": .array(annotations)])
  }

  private static func annotation(values: [String], rater: String?, isTruth: Bool) -> JSONValue {
    var result: [String: JSONValue] = [
      "from_name": .string("label"), "to_name": .string("text"), "type": .string("choices"),
      "value": .object(["choices": .array(values.map { .string($0) })]),
    ]
    var annotation: [String: JSONValue] = ["ground_truth": .bool(isTruth)]
    // Label Studio knows its users by number or address; another name is kept as a remark.
    if let rater, let number = Int(rater) {
      annotation["completed_by"] = .integer(number)
    } else if let rater, rater.contains("@") {
      annotation["completed_by"] = .object(["email": .string(rater)])
    } else if let rater {
      result["meta"] = .object(["text": .array([.string("rater: \(rater)")])])
    }
    annotation["result"] = .array([.object(result)])
    return .object(annotation)
  }
}

extension [String: Bool] {
  fileprivate var trueLabels: [String] { filter(\.value).keys.sorted() }
}
