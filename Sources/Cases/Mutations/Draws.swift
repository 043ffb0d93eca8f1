/// The random choices of one mutation.
///
/// The generator is SplitMix64 (Steele, Lea and Flood 2014), written out so that a seed means the
/// same with every version of the standard library. Each kind has a sequence of its own.
struct Draws {
  let rate: Double
  let paddingWords: Int
  private var state: UInt64

  init(of mutation: Mutation) {
    rate = mutation.rate
    paddingWords = mutation.paddingWords
    // FNV-1a of the kind's word.
    let name = mutation.kind.rawValue.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
    }
    state = Self.mixed(mutation.seed) ^ name
  }

  static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  private mutating func next() -> UInt64 {
    defer { state &+= 0x9E37_79B9_7F4A_7C15 }
    return Self.mixed(state)
  }

  /// Whether the next place is changed.
  ///
  /// Exactly one draw, whatever the rate, so that a higher rate changes all that a lower one does.
  mutating func isHit() -> Bool {
    Double(next() >> 11) * 0x1p-53 < rate
  }

  mutating func below(_ bound: Int) -> Int {
    Int(UInt64(bound).multipliedFullWidth(by: next()).high)
  }

  mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }
}

extension String {
  /// The text with clusters replaced at the rate of the draws.
  ///
  /// - Parameter replacement: nil where a cluster cannot be changed. It is asked of every cluster,
  ///   hit or not, so that its own draws do not depend on the rate.
  func replacingClusters(
    _ draws: inout Draws, with replacement: (Character, inout Draws) -> String?
  ) -> String {
    var result = ""
    result.reserveCapacity(utf8.count)
    for cluster in self {
      if let replacement = replacement(cluster, &draws), draws.isHit() {
        result += replacement
      } else {
        result.append(cluster)
      }
    }
    return result
  }

  init(scalar value: UInt32) { self.init(Unicode.Scalar(value) ?? "\u{FFFD}") }
}
