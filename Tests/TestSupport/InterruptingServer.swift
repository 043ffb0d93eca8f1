internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// A server that behaves as llama-cpp-python does by default: each new request ends the stream of the
/// one before, with `[DONE]` and without a finish reason.
public final class InterruptingServer: Sendable {
  public let port: Int
  private let channel: any Channel
  private let desk: Desk

  /// The stream that is open, and how many were cut.
  private final class Desk: Sendable {
    let open = Mutex<(any Channel)?>(nil)
    let cuts = Atomic(0)
  }

  public static func start() async throws -> InterruptingServer {
    let desk = Desk()
    let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Handler(desk: desk))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return InterruptingServer(channel: channel, desk: desk)
  }

  private init(channel: any Channel, desk: Desk) {
    self.channel = channel
    self.desk = desk
    port = channel.localAddress?.port ?? 0
  }

  public var url: String { "http://127.0.0.1:\(port)" }
  public var cuts: Int { desk.cuts.load(ordering: .relaxed) }

  public func stop() async { try? await channel.close() }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let desk: Desk
    private var received = ""

    init(desk: Desk) { self.desk = desk }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      received += String(buffer: unwrapInboundIn(data))
      guard received.contains("\r\n\r\n") else { return }
      guard received.hasPrefix("POST") else {
        let reply = "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}"
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: reply)), promise: nil)
        context.close(promise: nil)
        return
      }
      guard received.hasSuffix("}") else { return }
      received = ""
      answer(context.channel)
    }

    private func answer(_ channel: any Channel) {
      let before = desk.open.withLock { open in
        defer { open = channel }
        return open
      }
      if let before {
        desk.cuts.add(1, ordering: .relaxed)
        Self.end(before, "data: [DONE]\n\n")
      }
      Self.write(
        channel,
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
          + #"data: {"choices":[{"index":0,"delta":{"content":"1"}}]}"# + "\n\n")
      let desk = desk
      channel.eventLoop.scheduleTask(in: .milliseconds(100)) {
        let isOpen = desk.open.withLock { open in
          guard open === channel else { return false }
          open = nil
          return true
        }
        guard isOpen else { return }
        Self.end(
          channel,
          #"data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#
            + "\n\ndata: [DONE]\n\n")
      }
    }

    private static func write(_ channel: any Channel, _ text: String) {
      channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
    }

    private static func end(_ channel: any Channel, _ text: String) {
      channel.writeAndFlush(ByteBuffer(string: text)).whenComplete { _ in
        channel.close(promise: nil)
      }
    }
  }
}
