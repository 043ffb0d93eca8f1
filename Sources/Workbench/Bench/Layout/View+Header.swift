import Harmony
import Policies
import Runs
import TerminalText

func drawHeader(_ state: State, in rect: Rect, on frame: inout Frame) {
  // Where content goes comes before everything else.
  let destination = destination(state, columns: rect.columns / 2)
  let room = Rect(
    column: rect.column, row: rect.row, columns: rect.columns - (destination?.columns ?? 0),
    rows: 1)
  var left = Facts()
  left.add("precept", Theme.strong)
  let column = left.draw(on: &frame, row: 0, column: 1, in: room, ascii: state.ascii)
  var facts = Facts()
  facts.add(state.policy.name ?? "no policy", Theme.strong)
  facts.add(versionWords(state), Theme.dim)
  if state.isLive { facts.add("live", Theme.accent) }
  let after = facts.draw(on: &frame, row: 0, column: column + 2, in: room, ascii: state.ascii)
  for var facts in engineFacts(state) {
    facts.facts += destination?.facts ?? []
    let start = rect.columns - facts.columns
    guard start > after + 1 else { continue }
    facts.draw(on: &frame, row: 0, column: start, in: rect, ascii: state.ascii)
    return
  }
  if let destination { drawRight(destination, state, in: rect, on: &frame) }
}

/// `→ gpu.example.org`, where content does not stay on this machine. Of a host that is too long the
/// end is shown, which says whose it is.
func destination(_ state: State, columns: Int) -> Facts? {
  guard state.engine.identity.isModel, !state.engine.isLocal, let url = state.engine.identity.url
  else { return nil }
  let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
  // The end of it is enough, however long it is.
  var host = rest.prefix { $0 != "/" }.suffix(300)
  let arrow = state.ascii ? "-> " : "→ "
  let ellipsis = state.ascii ? "..." : "…"
  let room = max(8, columns - 5)
  let isLong = DisplayText(String(host)).columns > room
  while DisplayText(String(host)).columns > room - 3, isLong { host = host.dropFirst() }
  var facts = Facts()
  facts.add(arrow + (isLong ? ellipsis : "") + host, Theme.caution)
  return facts
}

/// At the right edge of a row.
func drawRight(_ facts: Facts, _ state: State, in rect: Rect, on frame: inout Frame) {
  facts.draw(
    on: &frame, row: 0, column: max(0, rect.columns - facts.columns), in: rect,
    ascii: state.ascii)
}

private func versionWords(_ state: State) -> String? {
  guard state.policy.document != nil else { return nil }
  let dot = state.ascii ? "*" : "●"
  if let version = state.policy.savedVersion { return "v\(version)" }
  if let based = state.policy.basedOn { return "editing v\(based) \(dot)" }
  return "not saved yet \(dot)"
}

/// What answers, the fullest first.
private func engineFacts(_ state: State) -> [Facts] {
  func facts(_ texts: [(String?, Style)]) -> Facts {
    var facts = Facts()
    for (text, style) in texts { facts.add(text, style) }
    return facts
  }
  let dot = state.ascii ? "* " : "● "
  guard let engines = state.engines else {
    return [facts([("looking for engines…", Theme.dim)])]
  }
  let engine = state.engine
  guard engine.identity.isModel else {
    let call = callForModel(state, engines)
    return [
      facts([(dot + "rule matcher", Theme.caution), (call, Theme.caution)]),
      facts([(call, Theme.caution)]),
    ]
  }
  let style = engine.status == .ready ? Theme.text : Theme.caution
  let status = engine.status == .ready ? nil : engine.status.words
  let name = (dot + engine.identity.name, style)
  let model = (engine.identity.shortModel, style)
  let badge = routeBadge(state)
  let effort = ("effort \(state.parameters.effort.rawValue)", style)
  return [
    facts([name, model, (status, style), badge, effort]),
    facts([name, model, (status, style), badge]),
    facts([(dot + (engine.identity.shortModel ?? engine.identity.name), style), badge]),
    facts([(dot + (engine.identity.shortModel ?? engine.identity.name), style)]),
  ]
}

/// What to do about it that no model answers, or what is being done.
private func callForModel(_ state: State, _ engines: [EngineListing]) -> String {
  let keys = "\(state.keymap.label(of: .menu) ?? "palette") g"
  if let managed = state.managed, managed.isAlive, managed.phase != .ready {
    return "engine \(managed.words): \(keys)"
  }
  let model = engines.contains { $0.identity.isModel && $0.status == .ready }
  return (model ? "No model chosen: " : "No model: ") + keys
}

/// How safe the way to the engine is: `exact` where nothing in policy or content can become a
/// control token; `no Harmony` where the model is of another kind; `shielded` where something in the shown run would have.
private func routeBadge(_ state: State) -> (String?, Style) {
  let record = state.bench.current?.record
  let answered = record?.engine.flatMap { $0.key == state.engine.key ? $0 : nil }
  if (answered ?? state.engine.identity).speaksHarmony == false {
    return ("no Harmony", Theme.caution)
  }
  if (answered?.route ?? state.engine.identity.route) == .exact { return ("exact", Theme.text) }
  let isAltered = answered != nil && !(record?.altered.isEmpty ?? true)
  return (isAltered ? "shielded" : nil, Theme.caution)
}
