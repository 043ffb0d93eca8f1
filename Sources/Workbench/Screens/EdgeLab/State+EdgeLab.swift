import Cases
import Evaluation
import Runs
import TextEditing

extension State {
  var edgeScreen: EdgeScreen? {
    screen as? EdgeScreen
  }

  mutating func performOnEdgeLab(_ command: Command) -> [Effect] {
    switch command {
    case .edgeLab: openEdgeLab()
    case .runEdgeLab: return runEdgeLab()
    case .chooseMutation:
      if let kind = edgeScreen.flatMap({ edgeLab?.kind(at: $0.list.selected) }) {
        edgeLab?.toggle(kind)
      }
    case .chooseMutations: edgeLab?.chooseNextGroup()
    case .edgeRate: edgeLab?.showNextRate()
    case .edgeDraws: edgeLab?.showNextDraws()
    case .edgeSeed: edgeLab?.showNextSeed()
    case .keepVariant: return keepVariant()
    case .compareVariant:
      guard let base = edgeRun(at: 0), let variant = selectedEdgeRun else { return [] }
      return [.records(.loadPair(base, variant))]
    default: break
    }
    return []
  }

  func edgeLabReason(_ command: Command) -> String? {
    switch command {
    case .runEdgeLab:
      if evaluation != nil { return "An evaluation goes on. s stops it." }
      if policy.editor.buffer.byteCount == 0 {
        return "There is no policy text. Ctrl-O opens a policy, Ctrl-N starts one."
      }
      if edgeLab?.content.isEmpty ?? true { return "There is no content. Esc, then write some." }
      return edgeLab?.chosen.isEmpty ?? true ? "No mutation is chosen. Space chooses one." : nil
    case .keepVariant:
      if content.caseSet == nil { return "No case set is open. F3 opens one." }
      if edgeScreen?.list.selected == 0 { return "That is the content as it was." }
      return selectedEdgeRun == nil ? "That variant was not run yet. r runs the chosen." : nil
    case .compareVariant:
      if edgeScreen?.list.selected == 0 { return "That is the content as it was." }
      return selectedEdgeRun == nil ? "That variant was not run yet. r runs the chosen." : nil
    default: return nil
    }
  }

  /// What was found stays, as long as the content does or it still goes on.
  private mutating func openEdgeLab() {
    let isLive = evaluation != nil && evaluation?.id == edgeLab?.id
    if !isLive, edgeLab?.content.utf8.elementsEqual(content.text.utf8) != true {
      edgeLab = EdgeLab(content.text)
    }
    screens.append(EdgeScreen())
  }

  private mutating func runEdgeLab() -> [Effect] {
    guard let lab = edgeLab else { return [] }
    let made = lab.question.cases(of: lab.content)
    guard made.cases.count > 1 else {
      say("None of the chosen mutations changes the content. t changes the rate.", isError: true)
      return []
    }
    let start = self.start(
      of: EvaluationRequest(
        .policies, on: EdgeQuestion.content, samples: lab.draws, contents: made.cases,
        for: .edge))
    edgeLab?.id = start.id
    say(
      made.without.isEmpty
        ? "The edge lab begins."
        : "Left out, as they change nothing here: \(made.without.joined(separator: ", ")).")
    return [.evaluations(.start(start))]
  }

  /// The draw of a row that stands for what its draws say together.
  private func edgeRun(at row: Int) -> Run.ID? {
    guard let lab = edgeLab, let place = lab.place(at: row) else { return nil }
    return lab.tally?.exemplar(of: place)?.run
  }

  private var selectedEdgeRun: Run.ID? { edgeScreen.flatMap { edgeRun(at: $0.list.selected) } }

  func openEdgeRun() -> [Effect] { selectedEdgeRun.map { [.records(.load($0))] } ?? [] }

  private func keepVariant() -> [Effect] {
    guard let set = content.caseSet, let lab = edgeLab, let row = edgeScreen?.list.selected,
      let item = lab.place(at: row).flatMap({ lab.picture?.keptFlip($0) })
    else { return [] }
    return [.documents(.addCase(item, toSet: set.name))]
  }

  mutating func changeEdgeLab(_ id: EvaluationID, _ change: (inout EdgeLab) -> Void) {
    guard var lab = edgeLab, lab.id == id else { return }
    change(&lab)
    edgeLab = lab
  }
}
