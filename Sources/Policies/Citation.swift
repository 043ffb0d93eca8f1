/// A place in a model's reasoning or answer that names a part of the policy.
public struct Citation: Hashable, Codable, Sendable {
  public enum Kind: String, Codable, Sendable {
    /// A rule id such as `SP3.b`.
    case id
    /// A section title in quotation marks.
    case heading
    /// Ten or more characters of the policy's own text in quotation marks.
    case quotation
  }

  public var kind: Kind
  /// As it stands in the text.
  public var text: String
  /// The Harmony channel it stands in: `analysis`, `commentary` or `final`.
  public var channel: String
  /// UTF-8 offsets in that channel's text.
  public var range: Range<Int>
  /// The rule concerned, where there is one.
  public var rule: String?
  /// The line of the policy, counted from 1; nil where unknown.
  public var line: Int?
  /// Whether the policy contains it.
  public var known: Bool

  public init(
    kind: Kind, text: String, channel: String, range: Range<Int>, rule: String? = nil,
    line: Int? = nil, known: Bool
  ) {
    self.kind = kind
    self.text = text
    self.channel = channel
    self.range = range
    self.rule = rule
    self.line = line
    self.known = known
  }

  /// Reads a citation as it is kept. Places that no text has are brought into range.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let places = 0..<Int(Int32.max)
    self.init(
      kind: try values.decode(Kind.self, forKey: .kind),
      text: try values.decode(String.self, forKey: .text),
      channel: try values.decode(String.self, forKey: .channel),
      range: try values.decode(Range<Int>.self, forKey: .range).clamped(to: places),
      rule: try values.decodeIfPresent(String.self, forKey: .rule),
      line: try values.decodeIfPresent(Int.self, forKey: .line)
        .flatMap { places.contains($0) && $0 > 0 ? $0 : nil },
      known: try values.decode(Bool.self, forKey: .known))
  }
}
