public import Runs
import Wording

/// What the doctor has found on one engine so far.
public struct Examination: Sendable {
  public enum Phase: Hashable, Sendable {
    case running
    /// It was told to stop and has not said yet that it did.
    case stopping
    /// The sentence says why it could not go on.
    case done(problem: String?)
  }

  /// What the engine served when it was examined: of another model the findings say nothing.
  public let model: String?
  public internal(set) var phase = Phase.running
  /// In the order in which they came.
  public private(set) var findings: [EngineFinding] = []

  init(of engine: EngineIdentity) {
    model = engine.model
  }

  public var isRunning: Bool { phase == .running }

  public var problem: String? {
    if case .done(let problem) = phase { problem } else { nil }
  }

  mutating func take(_ finding: EngineFinding) {
    if let index = findings.firstIndex(where: { $0.id == finding.id }) {
      findings[index] = finding
    } else {
      findings.append(finding)
    }
  }

  /// How many findings each level has, the worst first, without the levels that have none.
  public var counts: [(level: EngineFinding.Level, count: Int)] {
    EngineFinding.Level.allCases.reversed().compactMap { level in
      let count = findings.filter { $0.level == level }.count
      return count > 0 ? (level, count) : nil
    }
  }

  /// `1 broken, 2 caution, 4 fine`.
  var summary: String {
    counts.map { "\($0.count) \($0.level.rawValue)" }.joined(separator: ", ")
  }

  /// Everything, as text to send to somebody.
  func report(on engine: EngineIdentity, at moment: Moment) -> String {
    let time = CivilTime(unixMilliseconds: moment.unixMilliseconds)
    let parts = [engine.name, engine.model, engine.build, engine.url].compactMap { $0 }
    var lines = [
      "Precept doctor: \(parts.joined(separator: " · "))", "\(time.rfc3339), \(summary)",
    ]
    if isRunning { lines.append("The examination was still going on.") }
    if let problem { lines.append(problem) }
    for finding in findings {
      lines += ["", "\(finding.level.rawValue): \(finding.id)", finding.summary]
      if !finding.evidence.isEmpty {
        lines.append("What was seen:")
        lines += finding.evidence.split(separator: "\n", omittingEmptySubsequences: false)
          .map { "  " + $0 }
      }
      if !finding.advice.isEmpty {
        lines.append("Why it matters, what to change: \(finding.advice)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension EngineFinding.Level {
  public var symbol: String {
    switch self {
    case .fine: "✔"
    case .caution: "⚠"
    case .broken: "✖"
    }
  }

  /// `✔ fine`; in ASCII the word alone.
  public func words(ascii: Bool) -> String { ascii ? rawValue : "\(symbol) \(rawValue)" }
}
