import Policies

/// Labels move and go; those that are protected ask before.
extension State {
  /// The version on which a label sits.
  private func version(labelled label: String) -> PolicyVersion? {
    policy.document?.versions.first { $0.labels.contains(label) }
  }

  /// Whether a label asks before it moves: by the configuration, or by the policy's own list.
  func isProtected(_ label: String) -> Bool {
    protectedLabels.contains(label) || policy.document?.protectedLabels.contains(label) ?? false
  }

  mutating func performOnLabels(_ command: Command, of version: PolicyVersion) -> [Effect] {
    guard command != .labelVersion else {
      dialog = .prompt(
        Prompt(
          .label(version: version.number), title: "Label v\(version.number)",
          hint: "A word such as staging or production. It moves from where it sits now."))
      return []
    }
    let purpose: Picker.Purpose = command == .unlabelVersion ? .unlabel : .protect
    guard version.labels.count > 1 else {
      return version.labels.first.map { chosen($0, purpose) } ?? []
    }
    let items = version.labels.map {
      Picker.Item(value: $0, title: $0, detail: isProtected($0) ? "asks before it moves" : "")
    }
    dialog = .pick(
      Picker(
        purpose,
        title: command == .unlabelVersion
          ? "Take a label off v\(version.number)" : "Protect a label of v\(version.number)",
        items: items))
    return []
  }

  /// One of the selected version's labels, for the command that asked which.
  mutating func chosen(_ label: String, _ purpose: Picker.Purpose) -> [Effect] {
    purpose == .unlabel ? takeOff(label) : toggleProtection(of: label)
  }

  /// Puts a label on a version, or asks where it is protected and would move.
  mutating func setLabel(_ label: String, on number: Int) -> [Effect] {
    guard let name = policy.name else { return [] }
    let sits = version(labelled: label)
    if let sits, sits.number == number {
      say("\(label) is on v\(number) already.")
      return []
    }
    guard let sits, isProtected(label) else {
      return [.documents(.label(label, version: number, of: name))]
    }
    dialog = .confirm(
      Confirmation(
        purpose: .moveLabel(label, version: number),
        title: "Move \(label) from v\(sits.number) to v\(number)?",
        message: "\(label) is protected. Whoever asks for \(name)@\(label) gets v\(number) then.",
        yes: "Move", no: "Leave it on v\(sits.number)"))
    return []
  }

  private mutating func takeOff(_ label: String) -> [Effect] {
    guard let name = policy.name, let sits = version(labelled: label) else { return [] }
    guard isProtected(label) else { return [.documents(.unlabel(label, of: name))] }
    dialog = .confirm(
      Confirmation(
        purpose: .unlabel(label), title: "Take \(label) off v\(sits.number)?",
        message: "\(label) is protected. Nothing answers to \(name)@\(label) then.",
        yes: "Take it off", no: "Leave it"))
    return []
  }

  private mutating func toggleProtection(of label: String) -> [Effect] {
    guard let name = policy.name else { return [] }
    guard !protectedLabels.contains(label) else {
      say("\(label) is protected by protected_labels in the configuration.")
      return []
    }
    return [.documents(.protect(label, !isProtected(label), of: name))]
  }

  /// What changed between the labels that are known and those on disk, in a sentence.
  func labelWords(from old: PolicyDocument?, to new: PolicyDocument) -> String {
    func places(_ document: PolicyDocument?) -> [String: Int] {
      var places: [String: Int] = [:]
      for version in document?.versions ?? [] {
        for label in version.labels { places[label] = version.number }
      }
      return places
    }
    let (before, after) = (places(old), places(new))
    for label in Set(before.keys).union(after.keys).sorted() {
      switch (before[label], after[label]) {
      case (let from?, let to?) where from != to: return "\(label) moved from v\(from) to v\(to)."
      case (nil, let to?): return "\(label) is on v\(to)."
      case (let from?, nil): return "\(label) is off v\(from)."
      default: continue
      }
    }
    let (was, now) = (Set(old?.protectedLabels ?? []), Set(new.protectedLabels))
    if let label = now.subtracting(was).first { return "\(label) asks before it moves." }
    if let label = was.subtracting(now).first { return "\(label) moves without asking." }
    return "The labels are as they were."
  }

  func labelsReason(_ command: Command) -> String? {
    guard let version = selectedVersion else { return "There is no version here." }
    return version.labels.isEmpty ? "v\(version.number) has no label. l gives it one." : nil
  }
}
