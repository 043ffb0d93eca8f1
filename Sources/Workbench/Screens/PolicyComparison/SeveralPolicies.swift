public import Cases
import Harmony
public import Policies
public import Runs
import TextEditing

/// One content under several policies, each in a run of its own, and under all of them in one prompt.
public struct SeveralPolicies: Sendable {
  /// A policy, and its run.
  public struct Column: Sendable {
    /// `spam`, `spam@3`.
    public let name: String
    let policy: JudgedPolicy
    public let isCombined: Bool
    /// nil before its turn.
    public internal(set) var machine: RunMachine?
    public internal(set) var chain = ChainText()
    var started: ContinuousClock.Instant?
    var citationsSeen = 0

    init(_ name: String, _ policy: JudgedPolicy, isCombined: Bool = false) {
      self.name = name
      self.policy = policy
      self.isCombined = isCombined
    }

    public var record: RunRecord? { machine?.record }
    public var isFinished: Bool { machine?.isFinished ?? false }

    mutating func apply(_ event: RunEvent) {
      machine?.apply(event)
      if case .text(let channel, let delta) = event.kind, channel != .final {
        chain.append(delta, channel: channel)
      }
      let citations = record?.citations ?? []
      for number in citationsSeen..<citations.count {
        chain.mark(citations[number], number: number)
      }
      citationsSeen = citations.count
      if isFinished, let failure = record?.failure {
        chain.note(failure.message)
        chain.note(failure.hint)
      }
    }
  }

  /// In the order in which they run; the combined one is last.
  public internal(set) var columns: [Column]
  let combined: CombinedPolicy
  let content: String
  let caseReference: String?
  public let expected: Case.Expectation?
  public internal(set) var isStopped = false

  /// - Parameter policies: two to four, with the names that tell them apart.
  init(
    _ policies: [(name: String, policy: JudgedPolicy)], content: String, caseReference: String?,
    expected: Case.Expectation?
  ) {
    combined = CombinedPolicy(policies.map { .init(name: $0.name, text: $0.policy.text) })
    columns = policies.map { Column($0.name, $0.policy) }
    self.content = content
    self.caseReference = caseReference
    self.expected = expected
    let text = combined.text
    columns.append(
      Column(
        "combined prompt",
        JudgedPolicy(
          text: text, outline: PolicyOutline(reading: text), format: combined.format,
          reference: .init(name: policies.map(\.name).joined(separator: "+")), revision: 0),
        isCombined: true))
  }

  public var isRunning: Bool {
    !isStopped && columns.contains { !$0.isFinished }
  }

  /// The next column that has not begun.
  var next: Int? { isStopped ? nil : columns.firstIndex { $0.machine == nil } }

  /// Columns under way.
  var active: [Int] {
    columns.indices.filter { columns[$0].machine != nil && !columns[$0].isFinished }
  }

  /// What the combined prompt decided of each policy, in the order of their columns; nil before it
  /// has, and where its answer gives no verdict.
  public var combinedDecisions: [Decision?]? {
    columns.last?.record?.verdict.map { combined.decisions(in: $0) }
  }

  /// Whether the combined prompt decided of a column's policy as its own run did; nil where one of
  /// them decided nothing.
  public func agreement(ofColumn index: Int) -> Bool? {
    guard let combined = combinedDecisions, combined.indices.contains(index),
      let together = combined[index], let alone = columns[index].record?.verdict?.decision
    else { return nil }
    return together == alone
  }

  /// `2 of 3 as in the combined prompt`, once both are known.
  public var agreementWords: String? {
    let known = columns.indices.compactMap { agreement(ofColumn: $0) }
    guard !known.isEmpty else { return nil }
    return "\(known.count { $0 }) of \(known.count) as in the combined prompt"
  }
}

/// A policy to be read for a run: its newest text, or a saved version's.
public struct PolicyChoice: Hashable, Sendable {
  public var name: String
  public var version: Int?

  public init(name: String, version: Int? = nil) {
    self.name = name
    self.version = version
  }

  /// `spam@3`, as on the command line.
  public init(words: String) {
    let parts = words.split(separator: "@", maxSplits: 1).map(String.init)
    if parts.count == 2, let version = Int(parts[1]) {
      self.init(name: parts[0], version: version)
    } else {
      self.init(name: words)
    }
  }

  public var words: String { version.map { "\(name)@\($0)" } ?? name }
}

/// What was read for a ``PolicyChoice``.
public struct ChosenPolicy: Sendable {
  public var choice: PolicyChoice
  public var reference: RunRequest.PolicyReference
  public var reading: PolicyReading

  public init(
    choice: PolicyChoice, reference: RunRequest.PolicyReference, reading: PolicyReading
  ) {
    self.choice = choice
    self.reference = reference
    self.reading = reading
  }
}
