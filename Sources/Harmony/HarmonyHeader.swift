/// The header of a message while it arrives: `assistant to=x<|channel|>final <|constrain|>json`.
struct HarmonyHeader: Sendable {
  /// Text before `<|channel|>`: the role, unless it is given.
  var roleText = ""
  /// Text after `<|channel|>`; nil until that comes.
  var channelText: String?
  /// A completion begins inside the assistant's header.
  var givenRole: String?
  var isUntouched = true

  struct Parsed {
    var role: String
    var channel: String?
    var recipient: String?
    var contentType: String?
    /// Words that mean nothing.
    var extra: [String]
  }

  private static let constrain = ControlToken.constrain.rawValue

  mutating func append(_ text: String) {
    isUntouched = false
    if channelText == nil { roleText += text } else { channelText! += text }
  }

  func parsed() -> Parsed {
    var roleWords = Self.words(roleText)
    let role = givenRole ?? (roleWords.isEmpty ? "" : roleWords.removeFirst())
    var parsed = Parsed(role: role, extra: [])
    var channelWords = Self.words(channelText ?? "")
    if channelText != nil, let first = channelWords.first, !first.hasPrefix("to="),
      !first.hasPrefix(Self.constrain)
    {
      parsed.channel = channelWords.removeFirst()
    }
    for word in roleWords + channelWords {
      if word.hasPrefix("to="), parsed.recipient == nil {
        parsed.recipient = String(word.dropFirst(3))
      } else if word.hasPrefix(Self.constrain), parsed.contentType == nil {
        parsed.contentType = word
      } else if word == "json", parsed.contentType == nil {
        // Templates write `<|channel|>commentary json` for calls of the past.
        parsed.contentType = word
      } else {
        parsed.extra.append(word)
      }
    }
    return parsed
  }

  /// Words at white space; a constraint begins one of its own: `final<|constrain|>json`.
  private static func words(_ text: String) -> [String] {
    text.replacing(constrain, with: " " + constrain).split(whereSeparator: \.isWhitespace)
      .map(String.init)
  }
}
