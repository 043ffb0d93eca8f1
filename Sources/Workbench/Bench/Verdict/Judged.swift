import Cases
import Policies
import Runs

/// A policy's text at one moment, with what was understood of it: all draws and cases of one
/// measurement judge the same.
struct JudgedPolicy: Sendable {
  var text: String
  var outline: PolicyOutline
  var format: AnswerFormat
  var reference: RunRequest.PolicyReference
  /// Of the policy's editor.
  var revision: Int
}

/// One content under one policy.
struct Judged: Sendable {
  var policy: JudgedPolicy
  var content: String
  var caseReference: String?
  var expected: Case.Expectation?
}
