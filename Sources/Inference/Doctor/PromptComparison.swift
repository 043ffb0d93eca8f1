internal import Harmony
internal import Runs

/// What an engine makes of policy and content, beside our own rendering of them.
struct PromptComparison: Sendable {
  struct Difference: Hashable, Sendable {
    enum Kind: String, Hashable, Sendable, CaseIterable {
      case date
      /// `\n\n` after the policy, as the published chat template has it.
      case blankLine = "blank line"
      case effort
      case channels
      /// Another line of the system message.
      case system
      /// Messages that are not ours, or in another order.
      case messages
      case policy
      case content
    }

    var kind: Kind
    /// nil where there is none.
    var ours: String?
    var theirs: String?

    /// How much it matters: what the model was trained on is near, what it is asked to do is not.
    var level: EngineFinding.Level {
      switch kind {
      case .date, .blankLine, .system: .fine
      case .effort, .channels, .messages: .caution
      case .policy, .content: .broken
      }
    }

    /// `date: ours 2026-11-23, theirs 2026-11-25`.
    var words: String {
      "\(kind.rawValue): ours \(Self.shown(ours)), theirs \(Self.shown(theirs))"
    }

    private static func shown(_ text: String?) -> String {
      guard let text else { return "none" }
      let line = text.replacing("\n", with: "\\n")
      return line.count > 60 ? "“\(line.prefix(59))…”" : "“\(line)”"
    }
  }

  let differences: [Difference]

  var level: EngineFinding.Level {
    let levels = differences.map(\.level)
    return levels.contains(.broken) ? .broken : levels.contains(.caution) ? .caution : .fine
  }

  /// - Parameter ours: our rendering of the conversation.
  init(ours: HarmonyPrompt, theirs: [PromptSegment], of conversation: Conversation) {
    let our = Self.messages(in: ours.segments)
    let their = Self.messages(in: theirs)
    var found = Self.system(our.first, their.first)
    let ourRoles = our.map(\.role)
    let theirRoles = their.map(\.role)
    if ourRoles != theirRoles {
      found.append(
        Difference(
          kind: .messages, ours: ourRoles.joined(separator: ", "),
          theirs: theirRoles.joined(separator: ", ")))
    }
    found += Self.policy(conversation.policy, in: their)
    if their.last(where: { $0.role == "user" })?.content != conversation.content {
      found.append(
        Difference(
          kind: .content, ours: conversation.content,
          theirs: their.last { $0.role == "user" }?.content))
    }
    differences = found
  }

  private static func messages(in segments: [PromptSegment]) -> [HarmonyMessage] {
    // The prompt ends inside the assistant's header.
    HarmonyParser.messages(in: segments).messages.filter { $0.role != "assistant" }
  }

  /// Line by line; a line that has a name is compared with the one of that name.
  private static func system(_ ours: HarmonyMessage?, _ theirs: HarmonyMessage?) -> [Difference] {
    guard let ours, let theirs, theirs.role == "system" else { return [] }
    let names: [(String, Difference.Kind)] = [
      ("Current date: ", .date), ("Reasoning: ", .effort), ("# Valid channels: ", .channels),
      ("Knowledge cutoff: ", .system),
    ]
    func value(_ name: String, _ message: HarmonyMessage) -> String? {
      message.content.split(separator: "\n").first { $0.hasPrefix(name) }
        .map { String($0.dropFirst(name.count)) }
    }
    var found: [Difference] = []
    for (name, kind) in names {
      let (our, their) = (value(name, ours), value(name, theirs))
      if our != their { found.append(Difference(kind: kind, ours: our, theirs: their)) }
    }
    func rest(_ message: HarmonyMessage) -> [Substring] {
      message.content.split(separator: "\n").filter { line in
        !names.contains { line.hasPrefix($0.0) }
      }
    }
    let (our, their) = (rest(ours), rest(theirs))
    for line in their where !our.contains(line) {
      found.append(Difference(kind: .system, ours: nil, theirs: String(line)))
    }
    for line in our where !their.contains(line) {
      found.append(Difference(kind: .system, ours: String(line), theirs: nil))
    }
    return found
  }

  private static func policy(_ policy: String, in theirs: [HarmonyMessage]) -> [Difference] {
    let holders = theirs.filter { $0.role != "user" && $0.content.contains(policy) }
    guard let holder = holders.first else {
      let developer = theirs.first { $0.role == "developer" }?.content
      return [Difference(kind: .policy, ours: policy, theirs: developer)]
    }
    let heading = "# Instructions\n\n"
    if holder.content == heading + policy + "\n\n" {
      return [Difference(kind: .blankLine, ours: nil, theirs: "\n\n")]
    }
    guard holder.content != heading + policy else { return [] }
    return [Difference(kind: .messages, ours: heading + policy, theirs: holder.content)]
  }
}
