import Foundation

/// Any JSON value, so that fields we do not know survive a rewrite.
public enum JSONValue: Hashable, Codable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// How deep lists and objects may stand in each other: each level costs stack, and time by the
  /// square of its depth.
  static let deepest = 32

  /// Reads text of others.
  ///
  /// - Parameter name: what the text is called in a sentence.
  /// - Throws: ``CaseProblem`` where it is no JSON, or nested deeper than ``deepest``.
  init(reading text: some StringProtocol, as name: String = "This line") throws {
    guard !Self.isTooDeep(text) else {
      throw CaseProblem("\(name) nests lists or objects more than \(Self.deepest) deep.")
    }
    let data = Data(text.utf8)
    do {
      self = try JSONDecoder().decode(JSONValue.self, from: data)
    } catch {
      guard let value = Self(readingNonFinite: data) else {
        throw CaseProblem("\(name) is not JSON.")
      }
      self = value
    }
  }

  /// Python writes `NaN` and `Infinity` where a value is missing, which RFC 8259 does not know; each
  /// is read as null.
  private init?(readingNonFinite data: Data) {
    guard [Data("NaN".utf8), Data("Infinity".utf8)].contains(where: { data.range(of: $0) != nil })
    else { return nil }
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    guard let value = try? decoder.decode(JSONValue.self, from: data) else { return nil }
    self = value.withoutNonFinite
  }

  private var withoutNonFinite: JSONValue {
    switch self {
    case .number(let value) where !value.isFinite: .null
    case .array(let items): .array(items.map(\.withoutNonFinite))
    case .object(let fields): .object(fields.mapValues(\.withoutNonFinite))
    default: self
    }
  }

  /// Told without recursion, and before anything is built.
  private static func isTooDeep(_ text: some StringProtocol) -> Bool {
    var depth = 0
    var isString = false
    var isEscaped = false
    for byte in text.utf8 {
      if isString {
        if !isEscaped, byte == 0x22 { isString = false }
        isEscaped = !isEscaped && byte == 0x5C
        continue
      }
      switch byte {
      case 0x22: isString = true
      case 0x5B, 0x7B:
        depth += 1
        if depth > deepest { return true }
      case 0x5D, 0x7D: depth -= 1
      default: break
      }
    }
    return false
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // Most values are strings, and an attempt that fails is slow.
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  /// The value as JSON on one line, keys of objects sorted, slashes as they are.
  var line: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Only a number that JSON cannot spell fails to encode, and none was read from JSON.
    guard let data = try? encoder.encode(self) else { return "null" }
    return String(decoding: data, as: UTF8.self)
  }

  /// How the kind of value is called in a sentence.
  var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .integer, .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
