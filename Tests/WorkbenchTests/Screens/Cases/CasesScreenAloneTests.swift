import Cases
import Testing

@testable import Workbench

/// The screen by itself, without the workbench around it.
struct CasesScreenAloneTests {
  private let environment = Bench.ready().state.environment

  @Test func `the filter narrows the list, and the case that is selected stays`() throws {
    var screen = CasesScreen(in: environment)
    let all = screen.shown.count
    screen.list.select(1)
    let id = try #require(screen.selected(in: environment)?.id)
    _ = screen.answer(.filter, with: .typed(" \(id) "), in: environment)
    #expect(screen.shown.count < all)
    #expect(screen.selected(in: environment)?.id == id)
  }

  @Test func `an expectation goes to the set`() throws {
    var screen = CasesScreen(in: environment)
    let set = try #require(environment.content.caseSet)
    let id = set.cases[0].id
    let updates = screen.answer(
      .expected(caseID: id), with: .typed("SP3, SP0"), in: environment)
    guard case .effect(.documents(.expect(let expected, id, set.name)))? = updates.first else {
      Issue.record("\(updates)")
      return
    }
    #expect(expected == .all(["SP3", "SP0"]))
  }

  @Test func `a number of samples that cannot be is refused`() {
    var screen = CasesScreen(in: environment)
    let updates = screen.answer(.samples, with: .typed("0"), in: environment)
    guard case .refuse? = updates.first else {
      Issue.record("\(updates)")
      return
    }
  }

  @Test func `only the cases that are asked for are shown`() throws {
    let set = try #require(environment.content.caseSet)
    let screen = CasesScreen(in: environment, only: [set.cases[1].id])
    #expect(screen.shown == [1])
  }
}
