import Cases

extension Mutation.Kind {
  /// The kinds that a command line names, in its order; `all` is every kind, `readable` all that a
  /// person still understands at a glance.
  static func named(_ words: [String]) throws -> [Mutation.Kind] {
    try words.flatMap { word -> [Mutation.Kind] in
      switch word {
      case "all": return allCases
      case "readable": return allCases.filter(\.definition.isReadable)
      default: break
      }
      if let kind = Mutation.Kind(rawValue: word) { return [kind] }
      let near = nearest(to: word)
      let named = (near.isEmpty ? allCases : Array(near.prefix(5))).map(\.rawValue)
      throw CommandFailure(
        .usage, "There is no mutation “\(word)”.",
        hint: near.isEmpty
          ? "There are: \(named.joined(separator: ", "))."
          : "Near it: \(named.joined(separator: ", ")). precept mutate --list names all.")
    }
  }
}
