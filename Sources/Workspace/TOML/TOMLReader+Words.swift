/// Values without quotation marks: true and false, numbers, dates and times.
extension TOMLReader {
  mutating func word() throws(TOMLError) -> TOMLValue {
    let start = next
    while let byte = peek(), byte.isWord { next += 1 }
    // A space may stand between a date and its time.
    if next - start == 10, peek() == 0x20, peek(1)?.isDigit == true,
      Self.isDate(bytes[start..<next])
    {
      next += 1
      while let byte = peek(), byte.isWord { next += 1 }
    }
    let word = text(start..<next)
    if let value = Self.value(of: word, bytes[start..<next]) { return value }
    next = start
    guard !word.isEmpty else {
      let isMissing = peek() == nil || isNext("\n") || isNext("\r\n") || isNext("#")
      throw error(
        isMissing ? "a value is missing here." : "this is not a value; text needs quotation marks.")
    }
    let shown = word.utf8.count > 40 ? word.prefix(40) + "…" : word[...]
    throw error("“\(shown)” is not a value; text needs quotation marks.")
  }

  private static func value(of word: String, _ bytes: ArraySlice<UInt8>) -> TOMLValue? {
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "inf", "+inf": return .number(.infinity)
    case "-inf": return .number(-.infinity)
    case "nan", "+nan", "-nan": return .number(.nan)
    default: break
    }
    guard bytes.first?.isWord == true else { return nil }
    if let kind = moment(bytes) { return .moment(kind, word) }
    return number(bytes)
  }

  // MARK: Numbers

  private static func number(_ bytes: ArraySlice<UInt8>) -> TOMLValue? {
    let radixes: [UInt8: Int] = [
      UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2,
    ]
    if bytes.count > 2, bytes.first == UInt8(ascii: "0"),
      let radix = radixes[bytes[bytes.startIndex + 1]]
    {
      // A sign would pass for a digit otherwise.
      guard let digits = digits(bytes.dropFirst(2), where: { $0.isBareKey }), digits.first != "-"
      else { return nil }
      return Int(digits, radix: radix).map { .integer($0) }
    }
    var rest = bytes
    var text = ""
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      text.unicodeScalars.append(Unicode.Scalar(sign))
      rest = rest.dropFirst()
    }
    let whole = rest.prefix { $0.isDigit || $0 == UInt8(ascii: "_") }
    guard let digits = digits(whole, where: \.isDigit), digits.count == 1 || digits.first != "0"
    else { return nil }
    text += digits
    rest = rest.dropFirst(whole.count)
    if rest.isEmpty { return Int(text).map { .integer($0) } }
    if rest.first == UInt8(ascii: ".") {
      let part = rest.dropFirst().prefix { $0.isDigit || $0 == UInt8(ascii: "_") }
      guard let digits = Self.digits(part, where: \.isDigit) else { return nil }
      text += "." + digits
      rest = rest.dropFirst(1 + part.count)
    }
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
      var part = rest.dropFirst()
      text += "e"
      if let sign = part.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        text.unicodeScalars.append(Unicode.Scalar(sign))
        part = part.dropFirst()
      }
      guard let digits = Self.digits(part, where: \.isDigit) else { return nil }
      text += digits
      rest = []
    }
    return rest.isEmpty ? Double(text).map { .number($0) } : nil
  }

  /// The digits without the underscores between them; nil where there are others, or none.
  private static func digits(
    _ bytes: ArraySlice<UInt8>, where isDigit: (UInt8) -> Bool
  ) -> String? {
    let underscore = UInt8(ascii: "_")
    let groups = bytes.split(separator: underscore, omittingEmptySubsequences: false)
    guard groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else { return nil }
    return String(decoding: groups.joined(), as: UTF8.self)
  }

  // MARK: Dates and times

  private static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool { moment(bytes) == .date }

  /// RFC 3339, with the parts that TOML lets one leave out.
  private static func moment(_ bytes: ArraySlice<UInt8>) -> TOMLMoment? {
    var parts = MomentParts(rest: bytes)
    guard parts.takeDate() else { return parts.takeTime() && parts.rest.isEmpty ? .time : nil }
    if parts.rest.isEmpty { return .date }
    guard let separator = parts.rest.first,
      separator | 0x20 == UInt8(ascii: "t") || separator == 0x20
    else { return nil }
    parts.rest = parts.rest.dropFirst()
    guard parts.takeTime() else { return nil }
    if parts.rest.isEmpty { return .dateTime }
    return parts.takeOffset() && parts.rest.isEmpty ? .instant : nil
  }
}

/// The parts of a date and time, read from the front. A step that returns false has taken nothing.
private struct MomentParts {
  var rest: ArraySlice<UInt8>

  mutating func takeDate() -> Bool {
    let saved = rest
    guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
      year >= 1, 1...12 ~= month, 1...Self.days(of: month, in: year) ~= day
    else {
      rest = saved
      return false
    }
    return true
  }

  mutating func takeTime() -> Bool {
    let saved = rest
    guard let hour = number(2), take(":"), let minute = number(2), take(":"),
      let second = number(2), hour < 24, minute < 60, second < 60
    else {
      rest = saved
      return false
    }
    guard take(".") else { return true }
    let fraction = rest.prefix(while: \.isDigit)
    rest = rest.dropFirst(fraction.count)
    return !fraction.isEmpty
  }

  mutating func takeOffset() -> Bool {
    if take("Z") || take("z") { return true }
    guard take("+") || take("-"), let hour = number(2), take(":"), let minute = number(2) else {
      return false
    }
    return hour < 24 && minute < 60
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func number(_ count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy(\.isDigit) else { return nil }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }

  private static func days(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && year % 100 != 0 || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension UInt8 {
  /// May be part of a number, date or word.
  fileprivate var isWord: Bool {
    isBareKey || self == UInt8(ascii: "+") || self == UInt8(ascii: ".") || self == UInt8(ascii: ":")
  }
}
