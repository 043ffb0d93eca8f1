internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// The connections to all engines: the one seam to HTTP.
///
/// Follows no redirects, uses no proxy, logs nothing, and opens as many connections as there are
/// runs: the engine keeps the queue. To be closed when nothing runs any more.
public final class EngineClient: Sendable {
  /// An answer that is read as a whole.
  struct Reply: Sendable {
    var status: Int
    var server: String?
    var contentType: String?
    var body: [UInt8]
  }

  private let http: HTTPClient

  public init() {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.httpVersion = .http1Only
    configuration.timeout.connect = .seconds(10)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
    // A refused connection is news, not something to try again for a while.
    configuration.connectionPool.retryConnectionEstablishment = false
    http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Ends what still runs.
  public func close() async {
    try? await http.shutdown()
  }

  /// Sends a chat request; the answer's body is still to come. Cancelling the task closes the
  /// connection.
  func post(_ url: String, body: String, key: String?) async throws -> HTTPClientResponse {
    var request = Self.request(url, key: key)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    request.headers.add(name: "Accept", value: "text/event-stream")
    request.body = .bytes(ByteBuffer(string: body))
    return try await http.execute(request, deadline: .distantFuture)
  }

  /// Reads a small answer; nil where none came in time.
  func get(_ url: String, key: String?, within limit: Duration) async -> Reply? {
    await withTaskGroup(of: Reply?.self) { group in
      group.addTask {
        guard
          let response = try? await self.http.execute(
            Self.request(url, key: key), deadline: .distantFuture)
        else { return nil }
        return try? await Self.read(response)
      }
      group.addTask {
        try? await Task.sleep(for: limit)
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }

  /// - Throws: what the connection throws. A body over 4 MB is cut there.
  static func read(_ response: HTTPClientResponse) async throws -> Reply {
    var bytes: [UInt8] = []
    for try await buffer in response.body {
      bytes.append(contentsOf: buffer.readableBytesView)
      if bytes.count > 4 << 20 { break }
    }
    return Reply(
      status: Int(response.status.code), server: response.headers.first(name: "Server"),
      contentType: response.headers.first(name: "Content-Type")?.lowercased(), body: bytes)
  }

  /// A connection an exchange: one that was kept could be closed by the engine while it is used,
  /// and a run must not be sent twice.
  private static func request(_ url: String, key: String?) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: url)
    request.headers.add(name: "User-Agent", value: "precept")
    request.headers.add(name: "Connection", value: "close")
    if let key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
    return request
  }
}
