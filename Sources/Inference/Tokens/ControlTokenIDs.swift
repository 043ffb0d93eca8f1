internal import Harmony

/// The ids of Harmony's control tokens in an engine's own vocabulary: those of `o200k_harmony` in the
/// released models, others in a test's.
struct ControlTokenIDs: Hashable, Sendable {
  /// What a prompt is made of and a turn may hold.
  static let needed: [ControlToken] = [
    .start, .message, .end, .channel, .constrain, .return, .call,
  ]

  private let ids: [ControlToken: Int]
  private let tokens: [Int: ControlToken]

  /// nil where one that is needed is missing, or two are the same: then the model speaks no Harmony.
  init?(_ ids: [ControlToken: Int]) {
    guard Self.needed.allSatisfy({ ids[$0] != nil }), Set(ids.values).count == ids.count else {
      return nil
    }
    self.ids = ids
    tokens = Dictionary(uniqueKeysWithValues: ids.map { ($0.value, $0.key) })
  }

  /// - Precondition: the token is one of ``needed``.
  subscript(token: ControlToken) -> Int { ids[token]! }

  func token(_ id: Int) -> ControlToken? { tokens[id] }
}
