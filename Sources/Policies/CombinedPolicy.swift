/// Several policies as one prompt: the content is judged under all of them in a single run, as the
/// guide for gpt-oss-safeguard allows and warns of (accuracy may fall with each policy that is added).
public struct CombinedPolicy: Hashable, Sendable {
  /// One of the policies.
  public struct Part: Hashable, Sendable {
    public var name: String
    public var text: String

    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  public var parts: [Part]

  public init(_ parts: [Part]) {
    self.parts = parts
  }

  /// The field of the answer that stands for each part, in order: its name, or its number where the
  /// name would not stand well in an answer or is another's too.
  public var keys: [String] {
    parts.enumerated().map { index, part in
      let isPlain =
        !part.name.isEmpty && part.name.utf8.count <= 60
        && part.name.utf8.allSatisfy(Self.standsInAnswers)
      let isSole = parts.count { $0.name.lowercased() == part.name.lowercased() } == 1
      return isPlain && isSole ? part.name : "policy_\(index + 1)"
    }
  }

  /// Letters, digits, hyphen, underscore and `@`, all of ASCII.
  private static func standsInAnswers(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x40: true
    default: false
    }
  }

  /// All policies under one instruction, which goes before their own.
  public static func text(of parts: [Part]) -> String { CombinedPolicy(parts).text }

  public var text: String {
    let keys = keys
    let form =
      "{" + keys.map { "\"\($0)\": \"violates|safe|escalate\"" }.joined(separator: ", ") + "}"
    let instruction = """
      Answer with one JSON object and nothing else, with one field for each policy and one word for
      each field: `violates` where the content breaks that policy, `safe` where it does not, and
      `escalate` only where that policy itself wants a person to decide.

      \(form)
      """
    let policies = zip(keys, parts).map { key, part in
      let end = part.text.utf8.last == 0x0A ? "" : "\n"
      return "=== POLICY \(key) ===\n\n\(part.text)\(end)\n=== END OF POLICY \(key) ===\n"
    }
    return """
      # \(parts.count) policies

      ## INSTRUCTIONS

      Judge the content under each of the policies below by that policy's own rules alone. What one
      policy allows can still break another. Where a policy says how to answer, that does not hold
      here: this is the only form of answer.

      \(instruction)

      \(policies.joined(separator: "\n"))
      ## ANSWER

      \(instruction)

      """
  }

  /// The form of answer that ``text`` asks for: an axis for each policy.
  public var format: AnswerFormat {
    AnswerFormat(
      shape: .axes,
      labels: [.init("violates", .violates), .init("safe", .safe), .init("escalate", .escalate)],
      fields: keys,
      // A name that begins with another's must be tried first.
      axes: keys.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
        .map { .init(name: $0, prefix: "\($0): ") },
      source: .declared)
  }

  /// What a verdict in that form says of each part, in order; nil where it says nothing.
  public func decisions(in verdict: Verdict) -> [Decision?] {
    keys.map { key in verdict.labels.first { $0.axis == key }?.decision }
  }
}
