/// Text taken apart for reading: at line ends, and after a full stop, question or exclamation mark
/// that a space follows (after those of Chinese and Japanese without one). A sentence of more than
/// ``longest`` bytes is cut at a space, and one of twice as many where it is.
///
/// The stop of `e.g.` and of a list's number (`1. `) ends nothing. Complexity: linear in the text.
public enum Sentences {
  public static let longest = 600

  /// Each with the UTF-8 offset at which it begins, without white space around it; empty lines are
  /// left out.
  public static func split(_ text: String) -> [(offset: Int, text: String)] {
    var text = text
    return text.withUTF8 { bytes in
      var sentences: [(offset: Int, text: String)] = []
      var start = 0
      func end(at end: Int) {
        var (low, high) = (start, end)
        while low < high, isSpace(bytes[low]) { low += 1 }
        while low < high, isSpace(bytes[high - 1]) { high -= 1 }
        if low < high {
          sentences.append((low, String(decoding: bytes[low..<high], as: UTF8.self)))
        }
        start = end
      }
      for index in bytes.indices {
        // Not inside a scalar.
        if index - start >= 2 * longest, bytes[index] & 0xC0 != 0x80 { end(at: index) }
        switch bytes[index] {
        case 0x0A: end(at: index + 1)
        case 0x20:
          let isLong = index - start > longest
          if isLong || endsSentence(bytes, from: start, at: index) { end(at: index + 1) }
        case 0x82, 0x81, 0x9F:
          if isWideStop(bytes, endingAt: index), index >= start { end(at: index + 1) }
        default: continue
        }
      }
      end(at: bytes.count)
      return sentences
    }
  }

  /// Whether what stands before the space at `index` ends a sentence that began at `start`.
  private static func endsSentence(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, at index: Int
  ) -> Bool {
    guard index > start else { return false }
    let mark = bytes[index - 1]
    if mark == 0x21 || mark == 0x3F { return true }
    guard mark == 0x2E else { return false }
    var word = index - 1
    while word > start, !isSpace(bytes[word - 1]), index - word < 5 { word -= 1 }
    if bytes[word] == 0x28, word < index - 1 { word += 1 }
    return !abbreviations.contains(String(decoding: bytes[word..<index], as: UTF8.self))
      && !isListMark(bytes, from: start, word: word, stop: index - 1)
  }

  private static let abbreviations: Set<String> = ["e.g.", "i.e.", "vs.", "cf.", "Mr.", "Dr."]

  /// `1.` or `a.` at the beginning of a sentence.
  private static func isListMark(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, word: Int, stop: Int
  ) -> Bool {
    guard bytes[start..<word].allSatisfy(isSpace), stop > word else { return false }
    return stop == word + 1 || bytes[word..<stop].allSatisfy { (0x30...0x39).contains($0) }
  }

  /// `。` `！` `？`
  private static func isWideStop(
    _ bytes: UnsafeBufferPointer<UInt8>, endingAt index: Int
  ) -> Bool {
    guard index >= 2 else { return false }
    switch (bytes[index - 2], bytes[index - 1], bytes[index]) {
    case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F): return true
    default: return false
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
