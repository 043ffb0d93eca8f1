import Harmony
import Policies
import Runs
import Testing
import TextEditing
import Workbench

/// The run restarts by itself, one second after the last key.
struct LiveModeTests {
  @Test func `live mode runs one second after the last key`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "l")
    #expect(bench.header.contains("live"))
    bench.type("a")
    bench.wait(.milliseconds(900))
    bench.type("b")
    bench.wait(.milliseconds(999))
    #expect(bench.started.isEmpty)
    bench.wait(.milliseconds(1))
    #expect(bench.started.count == 1)
    #expect(bench.lastRequest?.isLive == true)
    #expect(bench.lastRequest?.conversation.policy.hasPrefix("ab") == true)
    bench.wait(.seconds(30))
    #expect(bench.started.count == 1)
  }

  @Test func `a live run cancels the one before it`() throws {
    var bench = Bench.ready()
    bench.press("ctrl-t", "l", "alt-2")
    bench.type("a")
    bench.wait(.seconds(1))
    let first = try #require(bench.lastRequest?.id)
    bench.engine(.text(.analysis, "thinking"))
    bench.type("b")
    let effects = bench.wait(.seconds(1))
    #expect(effects.contains(.runs(.cancel(first))))
    #expect(bench.started.count == 2)
  }

  @Test func `live mode leaves focus where one types`() {
    for (columns, rows) in [(120, 36), (80, 24), (50, 14)] {
      var bench = Bench.ready(columns, rows)
      bench.press("ctrl-t", "l", "ctrl-t", "2")
      bench.type("a")
      bench.wait(.seconds(1))
      #expect(bench.started.count == 1)
      #expect(bench.state.focus == .content)
      bench.type("b")
      #expect(bench.state.content.text.hasPrefix("ab"))
    }
  }

  @Test func `live mode is off until asked for, and is silent where it cannot run`() {
    var bench = Bench()
    bench.send(.engines(.found([])))
    #expect(!bench.state.isLive)
    bench.press("ctrl-t", "l")
    bench.wait(.seconds(7))
    bench.type("policy")
    bench.wait(.seconds(2))
    #expect(bench.started.isEmpty)
    #expect(bench.notice == "")
  }

  @Test func `a live run that waited for engines is still a live run`() {
    var bench = Bench()
    bench.workspace(.opened(Sample.document, draft: nil))
    bench.workspace(.cases(Sample.cases, show: .first))
    bench.press("ctrl-t", "l")
    bench.type("a")
    bench.wait(.seconds(1))
    bench.send(.engines(.found([Sample.model])))
    #expect(bench.started.allSatisfy { $0.request.isLive })
  }
}
