/// A change made to content on purpose, to see whether the verdict holds: one kind, at a rate, with
/// a seed.
///
/// A mutation is a pure function: the same text, kind, seed and rate give the same text on every
/// machine. A higher rate changes all the places that a lower one changes, and more.
public struct Mutation: Hashable, Sendable {
  public var kind: Kind
  public var seed: UInt64
  /// Which share of the places that the kind can change is changed, 0 to 1. Kinds that change the
  /// text as a whole take no notice (``Definition/usesRate``).
  public let rate: Double
  /// How long padding is; of no matter to other kinds.
  public var paddingWords: Int

  public static let usualRate = 0.3
  public static let usualPaddingWords = 400

  /// - Parameter rate: brought into 0…1.
  public init(
    _ kind: Kind, seed: UInt64, rate: Double = usualRate, paddingWords: Int = usualPaddingWords
  ) {
    self.kind = kind
    self.seed = seed
    self.rate = rate > 0 ? min(rate, 1) : 0
    self.paddingWords = max(paddingWords, 0)
  }

  /// Complexity: linear in the text.
  public func applied(to text: String) -> String {
    var draws = Draws(of: self)
    return kind.definition.apply(text, &draws)
  }

  /// The text before the mutation; nil if the kind cannot be undone, or if this is no text of its
  /// making. See ``Definition/reversal`` for when it is exact.
  public func undone(_ text: String) -> String? {
    var draws = Draws(of: self)
    return kind.definition.undo?(text, &draws)
  }
}

extension Mutation {
  /// What a kind is and does: one entry of the catalogue.
  public struct Definition: Sendable {
    /// A few words for lists.
    public let title: String
    /// One sentence: what it does.
    public let summary: String
    public let relation: Relation
    /// Whether a person still understands the text at a glance.
    public let isReadable: Bool
    /// Whether ``Mutation/rate`` says how much is changed. Then rate 0 changes nothing and rate 1
    /// every place that can be changed.
    public let usesRate: Bool
    public let reversal: Reversal
    /// Where the data or the rules come from.
    public let source: String?
    let apply: @Sendable (String, inout Draws) -> String
    let undo: (@Sendable (String, inout Draws) -> String?)?

    init(
      _ title: String, _ summary: String, relation: Relation = .agrees, isReadable: Bool = true,
      usesRate: Bool = true, reversal: Reversal = .none, source: String? = nil,
      apply: @escaping @Sendable (String, inout Draws) -> String,
      undo: (@Sendable (String, inout Draws) -> String?)? = nil
    ) {
      self.title = title
      self.summary = summary
      self.relation = relation
      self.isReadable = isReadable
      self.usesRate = usesRate
      self.reversal = reversal
      self.source = source
      self.apply = apply
      self.undo = undo
    }
  }

  /// The metamorphic relation: what a verdict on the mutated text must be to that on the original.
  public enum Relation: Hashable, Sendable {
    /// The meaning is kept, so the verdict must stay.
    case agrees
    /// The meaning is turned round, so a verdict of a violation must not stay.
    case differs
    /// Whether the verdict may change is for the policy to say, for this reason.
    case mayDiffer(String)

    public var word: String {
      switch self {
      case .agrees: "agrees"
      case .differs: "differs"
      case .mayDiffer: "may differ"
      }
    }
  }

  public enum Reversal: String, Hashable, Sendable {
    /// Every text comes back as it was.
    case exact
    /// It comes back if it held nothing of what the mutation puts in.
    case ofPlainText = "plain-text"
    case none
  }
}
