/// How often recorded runs have considered, cited and decided by each rule and example of a policy.
///
/// *Considered*: the reasoning names it, by id, heading or quotation. *Cited*: the answer or its rationale
/// names it. *Decided*: the verdict's label is the rule's id.
public struct PolicyCoverage: Hashable, Sendable {
  /// One recorded run.
  public struct Sample: Hashable, Sendable {
    /// `set/id` of the case, where the content came from one.
    public var caseReference: String?
    /// The text that it ran on, as a number that texts share: see ``PolicyCoverage/init(of:texts:samples:cases:)``.
    public var text: Int
    public var citations: [Citation]
    /// Labels of the verdict, in the policy's spelling; empty without a verdict.
    public var labels: [String]
    public var decision: Decision?

    public init(
      caseReference: String?, text: Int, citations: [Citation], labels: [String],
      decision: Decision?
    ) {
      self.caseReference = caseReference
      self.text = text
      self.citations = citations
      self.labels = labels
      self.decision = decision
    }
  }

  /// A rule or an example, and its counts.
  public struct Row: Hashable, Sendable {
    public enum Subject: Hashable, Sendable {
      /// By its id; a derived id is ours and can only be considered by its heading or a quotation.
      case rule(id: String)
      /// By its place among the outline's examples.
      case example(Int)
    }

    public var subject: Subject
    /// Of the text that coverage was asked for, counted from 1.
    public var line: Int
    /// The rule's title, or the example's content.
    public var title: String
    public var considered: Int
    public var cited: Int
    public var decided: Int
    /// For an example: the `set/id` of a case that it also is (a leak: the model was told the answer).
    public var leak: String?
    /// Whether other rules refine it, as `SP3.a` does `SP3`: they are named in its place.
    public var isRefined: Bool

    public init(
      subject: Subject, line: Int, title: String, considered: Int = 0, cited: Int = 0,
      decided: Int = 0, leak: String? = nil, isRefined: Bool = false
    ) {
      self.subject = subject
      self.line = line
      self.title = title
      self.considered = considered
      self.cited = cited
      self.decided = decided
      self.leak = leak
      self.isRefined = isRefined
    }

    /// Nothing has ever come of it, though something could.
    public var isDead: Bool { considered == 0 && cited == 0 && decided == 0 && !isRefined }
  }

  /// Two rules of which one was never named without the other.
  public struct Pair: Hashable, Sendable {
    public var first: String
    public var second: String
    /// Runs that name both.
    public var runs: Int

    public init(first: String, second: String, runs: Int) {
      self.first = first
      self.second = second
      self.runs = runs
    }
  }

  /// Whose runs were counted. A model's and the rule matcher's are never counted together.
  public enum Engines: String, Hashable, Sendable {
    case models
    case ruleMatcher = "the rule matcher"
  }

  /// Runs that were counted.
  public var runs: Int
  public var engines = Engines.models
  /// In the order of their lines.
  public var rows: [Row]
  /// Named in at least three runs, always together.
  public var pairs: [Pair]
  /// `set/id` of cases whose runs name no rule at all.
  public var idleCases: [String]

  public init(runs: Int = 0, rows: [Row] = [], pairs: [Pair] = [], idleCases: [String] = []) {
    self.runs = runs
    self.rows = rows
    self.pairs = pairs
    self.idleCases = idleCases
  }
}
