internal import Synchronization

/// One request and the answer to it.
public final class ScriptedExchange: Sendable {
  public let request: ScriptedRequest
  let behaviour: Behaviour
  private let refusal: Behaviour.Refusal?
  private let state: ScriptedEngine.State
  private let connection: ScriptedConnection
  private let number: Int

  init(
    _ request: ScriptedRequest, state: ScriptedEngine.State, connection: ScriptedConnection
  ) {
    self.request = request
    self.state = state
    self.connection = connection
    let generates = state.dialect.generatingPaths.contains(request.path)
    (behaviour, refusal) = state.behaviour.withLock { behaviour in
      let now = behaviour
      guard generates, !behaviour.refusals.isEmpty else { return (now, nil) }
      return (now, behaviour.refusals.removeFirst())
    }
    number = state.records.withLock { records in
      records.append(RequestRecord(request: request))
      return records.count - 1
    }
  }

  func run() async {
    do {
      do {
        try await answer()
      } catch let reply as ScriptedReply {
        try await send(reply)
      }
      if request.header("Connection")?.lowercased() == "close" { await connection.close() }
    } catch {
      // The client has gone, or was cut off.
      let wasCut = error is ConnectionCut
      if !wasCut {
        record { $0.wasCancelled = true }
        state.closed.yield()
      }
      await connection.close()
    }
  }

  private func answer() async throws {
    let dialect = state.dialect
    if let key = state.apiKey, !dialect.openPaths.contains(request.path),
      request.header("Authorization") != "Bearer \(key)"
    {
      throw ScriptedReply(401, dialect.refuse(.unauthorized))
    }
    if dialect.generatingPaths.contains(request.path) {
      if let delay = behaviour.delay { try await Task.sleep(for: delay) }
      if let refusal { throw reply(to: refusal) }
    }
    try await dialect.answer(self)
  }

  private func reply(to refusal: Behaviour.Refusal) -> ScriptedReply {
    let words = state.dialect.refuse(refusal)
    return switch refusal {
    case .page(let status):
      ScriptedReply(
        status, type: "text/html", text: "<!doctype html><title>nginx</title><h1>No.</h1>\n")
    case .unauthorized: ScriptedReply(401, words)
    case .tooMany(let pause):
      ScriptedReply(429, words, headers: pause.map { [("Retry-After", $0)] } ?? [])
    case .loading, .busy: ScriptedReply(503, words)
    }
  }

  // MARK: What dialects need

  /// The model is given these tokens.
  func give(_ ids: [Int]) -> ReadPrompt {
    let pieces = ToyTokenizer.pieces(of: ids)
    record {
      $0.prompt = pieces
      $0.promptTokens = ids.count
    }
    return ReadPrompt(pieces)
  }

  func send(_ reply: ScriptedReply) async throws {
    var head = ScriptedReply.statusLine(reply.status) + fields(type: reply.type)
    for (name, value) in reply.headers { head += "\(name): \(value)\r\n" }
    head += "Content-Length: \(reply.body.utf8.count)\r\n\r\n"
    try await connection.send(Array((head + reply.body).utf8))
  }

  /// Begins an answer that streams.
  func stream(type: String) async throws -> ScriptedStream {
    let head =
      ScriptedReply.statusLine(200) + fields(type: type) + "Transfer-Encoding: chunked\r\n\r\n"
    let stream = ScriptedStream(connection, behaviour)
    try await stream.begin(head)
    return stream
  }

  func cut() async throws {
    await connection.close()
    throw ConnectionCut()
  }

  func record(_ change: (inout RequestRecord) -> Void) {
    state.records.withLock { change(&$0[number]) }
  }

  private func fields(type: String) -> String {
    (state.dialect.server.map { "Server: \($0)\r\n" } ?? "") + "Content-Type: \(type)\r\n"
  }
}

/// The engine ended the connection itself.
struct ConnectionCut: Error {}
