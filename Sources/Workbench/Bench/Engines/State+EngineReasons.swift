import Runs

/// Why commands on engines cannot run now.
extension State {
  /// Where models are pulled: the selected Ollama, else the first that answers.
  var pullingEngine: EngineListing? {
    func canPull(_ listing: EngineListing) -> Bool {
      listing.identity.kind == .ollama && listing.status != .unreachable
    }
    return canPull(subject) ? subject : listedEngines.first(where: canPull)
  }

  /// Why an engine cannot be examined now.
  func examinationReason(_ listing: EngineListing) -> String? {
    let name = listing.identity.name
    switch listing.status {
    case .builtIn: return "The rule matcher is built in: there is nothing to examine."
    case .unreachable:
      return "\(name) does not answer, so that it cannot be examined. r looks again."
    case .loading: return "\(name) loads its model; it can be examined when it is ready."
    case .needsKey: return "\(name) \(listing.status.words)."
    case .ready: break
    }
    if examinations[listing.key]?.phase == .stopping { return "The doctor is being stopped." }
    if let other = examinations.first(where: { key, examination in
      if case .done = examination.phase { false } else { key != listing.key }
    }) {
      let other = listedEngines.first { $0.key == other.key }?.identity.name ?? "another engine"
      return "The doctor is still with \(other); d on it stops the examination."
    }
    return nil
  }

  /// Why a command of the Engines screen cannot run now.
  func enginesReason(_ command: Command) -> String? {
    let name = subject.identity.name
    switch command {
    case .lookForEngines: return isLookingForEngines ? "Still looking for engines." : nil
    case .examineEngine: return examinationReason(subject)
    case .copyReport:
      return examinations[subject.key]?.findings.isEmpty ?? true
        ? "There is nothing to copy: the doctor has found nothing on \(name) yet." : nil
    case .sampling:
      return subject.identity.isModel ? nil : "The rule matcher samples nothing."
    case .startEngine:
      guard let managed, managed.isAlive else { return nil }
      return managed.phase == .stopping
        ? "The engine is still being stopped."
        : "Precept runs one engine at a time: \(managed.model) is \(managed.words). x stops it."
    case .stopEngine:
      guard let managed, managed.isAlive else {
        return "Precept started no engine, and stops none that others started."
      }
      return managed.phase == .stopping ? "The engine is being stopped already." : nil
    case .engineLog:
      return managed == nil ? "Precept started no engine, so that there is no log to show." : nil
    case .pullModel:
      if let pull, pull.isRunning {
        return "\(pull.progress.model) is being pulled; u cancels it."
      }
      return pullingEngine == nil
        ? "Only Ollama pulls models, and none answers here. Start it with ollama serve, then r."
        : nil
    case .stopPull:
      guard let pull, pull.isRunning else { return "No model is being pulled." }
      return pull.isStopping ? "The pull is being cancelled already." : nil
    default: return nil
    }
  }
}
