/// The bytes of an answer that streams, a chunk of HTTP each event, cut into packets as is wished.
final class ScriptedStream {
  /// Stands for a byte that is no UTF-8.
  static let invalidByte = "\u{E000}"
  /// Stands for as many bytes as the mishap says.
  static let hugeText = "\u{E001}"

  private let connection: ScriptedConnection
  private let behaviour: Behaviour
  private var waiting: [UInt8] = []
  private var events = 0
  private var chance: SplitMix

  init(_ connection: ScriptedConnection, _ behaviour: Behaviour) {
    self.connection = connection
    self.behaviour = behaviour
    chance = if case .random(let seed) = behaviour.packets { SplitMix(seed) } else { SplitMix(0) }
  }

  func begin(_ head: String) async throws {
    try await connection.send(Array(head.utf8))
  }

  /// A server-sent event.
  func event(_ data: String, name: String? = nil) async throws {
    var text = events == 0 && behaviour.beginsWithByteOrderMark ? "\u{FEFF}" : ""
    if let every = behaviour.commentEvery, events % every == 0 { text += ":\n\n" }
    if let name { text += "event: \(name)\n" }
    text += "data: \(data)\n\n"
    let ended =
      behaviour.lineEnd == .lf
      ? text : text.replacing("\n", with: behaviour.lineEnd.rawValue)
    try await chunk(ended)
  }

  func event(_ data: JSON, name: String? = nil) async throws {
    try await event(data.text, name: name)
  }

  /// A line of JSON.
  func line(_ json: JSON) async throws {
    try await chunk(json.text + "\n")
  }

  /// The failure in the shape that is wished for.
  ///
  /// - Parameter own: as this engine tells it; nil says nothing.
  func fail(_ message: String, own: () async throws -> Void) async throws {
    let text: String
    switch behaviour.errorShape {
    case .own: return try await own()
    case .object:
      let error: JSON = ["code": 500, "message": .string(message), "type": "server_error"]
      text = JSON.object([.init(key: "error", value: error)]).text
    case .string: text = JSON.object([.init(key: "error", value: .string(message))]).text
    case .detail: text = JSON.object([.init(key: "detail", value: .string(message))]).text
    case .unescaped: text = "{\"error\": \"\(message)\"}"
    }
    try await event(text)
  }

  /// The end of the answer. A client that has read the last event may be gone by now.
  func end() async throws {
    waiting += Array("0\r\n\r\n".utf8)
    if behaviour.packets == .events {
      try? await flush(isEnd: true)
    } else {
      try await flush(isEnd: true)
    }
  }

  // MARK: Packets

  private func chunk(_ text: String) async throws {
    events += 1
    var bytes = Array(text.utf8)
    if text.contains(Self.invalidByte) {
      bytes = Array(bytes.replacing(Array(Self.invalidByte.utf8), with: [0xFF]))
    }
    if case .hugeLine(_, let count)? = behaviour.mishap,
      let place = text.firstRange(of: Self.hugeText)
    {
      bytes = Array(text[..<place.lowerBound].utf8)
      bytes += [UInt8](repeating: 0x78, count: count)
      bytes += Array(text[place.upperBound...].utf8)
    }
    waiting += Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [0x0D, 0x0A]
    try await flush(isEnd: false)
  }

  private func flush(isEnd: Bool) async throws {
    switch behaviour.packets {
    case .events: try await sendAll()
    case .several(let count): if isEnd || events % count == 0 { try await sendAll() }
    case .whole: if isEnd { try await sendAll() }
    case .bytes:
      try await connection.send(oneByOne: waiting)
      waiting = []
    case .random:
      var sent = 0
      while sent < waiting.count {
        let size = Int(chance.next() % 64) + 1
        guard isEnd || sent + size <= waiting.count else { break }
        try await connection.send(Array(waiting[sent..<min(sent + size, waiting.count)]))
        sent += size
      }
      waiting.removeFirst(min(sent, waiting.count))
    }
  }

  private func sendAll() async throws {
    guard !waiting.isEmpty else { return }
    try await connection.send(waiting)
    waiting = []
  }
}

/// Random numbers by a seed (SplitMix64).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
