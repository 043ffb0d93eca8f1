// Numbers from outside Precept: an engine, a file, a database, the command line.
//
// They are bounded where they are decoded, in the types that hold them. Code behind that may add
// them, multiply them by 1000 and convert them without a check. This file is the one vocabulary for
// it; ranges of single options stand with the options.

extension Int {
  /// The largest count that is taken from outside: of tokens, slots, bytes or milliseconds. Nine
  /// thousand of them can be added, and one can be multiplied by 1000, without overflow.
  public static let largestCount = 1_000_000_000_000_000

  /// A count as something outside states it.
  ///
  /// - Returns: nil where it is not 0 to ``largestCount``: such a number says nothing.
  public init?(count: Int) {
    guard 0...Self.largestCount ~= count else { return nil }
    self = count
  }

  /// The nearest count that is taken from outside, 0 to ``largestCount``.
  public init(clampingCount value: Int) {
    self = Swift.min(Swift.max(value, 0), Self.largestCount)
  }

  /// The nearest whole number; 0 for what is not a number.
  public init(clamping value: Double) {
    self = Int(exactly: value.rounded()) ?? (value > 0 ? .max : value < 0 ? .min : 0)
  }
}

extension FixedWidthInteger {
  /// The sum; on overflow the nearest value there is.
  public func saturatingAdd(_ other: Self) -> Self {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? (other < 0 ? .min : .max) : sum
  }

  /// The difference; on overflow the nearest value there is.
  public func saturatingSubtract(_ other: Self) -> Self {
    let (difference, overflows) = subtractingReportingOverflow(other)
    return overflows ? (other < 0 ? .max : .min) : difference
  }

  /// The product; on overflow the nearest value there is.
  public func saturatingMultiply(_ other: Self) -> Self {
    let (product, overflows) = multipliedReportingOverflow(by: other)
    return overflows ? ((self < 0) == (other < 0) ? .max : .min) : product
  }
}

extension Duration {
  /// In whole milliseconds, rounded toward zero; the nearest value where an `Int` cannot hold it.
  public var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(clamping: seconds).saturatingMultiply(1000)
      .saturatingAdd(Int(attoseconds / 1_000_000_000_000_000))
  }
}

/// A count that comes from outside, or nil where it is not known.
///
/// Whatever cannot be a count becomes nil: a negative number, one above ``Swift/Int/largestCount``, a
/// fraction, a text. One bad count thus never costs the rest of a frame, a file or a row. It is
/// encoded as an optional `Int` is: left out where it is nil.
///
/// ```swift
/// struct Line: Decodable {
///   @BoundedCount var total: Int?
/// }
/// ```
@propertyWrapper
public struct BoundedCount: Hashable, Codable, Sendable {
  private var count: Int?

  public init(wrappedValue: Int? = nil) {
    self.wrappedValue = wrappedValue
  }

  public var wrappedValue: Int? {
    get { count }
    set { count = newValue.flatMap { Int(count: $0) } }
  }

  public init(from decoder: any Decoder) throws {
    wrappedValue = try? decoder.singleValueContainer().decode(Int.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(count)
  }
}

// What synthesized conformances call: a key that is missing is nil, and nil is left out.

extension KeyedDecodingContainer {
  public func decode(_ type: BoundedCount.Type, forKey key: Key) throws -> BoundedCount {
    try decodeIfPresent(type, forKey: key) ?? BoundedCount()
  }
}

extension KeyedEncodingContainer {
  public mutating func encode(_ count: BoundedCount, forKey key: Key) throws {
    try encodeIfPresent(count.wrappedValue, forKey: key)
  }
}
