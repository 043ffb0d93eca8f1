import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// The connections to engines: one pool for the program.
public final class EngineClient: Sendable {
  let http: HTTPClient
  let environment: [String: String]

  public convenience init() {
    self.init(environment: ProcessInfo.processInfo.environment)
  }

  init(environment: [String: String]) {
    var configuration = HTTPClient.Configuration()
    // A redirect could carry content to a host that nobody has named.
    configuration.redirectConfiguration = .disallow
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 512
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.timeout.connect = .seconds(10)
    configuration.httpVersion = .http1Only
    http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    self.environment = environment
  }

  public func close() async {
    try? await http.shutdown()
  }

  /// A small document, whole.
  ///
  /// - Parameter timeout: for all of it.
  func get(
    _ path: String, from engine: EngineConfiguration, timeout: Duration, limit: Int = 4 << 20
  ) async throws -> (status: HTTPResponseStatus, headers: HTTPHeaders, body: [UInt8]) {
    var request = HTTPClientRequest(url: engine.url + path)
    authorize(&request, for: engine)
    let response = try await http.execute(
      request, timeout: .milliseconds(Int64(timeout / .milliseconds(1))))
    let body = try await response.body.collect(upTo: limit)
    return (response.status, response.headers, Array(body.readableBytesView))
  }

  func authorize(_ request: inout HTTPClientRequest, for engine: EngineConfiguration) {
    request.headers.replaceOrAdd(name: "User-Agent", value: "precept")
    if let key = engine.apiKey(environment) {
      request.headers.replaceOrAdd(name: "Authorization", value: "Bearer \(key)")
    }
  }
}
