internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPCompression
internal import Runs
internal import Synchronization

/// The connections to all engines: the one seam to HTTP.
///
/// Follows no redirects, logs nothing, and opens as many connections as there are runs: the engine
/// keeps the queue. Goes through the proxy that the environment names, but never to this machine. To
/// be closed when nothing runs any more.
public final class EngineClient: Sendable {
  /// An answer that is read as a whole.
  struct Reply: Sendable {
    var status: Int
    var server: String? = nil
    var contentType: String? = nil
    var retryAfter: String? = nil
    var body: [UInt8]
  }

  /// Bytes of an answer that is read as a whole; a longer one is cut there.
  private let bodyLimit: Int
  private let direct: HTTPClient
  private let proxies: ProxySettings
  private let proxied = Mutex<[ProxySettings.Proxy: HTTPClient]>([:])

  public convenience init() {
    self.init(proxies: ProxySettings())
  }

  init(proxies: ProxySettings, bodyLimit: Int = 16 << 20) {
    self.proxies = proxies
    self.bodyLimit = bodyLimit
    direct = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.configuration)
  }

  /// Ends what still runs.
  public func close() async {
    let all = proxied.withLock { clients in
      defer { clients = [:] }
      return [direct] + clients.values
    }
    for client in all { try? await client.shutdown() }
  }

  /// The proxy through which that address is reached.
  /// - Throws: a sentence where the environment names one that cannot be used.
  func proxy(for url: EngineURL) throws(EngineURLError) -> ProxySettings.Proxy? {
    try proxies.proxy(for: url)
  }

  /// Sends a request whose answer streams; its body is still to come. Cancelling the task closes the
  /// connection.
  func post(
    _ url: EngineURL, _ route: String, body: String, key: String?
  ) async throws -> HTTPClientResponse {
    var request = Self.request(url.appending(route), key: key)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    request.headers.add(name: "Accept", value: "text/event-stream, application/x-ndjson")
    request.body = .bytes(ByteBuffer(string: body))
    return try await client(for: url).execute(request, deadline: .distantFuture)
  }

  /// Reads a small answer; nil where none came in time.
  ///
  /// - Parameter body: JSON to be posted; nil only gets.
  func ask(
    _ url: EngineURL, _ route: String, body: String? = nil, key: String?, within limit: Duration
  ) async -> Reply? {
    try? await reply(url, route, body: body, key: key, within: limit)
  }

  /// Reads a small answer; nil where none came in time.
  ///
  /// - Throws: what the connection throws.
  func reply(
    _ url: EngineURL, _ route: String, body: String? = nil, key: String?, within limit: Duration
  ) async throws -> Reply? {
    try await withThrowingTaskGroup(of: Reply?.self) { group in
      group.addTask {
        var request = Self.request(url.appending(route), key: key)
        if let body {
          request.method = .POST
          request.headers.add(name: "Content-Type", value: "application/json")
          request.body = .bytes(ByteBuffer(string: body))
        }
        return try await self.read(
          try await self.client(for: url).execute(request, deadline: .distantFuture))
      }
      group.addTask {
        try? await Task.sleep(for: limit)
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }

  /// - Throws: what the connection throws.
  func read(_ response: HTTPClientResponse) async throws -> Reply {
    var bytes: [UInt8] = []
    for try await buffer in response.body {
      bytes.append(contentsOf: buffer.readableBytesView)
      if bytes.count > bodyLimit { break }
    }
    // RFC 8259 lets a reader ignore a byte order mark; some servers write one.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    return Reply(
      status: Int(response.status.code), server: response.headers.first(name: "Server"),
      contentType: response.headers.first(name: "Content-Type")?.lowercased(),
      retryAfter: response.headers.first(name: "Retry-After"), body: bytes)
  }

  // MARK: Connections

  private static var configuration: HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.httpVersion = .http1Only
    configuration.timeout.connect = .seconds(10)
    // Not asked for, but some proxies compress whatever they pass on.
    configuration.decompression = .enabled(limit: .size(RunLimits.streamBytes))
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
    // A refused connection is news, not something to try again for a while.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.http1_1ConnectionDebugInitializer = { StatusGuard.add(to: $0) }
    return configuration
  }

  private func client(for url: EngineURL) throws -> HTTPClient {
    guard let proxy = try proxies.proxy(for: url) else { return direct }
    return proxied.withLock { clients in
      if let known = clients[proxy] { return known }
      var configuration = Self.configuration
      configuration.proxy = .server(host: proxy.host, port: proxy.port)
      let made = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
      clients[proxy] = made
      return made
    }
  }

  /// A connection an exchange: one that was kept could be closed by the engine while it is used,
  /// and a run must not be sent twice.
  private static func request(_ url: String, key: String?) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: url)
    request.headers.add(name: "User-Agent", value: "precept")
    request.headers.add(name: "Connection", value: "close")
    // A compressed stream would be held back until a block is full.
    request.headers.add(name: "Accept-Encoding", value: "identity")
    if let key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
    return request
  }
}
