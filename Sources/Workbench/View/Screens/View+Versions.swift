import Policies
import TerminalText

func addVersionsFacts(_ screen: VersionsScreen, _ state: State, to facts: inout Facts) {
  facts.add(state.policy.name)
  facts.add(Measure.count(state.listedVersions.count, "version"))
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
  let columns = [
    Column(name: "v", width: 4, isNumber: true), Column(name: "saved (UTC)", width: 16),
    Column(name: "author", width: 12, isOptional: true), Column(name: "labels", width: 20),
    Column(name: "note", width: nil),
  ]
  drawTable(columns, list: screen.list, layout, state, on: &frame) { index in
    let version = versions[index]
    let mark = screen.marked == index ? (state.ascii ? "*" : "●") : ""
    let isCurrent = version.number == state.policy.savedVersion
    let time = String(version.time.prefix(16).map { $0 == "T" ? " " : $0 })
    return [
      Field(text: mark + String(version.number), style: isCurrent ? Theme.accent : Theme.strong),
      Field(text: time), Field(text: version.author, style: Theme.dim),
      Field(text: version.labels.joined(separator: " "), style: Theme.agreement),
      Field(text: version.note.isEmpty ? "" : version.note),
    ]
  }
}
