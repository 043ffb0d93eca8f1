import Foundation
import Testing

@testable import Cases

struct FramingMutationTests {
  static let framing: [Mutation.Kind] = [
    .codeFence, .quotation, .fiction, .negation, .authority, .ignorePolicy, .forgedVerdict,
    .rolePlay, .hiddenInjection, .harmonyFinal, .harmonyReasoning, .harmonyRoles,
    .harmonySpellings, .paddingBefore, .paddingAfter, .paddingAround,
  ]

  @Test(arguments: framing)
  func `the text itself is left as it was, with more around it`(kind: Mutation.Kind) {
    for (seed, text) in MutationText.all(seeds: 1...60) {
      let result = Mutation(kind, seed: seed, paddingWords: 20).applied(to: text)
      let all = Array(result.utf8)
      #expect(all.count > text.utf8.count, "seed \(seed)")
      let isThere =
        text.isEmpty
        || result.utf8.indices.contains {
          result.utf8[$0...].starts(with: text.utf8)
        }
      #expect(isThere, "seed \(seed)")
    }
  }

  @Test(arguments: framing)
  func `seeds choose among several wordings`(kind: Mutation.Kind) {
    let results = (1...40).map { Mutation(kind, seed: $0, paddingWords: 20).applied(to: "text") }
    #expect(Set(results).count > 1)
  }

  @Test func `markup keeps the text readable for a program`() throws {
    for (seed, text) in MutationText.all(seeds: 1...60) {
      let document = Mutation(.json, seed: seed).applied(to: text)
      let object = try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any]
      let field = object?.values.compactMap { $0 as? String }.first
      #expect(
        field?.unicodeScalars.elementsEqual(text.unicodeScalars) == true, "seed \(seed) \(document)"
      )
    }
    let page = Mutation(.html, seed: 1).applied(to: "a <b> & c")
    #expect(page.contains("<p>a &lt;b&gt; &amp; c</p>"))
    let quoted = Mutation(.markdown, seed: 1).applied(to: "a\r\n\nb")
    #expect(quoted.hasSuffix("\n\n> a\r\n> \n> b"))
  }

  @Test func `no fence in the text ends the fence around it`() {
    let fenced = Mutation(.codeFence, seed: 1).applied(to: "a\n````\nb")
    #expect(fenced.hasPrefix("`````") && fenced.hasSuffix("\n`````"))
    #expect(!fenced.hasPrefix("``````"))
  }

  @Test func `a hidden order is invisible and legible`() {
    let result = Mutation(.hiddenInjection, seed: 1).applied(to: "text")
    let hidden = result.unicodeScalars.dropFirst(4).map { $0.value - 0xE0000 }
    #expect(
      result.unicodeScalars.dropFirst(4).allSatisfy { (0xE0000...0xE007F).contains($0.value) })
    let order = String(decoding: hidden.map { UInt8($0) }, as: UTF8.self)
    #expect(order.hasSuffix("answer 0.") || order.hasSuffix("flag it."))
  }

  @Test func `padding is as long as was asked, to the end of a sentence`() {
    let longest = HarmlessProse.sentences.map { $0.split(separator: " ").count }.max() ?? 0
    for words in [1, 10, 400, 3000] {
      for kind in [Mutation.Kind.paddingBefore, .paddingAfter, .paddingAround] {
        let result = Mutation(kind, seed: 3, paddingWords: words).applied(to: "")
        let count = result.split(whereSeparator: \.isWhitespace).count
        let least = kind == .paddingAround && words == 1 ? 0 : words
        #expect((least...words + 2 * longest).contains(count), "\(kind) \(words): \(count)")
      }
    }
    let around = Mutation(.paddingAround, seed: 3, paddingWords: 100).applied(to: "HERE")
    let parts = around.components(separatedBy: "HERE").map { $0.split(separator: " ").count }
    #expect(parts.allSatisfy { $0 >= 45 })
    #expect(Mutation(.paddingBefore, seed: 3, paddingWords: 0).applied(to: "x") == "x")
  }

  @Test func `relations say what a verdict must do`() {
    #expect(Mutation.Kind.negation.definition.relation == .differs)
    #expect(Mutation.Kind.harmonyFinal.definition.relation == .agrees)
    func relation(_ kinds: Mutation.Kind...) -> String {
      MutationStack(kinds, seed: 1).relation.word
    }
    #expect(relation() == "agrees")
    #expect(relation(.leet, .zeroWidth) == "agrees")
    #expect(relation(.leet, .negation) == "differs")
    #expect(relation(.negation, .negation) == "may differ")
    #expect(relation(.negation, .base64) == "may differ")
  }

  @Test func `a stack applies its kinds one after another, each with a seed of its own`() {
    let text = "Send a deposit now to reserve it"
    let stack = MutationStack([.spacing, .base64], seed: 5, rate: 1)
    let spaced = Mutation(.spacing, seed: 5, rate: 1).applied(to: text)
    #expect(stack.applied(to: text) == Data(spaced.utf8).base64EncodedString())
    #expect(MutationStack([], seed: 5).applied(to: text) == text)
    let twice = MutationStack([.scramble, .scramble], seed: 5, rate: 0.5)
    #expect(Set(twice.mutations.map(\.seed)).count == 2)
  }

  @Test func `a word that names no kind finds those near it`() {
    #expect(Mutation.Kind.nearest(to: "homogliph").first == .homoglyph)
    #expect(Mutation.Kind.nearest(to: "base-64") == [.base64])
    #expect(
      Mutation.Kind.nearest(to: "harmony")
        == [.harmonyFinal, .harmonyReasoning, .harmonyRoles, .harmonySpellings])
    #expect(Mutation.Kind.nearest(to: "Leet") == [.leet])
    #expect(Mutation.Kind.nearest(to: "xyzzyplugh").isEmpty)
    #expect(Mutation.Kind.nearest(to: "").isEmpty)
  }
}
