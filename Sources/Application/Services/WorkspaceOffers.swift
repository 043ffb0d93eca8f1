import Inference
import Workbench
import Workspace

/// Keeps what the user answers to the workspace's offer of engines, and has an accepted one used.
struct WorkspaceOffers: Sendable {
  let context: CommandContext
  let engines: EngineDirectory

  /// What came of it. Where the answer cannot be kept it holds for this session, and that is said.
  func answer(accepts: Bool) -> [Message] {
    guard let offer = context.offer else { return [] }
    var messages: [Message] = []
    do {
      try WorkspaceTrust().keep(
        accepts ? .accepted : .declined, to: offer, of: context.directory)
    } catch {
      messages.append(.workspace(.failed("The answer was not kept. \(error)")))
    }
    guard accepts else { return messages }
    // An engine that was named on the command line goes before any default.
    let preferred = context.options.engine ?? offer.defaultEngine
    engines.add(
      offer.engines.compactMap(context.engineConfiguration).map(context.tuned),
      preferred: preferred)
    return messages + [.engines(.offerAccepted(default: preferred))]
  }
}
