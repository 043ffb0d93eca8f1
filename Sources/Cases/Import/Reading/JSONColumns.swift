import Foundation

/// Tables that were written column by column, as pandas does by default (`{"text": {"0": …, "1": …}}`) and
/// with `orient="list"` (`{"text": [ … ], "label": [ … ]}`). Read as rows they would lose all columns but one.
enum JSONColumns {
  /// - Parameter sample: the beginning of a document; it may end anywhere.
  static func fill(_ sample: [UInt8]) -> Bool {
    beginsAsNumberedColumn(sample) || areLists(sample)
  }

  /// `{"name":{"0":`, with a value that is no object behind it.
  private static func beginsAsNumberedColumn(_ sample: [UInt8]) -> Bool {
    var pieces = [sample][...]
    var reader = JSONReader(ByteReader { pieces.popFirst() ?? [] })
    do {
      try reader.take(0x7B)
      _ = try reader.string()
      try reader.take(UInt8(ascii: ":"))
      try reader.take(0x7B)
      guard try reader.string() == "0" else { return false }
      try reader.take(UInt8(ascii: ":"))
      return try reader.peek().map { $0 != 0x7B } ?? false
    } catch {
      return false
    }
  }

  /// Two lists or more of single values, all of the same length, and nothing else.
  private static func areLists(_ sample: [UInt8]) -> Bool {
    guard let text = String(validating: sample, as: UTF8.self),
      case .object(let fields)? = try? JSONValue(reading: text), fields.count > 1
    else { return false }
    var lengths: Set<Int> = []
    for value in fields.values {
      guard case .array(let items) = value,
        !items.contains(where: { if case .object = $0 { true } else { false } })
      else { return false }
      lengths.insert(items.count)
    }
    return lengths.count == 1 && lengths != [0]
  }
}
