/// A chain that is written as it comes, append-only.
struct ChainLine {
  private let put: (String) -> Void
  private var pending = ""
  private var isInRow = false

  /// - Parameter put: writes a piece, with nothing in it that a terminal could obey.
  init(_ put: @escaping (String) -> Void) {
    self.put = put
  }

  /// A character longer than this is written in parts.
  private static let longestCharacter = 256

  /// A character may be split over deltas: the last one waits for what follows.
  mutating func add(_ delta: String) {
    guard !delta.isEmpty else { return }
    pending += delta
    var last = pending.index(before: pending.endIndex)
    if pending.utf8.distance(from: last, to: pending.endIndex) > Self.longestCharacter {
      last = pending.endIndex
    }
    write(String(pending[..<last]))
    pending = String(pending[last...])
  }

  mutating func end() {
    write(pending)
    pending = ""
    breakOff()
  }

  /// Ends the row, so that something else can be said.
  mutating func breakOff() {
    if isInRow { put("\n") }
    isInRow = false
  }

  private mutating func write(_ text: String) {
    guard !text.isEmpty else { return }
    isInRow = text.last != "\n"
    put(text)
  }
}
