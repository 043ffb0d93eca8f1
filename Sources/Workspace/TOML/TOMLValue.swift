/// A value of a TOML document.
indirect enum TOMLValue: Hashable, Sendable {
  case string(String)
  case integer(Int)
  case number(Double)
  case bool(Bool)
  case array([TOMLItem])
  case table(TOMLTable)
  /// A date or time, as it is written.
  case moment(TOMLMoment, String)
}

/// The four kinds of dates and times.
enum TOMLMoment: Hashable, Sendable {
  case date, time, dateTime
  /// With an offset from UTC.
  case instant
}

/// A value and where it is: a table's entry at its key, a list's element at its first character.
struct TOMLItem: Hashable, Sendable {
  var value: TOMLValue
  var place: TOMLPlace
}

/// The order of a table's entries is that of their places.
typealias TOMLTable = [String: TOMLItem]

struct TOMLPlace: Hashable, Sendable, Comparable {
  /// Counted from 1.
  var line: Int
  /// In bytes, counted from 1.
  var column: Int

  static func < (left: TOMLPlace, right: TOMLPlace) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// What is wrong with a TOML document: a sentence that begins with a small letter, and its place.
struct TOMLError: Error, Hashable {
  var place: TOMLPlace
  var message: String
}
