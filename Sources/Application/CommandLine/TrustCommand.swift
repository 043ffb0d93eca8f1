import Workspace

/// `precept trust`: what a workspace says of engines, and whether it counts.
public enum TrustCommand {
  public enum Action: Sendable {
    case accept, show, revoke
  }

  public static func run(_ action: Action, in context: CommandContext) throws -> ExitStatus {
    let console = context.console
    let workspace = try context.workspace().root
    let trust = WorkspaceTrust()
    if action == .revoke {
      let wasThere = try context.onFiles { try trust.forget(workspace) }
      console.note(
        wasThere
          ? "precept: taken back; the workspace's engines are not used."
          : "precept: nothing was accepted or declined here.")
      return .done
    }
    guard let offer = context.settings.offer else {
      console.note("precept: the workspace names no engines; there is nothing to accept.")
      return .done
    }
    for line in offer.lines { console.print(line) }
    switch action {
    case .accept:
      try context.onFiles { try trust.keep(.accepted, to: offer, of: workspace) }
      console.note("precept: accepted, until \(offer.file) says something else of engines.")
    case .show, .revoke:
      let words =
        switch trust.answer(to: offer, of: workspace) {
        case .accepted: "accepted"
        case .declined: "declined"
        case nil: "not accepted"
        }
      console.note("precept: \(offer.file): \(words).")
    }
    return .done
  }
}
