import Cases
import Testing

struct ImportVotesTests {
  private func read(
    _ text: String, file: String = "x.csv", content: String = "text",
    _ change: (inout ImportMapping) -> Void
  ) throws -> CaseImport {
    var mapping = ImportMapping(content: .text(.named(content)), idPrefix: "set")
    change(&mapping)
    var importer = try CaseImporter(rows(Array(text.utf8), file: file), mapping)
    let result = try CaseImport(&importer)
    #expect(result.report.read == result.report.imported + result.report.skippedCount)
    return result
  }

  /// trials/25
  static let raters = """
    item_id,rater_id,text,Q_overall
    1,a,hello you,Yes
    2,a,bye,No
    1,b,hello you,No
    1,c,hello you,Unsure
    2,b,bye,no
    2,c,bye, NO
    """

  @Test func `one row a rater makes one case with all votes, in any order of the rows`() throws {
    let result = try read(Self.raters) {
      $0.id = .named("item_id")
      $0.rater = .named("rater_id")
      $0.expected = .column(.named("Q_overall"))
    }
    #expect(result.cases.map(\.id) == ["1", "2"])
    #expect(result.cases[0].votes.map(\.rater) == ["a", "b", "c"])
    #expect(result.cases[0].votes.flatMap(\.values) == ["Yes", "No", "Unsure"])
    #expect(result.cases.map(\.expected) == [nil, .one("No")])
    #expect(result.report.ties == 1)
    #expect(result.report.votes == 4)
    #expect(result.report.expecting == 1)
    #expect(result.report.expectations == ["No": 1])
  }

  @Test func `rows with the same id and content are votes also without names`() throws {
    let result = try read(Self.raters) {
      $0.id = .named("item_id")
      $0.expected = .column(.named("Q_overall"))
    }
    #expect(result.cases.map(\.votes.count) == [3, 3])
    #expect(result.cases.map(\.expected) == [nil, .one("No")])
  }

  @Test func `rows with a rater and no id are votes on the same content`() throws {
    let result = try read(Self.raters) {
      $0.rater = .named("rater_id")
      $0.expected = .column(.named("Q_overall"))
    }
    #expect(result.cases.map(\.id) == ["set-1", "set-2"])
    #expect(result.cases.map(\.votes.count) == [3, 3])
  }

  @Test func `one rater's word may be taken`() throws {
    let result = try read(Self.raters + "\n3,a,only a,Yes") {
      $0.id = .named("item_id")
      $0.rater = .named("rater_id")
      $0.chosenRater = "b"
      $0.expected = .column(.named("Q_overall"))
    }
    #expect(result.cases.map(\.expected) == [.one("No"), .one("no"), nil])
    #expect(result.report.withoutRater == 1)
    #expect(result.cases[0].votes.count == 3)
  }

  @Test func `a vote that means nothing here counts for nothing`() throws {
    let result = try read(Self.raters + "\n1,d,hello you,Yes") {
      $0.id = .named("item_id")
      $0.rater = .named("rater_id")
      $0.expected = .column(.named("Q_overall"))
      $0.meanings = ["yes": "violates", "No": "safe"]
    }
    #expect(result.cases.map(\.expected) == [.one("violates"), .one("safe")])
    #expect(result.report.unknownLabels == ["Unsure": 1])
  }

  /// The shape of Jigsaw's and others' raw annotations: a column for each label.
  @Test func `columns of labels have votes of their own`() throws {
    let text =
      "id,worker,text,toxic,threat\n1,w1,a,1,0\n1,w2,a,1,1\n1,w3,a,0,0\n2,w1,b,0,0\n2,w2,b,1,0\n"
    let result = try read(text) {
      $0.id = .named("id")
      $0.rater = .named("worker")
      $0.labels = [.named("toxic"), .named("threat")]
    }
    #expect(result.cases.map(\.labels) == [["toxic": true, "threat": false], ["threat": false]])
    #expect(result.report.ties == 1)
    #expect(result.report.agreement["threat"]?.votes == 5)
  }

  /// trials/26, the shape of Argilla's records.
  @Test func `votes in a list are reached by a path`() throws {
    let text = """
      {"id":"a","fields":{"text":"hello"},"responses":{"label":[{"value":"violates","user_id":"u1"},{"value":"safe","user_id":"u2"}]}}
      {"id":"b","fields":{"text":"bye"},"responses":{"label":[{"value":"safe","user_id":"u1"}]}}
      {"id":"c","fields":{"text":"so"},"responses":{}}
      """
    let result = try read(text, file: "x.jsonl", content: "fields.text") {
      $0.id = .named("id")
      $0.expected = .column(.named("responses.label[].value"))
      $0.rater = .named("responses.label[].user_id")
    }
    #expect(result.cases.map(\.expected) == [nil, .one("safe"), nil])
    #expect(result.cases[0].votes.map(\.rater) == ["u1", "u2"])
    #expect(result.report.ties == 1)
    #expect(result.report.unreadableLabels.isEmpty)
  }

