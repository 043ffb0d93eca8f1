import Policies
import Wording

/// Labels move and go; those that are protected ask before.
extension VersionsScreen {
  public enum Question: Hashable, Sendable {
    /// Which label the version gets.
    case label(version: Int)
    /// Which of a version's labels is to be taken off, or protected.
    case which(LabelChange)
    /// Whether a protected label moves.
    case move(String, toVersion: Int)
    /// Whether a protected label is taken off.
    case takeOff(String)
  }

  public enum LabelChange: Hashable, Sendable {
    case unlabel, protect
  }

  public mutating func answer(
    _ question: Question, with answer: Answer, in environment: Environment
  ) -> [Update] {
    guard let name = environment.policy.name else { return [] }
    switch (question, answer) {
    case (.label(let version), .typed(let text)):
      return setLabel(text.trimmingSpaces, on: version, of: name, environment)
    case (.which(let change), .chosen(let label)): return self.change(label, change, environment)
    case (.move(let label, let version), .confirmed):
      return [.effect(.documents(.label(label, version: version, of: name)))]
    case (.takeOff(let label), .confirmed):
      return [.effect(.documents(.unlabel(label, of: name)))]
    default: return []
    }
  }

  /// The version on which a label sits.
  private func version(labeled label: String) -> PolicyVersion? {
    versions.first { $0.labels.contains(label) }
  }

  func askForLabel() -> [Update] {
    guard let selected else { return [] }
    return [
      .ask(
        .prompt(
          Prompt(
            .screen(Self.asking(.label(version: selected.number))),
            title: "Label v\(selected.number)",
            hint: "A word such as staging or production. It moves from where it sits now.")))
    ]
  }

  func askForOne(of change: LabelChange, in environment: Environment) -> [Update] {
    guard let selected else { return [] }
    guard selected.labels.count > 1 else {
      return selected.labels.first.map { self.change($0, change, environment) } ?? []
    }
    let items = selected.labels.map {
      Picker.Item(
        value: $0, title: $0, detail: environment.isProtected($0) ? "asks before it moves" : "")
    }
    let title =
      change == .unlabel
      ? "Take a label off v\(selected.number)" : "Protect a label of v\(selected.number)"
    return [.ask(.pick(Picker(.screen(Self.asking(.which(change))), title: title, items: items)))]
  }

  /// Puts a label on a version, or asks where it is protected and would move.
  private func setLabel(
    _ label: String, on number: Int, of name: String, _ environment: Environment
  ) -> [Update] {
    guard label.first?.isLetter ?? false, label.isFolderName else {
      return [.refuse("A label begins with a letter and has letters, digits and hyphens.")]
    }
    let sits = version(labeled: label)
    if let sits, sits.number == number { return [.say("\(label) is on v\(number) already.")] }
    guard let sits, environment.isProtected(label) else {
      return [.effect(.documents(.label(label, version: number, of: name)))]
    }
    return [
      .ask(
        .confirm(
          Confirmation(
            purpose: .screen(Self.asking(.move(label, toVersion: number))),
            title: "Move \(label) from v\(sits.number) to v\(number)?",
            message:
              "\(label) is protected. Whoever asks for \(name)@\(label) gets v\(number) then.",
            yes: "Move", no: "Leave it on v\(sits.number)")))
    ]
  }

  private func change(
    _ label: String, _ change: LabelChange, _ environment: Environment
  ) -> [Update] {
    guard let name = environment.policy.name, let sits = version(labeled: label) else { return [] }
    let isProtected = environment.isProtected(label)
    switch change {
    case .unlabel:
      guard isProtected else { return [.effect(.documents(.unlabel(label, of: name)))] }
      return [
        .ask(
          .confirm(
            Confirmation(
              purpose: .screen(Self.asking(.takeOff(label))),
              title: "Take \(label) off v\(sits.number)?",
              message: "\(label) is protected. Nothing answers to \(name)@\(label) then.",
              yes: "Take it off", no: "Leave it")))
      ]
    case .protect:
      guard !environment.protectedLabels.contains(label) else {
        return [.say("\(label) is protected by protected_labels in the configuration.")]
      }
      return [.effect(.documents(.protect(label, !isProtected, of: name)))]
    }
  }
}

extension Environment {
  /// Whether a label asks before it moves: by the configuration, or by the policy's own list.
  func isProtected(_ label: String) -> Bool {
    protectedLabels.contains(label) || policy.document?.protectedLabels.contains(label) ?? false
  }
}
