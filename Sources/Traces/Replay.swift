public import Harmony
public import Runs

/// A recorded run played again: what of it had arrived at a moment of its own clock.
///
/// The clock is moved from outside, so that a replay is as deterministic as its record.
public struct Replay: Hashable, Sendable {
  /// Slowest first; at the last everything arrives at once.
  public static let speeds = [0.5, 1, 2, 4, 8, .infinity]

  private struct Piece: Hashable {
    var at: Int
    var end: Int
  }

  private var pieces: [Channel: [Piece]] = [:]
  /// Moments at which a sentence was complete, ascending.
  private let stops: [Int]
  /// The moment of the last text, in milliseconds since the request was made.
  public let end: Int
  /// Milliseconds since the request was made.
  public private(set) var time = 0
  public private(set) var speed = 1.0
  public var isPaused = false
  /// What of the moved time is less than a millisecond of the clock.
  private var rest = 0.0

  /// nil for a record that does not tell when its text arrived.
  public init?(_ record: RunRecord, _ trace: Trace) {
    guard let last = record.deltas.map(\.at).max() else { return nil }
    for channel in Channel.allCases {
      let deltas = record.deltas.filter { $0.channel == channel }
      let length = record.text(of: channel).utf8.count
      pieces[channel] = deltas.indices.map { index in
        let next = index + 1 < deltas.count ? deltas[index + 1].offset : length
        return Piece(at: deltas[index].at, end: min(max(next, 0), length))
      }
    }
    let answered = record.deltas.last { $0.channel == .final }.map(\.at)
    stops = Set(trace.sentences.compactMap(\.arrived) + [answered ?? last, last]).sorted()
    end = last
  }

  public var isAtEnd: Bool { time >= end }

  /// How many bytes of a channel's text had arrived. Complexity: O(log *n*).
  public func arrived(_ channel: Channel) -> Int {
    guard let pieces = pieces[channel] else { return 0 }
    var (low, high) = (0, pieces.count)
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].at <= time { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 0 : pieces[low - 1].end
  }

  /// Moves the clock by so much real time at the speed; nothing while it is paused.
  public mutating func advance(milliseconds: Int) {
    guard !isPaused, !isAtEnd, milliseconds > 0 else { return }
    guard speed.isFinite else {
      time = end
      return
    }
    let moved = Double(milliseconds) * speed + rest
    rest = moved - moved.rounded(.down)
    time = min(end, time.saturatingAdd(Int(clamping: moved.rounded(.down))))
  }

  /// To the end of the next sentence; pauses there.
  public mutating func stepForward() {
    isPaused = true
    time = stops.first { $0 > time } ?? end
  }

  /// To the end of the sentence before; pauses there.
  public mutating func stepBack() {
    isPaused = true
    time = stops.last { $0 < time } ?? 0
  }

  public mutating func restart() {
    time = 0
    rest = 0
    isPaused = false
  }

  public mutating func faster() { changeSpeed(by: 1) }
  public mutating func slower() { changeSpeed(by: -1) }

  private mutating func changeSpeed(by step: Int) {
    let index = Self.speeds.firstIndex(of: speed) ?? 1
    speed = Self.speeds[min(max(index + step, 0), Self.speeds.count - 1)]
  }
}