  @Test func `objects where the label should be are counted, with the way to it`() throws {
    let text =
      #"{"t":"a","l":[{"value":"x","user_id":"u"}]}"# + "\n" + #"{"t":"b","l":{"choices":["x"]}}"#
    let result = try read(text, file: "x.jsonl", content: "t") {
      $0.expected = .column(.named("l"))
    }
    #expect(result.report.unreadableLabels.count == 1)
    #expect(result.report.unreadableLabels.keys.first?.contains("[].value") == true)
    #expect(result.report.facts.contains { $0.isCaution && $0.title == "unreadable" })
  }

  /// Lists side by side, as Argilla's datasets have them.
  @Test func `raters may stand in a list of their own`() throws {
    let text =
      #"{"text":"a","label.responses":["yes","no","yes"],"label.responses.users":["u1","u2","u3"]}"#
    let result = try read(text, file: "x.jsonl") {
      $0.expected = .column(.named("label.responses[]"))
      $0.rater = .named("label.responses.users[]")
      $0.chosenRater = "u2"
    }
    #expect(result.cases[0].votes.map(\.rater) == ["u1", "u2", "u3"])
    #expect(result.cases[0].expected == .one("no"))
  }

  /// The shape of Label Studio's export.
  @Test func `a path may go through several lists`() throws {
    let text = """
      [{"id":7,"data":{"text":"hello"},"annotations":[
        {"completed_by":1,"result":[{"from_name":"l","value":{"choices":["spam"]},"type":"choices"}]},
        {"completed_by":2,"result":[{"from_name":"l","value":{"choices":["spam"]},"type":"choices"}]},
        {"completed_by":3,"was_cancelled":true,"result":[]}]}]
      """
    let result = try read(text, file: "x.json", content: "data.text") {
      $0.id = .named("id")
      $0.expected = .column(.named("annotations[].result[].value.choices[]"))
      $0.rater = .named("annotations[].completed_by")
    }
    #expect(result.cases[0].expected == .one("spam"))
    #expect(result.cases[0].votes.map(\.rater) == ["1", "2"])
  }

  @Test func `an id with another content is a row that is left out`() throws {
    let result = try read("id,text\n1,a\n1,b\n") { $0.id = .named("id") }
    #expect(result.report.skipped.map(\.reason) == [.repeatedID("1", of: 2)])
  }

  // MARK: Agreement

  @Test func `agreement of raters is that of the textbook`() {
    // K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example C: four observers,
    // missing data, nominal: alpha 0.743.
    let units: [[String]] = [
      ["1", "1", "1"], ["2", "2", "3", "2"], ["3", "3", "3", "3"], ["3", "3", "3", "3"],
      ["2", "2", "2", "2"], ["1", "2", "3", "4"], ["4", "4", "4", "4"], ["1", "1", "2", "1"],
      ["2", "2", "2", "2"], ["5", "5", "5"], ["1", "1"], ["3"],
    ]
    var agreement = RaterAgreement()
    for unit in units { agreement.add(unit) }
    #expect(agreement.cases == 11)
    #expect(agreement.votes == 40)
    #expect(agreement.alpha.map { ($0 * 1000).rounded() } == 743)
    #expect(agreement.disputed == 3)
    #expect(agreement.ties == 1)
  }

  @Test func `votes that are all the same have no alpha`() {
    var agreement = RaterAgreement()
    agreement.add(["a", "a"])
    #expect(agreement.alpha == nil)
    #expect(agreement.agreement == 1)
    #expect(RaterAgreement().sentence == nil)
  }

  @Test func `memory of what was read does not mix up rows`() throws {
    let lines = (0..<5000).map { "\($0 % 2500),text \($0 % 2500),\($0 % 3 == 0 ? "x" : "y")" }
    let result = try read("id,text,label\n" + lines.joined(separator: "\n")) {
      $0.id = .named("id")
      $0.expected = .column(.named("label"))
    }
    #expect(result.report.imported == 2500)
    #expect(result.cases.allSatisfy { $0.votes.count == 2 })
    #expect(result.cases.map(\.id) == (0..<2500).map(String.init))
  }
}
