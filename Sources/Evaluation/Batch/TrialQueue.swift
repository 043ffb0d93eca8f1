/// The trials that are still to be made, each given out once.
///
/// - Complexity: every step is O(1), but for those that pass over trials that are done, which are
///   passed once.
struct TrialQueue: Sendable {
  /// What the draws of one case under one arm have said so far.
  private struct Draws {
    var outcome: Outcome?
    var count = 0
    var agree = true
    var running = 0
    /// Draws that may turn out not to be needed.
    var waiting: [Trial] = []
  }

  private let arms: Int
  private let items: Int
  private let repeats: Int
  private let enough: Int?
  /// The engine of each arm.
  private let engines: [String]
  let pools: [String]
  private var isDone: [Bool]
  private var draws: [Draws]
  /// For each pool, the place from which on nothing was given out.
  private var cursors: [String: Int] = [:]
  private var back: [String: [Trial]] = [:]
  private var leftOfPool: [String: Int] = [:]
  private(set) var left: Int

  var count: Int { isDone.count }

  init(_ plan: EvaluationPlan, results: [TrialResult]) {
    arms = plan.arms.count
    items = plan.cases.count
    repeats = plan.repeats
    enough = plan.enough
    engines = plan.arms.map(\.engine)
    pools = plan.engines
    isDone = Array(repeating: false, count: plan.count)
    draws = Array(repeating: Draws(), count: plan.arms.count * plan.cases.count)
    left = plan.count
    for engine in engines { leftOfPool[engine, default: 0] += items * repeats }
    for result in results where !isDone[index(result.trial)] {
      complete(result.trial, result.outcome)
    }
  }

  var unfinishedPools: [String] { pools.filter { leftOfPool[$0, default: 0] > 0 } }

  private func index(_ trial: Trial) -> Int {
    (trial.draw * arms + trial.arm) * items + trial.item
  }

  private func trial(_ index: Int) -> Trial {
    Trial(arm: index / items % arms, item: index % items, draw: index / items / arms)
  }

  /// The next trial of an arm on this engine; nil where none can be started now.
  mutating func next(of pool: String) -> Trial? {
    while let trial = back[pool]?.popLast() {
      if let trial = admit(trial) { return trial }
    }
    while cursors[pool, default: 0] < isDone.count {
      let place = cursors[pool, default: 0]
      cursors[pool] = place + 1
      let trial = trial(place)
      guard engines[trial.arm] == pool else {
        // The other arms' cases lie together.
        cursors[pool] = place + items - trial.item
        continue
      }
      if let trial = admit(trial) { return trial }
    }
    return nil
  }

  /// nil for a trial that is done, or that waits to see whether it is needed.
  private mutating func admit(_ trial: Trial) -> Trial? {
    guard !isDone[index(trial)] else { return nil }
    let place = trial.arm * items + trial.item
    if let enough, draws[place].agree, draws[place].count + draws[place].running >= enough {
      draws[place].waiting.append(trial)
      return nil
    }
    draws[place].running += 1
    return trial
  }

  mutating func putBack(_ trial: Trial) {
    draws[trial.arm * items + trial.item].running -= 1
    back[engines[trial.arm], default: []].append(trial)
  }

  mutating func complete(_ trial: Trial, _ outcome: Outcome) {
    markDone(trial)
    let place = trial.arm * items + trial.item
    if draws[place].running > 0 { draws[place].running -= 1 }
    guard !outcome.isFailure else {
      // It says nothing, so that a draw that waited may be needed in its place.
      back[engines[trial.arm], default: []] += draws[place].waiting
      draws[place].waiting = []
      return
    }
    if let first = draws[place].outcome, first != outcome { draws[place].agree = false }
    draws[place].outcome = outcome
    draws[place].count += 1
    guard let enough else { return }
    if draws[place].agree, draws[place].count >= enough {
      for draw in 0..<repeats {
        markDone(Trial(arm: trial.arm, item: trial.item, draw: draw))
      }
    } else if !draws[place].agree {
      back[engines[trial.arm], default: []] += draws[place].waiting
      draws[place].waiting = []
    }
  }

  private mutating func markDone(_ trial: Trial) {
    guard !isDone[index(trial)] else { return }
    isDone[index(trial)] = true
    left -= 1
    leftOfPool[engines[trial.arm], default: 0] -= 1
  }
}
