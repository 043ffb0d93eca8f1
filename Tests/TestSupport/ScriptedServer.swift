internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// A server that answers each request with the bytes of a script, however wrong they are.
public final class ScriptedServer: Sendable {
  public enum Step: Sendable {
    case send(String)
    /// Bytes that are not text.
    case bytes([UInt8])
    /// One packet a byte.
    case dribble(String)
    /// The text over and over, until so many bytes were sent or the client has gone.
    case flood(String, bytes: Int = .max)
    case close
    /// Stays open and silent; ends the script.
    case hold
  }

  public let port: Int
  private let channel: any Channel
  private let log: Log

  /// Request heads and bodies as they came, and how many connections the client has closed.
  private final class Log: Sendable {
    let requests = Mutex<[String]>([])
    let closings: AsyncStream<Void>
    let closed: AsyncStream<Void>.Continuation

    init() { (closings, closed) = AsyncStream.makeStream() }
  }

  /// - Parameter script: by the request's number, from 0, and its text.
  public static func start(
    _ script: @escaping @Sendable (_ number: Int, _ request: String) -> [Step]
  ) async throws -> ScriptedServer {
    let log = Log()
    let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Handler(log: log, script: script))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return ScriptedServer(channel: channel, log: log)
  }

  private init(channel: any Channel, log: Log) {
    self.channel = channel
    self.log = log
    port = channel.localAddress?.port ?? 0
  }

  public var url: String { "http://127.0.0.1:\(port)" }
  public var requests: [String] { log.requests.withLock { $0 } }

  /// Returns when a connection is gone.
  public func connectionClosed() async {
    for await _ in log.closings { return }
  }

  public func stop() async {
    try? await channel.close()
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let log: Log
    private let script: @Sendable (Int, String) -> [Step]
    private var received = ""

    init(log: Log, script: @escaping @Sendable (Int, String) -> [Step]) {
      self.log = log
      self.script = script
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      received += String(buffer: unwrapInboundIn(data))
      guard isWhole else { return }
      let request = received
      received = ""
      let number = log.requests.withLock { requests in
        requests.append(request)
        return requests.count - 1
      }
      play(script(number, request)[...], context)
    }

    func channelInactive(context: ChannelHandlerContext) {
      log.closed.yield()
    }

    private func play(_ steps: ArraySlice<Step>, _ context: ChannelHandlerContext) {
      var steps = steps
      while let step = steps.popFirst() {
        switch step {
        case .send(let text): write(text, context)
        case .bytes(let bytes):
          context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        case .dribble(let text): for character in text { write(String(character), context) }
        case .flood(let text, let bytes):
          let size = max(1, (64 << 10) / text.utf8.count)
          flood(String(repeating: text, count: size), bytes, steps, context)
          return
        case .close: context.close(promise: nil)
        case .hold: return
        }
      }
    }

    /// As fast as the client takes it.
    private func flood(
      _ text: String, _ bytes: Int, _ rest: ArraySlice<Step>, _ context: ChannelHandlerContext
    ) {
      guard bytes > 0 else {
        play(rest, context)
        return
      }
      let written = context.eventLoop.makePromise(of: Void.self)
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      written.futureResult.whenSuccess {
        let (handler, context) = bound.value
        handler.flood(text, bytes - text.utf8.count, rest, context)
      }
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: written)
    }

    private func write(_ text: String, _ context: ChannelHandlerContext) {
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }

    private var isWhole: Bool {
      guard let end = received.firstRange(of: "\r\n\r\n") else { return false }
      let head = received[..<end.lowerBound].lowercased()
      guard let field = head.firstRange(of: "content-length: ") else { return true }
      let length = Int(head[field.upperBound...].prefix { $0.isNumber }) ?? 0
      return received[end.upperBound...].utf8.count >= length
    }
  }
}

extension ScriptedServer.Step {
  public static let streamHead = Self.send(
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")

  /// A stream's event.
  public static func event(_ data: String) -> Self { .send("data: \(data)\n\n") }

  public static func text(_ text: String) -> Self {
    event(#"{"choices":[{"index":0,"delta":{"content":"\#(text)"}}]}"#)
  }

  public static let stop = event(#"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#)

  public static func reply(_ status: String, type: String = "application/json", _ body: String)
    -> Self
  {
    .send(
      "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        + body)
  }
}
