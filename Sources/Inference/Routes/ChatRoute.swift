internal import Harmony
internal import Runs

/// `/v1/chat/completions`, which every engine has.
struct ChatRoute: Route {
  let name = EngineRoute.chat

  func prepare(_ request: RunRequest, _ target: RouteTarget) async throws -> PreparedRun {
    let shielded = ShieldedConversation(request.conversation, target)
    let dialect = target.engine.dialect
    var chat = ChatRequest(
      shielded.conversation, parameters: request.parameters, model: target.model, dialect: dialect)
    if dialect.kind == .llamaServer { chat.slot = target.slot }
    let body = try chat.requestBody()
    var rendered: [PromptSegment]?
    if let renderer = dialect.renderer, renderer.isCheap {
      rendered = await renderer.segments(
        of: chat.messages, effort: request.parameters.effort, target.engine, target.peer)
    }
    try Task.checkCancellation()
    return PreparedRun(
      path: "/v1/chat/completions", body: body,
      prompt: rendered.map { PromptRecord(kind: .engineRendered, segments: $0) }
        ?? shielded.predicted(request.parameters, layout: dialect.layout),
      altered: shielded.altered,
      stream: ResponseStream(
        .events, ChatReader(controls: target.engine.controls), peer: target.name,
        tokenLimits: target.limits(request.parameters)))
  }
}
