/// What stands between the fields of delimited text, what they stand in, and how a quotation mark in
/// one is written.
public struct DelimitedDialect: Hashable, Sendable {
  public enum Escape: String, Hashable, Sendable, CaseIterable {
    /// `""` (RFC 4180).
    case doubled
    /// `\"`. Doubled marks are read as well.
    case backslash
  }

  /// One character or more; never empty.
  public var delimiter: String
  /// nil: no character has a meaning at the beginning of a field.
  public var quote: Unicode.Scalar?
  public var escape: Escape
  /// Whether blanks between a delimiter and a quotation mark mean nothing.
  public var skipsBlanks: Bool

  public init(
    delimiter: String = ",", quote: Unicode.Scalar? = "\"", escape: Escape = .doubled,
    skipsBlanks: Bool = false
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.escape = escape
    self.skipsBlanks = skipsBlanks
  }

  public static let commas = DelimitedDialect()

  /// `semicolons between fields, backslashes before quotation marks`.
  public var title: String {
    var parts = ["\(delimiterTitle) between fields"]
    switch quote {
    case nil: parts.append("no quotation marks")
    case "\"": break
    case let quote?: parts.append("\(Character(quote)) as quotation mark")
    }
    if escape == .backslash { parts.append("backslashes before quotation marks") }
    return parts.joined(separator: ", ")
  }

  private var delimiterTitle: String {
    switch delimiter {
    case ",": "commas"
    case ";": "semicolons"
    case "\t": "tabs"
    case "|": "bars"
    case ":": "colons"
    case "^": "carets"
    case "~": "tildes"
    default: "“\(delimiter)”"
    }
  }
}

/// What a person said of a dialect; what is nil is detected.
public struct DialectChoice: Hashable, Sendable {
  public enum Quote: Hashable, Sendable {
    case none
    case mark(Unicode.Scalar)
  }

  public var delimiter: String?
  public var quote: Quote?
  public var escape: DelimitedDialect.Escape?

  public init(
    delimiter: String? = nil, quote: Quote? = nil, escape: DelimitedDialect.Escape? = nil
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.escape = escape
  }
}

// MARK: - Detection

extension DelimitedDialect {
  /// The dialect in which the sample reads best: most records with as many fields as the header, and
  /// fewest quotation marks that are not closed or have text behind them. Between equals the more usual
  /// one wins, and `usual` before all.
  ///
  /// - Parameters:
  ///   - sample: the beginning of the text, from the first record on.
  ///   - isWhole: whether it is all of the text; else its last record may be cut and is not counted.
  ///   - header: the record with the names, counted from 0; nil where there is none.
  ///   - usual: the delimiter that the file's name tells.
  /// - Complexity: O(*n*) for each candidate, thirty at most.
  init(
    detecting sample: [UInt8], isWhole: Bool, header: Int?, usual: String,
    choice: DialectChoice = DialectChoice()
  ) {
    let delimiters = choice.delimiter.map { [$0] } ?? Self.delimiters(usual: usual, in: sample)
    var best: (dialect: DelimitedDialect, score: Score)?
    for style in Self.styles(choice, in: sample) {
      // Commas and semicolons stand in texts: without quotation marks, fields could not hold them.
      let isBare = style.quote == nil && choice.quote == nil
      for delimiter in delimiters where !isBare || ![",", ";"].contains(delimiter) {
        var dialect = style
        dialect.delimiter = delimiter
        let score = Score(dialect, sample, isWhole: isWhole, header: header)
        if best.map({ score.isBetter(than: $0.score) }) ?? true { best = (dialect, score) }
      }
    }
    self = best?.dialect ?? DelimitedDialect(delimiter: usual)
  }

  private static func delimiters(usual: String, in sample: [UInt8]) -> [String] {
    let present = Set(sample)
    return [usual]
      + [",", "\t", ";", "|", "\u{1F}", "\u{1}", "^", "~", ":"].filter { delimiter in
        delimiter != usual && delimiter.utf8.allSatisfy(present.contains)
      }
  }

  /// Quotation marks and escapes, the more usual first.
  private static func styles(_ choice: DialectChoice, in sample: [UInt8]) -> [DelimitedDialect] {
    let quotes: [Unicode.Scalar?]
    switch choice.quote {
    case .some(.none): quotes = [nil]
    case .mark(let mark): quotes = [mark]
    case nil:
      quotes =
        ["\""] + (sample.contains(UInt8(ascii: "'")) ? ["'"] : [])
        + (sample.contains(.doubleQuote) ? [nil] : [])
    }
    let escapes: [Escape] =
      choice.escape.map { [$0] }
      ?? (sample.contains(.backslash) ? [.doubled, .backslash] : [.doubled])
    var styles: [DelimitedDialect] = []
    for quote in quotes {
      for escape in escapes where quote != nil || escape == .doubled || choice.escape != nil {
        styles.append(DelimitedDialect(quote: quote, escape: escape))
        if quote != nil {
          styles.append(DelimitedDialect(quote: quote, escape: escape, skipsBlanks: true))
        }
      }
    }
    return styles
  }

  /// How well a sample reads.
  private struct Score {
    /// Records that have the header's number of fields, of those that hold anything.
    var fitting = 0
    var records = 0
    var problems = 0
    var width = 0
    /// Fields that stand in quotation marks whole.
    var quoted = 0

    init(_ dialect: DelimitedDialect, _ sample: [UInt8], isWhole: Bool, header: Int?) {
      var pieces = [sample][...]
      var reader = DelimitedReader({ pieces.popFirst() ?? [] }, dialect: dialect)
      var widths: [Int: Int] = [:]
      var headerWidth: Int?
      var number = 0
      var last: DelimitedText.Record?
      while number < 1000, let record = try? reader.next() {
        if let last { count(last, number - 1, header, &widths, &headerWidth) }
        last = record
        number += 1
      }
      if isWhole || number >= 1000, let last {
        count(last, number - 1, header, &widths, &headerWidth)
      }
      // A text may stand in apostrophes by itself; where fields do, most records have one.
      let quoted = reader.quotedFields
      self.quoted = dialect.quote == "\"" || quoted * 2 >= number ? quoted : 0
      let common = widths.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
      width = headerWidth ?? common
      fitting = widths[width] ?? 0
    }

    private mutating func count(
      _ record: DelimitedText.Record, _ number: Int, _ header: Int?, _ widths: inout [Int: Int],
      _ headerWidth: inout Int?
    ) {
      if let header, number < header { return }
      if record.problem != nil { problems += 1 }
      guard record.fields.count > 1 || record.fields.first?.isEmpty == false else { return }
      records += 1
      if number == header { headerWidth = record.fields.count }
      widths[record.fields.count, default: 0] += 1
    }

    private var share: Double { records == 0 ? 0 : Double(fitting) / Double(records) }
    private var flaws: Double { records == 0 ? 0 : Double(problems) / Double(records) }

    /// One column alone is no sign of a delimiter.
    private var value: Double { width < 2 ? -2 - flaws : share - 2 * flaws }

    func isBetter(than other: Score) -> Bool {
      if abs(value - other.value) > 1e-9 { return value > other.value }
      // A file without one column more, but with quotation marks around fields.
      return width == other.width && quoted > other.quoted && problems <= other.problems
        && fitting >= other.fitting
    }
  }
}
