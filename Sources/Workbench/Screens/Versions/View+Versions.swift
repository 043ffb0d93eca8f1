import Policies
import TerminalText

func addVersionsFacts(_ screen: VersionsScreen, _ state: State, to facts: inout Facts) {
  facts.add(state.policy.name)
  facts.add(Measure.count(state.listedVersions.count, "version"))
  guard let changes = screen.changes else { return }
  if let production = changes.production, let working = changes.working {
    let words = working.added + working.removed == 0 ? "as" : "\(working.words) since"
    facts.add("working text \(words) production (v\(production))", Theme.text)
  }
  if screen.scores?.isEmpty == false, let engine = screen.scoredBy {
    facts.add("score by \(engine.model ?? "the rule matcher")")
  }
  if state.listedVersions.contains(where: { $0.labels.contains(where: state.isProtected) }) {
    facts.add("[ ] asks before it moves")
  }
}

func drawVersions(
  _ screen: VersionsScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
  let versions = state.listedVersions
  if versions.isEmpty {
    frame.put(
      "No version is saved yet. Ctrl-S on the bench saves the first.", row: 1, column: 2,
      in: layout.list, Theme.dim)
    return
  }
  let isRelative = screen.changes?.production != nil
  let columns = [
    Column(name: "v", width: 4, isNumber: true), Column(name: "saved (UTC)", width: 16),
    Column(name: "labels", width: 24), Column(name: "score", width: 9, isNumber: true),
    Column(name: isRelative ? "since production" : "changed", width: 16, isOptional: true),
    Column(name: "author", width: 12, isOptional: true), Column(name: "note", width: nil),
  ]
  drawTable(columns, list: screen.list, layout, state, on: &frame) { index in
    let version = versions[index]
    let mark = screen.marked == VersionKey(version) ? (state.ascii ? "*" : "●") : ""
    let isCurrent = version.number == state.policy.savedVersion
    let time = String(version.time.prefix(16).map { $0 == "T" ? " " : $0 })
    return [
      Field(text: mark + String(version.number), style: isCurrent ? Theme.accent : Theme.strong),
      Field(text: time), Field(text: labels(of: version, state), style: Theme.agreement),
      score(of: version, screen), changes(of: version, screen),
      Field(text: version.author, style: Theme.dim),
      Field(text: version.note.isEmpty ? "" : version.note),
    ]
  }
}

/// Labels that ask before they move stand in brackets.
private func labels(of version: PolicyVersion, _ state: State) -> String {
  version.labels.map { state.isProtected($0) ? "[\($0)]" : $0 }.joined(separator: " ")
}

/// `17/20`: of so many cases that were run and for which something is expected, so many agree.
private func score(of version: PolicyVersion, _ screen: VersionsScreen) -> Field {
  guard let score = screen.scores?[version.number], score.count > 0 else {
    return Field(text: "–", style: Theme.dim)
  }
  return Field(
    text: "\(score.agree)/\(score.count)",
    style: score.agree == score.count ? Theme.agreement : Theme.text)
}

private func changes(of version: PolicyVersion, _ screen: VersionsScreen) -> Field {
  guard let changes = screen.changes else { return Field(text: "…", style: Theme.dim) }
  if version.number == changes.production { return Field(text: "–", style: Theme.dim) }
  guard let change = changes.versions[VersionKey(version)] else { return Field(text: "") }
  return Field(
    text: change.words, style: change.added + change.removed == 0 ? Theme.dim : Theme.text)
}
