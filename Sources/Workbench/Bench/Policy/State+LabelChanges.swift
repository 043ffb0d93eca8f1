import Policies

extension State {
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
}
