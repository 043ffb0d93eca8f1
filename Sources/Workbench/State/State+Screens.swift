import Cases
public import Policies
import Runs
import TerminalInput
import TerminalText
import TextEditing

extension State {
  mutating func pressOnScreen(_ chord: KeyChord) -> [Effect] {
    if chord.key == .escape, chord.modifiers.isEmpty {
      leaveScreen()
      return []
    }
    if let command = keymap.command(for: chord, in: [.everywhere]) {
      return switchScreen(command)
    }
    switch chord.key {
    case .up: moveOnScreen(by: -1)
    case .down: moveOnScreen(by: 1)
    case .pageUp: moveOnScreen(by: -(screenRows - 1))
    case .pageDown: moveOnScreen(by: screenRows - 1)
    case .home: moveOnScreen(by: -1_000_000)
    case .end: moveOnScreen(by: 1_000_000)
    case .enter: return openSelected()
    case .tab:
      if case .engines? = screen { turnOnEngines() }
    case .character(let character) where chord.modifiers.subtracting(.shift).isEmpty:
      return pressOnScreen(character)
    default: break
    }
    return []
  }

  mutating func pressOnScreen(_ character: Character) -> [Effect] {
    if withList({ $0.press(character) }) ?? false { return [] }
    switch (character, screen) {
    case ("q", _): leaveScreen()
    case (" ", .pager): moveOnScreen(by: screenRows - 1)
    case (" ", .versions(var versions)):
      versions.marked =
        versions.marked == versions.list.selected ? nil : versions.list.selected
      screens[screens.count - 1] = .versions(versions)
    case ("d", .versions(let versions)): return compare(versions)
    case ("r", .versions), ("y", .versions), ("l", .versions):
      return versionKey(character)
    case ("/", .cases(let cases)):
      dialog = .prompt(
        Prompt(
          .filterCases, title: "Filter cases", text: cases.filter,
          hint: "Part of an id, the content, a tag or what is expected."))
    case ("e", .cases): askForExpectation()
    case ("a", .cases): return perform(.addCase)
    case ("s", .cases): return pickCaseSet()
    case ("/", .runs(let runs)):
      dialog = .prompt(
        Prompt(
          .searchRuns, title: "Search runs", text: runs.filter.search ?? "",
          hint: "Part of the content, the reasoning or the answer. Empty lists all."))
    case ("y", .pager(let pager)): return copyLines(of: pager)
    case ("?", _): return perform(.help)
    case (":", _): return perform(.palette)
    case (_, .engines): return pressOnEngines(character)
    default: break
    }
    return []
  }

  /// F2 on the Runs screen goes to Versions, not deeper.
  private mutating func switchScreen(_ command: Command) -> [Effect] {
    switch command {
    case .versions, .cases, .runs, .engines, .evaluate, .edgeLab, .pipeline:
      if command == .engines, enginesScreen != nil { break }
      if disabledReason(command) == nil || [.evaluate, .edgeLab, .pipeline].contains(command) {
        screens = []
      }
    default: break
    }
    return perform(command)
  }

  mutating func leaveScreen() {
    _ = screens.popLast()
  }

  /// Rows of a screen's list.
  var screenRows: Int { max(1, ScreenLayout(size: size).list.rows) }

  /// Changes the list on top and scrolls to its selection; nil where there is none.
  @discardableResult
  private mutating func withList<Result>(_ change: (inout ListState) -> Result) -> Result? {
    guard let last = screens.indices.last else { return nil }
    let rows = screenRows
    func apply(_ list: inout ListState) -> Result {
      let result = change(&list)
      list.follow(rows: rows)
      return result
    }
    switch screens[last] {
    case .versions(var screen):
      defer { screens[last] = .versions(screen) }
      return apply(&screen.list)
    case .cases(var screen):
      defer { screens[last] = .cases(screen) }
      return apply(&screen.list)
    case .runs(var screen):
      defer { screens[last] = .runs(screen) }
      return apply(&screen.list)
    case .pager(var pager):
      defer { screens[last] = .pager(pager) }
      let result = change(&pager.list)
      pager.scroll(by: 0, in: pagerSize)
      return result
    case .engines(var engines):
      let layout = enginesLayout
      let result: Result
      switch engines.focus {
      case .table:
        result = change(&engines.list)
        engines.list.follow(rows: layout.table.rows)
        engines.follow(listedEngines)
        screens[last] = .engines(engines)
        refreshFindings()
      case .findings:
        result = change(&engines.findings)
        engines.findings.follow(rows: layout.findingRows, heights: layout.findingHeights)
        screens[last] = .engines(engines)
      }
      return result
    case .later: return nil
    }
  }

  /// The room of a pager's lines, without its margins.
  var pagerSize: Size { Size(columns: size.columns - 3, rows: screenRows) }

  private mutating func moveOnScreen(by rows: Int) {
    withList { $0.move(by: rows) }
  }

  mutating func scrollScreen(by rows: Int) { moveOnScreen(by: rows) }

