import Harmony
public import Policies
public import Runs

/// What a person wants to know of one or several policies, from which the arms follow.
public struct Question: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Each policy as it is.
    case policies
    /// Each policy at every effort.
    case effort
    /// The policy, and the policy without each of these rules (all, where none is named).
    case ablation(RuleAblation.Mode, rules: [String])
    /// Each policy, and all in one prompt.
    case combined
  }

  /// A policy that is asked about.
  public struct Subject: Hashable, Sendable {
    /// `spam@7`, or `spam` for a text that is not saved.
    public var name: String
    public var policy: RunRequest.PolicyReference
    public var text: String
    public var format: AnswerFormat
    public var targets: [MetricTarget]

    public init(
      name: String, policy: RunRequest.PolicyReference, text: String, format: AnswerFormat,
      targets: [MetricTarget] = []
    ) {
      self.name = name
      self.policy = policy
      self.text = text
      self.format = format
      self.targets = targets
    }
  }

  /// What answers.
  public struct Answerer: Hashable, Sendable {
    /// As the configuration or the command line calls it.
    public var name: String
    public var model: String?

    public init(name: String, model: String? = nil) {
      self.name = name
      self.model = model
    }
  }

  public var kind: Kind
  public var subjects: [Subject]
  public var engines: [Answerer]
  public var parameters: RunParameters
  /// The one label of the cases that the arms are held to.
  public var label: String?

  public init(
    _ kind: Kind, of subjects: [Subject], on engines: [Answerer], _ parameters: RunParameters,
    label: String? = nil
  ) {
    self.kind = kind
    self.subjects = subjects
    self.engines = engines
    self.parameters = parameters
    self.label = label
  }

  public var planKind: EvaluationPlan.Kind {
    switch kind {
    case .policies: .policies
    case .effort: .effort
    case .ablation: .ablation
    case .combined: .combined
    }
  }

  /// The arms, names unique: by engine, then by policy.
  ///
  /// - Returns: nil where the question needs rules, and the policy has none of them.
  public var arms: [Arm]? {
    var arms: [Arm] = []
    for engine in engines {
      let place = engines.count > 1 ? " on \(engine.name)" : ""
      for subject in subjects {
        guard let own = self.arms(of: subject, on: engine, place) else { return nil }
        arms += own
      }
      if case .combined = kind { arms.append(combined(on: engine, place)) }
    }
    return arms
  }

  private func arms(of subject: Subject, on engine: Answerer, _ place: String) -> [Arm]? {
    let whole = arm(subject.name + place, subject, on: engine)
    switch kind {
    case .policies, .combined: return [whole]
    case .effort:
      return Effort.allCases.map { effort in
        var arm = whole
        arm.name = "\(subject.name) · \(effort.rawValue)\(place)"
        arm.parameters.effort = effort
        return arm
      }
    case .ablation(let mode, let named):
      let outline = PolicyOutline(reading: subject.text)
      let ids = named.isEmpty ? RuleAblation.rules(of: outline).map(\.id) : named
      let without = ids.compactMap { id -> Arm? in
        let text = RuleAblation.text(subject.text, outline: outline, without: id, mode: mode)
        guard let text else { return nil }
        var arm = whole
        arm.name = "\(subject.name) \(mode == .drop ? "without" : "inverting") \(id)\(place)"
        arm.text = text
        // The text is no saved version any more; the form of its answer is the whole policy's.
        arm.policy.basedOn = arm.policy.version ?? arm.policy.basedOn
        arm.policy.version = nil
        arm.rule = id
        return arm
      }
      return without.count == ids.count && !ids.isEmpty ? [whole] + without : nil
    }
  }

  private func combined(on engine: Answerer, _ place: String) -> Arm {
    let combined = CombinedPolicy(subjects.map { .init(name: $0.policy.name, text: $0.text) })
    var parts: [String: String] = [:]
    for (subject, key) in zip(subjects, combined.keys) { parts[subject.policy.name] = key }
    let names = subjects.map(\.policy.name).joined(separator: " + ")
    return Arm(
      name: "combined" + place, policy: .init(name: names), text: combined.text,
      format: combined.format, parameters: parameters, engine: engine.name, model: engine.model,
      label: label, parts: parts)
  }

  private func arm(_ name: String, _ subject: Subject, on engine: Answerer) -> Arm {
    Arm(
      name: name, policy: subject.policy, text: subject.text, format: subject.format,
      parameters: parameters, engine: engine.name, model: engine.model, targets: subject.targets,
      label: label)
  }
}
