import Policies
import Testing

@testable import Workspace

@Suite struct SettingsEditorTests {
  private func edited(_ text: String, _ label: String = "1") throws -> String {
    try SettingsEditor(text, file: "policy.toml").deciding(label, .violates)
  }

  @Test(arguments: [
    ("", "format = 1\n\n[answer]\nlabels = { \"1\" = \"violates\" }\n"),
    (
      "title = \"Spam\" # ours",
      "title = \"Spam\" # ours\n\n[answer]\nlabels = { \"1\" = \"violates\" }\n"
    ),
    (
      "[answer]\nshape = \"token\" # one word\n\n[targets]\nall = { recall = 0.9 }\n",
      "[answer]\nlabels = { \"1\" = \"violates\" }\nshape = \"token\" # one word\n\n[targets]\nall = { recall = 0.9 }\n"
    ),
    (
      "[answer]\nlabels = { \"0\" = \"safe\" } # half\n",
      "[answer]\nlabels = { \"0\" = \"safe\", \"1\" = \"violates\" } # half\n"
    ),
    ("[answer]\nlabels = {}\n", "[answer]\nlabels = { \"1\" = \"violates\" }\n"),
    (
      "[answer]\nlabels = { '1' = 'undecided', \"a}b\" = \"safe\" }\n",
      "[answer]\nlabels = { '1' = \"violates\", \"a}b\" = \"safe\" }\n"
    ),
    (
      "[answer.labels]\n# the safe one\n0 = \"safe\"\n\n[targets]\n",
      "[answer.labels]\n# the safe one\n0 = \"safe\"\n\"1\" = \"violates\"\n\n[targets]\n"
    ),
    (
      "[answer.labels]\r\n1 = \"undecided\" # open\r\n",
      "[answer.labels]\r\n1 = \"violates\" # open\r\n"
    ),
    (
      "answer.shape = \"token\"\ntitle = \"x\"\n",
      "answer.shape = \"token\"\nanswer.labels = { \"1\" = \"violates\" }\ntitle = \"x\"\n"
    ),
  ])
  func `a label is decided, and the rest stays as it is`(before: String, after: String) throws {
    #expect(try edited(before) == after)
  }

  @Test func `any label can be written`() throws {
    let label = "a \"b\" \\ \u{1} é=]"
    let text = try edited("", label)
    let settings = try PolicySettings(toml: text, file: "policy.toml")
    #expect(settings.answer?.labels == [.init(label, .violates)])
  }

  @Test(arguments: [
    "answer = { shape = \"token\" }\n", "[answer]\nlabels.\"0\" = \"safe\"\n",
    "[answer.labels]\n1 = \"\"\"safe\"\"\"\n",
  ])
  func `a form that is not edited is refused, with what to write`(text: String) throws {
    let error = #expect(throws: WorkspaceError.self) { try edited(text) }
    #expect("\(try #require(error))".contains(#"Write "1" = "violates" into the labels"#))
  }

  @Test func `what cannot be read is not written over`() {
    #expect(throws: WorkspaceError.self) { try edited("[answer\n") }
  }

  @Test func `a change is taken back, but not over what another has written`() throws {
    let folder = TestFolder()
    try folder.write("# Spam\n", to: "policies/spam/policy.md")
    let workspace = try folder.open()
    let made = try workspace.setDecision(.violates, ofLabel: "1", in: "spam")
    #expect(made.before == nil)
    let more = try workspace.setDecision(.safe, ofLabel: "0", in: "spam")
    #expect(
      folder.read("policies/spam/policy.toml")
        == "format = 1\n\n[answer]\nlabels = { \"1\" = \"violates\", \"0\" = \"safe\" }\n")
    #expect(throws: WorkspaceError.self) { try workspace.undo(made, in: "spam") }
    try workspace.undo(more, in: "spam")
    try workspace.undo(made, in: "spam")
    #expect(folder.read("policies/spam/policy.toml") == nil)
  }
}
