internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// One kind of engine: its routes, and how it says no.
public protocol ScriptedDialect: Sendable {
  /// The header `Server`; nil where the kind sends none.
  var server: String? { get }
  /// Routes that generate: what is refused, delayed and paced.
  var generatingPaths: Set<String> { get }
  /// Routes that ask for no key.
  var openPaths: Set<String> { get }

  func answer(_ exchange: ScriptedExchange) async throws
  /// Its own words; a page is nobody's own.
  func refuse(_ refusal: Behaviour.Refusal) -> JSON
}

extension ScriptedDialect {
  public var server: String? { nil }
  public var openPaths: Set<String> { [] }
}

/// A scripted engine on a free port of this machine: HTTP/1.1 whose every byte is made here.
public final class ScriptedEngine: Sendable {
  public let port: Int
  private let channel: any Channel
  private let state: State

  /// What connections share.
  final class State: Sendable {
    let dialect: any ScriptedDialect
    let apiKey: String?
    let behaviour: Mutex<Behaviour>
    let records = Mutex<[RequestRecord]>([])
    let closings: AsyncStream<Void>
    let closed: AsyncStream<Void>.Continuation

    init(_ dialect: any ScriptedDialect, apiKey: String?, _ behaviour: Behaviour) {
      self.dialect = dialect
      self.apiKey = apiKey
      self.behaviour = Mutex(behaviour)
      (closings, closed) = AsyncStream.makeStream()
    }
  }

  /// - Parameter apiKey: asked for on every route; nil asks for none.
  public static func start(
    _ dialect: any ScriptedDialect, apiKey: String? = nil, port: Int = 0,
    _ behaviour: Behaviour = Behaviour()
  ) async throws -> ScriptedEngine {
    let state = State(dialect, apiKey: apiKey, behaviour)
    let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.backlog, value: 512)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers([
            ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)),
            ScriptedConnectionHandler(state: state),
          ])
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
    return ScriptedEngine(channel: channel, state: state)
  }

  private init(channel: any Channel, state: State) {
    self.channel = channel
    self.state = state
    port = channel.localAddress?.port ?? 0
  }

  public var url: String { "http://127.0.0.1:\(port)" }

  public func change(_ change: (inout Behaviour) -> Void) {
    state.behaviour.withLock { change(&$0) }
  }

  /// All requests so far.
  public var records: [RequestRecord] { state.records.withLock { $0 } }

  /// The requests of that route so far.
  public func records(of path: String) -> [RequestRecord] {
    records.filter { $0.request.path == path }
  }

  /// The requests that generated so far.
  public var runs: [RequestRecord] {
    records.filter { state.dialect.generatingPaths.contains($0.request.path) }
  }

  /// Returns when a client has closed the connection of an answer that was not whole; once for each.
  public func answerCancelled() async {
    for await _ in state.closings { return }
  }

  /// Takes no more connections; those that are open go on.
  public func stop() async {
    try? await channel.close()
  }
}
