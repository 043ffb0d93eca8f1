public import Cases
public import Policies
public import Runs

/// What an evaluation is to do: every case under every arm, a number of draws each.
///
/// One shape serves all questions. Two versions, an effort sweep, engine against engine, rules dropped
/// one at a time and a combined prompt are several ``Arm``s on the same cases; the edge lab is one arm
/// on the mutations of one content.
public struct EvaluationPlan: Hashable, Codable, Sendable {
  /// What the arms have been chosen to show.
  public enum Kind: String, Hashable, Codable, Sendable {
    /// One or several policies as they are.
    case policies
    /// The same policy at each effort.
    case effort
    /// The policy, and the policy without each of its rules.
    case ablation
    /// Each policy by itself, and all of them in one prompt.
    case combined
    /// A content and its mutations.
    case edge
    /// Cases without a label, to see which of them a person should label.
    case classification
  }

  public var id: EvaluationID
  /// Milliseconds since 1970, UTC.
  public var createdAt: Int64
  public var kind: Kind
  /// The name of the case set.
  public var set: String
  public var arms: [Arm]
  public var cases: [PlannedCase]
  /// Draws of each case under each arm; at least one.
  public var repeats: Int
  /// A case needs no further draw when so many agree and none disagrees; nil makes all of them.
  public var enough: Int?
  /// At most so many runs at a time, over all endpoints.
  public var concurrency: Int
  /// The first draw of a case may be a recorded run of the same policy, content, parameters and model.
  public var reuses: Bool

  public init(
    id: EvaluationID, createdAt: Int64, kind: Kind = .policies, set: String, arms: [Arm],
    cases: [PlannedCase], repeats: Int = 1, enough: Int? = nil, concurrency: Int,
    reuses: Bool = false
  ) {
    precondition(repeats > 0 && concurrency > 0)
    self.id = id
    self.createdAt = createdAt
    self.kind = kind
    self.set = set
    self.arms = arms
    self.cases = cases
    self.repeats = repeats
    self.enough = enough
    self.concurrency = concurrency
    self.reuses = reuses
  }

  /// Reads a plan as it is kept. Numbers that cannot be are brought into range, so that a plan that
  /// was stored once can always be shown.
  ///
  /// - Throws: `DecodingError`, also for a plan without an arm.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    arms = try values.decode([Arm].self, forKey: .arms)
    guard !arms.isEmpty else {
      throw DecodingError.dataCorruptedError(
        forKey: .arms, in: values, debugDescription: "a plan has one arm at least")
    }
    id = try values.decode(EvaluationID.self, forKey: .id)
    createdAt = try values.decode(Int64.self, forKey: .createdAt)
    kind = try values.decode(Kind.self, forKey: .kind)
    set = try values.decode(String.self, forKey: .set)
    cases = try values.decode([PlannedCase].self, forKey: .cases)
    repeats = max(1, Int(clampingCount: try values.decode(Int.self, forKey: .repeats)))
    enough = try values.decodeIfPresent(Int.self, forKey: .enough)
      .map { max(1, Int(clampingCount: $0)) }
    concurrency = min(
      max(1, try values.decode(Int.self, forKey: .concurrency)), Self.mostConcurrency)
    reuses = try values.decode(Bool.self, forKey: .reuses)
  }

  /// How many trials there are, if no case needs fewer; at most ``Swift/Int/largestCount``.
  public var count: Int {
    min(arms.count.saturatingMultiply(cases.count).saturatingMultiply(repeats), .largestCount)
  }

  /// The most trials that an evaluation may have. A plan of more can be shown, and not run.
  public static let mostTrials = 10_000_000
  /// The most draws of a case, and the most runs at a time, that may be asked for.
  public static let mostRepeats = 10_000
  public static let mostConcurrency = 1024

  /// Whether the trial is one of the plan's. Results from a file may name any.
  public func has(_ trial: Trial) -> Bool {
    arms.indices.contains(trial.arm) && cases.indices.contains(trial.item)
      && (0..<repeats).contains(trial.draw)
  }

  /// The engines of its arms, each once.
  public var engines: [String] {
    var seen: Set<String> = []
    return arms.map(\.engine).filter { seen.insert($0).inserted }
  }
}

