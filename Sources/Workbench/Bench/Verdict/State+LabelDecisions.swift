import Policies
import Runs

/// Says what a label decides, from the verdict that could not be told.
extension State {
  /// The first label of the answer on show of which the policy does not say what it decides.
  var openLabel: String? {
    bench.current?.record.undecided.first { $0.decision == nil }?.label
  }

  mutating func performOnLabelDecisions(_ command: Command) -> [Effect] {
    if command == .unsettleLabel { return settled.map { [.documents(.unsettle($0.change))] } ?? [] }
    guard let label = openLabel else { return [] }
    let items = [
      (Decision.violates, "the content breaks the policy"), (.safe, "it does not"),
      (.escalate, "a person has to look"),
    ]
    dialog = .pick(
      Picker(
        .labelDecision(label), title: "What “\(label.prefix(40))” decides",
        items: items.map {
          Picker.Item(value: $0.0.rawValue, title: $0.0.rawValue, detail: $0.1)
        },
        hint: "Enter writes it to policy.toml, under [answer]. u in Verdict takes it back."))
    return []
  }

  func labelDecisionReason(_ command: Command) -> String? {
    if command == .unsettleLabel {
      return settled == nil ? "Nothing was written to policy.toml here." : nil
    }
    guard openLabel != nil else {
      return "No label of the answer is open: there is nothing to decide."
    }
    guard let document = policy.document else {
      return "The text is no policy of the workspace yet. Ctrl-S saves it as one."
    }
    return document.settingsProblem.map { "policy.toml has to be mended first: \($0)" }
  }

  func settle(_ label: String, _ word: String) -> [Effect] {
    guard let name = policy.name, let decision = Decision(rawValue: word) else { return [] }
    return [.documents(.settle(label, decision, of: name))]
  }

  // MARK: What comes back

  mutating func take(_ settings: PolicySettings, _ change: SettledLabel) {
    guard change.policy == policy.name else { return }
    settled = Settled(change: change, machines: bench.draws.map(\.machine))
    update(settings)
    guard let text = bench.judged?.policy.text else { return }
    let format = PolicyReading(text, declared: settings.answer).format
    for index in bench.draws.indices { bench.draws[index].machine.readAgain(under: format) }
    noteVerdicts()
    let words = "“\(change.label)” decides \(change.decision.rawValue) now; policy.toml says so."
    say("\(words) u in Verdict takes it back. Recorded runs stay as they were read.")
  }

  mutating func takeBack(_ settings: PolicySettings, _ change: SettledLabel) {
    guard change.policy == policy.name else { return }
    update(settings)
    for machine in settled?.machines ?? [] {
      guard let index = bench.draws.firstIndex(where: { $0.record.id == machine.record.id }) else {
        continue
      }
      bench.draws[index].machine = machine
    }
    settled = nil
    noteVerdicts()
    say("policy.toml is as it was before “\(change.label)” was decided.")
  }

  private mutating func update(_ settings: PolicySettings) {
    guard var document = policy.document else { return }
    document.settings = settings
    document.settingsProblem = nil
    policy.update(document)
  }

  private mutating func noteVerdicts() {
    for draw in bench.draws { note(draw.record, agreement: draw.agreement) }
  }
}

/// What the last label decision changed, to be taken back.
struct Settled: Sendable {
  var change: SettledLabel
  /// The draws as they were read before.
  var machines: [RunMachine]
}
