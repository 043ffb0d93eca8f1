import Evaluation
import Foundation
import Inference
import Runs

/// The engines of an evaluation, by the names that its arms call them, and the connections behind them.
struct EvaluationEngines: Sendable {
  struct Member: Sendable {
    /// As arms call it; several members may serve one name.
    var name: String
    var engine: any Engine
    /// What it said of itself before the first run.
    var identity: EngineIdentity
    var client: EngineClient?
  }

  var members: [Member] = []

  /// - Parameter concurrency: at most so many runs at a time, each member its share; nil takes what
  ///   engines say of themselves.
  func endpoints(concurrency: Int?) -> [(Endpoint, any Engine)] {
    members.map { member in
      let others = members.count { $0.name == member.name }
      let limit = max(1, concurrency.map { $0 / others } ?? Self.limit(of: member.identity))
      return (
        Endpoint(engine: member.name, limit: limit, slots: member.identity.slots), member.engine
      )
    }
  }

  /// What an engine says of itself. The rule matcher computes here, and more at a time than there are
  /// cores is slower.
  static func limit(of engine: EngineIdentity) -> Int {
    max(1, engine.isModel ? engine.slots ?? 4 : ProcessInfo.processInfo.activeProcessorCount)
  }

  /// The most runs at a time, over all.
  func limit(concurrency: Int?) -> Int {
    min(
      endpoints(concurrency: concurrency).reduce(0) { $0 + $1.0.limit },
      EvaluationPlan.mostConcurrency)
  }

  func close() async {
    for member in members { await member.client?.close() }
  }
}

extension CommandContext {
  /// Reaches each engine and learns what it is.
  ///
  /// - Parameters:
  ///   - names: configured engines, URLs or `rule-matcher`.
  ///   - further: more endpoints of the first, which must serve the same model.
  /// - Throws: ``CommandFailure``: an engine that is not known, or another model.
  func evaluationEngines(_ names: [String], further: [String] = []) async throws
    -> EvaluationEngines
  {
    var engines = EvaluationEngines()
    do {
      for name in names { engines.members.append(try await member(name, calledFor: name)) }
      for name in further {
        let member = try await member(name, calledFor: names[0])
        let first = engines.members[0].identity
        guard member.identity.model == first.model, member.identity.isModel else {
          throw CommandFailure(
            .usage,
            "\(name) serves \(member.identity.model ?? "no model"), and \(names[0]) \(first.model ?? "no model").",
            hint: "Endpoints of one engine serve the same model; --against compares two.")
        }
        engines.members.append(member)
      }
      return engines
    } catch {
      await engines.close()
      throw error
    }
  }

  private func member(_ name: String, calledFor arm: String) async throws
    -> EvaluationEngines.Member
  {
    let chosen = try await namedEngine(name)
    var identity = chosen.engine.identity
    if let engine = chosen.engine as? HTTPEngine { identity = await engine.recognised() }
    return .init(name: arm, engine: chosen.engine, identity: identity, client: chosen.client)
  }
}
