import Differences
import Policies
import Wording

/// The policy's text was changed by somebody else while something was typed here.
public struct OutsideChange: Sendable {
  /// As the files are now.
  public let document: PolicyDocument
  /// Both changes together; nil where both are in the same lines.
  public let merged: String?
  /// In how many places both are.
  public let conflicts: Int

  /// - Parameters:
  ///   - base: the text that both grew from; nil where it is in no version, and is gone.
  ///   - mine: the working text.
  init(_ document: PolicyDocument, base: String?, mine: String) {
    let merge = base.map { ThreeWayMerge(base: $0, mine: mine, theirs: document.text) }
    self.document = document
    merged = merge?.text
    conflicts = merge?.conflicts.count ?? 0
  }

  /// What a person can do about it.
  enum Answer: String, CaseIterable {
    case merge, mine, theirs, difference
  }

  /// How the text is called.
  var name: String { document.version.map { "v\($0)" } ?? "policy.md" }

  /// The safe answer first.
  var items: [Picker.Item] {
    Answer.allCases.filter { $0 != .merge || merged != nil }.map { answer in
      let (title, detail) =
        switch answer {
        case .merge: ("Merge", "your changes and theirs; undo takes it back")
        case .mine: ("Keep mine", "theirs stays on disk; saving asks again")
        case .theirs: ("Take theirs", "yours is one undo away")
        case .difference: ("Show the difference", "then ask again")
        }
      return Picker.Item(value: answer.rawValue, title: title, detail: detail)
    }
  }

  var picker: Picker {
    let clash =
      conflicts > 0 ? "Both changed the same lines (\(Measure.count(conflicts, "place")))." : ""
    return Picker(
      .outsideChange,
      title: document.version.map { "v\($0) was saved outside" } ?? "policy.md was changed outside",
      items: items, hint: clash.isEmpty ? "You had typed here too." : clash)
  }
}
