extension HarmonyParser {
  /// All messages of a whole stream of markup, and what is wrong with it.
  public static func messages(
    in markup: String
  ) -> (messages: [HarmonyMessage], warnings: [HarmonyWarning]) {
    var parser = HarmonyParser(start: .automatic)
    return gather(parser.consume(markup) + parser.finish())
  }

  /// All messages of a whole stream in segments, and what is wrong with it.
  public static func messages(
    in segments: [PromptSegment]
  ) -> (messages: [HarmonyMessage], warnings: [HarmonyWarning]) {
    var parser = HarmonyParser(start: .automatic)
    var events: [Event] = []
    for segment in segments { events += parser.consume(segment) }
    return gather(events + parser.finish())
  }

  private static func gather(
    _ events: [Event]
  ) -> (messages: [HarmonyMessage], warnings: [HarmonyWarning]) {
    var messages: [HarmonyMessage] = []
    var warnings: [HarmonyWarning] = []
    for event in events {
      switch event {
      case .began(let role, let channel, let recipient, let contentType):
        messages.append(
          HarmonyMessage(
            role: role, channel: channel, recipient: recipient, contentType: contentType,
            content: ""))
      case .text(let text):
        messages[messages.count - 1].content += text
      case .ended(let closedBy):
        messages[messages.count - 1].closedBy = closedBy
      case .warning(let warning):
        warnings.append(warning)
      }
    }
    return (messages, warnings)
  }
}
