/// Finds where a model's reasoning and answer name parts of the policy, while they arrive.
///
/// Every character is looked at once, and whether something is a citation depends on the text
/// only, never on where a delta ended: any chunking gives the same citations in the same order
/// as the whole. A citation is reported as soon as the character behind it has been seen.
///
/// What counts as a citation is told by ``Citation/Kind``. Ids that prose is full of (single
/// words such as `S` or `HR`, bare numbers) count only where the text marks them as ids: in
/// brackets or backticks, before `=`, or after a word such as `rule` or `category`.
public struct CitationFinder: Sendable {
  /// Quotations are not followed further than this many characters.
  static let longestQuotation = 400
  /// Shorter quotations are too often a coincidence.
  static let shortestQuotation = 10
  /// Bytes of the policy that are searched for the quotations of one channel: no chain of a model
  /// quotes so much, and a flood of quotation marks must not cost more.
  static let searchedBytes = 1 << 28

  private let policy: CitedPolicy
  private var channels: [String: ChannelScanner] = [:]
  /// Channels in the order of their first delta, so that ``finish()`` is deterministic.
  private var order: [String] = []

  /// - Complexity: O(*n*) in the length of the policy.
  public init(outline: PolicyOutline, text: String) {
    policy = CitedPolicy(outline: outline, text: text)
  }

  /// Takes the next piece of a channel's text.
  ///
  /// - Returns: the citations that are complete now; ranges count from the channel's beginning.
  /// - Complexity: O(*d*) in the length of the delta, besides one search of the policy for each
  ///   quotation that it closes.
  public mutating func append(_ delta: String, channel: String) -> [Citation] {
    if channels[channel] == nil { order.append(channel) }
    // Taken out and put back, so that what it has gathered is not copied.
    var scanner =
      channels.removeValue(forKey: channel) ?? ChannelScanner(channel: channel, policy: policy)
    var found: [Citation] = []
    for scalar in delta.unicodeScalars { scanner.take(scalar, policy: policy, into: &found) }
    channels[channel] = scanner
    return found
  }

  /// Says that no more text follows. The citations that ended with the text are returned.
  public mutating func finish() -> [Citation] {
    var found: [Citation] = []
    for channel in order { channels[channel]?.finish(policy: policy, into: &found) }
    channels = [:]
    order = []
    return found
  }
}
