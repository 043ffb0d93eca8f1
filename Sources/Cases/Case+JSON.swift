import Foundation

/// Why a line of a case set cannot be used, in words.
struct CaseProblem: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}

/// The case as a line of `samples/<set>.jsonl`, without the line's end:
/// `{"id":…,"content":…,"expected":…,"tags":[…],"note":…}`, or `messages` and `judge` in place of
/// `content`, `"labels":{"SP3":1,"SP4":0}` where single labels are known, and
/// `"votes":[{"rater":"a","expected":"safe"}]` where single people were asked. Fields that say nothing
/// are left out, except `expected`.
public func jsonLine(for case: Case) -> String {
  func quoted(_ text: String) -> String { JSONValue.string(text).line }
  func list(_ texts: [String]) -> String { JSONValue.array(texts.map { .string($0) }).line }
  var fields = ["\"id\":" + quoted(`case`.id)]
  switch `case`.content {
  case .text(let text):
    fields.append("\"content\":" + quoted(text))
  case .conversation(let messages, let judge):
    let objects = messages.map {
      "{\"role\":\(quoted($0.role)),\"content\":\(quoted($0.content))}"
    }
    fields.append("\"messages\":[" + objects.joined(separator: ",") + "]")
    fields.append("\"judge\":" + quoted(judge.rawValue))
  }
  switch `case`.expected {
  case nil: fields.append("\"expected\":null")
  case .one(let value): fields.append("\"expected\":" + quoted(value))
  case .all(let values): fields.append("\"expected\":" + list(values))
  }
  if !`case`.labels.isEmpty {
    let values = `case`.labels.mapValues { JSONValue.integer($0 ? 1 : 0) }
    fields.append("\"labels\":" + JSONValue.object(values).line)
  }
  if !`case`.votes.isEmpty {
    fields.append("\"votes\":" + JSONValue.array(`case`.votes.map(\.json)).line)
  }
  if !`case`.tags.isEmpty { fields.append("\"tags\":" + list(`case`.tags)) }
  if let note = `case`.note { fields.append("\"note\":" + quoted(note)) }
  for (name, value) in `case`.extra.sorted(by: { $0.key < $1.key }) {
    fields.append(quoted(name) + ":" + value.line)
  }
  return "{" + fields.joined(separator: ",") + "}"
}

extension Case {
  /// Reads one line. A case without an id gets `line-N`.
  ///
  /// - Throws: ``CaseProblem`` for whatever cannot be a case.
  init(jsonLine: some StringProtocol, number: Int) throws {
    let value = try JSONValue(reading: jsonLine)
    guard case .object(let fields) = value else {
      throw CaseProblem("This line is \(value.kindName), not an object.")
    }
    try self.init(fields: fields, number: number)
  }

  /// Reads the fields of ``jsonLine(for:)``.
  init(fields: [String: JSONValue], number: Int) throws {
    var fields = fields
    id = try Self.id(fields.removeValue(forKey: "id")) ?? "line-\(number)"
    content = try Self.content(&fields)
    expected = try Self.expectation(fields.removeValue(forKey: "expected"))
    labels = try Self.labels(fields.removeValue(forKey: "labels"))
    votes = []
    // A file may use the name for something else.
    if let value = fields["votes"], let votes = Vote.list(value) {
      self.votes = votes
      fields["votes"] = nil
    }
    tags = try Self.texts(fields.removeValue(forKey: "tags"), in: "tags")
    note = try Self.text(fields.removeValue(forKey: "note"), in: "note")
    extra = fields
  }

  private static func id(_ value: JSONValue?) throws -> String? {
    switch value {
    case nil, .null: return nil
    case .integer(let number): return String(number)
    case .string(""): throw CaseProblem("The id is empty.")
    case .string(let text): return text
    case .some(let other): throw CaseProblem("id is \(other.kindName), not a string.")
    }
  }

  private static func content(_ fields: inout [String: JSONValue]) throws -> Content {
    let text = fields.removeValue(forKey: "content")
    guard let list = fields.removeValue(forKey: "messages") else {
      guard let text else { throw CaseProblem("There is neither content nor messages.") }
      guard case .string(let string) = text else {
        throw CaseProblem("content is \(text.kindName), not a string.")
      }
      return .text(string)
    }
    guard text == nil else { throw CaseProblem("There is both content and messages.") }
    guard case .array(let items) = list, !items.isEmpty else {
      throw CaseProblem("messages is not a list with at least one message.")
    }
    let messages = try items.map { item in
      guard case .object(let object) = item, case .string(let role)? = object["role"],
        case .string(let content)? = object["content"]
      else { throw CaseProblem("A message needs a role and a content, both strings.") }
      return Message(role: role, content: content)
    }
    let word = try self.text(fields.removeValue(forKey: "judge"), in: "judge") ?? "conversation"
    guard let judge = Judge(rawValue: word) else {
      throw CaseProblem("judge is “\(word)”; it can be user, assistant or conversation.")
    }
    return .conversation(messages: messages, judge: judge)
  }

  static func expectation(_ value: JSONValue?) throws -> Expectation? {
    switch value {
    case nil, .null: return nil
    case .array(let items):
      let labels = try items.map { try label($0) }
      return labels.isEmpty ? nil : .all(labels)
    case .some(let item): return .one(try label(item))
    }
  }

  static func labels(_ value: JSONValue?) throws -> [String: Bool] {
    switch value {
    case nil, .null: return [:]
    case .object(let fields):
      var labels: [String: Bool] = [:]
      for (label, value) in fields {
        switch value {
        case .integer(1), .bool(true): labels[label] = true
        case .integer(0), .bool(false): labels[label] = false
        case .null: break
        default:
          throw CaseProblem("The label \(label) is \(value.kindName); it can be 1, 0 or null.")
        }
      }
      return labels
    case .some(let other):
      throw CaseProblem("labels is \(other.kindName), not an object of labels with 1 or 0.")
    }
  }

  /// Labels such as 0 and 1 are often written as numbers.
  private static func label(_ value: JSONValue) throws -> String {
    switch value {
    case .string(let text) where !text.isEmpty: return text
    case .integer(let number): return String(number)
    default: throw CaseProblem("expected holds \(value.kindName); it takes labels or decisions.")
    }
  }

  private static func text(_ value: JSONValue?, in field: String) throws -> String? {
    switch value {
    case nil, .null: return nil
    case .string(let text): return text
    case .some(let other): throw CaseProblem("\(field) is \(other.kindName), not a string.")
    }
  }

  private static func texts(_ value: JSONValue?, in field: String) throws -> [String] {
    switch value {
    case nil, .null: return []
    case .string(let text): return [text]
    case .array(let items):
      return try items.map {
        guard case .string(let text) = $0 else {
          throw CaseProblem("\(field) holds \($0.kindName), not a string.")
        }
        return text
      }
    case .some(let other): throw CaseProblem("\(field) is \(other.kindName), not a list.")
    }
  }
}
