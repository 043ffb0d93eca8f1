public import Cases
public import Policies
public import Runs

/// What the workbench wants done at the edge. An effect answers, if at all, with a ``Message``.
public enum Effect: Equatable, Sendable {
  case start(RunRequest, on: EngineIdentity)
  case cancel(Run.ID)
  case findEngines
  /// Has the doctor examine an engine; findings come one by one.
  case examine(EngineIdentity)
  case stopExamining
  case startEngine(EngineStart)
  /// Stops the engine that Precept started; never another.
  case stopEngine
  case readEngineLog
  case pull(model: String, from: EngineIdentity)
  case stopPull
  /// Counts the tokens of texts with the engine's own tokenizer.
  case countTokens([String], by: EngineIdentity, revision: Int)

  /// Reads a text off the main thread: outline, answer format, tokens and hints.
  case read(String, declared: AnswerFormat?, revision: Int)

  case listPolicies
  case openPolicy(String)
  /// Looks for text that was typed while no policy was open.
  case openUntitled
  case createPolicy(name: String, text: String)
  case save(SaveOrder)
  case loadVersion(PolicyVersion, of: String, use: VersionUse)
  case label(String, version: Int, of: String)

  case listCaseSets
  case loadCases(String, show: CaseChoice)
  case addCase(Case, toSet: String)
  case expect(Case.Expectation?, ofCase: String, inSet: String)
  case importing(ImportOrder)

  case listRuns(RunFilter)
  /// The next page: runs older than the one given.
  case moreRuns(RunFilter, before: Run.ID)
  case loadRun(Run.ID)
  case loadBaseline(policy: String, version: Int, set: String)

  case versions(VersionsOrder)
  case authoring(AuthoringOrder)
  case records(RecordsOrder)
  case evaluation(EvaluationOrder)

  case keepDraft(DraftSnapshot)
  case discardDraft(policy: String)
  /// Says where drafts and records go, if not into the workspace.
  case checkPlaces
  case keepSession(SessionSnapshot)

  case copy(String)
  case edit(String, Pane)
  case suspend
  case redraw
  case quit
}

/// A version to be saved.
public struct SaveOrder: Hashable, Sendable {
  public var policy: String
  public var text: String
  public var note: String
  public var parent: Int?
  /// What `policy.md` held when it was last read; saving over anything else asks first. nil saves
  /// over whatever is there.
  public var seen: String?

  public init(policy: String, text: String, note: String, parent: Int?, seen: String?) {
    self.policy = policy
    self.text = text
    self.note = note
    self.parent = parent
    self.seen = seen
  }
}