  private mutating func openSelected() -> [Effect] {
    switch screen {
    case .versions(let versions): return compare(versions)
    case .cases(let cases):
      guard cases.shown.indices.contains(cases.list.selected) else { return [] }
      screens = []
      showCase(at: cases.shown[cases.list.selected])
      show(.content)
      return []
    case .runs(let runs):
      guard runs.rows.indices.contains(runs.list.selected) else { return [] }
      return [.loadRun(runs.rows[runs.list.selected].id)]
    case .engines:
      openOnEngines()
      return []
    case .pager, .later, nil: return []
    }
  }

  // MARK: Versions

  /// Newest first, as the screen lists them.
  public var listedVersions: [PolicyVersion] { (policy.document?.versions ?? []).reversed() }

  private func compare(_ screen: VersionsScreen) -> [Effect] {
    let versions = listedVersions
    guard let name = policy.name, versions.indices.contains(screen.list.selected) else { return [] }
    let selected = versions[screen.list.selected]
    if let marked = screen.marked, versions.indices.contains(marked), marked != screen.list.selected
    {
      let (older, newer) =
        marked > screen.list.selected
        ? (versions[marked], selected) : (selected, versions[marked])
      return [.loadVersion(older, of: name, use: .compare(with: .pending(newer)))]
    }
    // What is on the bench has nothing to be compared with but its predecessor.
    if selected.number == policy.savedVersion,
      let before = versions.dropFirst(screen.list.selected + 1).first
    {
      return [.loadVersion(before, of: name, use: .compare(with: .pending(selected)))]
    }
    return [.loadVersion(selected, of: name, use: .compare(with: .workingText))]
  }

  private mutating func versionKey(_ character: Character) -> [Effect] {
    guard case .versions(let screen)? = screen, let name = policy.name,
      listedVersions.indices.contains(screen.list.selected)
    else { return [] }
    let version = listedVersions[screen.list.selected]
    switch character {
    case "r": return [.loadVersion(version, of: name, use: .restore)]
    case "y": return [.loadVersion(version, of: name, use: .copy)]
    default:
      dialog = .prompt(
        Prompt(
          .label(version: version.number), title: "Label v\(version.number)",
          hint: "A word such as staging or production. It moves from where it sits now."))
      return []
    }
  }

  mutating func use(_ text: String, of version: PolicyVersion, for use: VersionUse) -> [Effect] {
    switch use {
    case .restore:
      screens = []
      policy.editor.replaceAllText(with: text)
      policy.basedOn = version.number
      policy.view.follow(policy.editor.selection.head, in: policy.editor.buffer)
      if policy.document?.text == text { policy.editor.markSaved() }
      textChanged(in: .policy)
      policy.refreshOutline()
      fitViews()
      say("v\(version.number) is the working text now; Ctrl-S saves it as a version.")
    case .compare(with: .workingText):
      showDifference(
        from: text, name: "v\(version.number)", to: policy.editor.buffer.text,
        name: policy.savedVersion.map { "v\($0), the working text" } ?? "the working text")
    case .compare(with: .version(let older, let olderText)):
      showDifference(
        from: olderText, name: "v\(older)", to: text, name: "v\(version.number)")
    case .compare(with: .pending(let newer)):
      return policy.name.map {
        [
          .loadVersion(
            newer, of: $0, use: .compare(with: .version(version.number, text: text)))
        ]
      } ?? []
    case .copy:
      clipboard = text
      return [.copy(text)]
    }
    return []
  }

  private mutating func showDifference(
    from old: String, name oldName: String, to new: String, name newName: String
  ) {
    let lines = [Pager.Line].difference(from: old, to: new)
    screens.append(
      .pager(
        Pager(
          title: "\(oldName) → \(newName)", facts: lines.isEmpty ? [] : [lines.changeCount],
          lines: lines.isEmpty ? [.init(.dim, "The two are the same.")] : lines)))
  }

  // MARK: Cases and runs

  private mutating func askForExpectation() {
    guard case .cases(let screen)? = screen, screen.shown.indices.contains(screen.list.selected),
      let item = content.caseSet?.cases[screen.shown[screen.list.selected]]
    else { return }
    dialog = .prompt(
      Prompt(
        .expected(caseID: item.id), title: "Expected for \(item.id)",
        text: item.expected?.text ?? "",
        hint: "violates, safe, escalate, a label, several with commas, or nothing."))
  }

  mutating func filterCases(_ text: String) {
    guard case .cases(var cases)? = screen else { return }
    cases.filter = text
    cases.refresh(content.caseSet)
    screens[screens.count - 1] = .cases(cases)
  }

  mutating func searchRuns(_ text: String) -> [Effect] {
    guard case .runs(var runs)? = screen else { return [] }
    runs.filter.search = text.isEmpty ? nil : text
    runs.isLoading = true
    screens[screens.count - 1] = .runs(runs)
    return [.listRuns(runs.filter)]
  }

  private mutating func copyLines(of pager: Pager) -> [Effect] {
    let text = pager.lines.map(\.text).joined(separator: "\n")
    clipboard = text
    return [.copy(text)]
  }
}
