import Foundation
public import Policies
public import Runs
import Wording

/// Which runs `precept runs` lists, as it was asked for them. What is nil does not restrict.
public struct RunSelection: Sendable {
  /// `spam`, `spam@7` or `spam@production`.
  public var policy: String?
  public var state: RunState?
  public var decision: Decision?
  /// Part of the engine's or the model's name.
  public var engine: String?
  /// Part of the content, the reasoning or the answer.
  public var search: String?
  /// The first and the last day, `YYYY-MM-DD` in UTC, as runs are listed.
  public var since: String?
  public var until: String?
  /// Whether a person has given a verdict.
  public var judged: Bool?

  public init() {}

  /// - Throws: ``CommandFailure`` for a day that is none, and for a label that no version has.
  func filter(in context: CommandContext) throws -> RunFilter {
    var filter = RunFilter(
      state: state, decision: decision, search: search, engine: engine, judged: judged)
    filter.from = try since.map(Self.startOfDay)
    filter.until = try until.map { try Self.startOfDay($0) + 86_400_000 }
    if let policy { try restrict(&filter, to: policy, in: context) }
    return filter
  }

  private func restrict(
    _ filter: inout RunFilter, to policy: String, in context: CommandContext
  ) throws {
    let at = policy.lastIndex(of: "@")
    filter.policyName = at.map { String(policy[..<$0]) } ?? policy
    guard let at else { return }
    // A number needs no policy that is still there: its runs are.
    filter.policyVersion =
      try Int(policy[policy.index(after: at)...]) ?? context.version(policy).2.number
  }

  private static func startOfDay(_ text: String) throws -> Int64 {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    if parts.count == 3, parts.allSatisfy({ 0...9999 ~= $0 }),
      let day = calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2]))
    {
      let milliseconds = Int64(day.timeIntervalSince1970) * 1000
      // A calendar takes 31 February for a day in March.
      if CivilTime(unixMilliseconds: milliseconds).date == text { return milliseconds }
    }
    throw CommandFailure(.usage, "“\(text)” is no date.", hint: "Write it as YYYY-MM-DD.")
  }
}
