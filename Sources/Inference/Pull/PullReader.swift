internal import Foundation
internal import Runs

/// Folds the body of Ollama's `POST /api/pull` into progress (docs/api.md, "Pull a Model"): a JSON
/// object a line, of which those of a layer carry `digest`, `total` and, once there is something,
/// `completed`. Bytes go in, in any portions.
///
/// A layer's figures are repeated every 60 ms, layer after layer; sums only ever grow, since a
/// layer that is downloaded anew begins again at nothing.
struct PullReader {
  private struct Line: Decodable {
    var status: String?
    var digest: String?
    var total: Int64?
    var completed: Int64?
    var error: String?
  }

  private var progress: PullProgress
  private let peer: String
  private var lines = LineDecoder()
  /// More than any model has.
  private static let mostLayers = 1000
  private static let longestStatus = 200

  private var totals: [String: Int64] = [:]
  private var completed: [String: Int64] = [:]

  init(model: String, peer: String) {
    progress = PullProgress(model: model, phase: .working("asking \(peer)"))
    self.peer = peer
  }

  /// What is known so far.
  var current: PullProgress { progress }

  /// Whether nothing more can come.
  var isOver: Bool {
    if case .working = progress.phase { return false }
    return true
  }

  /// - Returns: each progress that differs from the one before.
  mutating func add(_ bytes: some Sequence<UInt8>) -> [PullProgress] {
    var told: [PullProgress] = []
    for line in lines.consume(bytes) where !isOver { told += read(line) }
    if lines.isOversized, !isOver {
      told += fail("\(peer) answered with what is no line of a pull.")
    }
    return told
  }

  /// The body ended. Without `success` it is a failure, however far it came.
  mutating func end() -> [PullProgress] {
    guard !isOver else { return [] }
    let told = lines.finish().map { read($0) } ?? []
    guard !isOver else { return told }
    return told + fail("The pull ended before it was complete. \(Self.again)")
  }

  mutating func fail(_ sentence: String) -> [PullProgress] {
    set { $0.phase = .failed(sentence) }
  }

  static let again = "Pull again: Ollama goes on with what it has."

  private mutating func read(_ bytes: [UInt8]) -> [PullProgress] {
    guard bytes.contains(where: { $0 > 0x20 }) else { return [] }
    guard let line = try? JSONDecoder().decode(Line.self, from: Data(bytes)) else {
      return fail("\(peer) answered with what is no line of a pull. Check that it is Ollama.")
    }
    if let error = line.error { return fail(Self.sentence(error, model: progress.model)) }
    guard let status = line.status else { return [] }
    if let digest = line.digest {
      guard totals.count < Self.mostLayers || totals[digest] != nil, digest.utf8.count <= 256 else {
        return fail("\(peer) answered with what is no line of a pull. Check that it is Ollama.")
      }
      if let total = line.total, total >= 0 { totals[digest] = max(total, totals[digest] ?? 0) }
      if let done = line.completed, done >= 0 {
        completed[digest] = max(done, completed[digest] ?? 0)
      }
    }
    let total = totals.isEmpty ? nil : totals.values.reduce(0, Self.sum)
    let done = totals.reduce(0) { Self.sum($0, min(completed[$1.key] ?? 0, $1.value)) }
    return set {
      $0.phase = status == "success" ? .done : .working(String(status.prefix(Self.longestStatus)))
      $0.total = total
      $0.completed = done
    }
  }

  /// A hostile figure must not end the program.
  private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }

  private mutating func set(_ change: (inout PullProgress) -> Void) -> [PullProgress] {
    let before = progress
    change(&progress)
    return progress == before ? [] : [progress]
  }

  static func sentence(_ error: String, model: String) -> String {
    let said = EngineError(message: error).message.withoutFullStop
    if error.contains("file does not exist") || error.contains("not found") {
      return "Ollama finds no model “\(model)”: \(said). Look for its name at ollama.com/library."
    }
    if error.contains("newer version of Ollama") {
      return "This Ollama is too old for “\(model)”: \(said). Update Ollama."
    }
    if error.contains("no space left") {
      return "Ollama has no space left for “\(model)”: \(said). Make room, then pull again."
    }
    return "Ollama could not pull “\(model)”: \(said). \(again)"
  }
}
