/// Notices that a model goes round in circles: that the end of its text is one passage over and over.
///
/// Digits count as one, since loops like to number themselves.
///
/// Complexity: constant for each byte; 4 kB are kept.
struct RepetitionDetector: Sendable {
  /// How often the passage stands there, and how long all of it is at least.
  private static let least = (repeats: 5, bytes: 1024)
  private static let windowSize = 4096
  /// New bytes between two looks.
  private static let step = 512

  private var window: [UInt8] = []
  private var unseen = 0
  private var isDone = false

  /// - Returns: the passage, the first time that it is noticed.
  mutating func append(_ delta: String) -> String? {
    guard !isDone else { return nil }
    window.append(contentsOf: delta.utf8)
    unseen += delta.utf8.count
    guard unseen >= Self.step, window.count >= Self.least.bytes else { return nil }
    unseen = 0
    if window.count > Self.windowSize { window.removeFirst(window.count - Self.windowSize) }
    guard let passage = repeated() else { return nil }
    isDone = true
    window = []
    return passage
  }

  /// The passage that the window ends with at least so often.
  ///
  /// The failure function of Knuth, Morris and Pratt over the reversed window gives the period of each
  /// of its suffixes.
  private func repeated() -> String? {
    let text = window.reversed().map { 0x30...0x39 ~= $0 ? 0x30 : $0 }
    var failure = [Int](repeating: 0, count: text.count)
    var found: (length: Int, period: Int)?
    var border = 0
    for index in text.indices.dropFirst() {
      while border > 0, text[index] != text[border] { border = failure[border - 1] }
      if text[index] == text[border] { border += 1 }
      failure[index] = border
      let (length, period) = (index + 1, index + 1 - border)
      if length >= Self.least.bytes, length >= period * Self.least.repeats {
        found = (length, period)
      }
    }
    guard let found else { return nil }
    let words = String(decoding: Self.begun(Array(window.suffix(found.period))), as: UTF8.self)
      .split(whereSeparator: \.isWhitespace)
    return words.joined(separator: " ")
  }

  /// Any turn of a circle is the same circle: the one that begins with a sentence, else with a word.
  private static func begun(_ passage: [UInt8]) -> [UInt8] {
    func isSpace(_ index: Int) -> Bool { passage[index % passage.count] <= 0x20 }
    let ends = Array(".!?".utf8)
    let starts = passage.indices.filter { isSpace($0) && !isSpace($0 + 1) }.map { $0 + 1 }
    let sentence = starts.first { start in
      let before = passage[(start - 2 + passage.count) % passage.count]
      return passage[start - 1] == 0x0A || ends.contains(before)
    }
    guard let start = sentence ?? starts.first else { return passage }
    return Array(passage[start...] + passage[..<start])
  }
}
