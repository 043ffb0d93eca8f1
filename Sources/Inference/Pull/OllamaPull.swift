internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
public import Runs

/// Has Ollama fetch a model (`POST /api/pull`).
///
/// To go on with one that was cut or cancelled, pull again: Ollama keeps what it has of each layer.
public struct OllamaPull: Sendable {
  private let model: String
  private let url: EngineURL
  private let key: String?
  private let client: EngineClient

  /// - Parameters:
  ///   - model: as Ollama names it, such as `gpt-oss-safeguard:20b`.
  ///   - key: for an Ollama behind a proxy that asks for one.
  public init(model: String, url: EngineURL, key: String? = nil, client: EngineClient) {
    self.model = model
    self.url = url
    self.key = key
    self.client = client
  }

  /// With the key that the configuration names.
  ///
  /// - Throws: ``RunFailure`` where the variable that should hold it is not set.
  public init(
    model: String, configuration: EngineConfiguration, client: EngineClient
  ) throws(RunFailure) {
    self.init(
      model: model, url: configuration.url, key: try configuration.apiKey().value,
      client: client)
  }

  /// Progress that differs from the one before, the newest for a reader that does not keep up. Bytes
  /// never fall. The last one is `done`, which Ollama itself has said, or `failed`.
  ///
  /// When the reading task is cancelled the connection is closed, upon which Ollama stops, and the
  /// stream ends without a last word.
  public func progress() -> AsyncStream<PullProgress> {
    AsyncStream(bufferingPolicy: .bufferingNewest(64)) { continuation in
      let task = Task {
        await pull { continuation.yield($0) }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  private func pull(_ tell: (PullProgress) -> Void) async {
    let peer = "Ollama at \(url)"
    var reader = PullReader(model: model, peer: peer)
    tell(reader.current)
    do {
      let body = try Question(model: model).jsonText
      let response = try await client.post(url, "/api/pull", body: body, key: key)
      guard response.status.code == 200 else {
        let reply = try await client.read(response)
        reader.fail(Self.sentence(reply, model: model, peer: peer)).forEach(tell)
        return
      }
      for try await buffer in response.body {
        reader.add(buffer.readableBytesView).forEach(tell)
        if reader.isOver { return }
      }
      reader.end().forEach(tell)
    } catch {
      guard !Task.isCancelled else { return }
      let isBegun = reader.current.total != nil
      reader.fail(
        isBegun
          ? "The connection to \(peer) broke. \(PullReader.again)"
          : "Nothing answers as \(peer). Start it with: ollama serve."
      ).forEach(tell)
    }
  }

  private struct Question: Encodable {
    var model: String
    var stream = true
  }

  private static func sentence(_ reply: EngineClient.Reply, model: String, peer: String) -> String {
    if let error = EngineError(reply.body) {
      return PullReader.sentence(error.message, model: model)
    }
    if reply.status == 404 || reply.status == 405 {
      return "\(peer) has no route to pull models. Check that it is Ollama."
    }
    return "\(peer) refused to pull “\(model)” (HTTP \(reply.status)). Check that it is Ollama."
  }
}
