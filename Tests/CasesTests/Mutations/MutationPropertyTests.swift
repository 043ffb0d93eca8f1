import Foundation
import Testing

@testable import Cases

/// What holds of every kind, over random texts.
struct MutationPropertyTests {
  static let texts = MutationText.all()

  @Test(arguments: Mutation.Kind.allCases)
  func `the same text, seed and rate give the same result`(kind: Mutation.Kind) {
    for (seed, text) in Self.texts {
      let mutation = Mutation(kind, seed: seed, rate: 0.5, paddingWords: 30)
      #expect(mutation.applied(to: text) == mutation.applied(to: text), "seed \(seed)")
    }
  }

  @Test(arguments: Mutation.Kind.allCases.filter(\.definition.usesRate))
  func `rate 0 changes nothing, and rate 1 changes plain text`(kind: Mutation.Kind) {
    for (seed, text) in Self.texts {
      let result = Mutation(kind, seed: seed, rate: 0).applied(to: text)
      #expect(Array(result.unicodeScalars) == Array(text.unicodeScalars), "seed \(seed)")
    }
    let plain = "Send a deposit now to reserve it"
    #expect(Mutation(kind, seed: 1, rate: 1).applied(to: plain) != plain)
  }

  @Test(arguments: Mutation.Kind.allCases.filter { $0.definition.reversal == .exact })
  func `what is undone exactly comes back from every text`(kind: Mutation.Kind) {
    for (seed, text) in Self.texts {
      for rate in [0.3, 1] {
        let mutation = Mutation(kind, seed: seed, rate: rate)
        let back = mutation.undone(mutation.applied(to: text))
        #expect(
          back.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars), "seed \(seed)")
      }
    }
  }

  @Test(arguments: Mutation.Kind.allCases.filter { $0.definition.reversal != .none })
  func `plain text comes back`(kind: Mutation.Kind) {
    let plain = "Send a deposit now,\nand I'll reserve it: 50% off!\r\n\r\n  Ünïcode 中文 👍🏽 <b>"
    for seed in 1...40 as ClosedRange<UInt64> {
      let mutation = Mutation(kind, seed: seed, rate: 0.6)
      #expect(mutation.undone(mutation.applied(to: plain)) == plain, "seed \(seed)")
    }
  }

  @Test(arguments: Mutation.Kind.allCases)
  func `empty and blank texts, and 200 kB, are mutated in time`(kind: Mutation.Kind) {
    for text in ["", " ", "\n", "\0", "\u{301}"] {
      _ = Mutation(kind, seed: 1, rate: 1, paddingWords: 5).applied(to: text)
    }
    // A quadratic step over 200 kB takes minutes; a linear one takes under one.
    let sentence = "Send a deposit now to reserve it, 文字 👨‍👩‍👧‍👦 e\u{301}.\n"
    let long = String(repeating: sentence, count: 200_000 / sentence.utf8.count)
    let began = ContinuousClock.now
    _ = Mutation(kind, seed: 1, rate: 1).applied(to: long)
    #expect(ContinuousClock.now - began < .seconds(10))
  }

  @Test func `kinds have words, titles and sentences of their own`() {
    let kinds = Mutation.Kind.allCases
    #expect(Set(kinds.map(\.definition.title)).count == kinds.count)
    #expect(Set(kinds.map(\.definition.summary)).count == kinds.count)
    for kind in kinds {
      let word = kind.rawValue
      #expect(word.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") })
      #expect(kind.definition.summary.hasSuffix("."), "\(kind)")
      #expect((kind.definition.undo == nil) == (kind.definition.reversal == .none), "\(kind)")
    }
  }
}
