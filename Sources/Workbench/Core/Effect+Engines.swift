public import Runs

extension Effect {
  /// Engines: finding, examining, starting and stopping them.
  public enum Engines: Equatable, Sendable {
    case find
    /// Has the doctor examine an engine; findings come one by one.
    case examine(EngineIdentity)
    case stopExamining
    case start(EngineStart)
    /// Stops the engine that Precept started; never another.
    case stop
    case readLog
    case pull(model: String, from: EngineIdentity)
    case stopPull
    /// Keeps the answer to what the workspace says of engines. Once accepted, they are used.
    case answerOffer(accepts: Bool)
    /// Counts the tokens of texts with the engine's own tokenizer.
    case countTokens([String], by: EngineIdentity, revision: Int)
  }
}
