import Testing
import Traces

@Suite struct PartingTests {
  private static func parting(_ left: Trace, _ right: Trace) -> TraceAlignment.Parting? {
    TraceAlignment(left, right).parting(left, right)
  }

  @Test func `chains part at the first rule that only one of them weighs`() throws {
    let left = TraceSample.trace("Look at it.", "SP2.a does not fit.", "SP3.b fits.")
    let right = TraceSample.trace("Look at it.", "SP2.a does not fit.", "SP0.a fits.")
    let parting = try #require(Self.parting(left, right))
    #expect(parting.left == .init(rule: "SP3.b", sentence: "SP3.b fits."))
    #expect(parting.right == .init(rule: "SP0.a", sentence: "SP0.a fits."))
  }

  @Test func `a chain that ends sooner parts by its silence`() throws {
    let left = TraceSample.trace("SP2.a does not fit.", "SP3.b fits.")
    let right = TraceSample.trace("SP2.a does not fit.")
    #expect(Self.parting(left, right)?.left?.rule == "SP3.b")
    #expect(Self.parting(left, right)?.right == nil)
  }

  @Test func `chains on the same rules part at the first sentence that reads otherwise`() {
    let left = TraceSample.trace("SP2.a is near.", "It fits.")
    let right = TraceSample.trace("SP2.a is near.", "It does not fit.", answer: "SAFE")
    #expect(Self.parting(left, right)?.right?.sentence == "It does not fit.")
    #expect(Self.parting(left, left) == nil)
  }
}
