internal import NIOCore
internal import NIOHTTP1

/// Collects requests, and answers each in a task that ends with the connection.
final class ScriptedConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer

  private let state: ScriptedEngine.State
  private var head: HTTPRequestHead?
  private var body = ""
  private var answer: Task<Void, Never>?

  init(state: ScriptedEngine.State) {
    self.state = state
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = ""
    case .body(let buffer): body += String(buffer: buffer)
    case .end:
      guard let head else { return }
      let request = ScriptedRequest(
        method: head.method.rawValue, path: head.uri,
        headers: head.headers.map { ($0.name, $0.value) }, body: body)
      let exchange = ScriptedExchange(
        request, state: state, connection: ScriptedConnection(channel: context.channel))
      answer = Task { await exchange.run() }
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    answer?.cancel()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}

/// The way to one client.
struct ScriptedConnection: Sendable {
  let channel: any Channel

  /// One packet, as far as the kernel has it so.
  func send(_ bytes: [UInt8]) async throws {
    try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
  }

  func send(oneByOne bytes: [UInt8]) async throws {
    try await channel.eventLoop.flatSubmit {
      for byte in bytes.dropLast() {
        channel.writeAndFlush(ByteBuffer(bytes: [byte]), promise: nil)
      }
      return channel.writeAndFlush(ByteBuffer(bytes: bytes.suffix(1)))
    }.get()
  }

  func close() async {
    try? await channel.close()
  }
}
