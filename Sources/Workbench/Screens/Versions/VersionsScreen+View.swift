import Policies
public import TerminalText
import Wording

extension VersionsScreen {
  public func facts(in environment: Environment) -> Facts {
    var facts = Facts()
    facts.add(environment.policy.name)
    facts.add(Measure.count(versions.count, "version"))
    guard let changes else { return facts }
    if let production = changes.production, let working = changes.working {
      let words = working.added + working.removed == 0 ? "as" : "\(working.words) since"
      facts.add("working text \(words) production (v\(production))", Theme.text)
    }
    if scores?.isEmpty == false, let engine = scoredBy {
      facts.add("score by \(engine.model ?? "the rule matcher")")
    }
    if versions.contains(where: { $0.labels.contains(where: environment.isProtected) }) {
      facts.add("[ ] asks before it moves")
    }
    return facts
  }

  public func draw(
    in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {
    if versions.isEmpty {
      frame.put(
        "No version is saved yet. Ctrl-S on the bench saves the first.", row: 1, column: 2,
        in: layout.list, Theme.dim)
      return
    }
    let isRelative = changes?.production != nil
    let columns = [
      Column(name: "v", width: 4, isNumber: true), Column(name: "saved (UTC)", width: 16),
      Column(name: "labels", width: 24), Column(name: "score", width: 9, isNumber: true),
      Column(name: isRelative ? "since production" : "changed", width: 16, isOptional: true),
      Column(name: "author", width: 12, isOptional: true), Column(name: "note", width: nil),
    ]
    drawTable(columns, list: list, layout, environment, on: &frame) { index in
      let version = versions[index]
      let mark = marked == VersionKey(version) ? (environment.ascii ? "*" : "●") : ""
      let isCurrent = version.number == environment.policy.savedVersion
      let time = String(version.time.prefix(16).map { $0 == "T" ? " " : $0 })
      let labels = version.labels.map { environment.isProtected($0) ? "[\($0)]" : $0 }
      return [
        Field(text: mark + String(version.number), style: isCurrent ? Theme.accent : Theme.strong),
        Field(text: time), Field(text: labels.joined(separator: " "), style: Theme.agreement),
        score(of: version), change(of: version),
        Field(text: version.author, style: Theme.dim), Field(text: version.note),
      ]
    }
  }

  /// `17/20`: of so many cases that were run and for which something is expected, so many agree.
  private func score(of version: PolicyVersion) -> Field {
    guard let score = scores?[version.number], score.count > 0 else {
      return Field(text: "–", style: Theme.dim)
    }
    return Field(
      text: "\(score.agree)/\(score.count)",
      style: score.agree == score.count ? Theme.agreement : Theme.text)
  }

  private func change(of version: PolicyVersion) -> Field {
    guard let changes else { return Field(text: "…", style: Theme.dim) }
    if version.number == changes.production { return Field(text: "–", style: Theme.dim) }
    guard let change = changes.versions[VersionKey(version)] else { return Field(text: "") }
    return Field(
      text: change.words, style: change.added + change.removed == 0 ? Theme.dim : Theme.text)
  }
}
