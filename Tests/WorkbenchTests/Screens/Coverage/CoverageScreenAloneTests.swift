import Policies
import Testing

@testable import Workbench

/// The screen alone: what it answers to letters and messages.
struct CoverageScreenAloneTests {
  private let environment = Environment(Bench.ready().state)

  private func counted() throws -> CoverageScreen {
    var screen = try #require(CoverageScreen(in: environment))
    let updates = screen.receive(
      .workspace(.authoring(.coverage(Sample.coverage, of: screen.order))), in: environment)
    #expect(updates.isEmpty)
    return screen
  }

  @Test func `it asks for the counts when it is opened, and takes those that it asked for`() throws
  {
    var screen = try #require(CoverageScreen(in: environment))
    guard case .effect(.records(.coverage(let order)))? = screen.opened(in: environment).first
    else {
      Issue.record("nothing was asked for")
      return
    }
    var other = order
    other.source = .version(1)
    _ = screen.receive(
      .workspace(.authoring(.coverage(Sample.coverage, of: other))), in: environment)
    #expect(screen.isLoading)
    _ = screen.receive(
      .workspace(.authoring(.coverage(Sample.coverage, of: order))), in: environment)
    #expect(!screen.isLoading)
    #expect(screen.list.count == 7)
  }

  @Test func `v counts anew, and what was counted stays meanwhile`() throws {
    var screen = try counted()
    let updates = screen.perform(Command("coverage.version"), in: environment) ?? []
    guard case .effect(.records(.coverage(let order)))? = updates.first else {
      Issue.record("nothing was asked for")
      return
    }
    #expect(order.source == .version(3))
    #expect(screen.isLoading)
    #expect(screen.coverage == Sample.coverage)
  }

  @Test func `h gives the gutter what is counted already`() throws {
    var screen = try counted()
    guard case .bench(.toggleHeat(let heat))? = screen.perform(.heat, in: environment)?.first
    else {
      Issue.record("nothing was asked of the bench")
      return
    }
    #expect(heat?.runs == 40)
  }

  @Test func `Enter on an idle case that is not open says where to open it`() throws {
    var screen = try counted()
    screen.list.select(6)
    var environment = environment
    environment.content.caseSet = nil
    guard case .say(let words)? = screen.pressEnter(in: environment).first else {
      Issue.record("nothing was said")
      return
    }
    #expect(words == "market/mk-05 is in a case set that is not open. F3 s opens it.")
  }
}
