import TerminalText

/// What a workspace says of engines. The person decides whether it counts.
public struct WorkspaceOffer: Hashable, Sendable {
  /// The file that says so.
  public var file: String
  /// A line for each engine, with its address, and for the default.
  public var lines: [String]

  public init(file: String, lines: [String]) {
    self.file = file
    self.lines = lines
  }

  /// Whether all of it can be shown in a dialog. What is not seen cannot be accepted there.
  var isShort: Bool { lines.count <= 4 && lines.allSatisfy { $0.utf8.count <= 120 } }

  /// The smallest window that shows all of it.
  static let columns = 60
  static let rows = 20
}

extension State {
  /// What is wrong with settings, for as long as it is.
  public var problems: [String] {
    [policy.document?.settingsProblem].compactMap { $0 } + settingsProblems
  }

  /// Asks as soon as no other question is open.
  mutating func askAboutOffer() {
    guard let offer, dialog == nil, screen == nil else { return }
    guard offer.isShort else {
      self.offer = nil
      say(
        "\(offer.file) names engines that are not used: precept trust --show lists them, precept trust accepts them.",
        isError: true)
      return
    }
    let file = offer.file.count > 60 ? "…" + offer.file.suffix(59) : offer.file
    dialog = .confirm(
      Confirmation(
        purpose: .acceptOffer, title: "Engines of this workspace",
        message: (["\(file) would have policies and content sent to:", ""] + offer.lines)
          .joined(separator: "\n"),
        yes: "Use them", no: "Do not use them"))
  }

  mutating func answerOffer(accepts: Bool) -> [Effect] {
    guard
      !accepts
        || size.columns >= WorkspaceOffer.columns && size.rows >= WorkspaceOffer.rows
    else {
      say("The window is too small to show all of it. Make it larger, or run precept trust.")
      return []
    }
    dialog = nil
    offer = nil
    if !accepts { say("The engines of this workspace are not used. precept trust accepts them.") }
    return [.engines(.answerOffer(accepts: accepts))]
  }

  /// Left open: it is asked again at the next start.
  mutating func leaveOffer() {
    offer = nil
    say("The engines of this workspace are not used now. You are asked again at the next start.")
  }
}
