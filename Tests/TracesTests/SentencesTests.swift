import Testing
import Traces

struct SentencesTests {
  @Test func `sentences end at line ends and after stops, each with its offset`() {
    let sentences = Sentences.split("The post sells. Is it spam? Yes!\nSo it violates.")
    #expect(sentences.map(\.text) == ["The post sells.", "Is it spam?", "Yes!", "So it violates."])
    #expect(sentences.map(\.offset) == [0, 16, 28, 33])
  }

  @Test func `a sentence without end is cut at a space`() {
    let text = String(repeating: "word ", count: 1000)
    let sentences = Sentences.split(text)
    #expect(sentences.count > 1)
    #expect(sentences.allSatisfy { $0.text.utf8.count <= Sentences.longest + 5 })
  }

  @Test func `abbreviations and the numbers of a list end nothing`() {
    #expect(
      Sentences.split("1. Money (e.g. a fee) first. 2. Or later.").map(\.text)
        == ["1. Money (e.g. a fee) first.", "2. Or later."])
  }

  @Test func `the stops of Chinese and Japanese need no space`() {
    let sentences = Sentences.split("これは広告だ。違反する！")
    #expect(sentences.map(\.text) == ["これは広告だ。", "違反する！"])
    #expect(sentences.map(\.offset) == [0, 21])
  }

  @Test func `white space is in no sentence`() {
    let sentences = Sentences.split("  a.\r\n\r\n\tb")
    #expect(sentences.map(\.text) == ["a.", "b"])
    #expect(sentences.map(\.offset) == [2, 9])
  }
}
