import Harmony
import Runs
import Wording

/// `precept replay`: a recorded chain on stdout, at the pace at which it came.
public enum ReplayCommand {
  /// One piece of text, and when it arrived, in milliseconds since the request was made.
  struct Piece: Hashable {
    var at: Int
    var channel: Channel
    var text: String
  }

  /// - Parameter speed: how many times faster than it was; nil does not wait at all.
  public static func run(
    _ id: String, speed: Double?, in context: CommandContext
  ) async throws -> ExitStatus {
    let record = try context.record(id, in: try context.recordsToRead())
    let console = context.console
    let pieces = pieces(of: record)
    if record.deltas.isEmpty, !pieces.isEmpty {
      console.note("The record does not tell when its text arrived; here is all of it.")
    } else if let speed, let end = pieces.last?.at, console.errorIsTerminal {
      let left = Measure.wholeSeconds(milliseconds: Int(clamping: Double(end) / speed))
      console.note("Replaying run \(record.id): \(left). Ctrl-C stops it.")
    }
    var line = ChainLine { console.write($0) }
    var channel: Channel?
    let start = ContinuousClock.now
    for piece in pieces {
      if let speed {
        let due = start + .milliseconds(Int(clamping: Double(piece.at) / speed))
        try? await Task.sleep(until: due, clock: .continuous)
      }
      if Task.isCancelled { break }
      if let channel, channel != piece.channel {
        line.end()
        console.write("\n")
      }
      channel = piece.channel
      line.add(piece.text)
    }
    line.end()
    guard !Task.isCancelled else { return .interrupted }
    for warning in record.warnings { console.note("precept: \(warning.message)") }
    if !pieces.isEmpty { console.print("") }
    console.print(record.decisionWords(ascii: true))
    return .done
  }

  /// The texts of all channels in the order in which they came.
  static func pieces(of record: RunRecord) -> [Piece] {
    let texts = Channel.allCases.map { ($0, Array(record.text(of: $0).utf8)) }
    guard !record.deltas.isEmpty else {
      return texts.filter { !$0.1.isEmpty }.map {
        Piece(at: 0, channel: $0.0, text: String(decoding: $0.1, as: UTF8.self))
      }
    }
    let bytes = Dictionary(uniqueKeysWithValues: texts)
    // Backwards, since each piece ends where the next one of its channel begins.
    var ends = bytes.mapValues(\.count)
    let pieces = record.deltas.reversed().map { delta -> Piece in
      let end = ends[delta.channel] ?? 0
      let start = min(max(delta.offset, 0), end)
      ends[delta.channel] = start
      let text = String(decoding: bytes[delta.channel]?[start..<end] ?? [], as: UTF8.self)
      return Piece(at: delta.at, channel: delta.channel, text: text)
    }
    return pieces.reversed().filter { !$0.text.isEmpty }
  }
}
