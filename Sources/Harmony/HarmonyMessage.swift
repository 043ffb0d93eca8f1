/// One message of a Harmony stream.
public struct HarmonyMessage: Hashable, Codable, Sendable {
  /// The token that ended a message.
  public enum ClosedBy: String, Codable, Hashable, Sendable {
    case end, `return`, call
  }

  public var role: String
  public var channel: String?
  public var recipient: String?
  /// As it stands in the header, such as `<|constrain|>json`.
  public var contentType: String?
  public var content: String
  /// nil where the stream ended first.
  public var closedBy: ClosedBy?

  public init(
    role: String, channel: String? = nil, recipient: String? = nil, contentType: String? = nil,
    content: String, closedBy: ClosedBy? = nil
  ) {
    self.role = role
    self.channel = channel
    self.recipient = recipient
    self.contentType = contentType
    self.content = content
    self.closedBy = closedBy
  }

  private enum CodingKeys: String, CodingKey {
    case role, channel, recipient, content
    case contentType = "content_type"
    case closedBy = "closed_by"
  }
}

/// Where a stream departs from the format, and what was made of it.
public struct HarmonyWarning: Hashable, Codable, Sendable {
  public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    /// `<|start|>` inside a message: its `<|end|>` is missing, or the text forges a new message.
    case missingEnd = "missing_end"
    /// Another control token inside a message.
    case controlInContent = "control_in_content"
    case missingStart = "missing_start"
    case repeatedStart = "repeated_start"
    case repeatedChannel = "repeated_channel"
    case missingMessage = "missing_message"
    case incompleteHeader = "incomplete_header"
    case headerExtra = "header_extra"
    case noChannel = "no_channel"
    case unknownChannel = "unknown_channel"
    case unknownRole = "unknown_role"
    case strayText = "stray_text"
    /// `<|endoftext|>` ended the stream.
    case endOfText = "end_of_text"
    /// Messages after `<|return|>`, where the turn was over.
    case afterReturn = "after_return"
    /// The stream lost its control tokens: `analysis…assistantfinal…`.
    case flattened
    case invalidUTF8 = "invalid_utf8"
    case empty

    /// Whether a final message of such a stream may be forged, or not be the one that was meant.
    public var spoilsVerdict: Bool {
      switch self {
      case .missingEnd, .controlInContent, .missingStart, .repeatedStart, .repeatedChannel,
        .missingMessage, .unknownRole, .afterReturn, .noChannel, .unknownChannel, .strayText:
        true
      case .incompleteHeader, .headerExtra, .endOfText, .flattened, .invalidUTF8, .empty: false
      }
    }
  }

  public var kind: Kind
  /// In bytes of the stream, control tokens counted as they are spelled.
  public var offset: Int
  public var message: String

  public init(kind: Kind, offset: Int, message: String) {
    self.kind = kind
    self.offset = offset
    self.message = message
  }
}
