import Foundation

/// JSON to be looked into: a missing field and a wrong type both read as nil.
struct JSONValue {
  let value: Any?

  init(_ text: String) throws {
    value = try JSONSerialization.jsonObject(
      with: Data(text.utf8), options: [.fragmentsAllowed])
  }

  private init(_ value: Any?) { self.value = value }

  subscript(_ key: String) -> JSONValue { JSONValue((value as? [String: Any])?[key]) }
  subscript(_ index: Int) -> JSONValue {
    guard let array = value as? [Any], array.indices.contains(index) else { return JSONValue(nil) }
    return JSONValue(array[index])
  }

  var string: String? { value as? String }
  var int: Int? { (value as? NSNumber)?.intValue }
  var double: Double? { (value as? NSNumber)?.doubleValue }
  var bool: Bool? { value as? Bool }
  var isNull: Bool { value is NSNull }
  var array: [JSONValue]? { (value as? [Any])?.map { JSONValue($0) } }
  var keys: Set<String> { Set((value as? [String: Any])?.keys.map { $0 } ?? []) }
}
