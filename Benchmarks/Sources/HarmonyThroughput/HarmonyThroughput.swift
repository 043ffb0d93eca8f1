import Harmony

/// How fast a Harmony stream is parsed, in pieces of several sizes, beside copying the same pieces
/// into strings, which no reader of text can do without.
@main
struct HarmonyThroughput {
  static let size = 32_000_000
  static let rounds = 5
  /// 64 is a token or two of a local engine, 4096 a read from a socket, 16384 a read of NIO's.
  static let chunkSizes = [16_384, 4_096, 64]
  static let limit = 50.0

  static func main() {
    let stream = makeStream()
    print("  \(stream.count / 1_000_000) MB of Harmony, best and median of \(rounds) rounds")
    for chunkSize in chunkSizes {
      var parsing: [Double] = []
      var copying: [Double] = []
      for _ in 0..<rounds {
        parsing.append(rate(of: stream) { parse(stream, by: chunkSize) })
        copying.append(rate(of: stream) { copy(stream, by: chunkSize) })
      }
      let median = parsing.sorted()[rounds / 2]
      let ratio = copying.sorted()[rounds / 2] / median
      print(
        "  chunks of \(chunkSize) B: \(Int(parsing.max() ?? 0)) and \(Int(median)) MB/s ≥ "
          + "\(Int(limit)): \(median >= limit ? "holds" : "MISSED"); copying into strings is "
          + "\(Double(Int(ratio * 10)) / 10) times as fast")
    }
  }

  /// Conversations as models write them: a chain with citations and some text beyond ASCII, an
  /// answer, the next turn.
  static func makeStream() -> [UInt8] {
    let sentence =
      "The content asks for a deposit before the item was seen; that matches [MK3.a] “Deposit bait”, "
      + "and a < b or <| alone are only text. 内容要求预付押金。 "
    let turn =
      "<|start|>assistant<|channel|>analysis<|message|>"
      + String(repeating: sentence, count: 40)
      + "<|end|><|start|>assistant<|channel|>final<|message|>{\"decision\": \"MK3.a\"}<|end|>"
      + "<|start|>user<|message|>" + String(repeating: sentence, count: 4) + "<|end|>"
    var stream: [UInt8] = []
    stream.reserveCapacity(size + turn.utf8.count)
    while stream.count < size { stream += turn.utf8 }
    return stream
  }

  static func parse(_ stream: [UInt8], by chunkSize: Int) {
    var parser = HarmonyParser(start: .stream)
    var messages = 0
    var textBytes = 0
    func count(_ events: [HarmonyParser.Event]) {
      for event in events {
        switch event {
        case .began: messages += 1
        case .text(let text): textBytes += text.utf8.count
        case .ended: break
        case .warning(let warning): fatalError("the stream has no fault, but: \(warning)")
        }
      }
    }
    for start in stride(from: 0, to: stream.count, by: chunkSize) {
      count(parser.consume(stream[start..<min(start + chunkSize, stream.count)]))
    }
    count(parser.finish())
    precondition(messages > 1000 && textBytes > stream.count * 9 / 10)
  }

  static func copy(_ stream: [UInt8], by chunkSize: Int) {
    var bytes = 0
    for start in stride(from: 0, to: stream.count, by: chunkSize) {
      let chunk = stream[start..<min(start + chunkSize, stream.count)]
      bytes += String(decoding: chunk, as: UTF8.self).utf8.count
    }
    precondition(bytes >= stream.count)
  }

  /// Millions of bytes a second.
  static func rate(of stream: [UInt8], _ work: () -> Void) -> Double {
    let seconds = ContinuousClock().measure(work) / .seconds(1)
    return Double(stream.count) / 1_000_000 / seconds
  }
}
