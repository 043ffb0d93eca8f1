import Cases
import Wording

extension State {
  mutating func performOnCases(_ command: Command) {
    guard let cases = screen as? CasesScreen else { return }
    switch command {
    case .filterCases:
      dialog = .prompt(
        Prompt(
          .filterCases, title: "Filter cases", text: cases.filter,
          hint: "Part of an id, the content, a tag or what is expected."))
    case .expectCase: askForExpectation()
    default: break
    }
  }

  private mutating func askForExpectation() {
    guard let screen = screen as? CasesScreen, screen.shown.indices.contains(screen.list.selected),
      let item = content.caseSet?.cases[screen.shown[screen.list.selected]]
    else { return }
    dialog = .prompt(
      Prompt(
        .expected(caseID: item.id), title: "Expected for \(item.id)",
        text: item.expected?.text ?? "",
        hint: "violates, safe, escalate, a label, several with commas, or nothing."))
  }

  mutating func filterCases(_ text: String) {
    guard var cases = screen as? CasesScreen else { return }
    cases.filter = text
    cases.refresh(content.caseSet)
    screens[screens.count - 1] = cases
  }
}
