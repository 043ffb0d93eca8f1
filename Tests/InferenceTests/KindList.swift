import Harmony
import Runs

extension [RunEvent.Kind] {
  /// All text of a channel.
  func text(of channel: Channel) -> String {
    reduce(into: "") { text, kind in
      if case .text(channel, let delta) = kind { text += delta }
    }
  }

  var failure: RunFailure? {
    guard case .failed(let failure) = last else { return nil }
    return failure
  }

  var warnings: [String] {
    compactMap { kind in
      if case .warning(let warning) = kind { warning.kind } else { nil }
    }
  }

  var usage: Usage? {
    compactMap { kind in
      if case .usage(let usage) = kind { usage } else { nil }
    }.last
  }

  /// Last events; a run says exactly one.
  var endings: Int {
    count { kind in
      switch kind {
      case .finished, .failed, .cancelled: true
      default: false
      }
    }
  }
}
