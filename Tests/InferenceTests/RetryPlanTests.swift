import Foundation
import Testing

@testable import Inference

@Suite struct RetryPlanTests {
  @Test func aModelThatLoadsIsWaitedForUntilPatienceEnds() {
    var plan = RetryPlan(patience: .seconds(10))
    var pauses: [Duration] = []
    while let pause = plan.pause(after: .loading) { pauses.append(pause) }
    #expect(pauses.prefix(3) == [.milliseconds(100), .milliseconds(200), .milliseconds(400)])
    #expect(pauses.allSatisfy { $0 <= .seconds(2) })
    #expect(pauses.reduce(.zero, +) < .seconds(10))
    #expect(pauses.reduce(.zero, +) > .seconds(7))
  }

  @Test func aBusyEngineIsAskedAgainWhenItSaysAndAFewTimes() {
    var plan = RetryPlan(patience: .seconds(100))
    #expect(plan.pause(after: .busy(retryAfter: .seconds(7))) == .seconds(7))
    #expect(plan.pause(after: .busy(retryAfter: nil)) == .seconds(2))
    #expect(plan.pause(after: .busy(retryAfter: nil)) == .seconds(4))
    #expect(plan.pause(after: .busy(retryAfter: nil)) == .seconds(8))
    #expect(plan.pause(after: .busy(retryAfter: nil)) == nil)
    var impatient = RetryPlan(patience: .seconds(5))
    #expect(impatient.pause(after: .busy(retryAfter: .seconds(60))) == nil)
  }

  @Test func aConnectionThatWasClosedIsTriedOnceMore() {
    var plan = RetryPlan(patience: .seconds(100))
    #expect(plan.pause(after: .closed) != nil)
    #expect(plan.pause(after: .closed) == nil)
  }

  @Test func retryAfterIsSecondsOrADate() throws {
    let now = try #require(
      ISO8601DateFormatter().date(from: "2026-11-25T12:00:00Z"))
    #expect(RetryAfter("12", now: now)?.pause == .seconds(12))
    #expect(RetryAfter("Wed, 25 Nov 2026 12:01:30 GMT", now: now)?.pause == .seconds(90))
    #expect(RetryAfter("Wed, 25 Nov 2026 11:00:00 GMT", now: now)?.pause == .zero)
    for text in ["", "soon", "-4", nil] { #expect(RetryAfter(text, now: now) == nil) }
  }
}
