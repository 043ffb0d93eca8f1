import Foundation
import Runs

@testable import Inference

/// Bodies of chat streams as a real engine sent them, dechunked.
enum Recording {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")

  static func body(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name + ".body")))
  }
}

/// What a stream of these bytes says when it arrives in pieces of random size.
func decoded(
  _ bytes: [UInt8], by reader: any FrameReader = ChatReader(),
  framing: FrameDecoder.Framing = .events, using random: inout some RandomNumberGenerator,
  largest: Int = 400
) -> [RunEvent.Kind] {
  var stream = ResponseStream(framing, reader, peer: "test engine")
  var kinds: [RunEvent.Kind] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    let size = min(Int.random(in: 1...largest, using: &random), rest.count)
    kinds += stream.consume(rest.prefix(size))
    rest = rest.dropFirst(size)
  }
  return kinds + stream.end()
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
