import Cases
import Policies
import Runs
import TextEditing
import Wording

extension State {
  /// Back to what was run last, else to the question what to run; on the screen itself always that.
  mutating func openPolicies() -> [Effect] {
    if screen is PoliciesScreen { return askForPolicies() }
    guard let several, several.content == content.text || several.isRunning else {
      return askForPolicies()
    }
    showPoliciesScreen()
    return []
  }

  private mutating func askForPolicies() -> [Effect] {
    var picker = Picker.loading(.policies, title: "Run under several policies")
    picker.marked = []
    dialog = .pick(picker)
    return [.documents(.list)]
  }

  /// The working text first, then other versions of its policy, then the other policies.
  func severalPoliciesItems(_ listings: [PolicyListing]) -> [Picker.Item] {
    var items: [Picker.Item] = []
    if policy.editor.buffer.byteCount > 0 {
      items.append(
        Picker.Item(
          value: Picker.Item.workingText, title: policy.name ?? "unnamed",
          detail: "the working text" + (policy.savedVersion.map { ", v\($0)" } ?? "")))
    }
    items += listings.filter { $0.name != policy.name }.map {
      Picker.Item(value: $0.name, title: $0.name, detail: $0.title ?? "")
    }
    guard let name = policy.name else { return items }
    let versions = environment.listedVersions.filter { $0.number != policy.savedVersion }
    return items
      + versions.map { version in
        let choice = PolicyChoice(name: name, version: version.number)
        return Picker.Item(
          value: choice.words, title: choice.words,
          detail: (version.labels + [version.note]).filter { !$0.isEmpty }
            .joined(separator: " · "))
      }
  }

  /// - Returns: nil where the marks cannot be run, with the reason in the picker.
  mutating func choosePolicies(_ picker: Picker) -> [Effect] {
    let marked = picker.items.map(\.value).filter { picker.marked?.contains($0) ?? false }
    guard (2...4).contains(marked.count) else {
      var picker = picker
      picker.hint = "Space marks. Mark two, three or four; \(marked.count) are marked."
      dialog = .pick(picker)
      return []
    }
    dialog = nil
    if let reason = disabledReason(.severalPolicies) {
      say(reason)
      return []
    }
    return [
      .documents(
        .loadPolicies(
          marked.filter { $0 != Picker.Item.workingText }.map(PolicyChoice.init(words:)),
          withWorkingText: marked.contains(Picker.Item.workingText)))
    ]
  }

  /// Runs the content under each, one after the other or as many at a time as the engine answers.
  mutating func startPolicies(_ chosen: [ChosenPolicy], withWorkingText: Bool) -> [Effect] {
    let stops = stopPolicies()
    var policies: [(name: String, policy: JudgedPolicy)] = []
    if withWorkingText {
      policy.refreshOutline()
      policies.append((policy.name ?? "unnamed", judgedPolicy()))
    }
    policies += chosen.map { item in
      (
        item.choice.words,
        JudgedPolicy(
          text: item.reading.text, outline: item.reading.outline, format: item.reading.format,
          reference: item.reference, revision: 0)
      )
    }
    several = SeveralPolicies(
      policies, content: content.text, caseReference: content.caseReference,
      expected: content.caseReference == nil ? nil : content.currentCase?.expected)
    showPoliciesScreen()
    return stops + startNextPolicies()
  }

  mutating func rerunPolicies() -> [Effect] {
    guard let old = several else { return [] }
    let stops = stopPolicies()
    several = SeveralPolicies(
      old.columns.filter { !$0.isCombined }.map { ($0.name, $0.policy) }, content: content.text,
      caseReference: content.caseReference,
      expected: content.caseReference == nil ? nil : content.currentCase?.expected)
    return stops + startNextPolicies()
  }

  private mutating func showPoliciesScreen() {
    screens.removeAll { $0 is PoliciesScreen }
    screens.append(PoliciesScreen(count: several?.columns.count ?? 0))
  }

  /// An engine that does not tell how many runs it answers at a time gets one.
  private mutating func startNextPolicies() -> [Effect] {
    let room = engine.identity.isModel ? max(1, engine.identity.slots ?? 1) : 1
    var effects: [Effect] = []
    while let several, several.active.count < room, let index = several.next {
      let column = several.columns[index]
      let request = makeRequest(
        Judged(
          policy: column.policy, content: several.content,
          caseReference: several.caseReference, expected: several.expected))
      self.several?.columns[index].machine = RunMachine(request, outline: column.policy.outline)
      self.several?.columns[index].started = now.instant
      effects.append(start(request))
    }
    if !effects.isEmpty { timers.clock = now.instant + .clockStep }
    return effects
  }

  /// Ends what runs there, at once: late events of it are dropped.
  mutating func stopPolicies() -> [Effect] {
    guard var several, several.isRunning else { return [] }
    var effects: [Effect] = []
    for index in several.active {
      guard var machine = several.columns[index].machine else { continue }
      effects += cancel(&machine, started: several.columns[index].started)
      several.columns[index].machine = machine
    }
    several.isStopped = true
    self.several = several
    return effects
  }

  /// - Returns: nil where the run is none of theirs.
  mutating func handlePolicies(_ event: RunEvent, of id: Run.ID) -> [Effect]? {
    guard let index = several?.columns.firstIndex(where: { $0.record?.id == id }) else {
      return nil
    }
    guard several?.columns[index].isFinished == false else { return [] }
    several?.columns[index].apply(event)
    guard let record = several?.columns[index].record, record.state != nil else { return [] }
    return [.runs(.seal(record))] + startNextPolicies()
  }

  mutating func performOnPolicies(_ command: Command) -> [Effect] {
    switch command {
    case .severalPolicies: return openPolicies()
    case .runPolicies: return rerunPolicies()
    case .copyCombined:
      guard let text = several?.combined.text else { return [] }
      clipboard = text
      return [.terminal(.copy(text))]
    default: return []
    }
  }

  func policiesReason(_ command: Command) -> String? {
    if command == .copyCombined { return nil }
    if several?.isRunning ?? false { return nil }
    if engine.identity.isModel, engine.identity.url == nil { return disabledReason(.run) }
    if content.editor.buffer.byteCount == 0 {
      return "There is no content to judge. Type or paste some, or press Ctrl-T c for a case."
    }
    return engines == nil ? "Engines are still being looked for." : nil
  }

  /// The trace of the selected column.
  mutating func openPolicyTrace() {
    guard let screen = screen as? PoliciesScreen, let several,
      several.columns.indices.contains(screen.list.selected),
      let record = several.columns[screen.list.selected].record
    else { return }
    screens.append(Pager(trace: record, ascii: ascii))
  }
}

extension Picker.Item {
  /// Stands for the text in the editor among names of policies, of which none is empty.
  static let workingText = ""
}
