/// The panes of the bench, in the order of Tab and Alt-1 … Alt-4.
public enum Pane: String, CaseIterable, Hashable, Sendable {
  case policy, content, reasoning, verdict

  public var title: String {
    switch self {
    case .policy: "Policy"
    case .content: "Content"
    case .reasoning: "Reasoning"
    case .verdict: "Verdict"
    }
  }

  var isEditor: Bool { self == .policy || self == .content }

  func stepping(by step: Int) -> Pane {
    let all = Pane.allCases
    let index = all.firstIndex(of: self)! + step
    return all[(index + all.count) % all.count]
  }
}
