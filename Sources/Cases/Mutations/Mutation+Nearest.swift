import Policies

extension Mutation.Kind {
  /// The kinds whose words are like a word that names none, the nearest first; perhaps none.
  public static func nearest(to word: String) -> [Mutation.Kind] {
    let word = word.lowercased()
    guard word.count > 1 else { return [] }
    return allCases.compactMap { kind -> (kind: Mutation.Kind, distance: Int)? in
      if kind.rawValue.hasPrefix(word) || word.hasPrefix(kind.rawValue) { return (kind, 0) }
      let distance = editDistance(word, kind.rawValue)
      if distance <= 1 + kind.rawValue.count / 5 { return (kind, distance) }
      return kind.rawValue.contains(word) ? (kind, distance) : nil
    }
    .sorted { ($0.distance, $0.kind.rawValue) < ($1.distance, $1.kind.rawValue) }
    .map(\.kind)
  }
}
