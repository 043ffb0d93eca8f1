public import Cases
public import Evaluation

/// The edge lab: a content, the mutations to try on it, and what came of them.
public struct EdgeLab: Sendable {
  public let content: String
  public private(set) var chosen: Set<Mutation.Kind>
  public private(set) var rate = Mutation.usualRate
  public private(set) var draws = 1
  public private(set) var seed: UInt64 = 1
  /// The last evaluation that was begun here.
  var id: EvaluationID?
  /// nil before it begins.
  public private(set) var picture: EvaluationPicture?
  /// Places in the plan of what was tried.
  private var places: [Mutation.Kind: Int] = [:]
  /// Variants that are not as they must be.
  public private(set) var flips: Set<Int> = []
  /// Variants that are as they must be. Where the content as it was has no verdict, there are none.
  public private(set) var kept: Set<Int> = []

  /// The content as it was stands before them, in row 0.
  public static let kinds = Mutation.Kind.allCases

  init(_ content: String) {
    self.content = content
    chosen = Set(Self.kinds.filter(\.definition.isReadable))
  }

  public var question: EdgeQuestion {
    EdgeQuestion(Self.kinds.filter(chosen.contains), seed: seed, rate: rate)
  }

  /// The mutation of a row; nil for the content as it was.
  public func kind(at row: Int) -> Mutation.Kind? {
    Self.kinds.indices.contains(row - 1) ? Self.kinds[row - 1] : nil
  }

  /// The case of a row in the plan; nil where it was not tried.
  public func place(at row: Int) -> Int? {
    guard let picture else { return nil }
    return kind(at: row).map { places[$0] } ?? (picture.plan.cases.isEmpty ? nil : 0)
  }

  public var tally: Tally? { picture?.tallies.first }

  /// What a kind makes of the beginning of the content, or the content itself.
  public func preview(at row: Int) -> String {
    let start = String(content.prefix(600))
    return kind(at: row).map { Mutation($0, seed: seed, rate: rate).applied(to: start) } ?? start
  }

  // MARK: Choosing

  mutating func toggle(_ kind: Mutation.Kind) {
    chosen.formSymmetricDifference([kind])
  }

  /// The readable ones, then all, then none, and round.
  mutating func chooseNextGroup() {
    let readable = Set(Self.kinds.filter(\.definition.isReadable))
    chosen =
      chosen == readable ? Set(Self.kinds) : chosen.count == Self.kinds.count ? [] : readable
  }

  mutating func showNextRate() {
    let rates = [0.1, 0.3, 0.6, 1]
    rate = rates.first { $0 > rate } ?? rates[0]
  }

  mutating func showNextDraws() {
    let counts = [1, 3, 5, 10]
    draws = counts.first { $0 > draws } ?? counts[0]
  }

  mutating func showNextSeed() { seed &+= 1 }

  // MARK: Results

  mutating func show(_ picture: EvaluationPicture) {
    self.picture = picture
    places = [:]
    for (place, item) in picture.plan.cases.enumerated() {
      guard let kind = item.mutation.flatMap({ Mutation.Kind(rawValue: $0.kind) }) else { continue }
      places[kind] = places[kind] ?? place
    }
    count()
  }

  mutating func add(_ results: [TrialResult]) {
    for result in results { picture?.add(result) }
    count()
  }

  private mutating func count() {
    let rows = picture?.robustness?.rows ?? []
    flips = Set(rows.flatMap(\.flips))
    kept = Set(rows.flatMap(\.kept))
  }
}
