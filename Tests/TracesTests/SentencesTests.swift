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
}
