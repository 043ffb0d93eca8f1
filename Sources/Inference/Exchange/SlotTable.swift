/// Which slot of llama-server each policy's prompt is cached in.
///
/// A slot keeps what it has last read. Runs that share a policy go to the slot that has it, and a new
/// policy to the slot that was left alone the longest, so that policies do not push each other out.
/// Only idle slots are pinned: a run must never wait for a busy slot while another is free.
///
/// Complexity: linear in the slots.
struct SlotTable: Sendable {
  private struct Slot {
    var policy: Int?
    var lastUse = 0
    var isTaken = false
  }

  /// More than any server has.
  static let most = 1024

  private var slots: [Slot] = []
  private var uses = 0

  /// A slot for a run, until it is released; nil where none is idle.
  ///
  /// - Parameters:
  ///   - policy: the hash of its text.
  ///   - busy: which slots the engine is working in, for whomever.
  mutating func take(policy: Int, busy: [Bool]) -> Int? {
    while slots.count < busy.count { slots.append(Slot()) }
    let idle = busy.indices.filter { !busy[$0] && !slots[$0].isTaken }
    let chosen =
      idle.first { slots[$0].policy == policy }
      ?? idle.min { slots[$0].lastUse < slots[$1].lastUse }
    guard let chosen else { return nil }
    uses += 1
    slots[chosen] = Slot(policy: policy, lastUse: uses, isTaken: true)
    return chosen
  }

  mutating func release(_ slot: Int) {
    slots[slot].isTaken = false
  }
}
