import Runs
import TextEditing

/// A place on the bench that one can come back to: what is in focus, the caret, and what is in sight.
struct BenchPlace: Hashable, Sendable {
  var focus: Pane
  var lower: Pane
  var selection: Selection
  /// The first place of the policy that is visible.
  var top: TextPosition
  /// Of the policy's editor, for selection and top.
  var revision: Int
  /// The run on show, to which the rest belongs.
  var run: Run.ID?
  var chainTop: TextPosition
  var isFollowing: Bool
  var citation: Int?
}

/// Where one was before each jump, and where one came back from.
struct Jumps: Hashable, Sendable {
  static let longest = 100

  private(set) var back: [BenchPlace] = []
  private(set) var forward: [BenchPlace] = []

  mutating func leave(_ place: BenchPlace) {
    forward = []
    push(place, on: &back)
  }

  mutating func goBack(from place: BenchPlace) -> BenchPlace? {
    guard let target = back.popLast() else { return nil }
    push(place, on: &forward)
    return target
  }

  mutating func goForward(from place: BenchPlace) -> BenchPlace? {
    guard let target = forward.popLast() else { return nil }
    push(place, on: &back)
    return target
  }

  private func push(_ place: BenchPlace, on places: inout [BenchPlace]) {
    places.append(place)
    if places.count > Self.longest { places.removeFirst() }
  }
}
