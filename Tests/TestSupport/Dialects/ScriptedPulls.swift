internal import Synchronization

/// What `/api/pull` downloads: layers whose bytes stay where a pull was broken off
/// (ollama/ollama docs/api.md, "Pull a model").
public final class ScriptedPulls: Sendable {
  public struct Layer: Hashable, Sendable {
    public var digest: String
    public var bytes: Int

    public init(digest: String, bytes: Int) {
      self.digest = digest
      self.bytes = bytes
    }
  }

  private let layers: [Layer]
  private let step: Int
  private let pause: Duration
  private let kept = Mutex<[String: Int]>([:])

  /// - Parameters:
  ///   - step: how many bytes come between two lines.
  ///   - pause: how long that takes.
  public init(
    layers: [Layer] = [
      .init(digest: "sha256:e7b273f96360aaaaaaaa", bytes: 13_793_422_144),
      .init(digest: "sha256:fa6710a93d78bbbbbbbb", bytes: 7240),
    ],
    step: Int = 1 << 30, pause: Duration = .zero
  ) {
    self.layers = layers
    self.step = step
    self.pause = pause
  }

  /// Of all layers, over all pulls.
  private let limit = Mutex<Int?>(nil)

  /// Stops at so many bytes until ``release()``, however fast or slow the machine is.
  public func hold(at bytes: Int) { limit.withLock { $0 = bytes } }

  public func release() { limit.withLock { $0 = nil } }

  private var isHeld: Bool { limit.withLock { $0.map { downloaded >= $0 } ?? false } }

  public var downloaded: Int { kept.withLock { $0.values.reduce(0, +) } }

  func answer(_ exchange: ScriptedExchange) async throws {
    let name = exchange.request.json["model"]?.string ?? exchange.request.json["name"]?.string
    let stream = try await exchange.stream(type: "application/x-ndjson")
    try await stream.line(["status": "pulling manifest"])
    guard let name, !name.isEmpty, !name.contains("missing") else {
      try await stream.line(["error": "pull model manifest: file does not exist"])
      return try await stream.end()
    }
    for layer in layers {
      var completed = kept.withLock { $0[layer.digest] ?? 0 }
      while true {
        let short = layer.digest.split(separator: ":").last?.prefix(12) ?? ""
        var line: JSON = [
          "status": "pulling \(String(short))", "digest": .string(layer.digest),
          "total": .int(layer.bytes),
        ]
        if completed > 0 { line = line.with(["completed": .int(completed)]) }
        try await stream.line(line)
        if completed == layer.bytes { break }
        try await Task.sleep(for: pause)
        while isHeld { try await Task.sleep(for: .milliseconds(5)) }
        completed = min(completed + step, layer.bytes)
        kept.withLock { $0[layer.digest] = completed }
      }
    }
    for status in ["verifying sha256 digest", "writing manifest", "success"] {
      try await stream.line(["status": .string(status)])
    }
    try await stream.end()
  }
}
