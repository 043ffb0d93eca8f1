import Foundation
import Inference
import Runs

/// Bodies of chat streams as a real engine sent them, dechunked.
enum Recording {
  static func body(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    return Array(try Data(contentsOf: folder.appending(path: name + ".body")))
  }
}

/// What a stream of these bytes says when it arrives in pieces of random size.
func decoded(
  _ bytes: [UInt8], using random: inout some RandomNumberGenerator, largest: Int = 400
) throws -> [RunEvent.Kind] {
  var events = ServerSentEventDecoder()
  var chat = ChatStreamDecoder(peer: "test engine")
  var kinds: [RunEvent.Kind] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    let size = min(Int.random(in: 1...largest, using: &random), rest.count)
    for event in try events.consume(rest.prefix(size)) { kinds += chat.consume(event.data) }
    rest = rest.dropFirst(size)
  }
  kinds += events.finish().map { chat.end(cutOff: $0.data) } ?? chat.end()
  return kinds
}

/// A generator that a failing test can be repeated with.
struct SeededRandom: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  /// splitmix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
