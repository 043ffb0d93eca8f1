/// What a policy says of a piece of content.
public enum Decision: String, Codable, Hashable, CaseIterable, Sendable {
  case violates, safe, escalate
}
