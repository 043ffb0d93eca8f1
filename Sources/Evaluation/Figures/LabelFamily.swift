import Policies

/// A label with its finer ones: `SP3` holds `SP3.b`, and not `SP30`; without an axis it holds the
/// label on each of them, `D-SP3` and `R-SP3.b`.
struct LabelFamily: Hashable, Sendable {
  let name: String
  private let prefixes: [String]
  /// Whether the label is one of those that mean safe.
  private let isSafe: Bool

  init(_ name: String, in format: AnswerFormat) {
    self.name = name
    let all = format.axes.map(\.prefix).filter { !$0.isEmpty }
    let own = all.first { name.hasPrefix($0) }
    prefixes = own == nil ? all : []
    let bare = own.map { String(name.dropFirst($0.count)) } ?? name
    isSafe = format.labels.contains { $0.name == bare && $0.decision == .safe }
  }

  /// - Parameter label: as answers and cases spell it, with its axis.
  func holds(_ label: String) -> Bool {
    if label == name || label.hasPrefix(name + ".") { return true }
    guard let prefix = prefixes.first(where: { label.hasPrefix($0) }) else { return false }
    let bare = label.dropFirst(prefix.count)
    return bare == name || bare.hasPrefix(name + ".")
  }

  /// Whether labels say this one. A pair is safe only where both of its sides are.
  func isFound(in labels: [String]) -> Bool {
    isSafe ? !labels.isEmpty && labels.allSatisfy(holds) : labels.contains(where: holds)
  }

  /// Whether the label is expected; nil where nobody said.
  ///
  /// A case that names labels names all of them; one that is said to be safe has no label that
  /// violates.
  func isThere(_ expected: Expected) -> Bool? {
    if let known = expected.known[name] { return known }
    if !expected.labels.isEmpty { return isFound(in: expected.labels) }
    return expected.known.isEmpty && expected.decision == .safe && !isSafe ? false : nil
  }
}
