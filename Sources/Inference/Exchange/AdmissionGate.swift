internal import Synchronization

/// How many runs at a time go to an engine that does not tell how many it takes.
///
/// Begins with one, since some servers cut a stream when another request comes (llama-cpp-python's
/// default), and lets in one more each time a run ends well while others wait. After a stream was cut
/// in company, fewer go there than were there then. Once a run ended well although another began
/// meanwhile, the engine is known to take several.
final class AdmissionGate: Sendable {
  struct Pass: Hashable, Sendable {
    fileprivate var number: Int
    /// Whether the stream may be cut by another run: what it says is held back until it ends.
    var mayBeCut: Bool
  }

  private struct Guest {
    /// Runs at a time while it was there, with itself.
    var company: Int
    var hadNewcomer = false
  }

  private struct State {
    var limit = 1
    var ceiling = AdmissionGate.most
    var isProven = false
    var guests: [Int: Guest] = [:]
    var waiting: [(number: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    var next = 0

    var hasRoom: Bool { guests.count < limit }

    mutating func admit(_ number: Int) {
      let company = guests.count + 1
      guests = guests.mapValues {
        Guest(company: max($0.company, company), hadNewcomer: true)
      }
      guests[number] = Guest(company: company)
    }
  }

  static let most = 64
  private let state = Mutex(State())

  var running: Int { state.withLock { $0.guests.count } }
  var waiting: Int { state.withLock { $0.waiting.count } }

  /// Waits for its turn, first come first served.
  ///
  /// - Throws: `CancellationError`.
  func enter() async throws -> Pass {
    let number = state.withLock { state in
      state.next += 1
      return state.next
    }
    let isAdmitted = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isNow: Bool? = state.withLock { state in
          if Task.isCancelled { return false }
          guard state.hasRoom, state.waiting.isEmpty else {
            state.waiting.append((number, continuation))
            return nil
          }
          state.admit(number)
          return true
        }
        if let isNow { continuation.resume(returning: isNow) }
      }
    } onCancel: {
      let left = state.withLock { state in
        state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0) }
      }
      left?.continuation.resume(returning: false)
    }
    guard isAdmitted else { throw CancellationError() }
    return Pass(number: number, mayBeCut: state.withLock { !$0.isProven && $0.limit > 1 })
  }

  enum Ending: Sendable {
    /// The engine said that the answer is whole, or why there is none.
    case whole
    /// The stream stopped without a word on the ending.
    case cut
    /// Nothing can be learnt from it.
    case other
  }

  /// - Returns: whether the run was cut because of others, and may be sent again.
  @discardableResult
  func leave(_ pass: Pass, _ ending: Ending) -> Bool {
    let (admitted, wasCut) = state.withLock { state in
      let guest = state.guests.removeValue(forKey: pass.number)
      var wasCut = false
      switch ending {
      case .whole:
        if guest?.hadNewcomer == true { state.isProven = true }
        if !state.waiting.isEmpty, state.guests.count + 1 >= state.limit {
          state.limit = min(state.limit + 1, state.ceiling)
        }
      case .cut where (guest?.company ?? 1) > 1:
        wasCut = true
        state.isProven = false
        state.ceiling = max(1, min(state.ceiling, (guest?.company ?? 2) - 1))
        state.limit = min(state.limit, state.ceiling)
      case .cut, .other: break
      }
      var admitted: [CheckedContinuation<Bool, Never>] = []
      while state.hasRoom, !state.waiting.isEmpty {
        let first = state.waiting.removeFirst()
        state.admit(first.number)
        admitted.append(first.continuation)
      }
      return (admitted, wasCut)
    }
    for continuation in admitted { continuation.resume(returning: true) }
    return wasCut
  }
}
