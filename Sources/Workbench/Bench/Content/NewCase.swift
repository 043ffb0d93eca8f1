import Cases
import Wording

/// Why what a person typed makes no case.
struct NewCaseRefusal: Error {
  let reason: String
}

extension Case {
  /// An id, then what is expected, as a person types them.
  init(words: String, content: String, for set: CaseSet) throws(NewCaseRefusal) {
    let words = words.split(separator: " ", maxSplits: 1).map(String.init)
    guard let id = words.first else { throw NewCaseRefusal(reason: "A case needs an id.") }
    if set.cases.contains(where: { $0.id == id }) {
      throw NewCaseRefusal(reason: "There is already a case \(id).")
    }
    self.init(
      id: id, content: .text(content), expected: .init(words: words.count > 1 ? words[1] : ""),
      tags: [], note: nil)
  }
}
