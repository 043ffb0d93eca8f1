/// What a new policy may begin with.
///
/// A text of a person's own may hold two placeholders, `{{name}}` and `{{date}}`. Anything else in
/// double braces stays as it is: a policy may speak about templates.
public struct PolicyTemplate: Hashable, Sendable {
  /// Unique; for the person's own the name of the file without its ending.
  public var name: String
  /// In a few words, what it is for.
  public var purpose: String
  public var text: String

  public init(name: String, purpose: String, text: String) {
    self.name = name
    self.purpose = purpose
    self.text = text
  }

  /// The text of a new policy.
  ///
  /// - Parameter date: As `YYYY-MM-DD`.
  public func filled(name: String, date: String) -> String {
    text.replacing("{{name}}", with: name).replacing("{{date}}", with: date)
  }

  /// A person's own template: what its first heading says is what it is for.
  public init(file name: String, text: String) {
    let heading = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("#") }
    let purpose = heading.map { String($0.drop { $0 == "#" || $0 == " " }) } ?? "your own"
    self.init(name: name, purpose: purpose, text: text)
  }
}
