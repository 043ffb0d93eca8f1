import Testing

@testable import Policies

@Suite struct WordTableTests {
  private func sides(_ row: WordTable) -> [(name: String, words: [String])] {
    [
      ("violates", Vocabulary.forms(of: row.violating) + Vocabulary.forms(of: row.unwelcome)),
      (
        "safe",
        Vocabulary.forms(of: row.safe) + Vocabulary.forms(of: row.welcome)
          + Vocabulary.forms(of: row.safeAlone)
      ),
      (
        "escalate",
        Vocabulary.forms(of: row.escalating) + Vocabulary.forms(of: row.escalatingAlone)
      ),
    ]
  }

  @Test func thereIsARowForEachLanguage() {
    #expect(
      WordTable.rows.map(\.language) == [
        "en", "de", "fr", "es", "pt", "ja", "zh", "ar", "fa", "hi", "ru",
      ])
    for row in WordTable.rows {
      for side in sides(row) { #expect(!side.words.isEmpty, "\(row.language) \(side.name)") }
      for cell in [row.negating, row.examples, row.rules, row.content, row.label] {
        #expect(!cell.isEmpty, "\(row.language)")
      }
    }
  }

  @Test func noWordDecidesTwoThings() {
    var seen: [String: String] = [:]
    for row in WordTable.rows {
      for (name, words) in sides(row) {
        for word in words {
          let other = seen.updateValue(name, forKey: word)
          #expect(other == nil || other == name, "\(row.language) \(word)")
        }
      }
      for word in Vocabulary.forms(of: row.negating) + Vocabulary.forms(of: row.negatingAfter) {
        #expect(seen[word] == nil, "\(row.language) \(word) negates and decides")
      }
    }
  }

  /// A word and the word with a negation before it (`zulässig`, `unzulässig`) decide differently.
  @Test func inversesNeverShareACell() {
    let prefixes = [
      "un", "in", "im", "ir", "non", "dis", "não ", "no ", "не", "غیر", "不", "未", "非", "अ", "अन",
    ]
    for row in WordTable.rows {
      for (name, words) in sides(row) {
        let all = Set(words)
        for word in words where word.unicodeScalars.count > 1 {
          for prefix in prefixes where all.contains(prefix + word) {
            Issue.record("\(row.language): \(word) and \(prefix)\(word) are both \(name)")
          }
        }
      }
    }
  }

  @Test(arguments: [
    ("INVALID", Decision.violates), ("VALID", .safe), ("not allowed", .violates),
    ("does not violate", .safe), ("Unsafe", .violates), ("non-toxic", .safe),
    ("(human)", .escalate),
    ("zulässig", .safe), ("UNZULÄSSIG", .violates), ("nicht erlaubt", .violates),
    ("verstößt nicht", .safe), ("kein Verstoß", .safe), ("Prüfen", .escalate),
    ("n’est pas autorisé", .violates), ("non autorisé", .violates), ("aucune infraction", .safe),
    ("ne viole pas", .safe), ("no permitido", .violates), ("no se permite", .violates),
    ("sin infracción", .safe), ("não permitido", .violates), ("não é permitido", .violates),
    ("sem violação", .safe), ("許可", .safe), ("不許可", .violates), ("許可されていない", .violates),
    ("違反ではない", .safe), ("違反なし", .safe), ("允许", .safe), ("不允许", .violates),
    ("不被允许", .violates), ("没有违规", .safe), ("未经许可", .violates), ("违规", .violates),
    ("مسموح", .safe), ("غير مسموح", .violates), ("المحظور", .violates), ("لا يخالف", .safe),
    ("مجاز", .safe), ("غیرمجاز", .violates), ("غیر مجاز", .violates), ("غیر‌مجاز", .violates),
    ("مجاز نیست", .violates), ("अनुमति नहीं", .violates), ("उल्लंघन नहीं", .safe),
    ("अस्वीकार्य", .violates), ("स्वीकार्य", .safe), ("не нарушает", .safe),
    ("Недопустимо", .violates), ("нет нарушений", .safe),
    ("не допускается нарушение правил", .violates),
  ])
  func phrasesDecide(_ text: String, _ decision: Decision) {
    #expect(DecisionWords.decision(of: text) == decision)
  }

  @Test(arguments: [
    "SAFETY", "password", "validation", "儿童安全", "безопасность", "blocker", "violins",
    "unpermissioned",
    "條例", "Review bombing guide: how reviews work".replacing("Review", with: "Reviewer"),
  ])
  func partsOfWordsDecideNothing(_ text: String) {
    #expect(DecisionWords.decision(of: text) == nil)
  }

  @Test(arguments: [
    ("例外", false), ("条例", false), ("示例", true), ("Beispiele", true), ("exemples", true),
    ("примеры", true), ("أمثلة", true), ("نمونه‌ها", true), ("उदाहरण", true), ("examplary", false),
  ])
  func headingsOfExamples(_ title: String, _ isOne: Bool) {
    #expect(Vocabulary.roles(in: Substring(title)).contains(.examples) == isOne)
  }
}