/// Which evaluation: a ULID, as runs have.
public struct EvaluationID: Hashable, Codable, Sendable, CustomStringConvertible {
  public let text: String

  public init(_ id: Run.ID) { text = id.text }

  /// An id read back from a record or an argument.
  public init?(_ text: String) {
    guard let id = Run.ID(text) else { return nil }
    self.text = id.text
  }

  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  public var description: String { text }
}

/// One way to judge a case: a policy's text, the form of its answer, parameters and engine.
public struct Arm: Hashable, Codable, Sendable {
  /// Unique in its plan, as people call it: `spam@7`, `spam@7 · low`, `spam@7 − SP2.a`.
  public var name: String
  public var policy: RunRequest.PolicyReference
  public var text: String
  public var format: AnswerFormat
  /// The seed is the first draw's of the first case; each trial has its own.
  public var parameters: RunParameters
  /// The name of the engine, as the configuration or the command line calls it.
  public var engine: String
  /// The model that answered when the plan was made; another one later would not be the same arm.
  public var model: String?
  public var targets: [MetricTarget]
  /// The one label of the cases that this arm is held to; nil goes by what each case expects.
  public var label: String?
  /// The rule that this arm lacks or inverts.
  public var rule: String?
  /// The fields of a combined prompt's answer, one for each policy by name.
  public var parts: [String: String]

  public init(
    name: String, policy: RunRequest.PolicyReference, text: String, format: AnswerFormat,
    parameters: RunParameters, engine: String, model: String? = nil, targets: [MetricTarget] = [],
    label: String? = nil, rule: String? = nil, parts: [String: String] = [:]
  ) {
    self.name = name
    self.policy = policy
    self.text = text
    self.format = format
    self.parameters = parameters
    self.engine = engine
    self.model = model
    self.targets = targets
    self.label = label
    self.rule = rule
    self.parts = parts
  }
}

/// A case as an evaluation has it, whatever becomes of its set.
public struct PlannedCase: Hashable, Codable, Sendable {
  public var id: String
  /// As it is sent.
  public var content: String
  public var expected: [String]
  public var labels: [String: Bool]
  public var tags: [String]
  /// How the content came about, in the edge lab.
  public var mutation: PlannedMutation?
  /// What each of several people said, the same text for the same answer; nil where no two were asked.
  public var votes: [String]?

  public init(
    id: String, content: String, expected: [String] = [], labels: [String: Bool] = [:],
    tags: [String] = [], mutation: PlannedMutation? = nil, votes: [String]? = nil
  ) {
    self.id = id
    self.content = content
    self.expected = expected
    self.labels = labels
    self.tags = tags
    self.mutation = mutation
    self.votes = votes
  }

  public init(_ item: Case) {
    let votes = item.votes.filter { !$0.values.isEmpty }.map(\.key)
    self.init(
      id: item.id, content: item.renderedContent, expected: item.expected?.values ?? [],
      labels: item.labels, tags: item.tags, votes: votes.count > 1 ? votes : nil)
  }
}

extension EvaluationPlan {
  /// How far the people agree who labelled the cases: the most that a policy can be held to.
  public var raters: RaterAgreement {
    var agreement = RaterAgreement()
    for item in cases { agreement.add(item.votes ?? []) }
    return agreement
  }
}

/// From what a content of the edge lab was made, so that it can be made again.
public struct PlannedMutation: Hashable, Codable, Sendable {
  /// What has to be true of the verdict.
  public enum Relation: String, Hashable, Codable, Sendable {
    /// The meaning stays, and so must the verdict.
    case agrees
    /// The meaning turns round, and the verdict with it.
    case differs
    /// The verdict may be another.
    case open
  }

  /// The id of the case with the content as it was.
  public var base: String
  /// The mutation's name; several joined by `+` in the order in which they were applied.
  public var kind: String
  public var seed: UInt64
  public var rate: Double
  public var relation: Relation

  public init(base: String, kind: String, seed: UInt64, rate: Double, relation: Relation) {
    self.base = base
    self.kind = kind
    self.seed = seed
    self.rate = rate
    self.relation = relation
  }
}
