import Foundation
@testable import Inference
@testable import RunLog
@testable import Runs
@testable import Workspace

/// Settings: every text is settings, or an error that names a line; nothing aborts.
func fuzzSettings(_ input: [UInt8]) {
  let text = String(decoding: input, as: UTF8.self)
  let sources: [Configuration.Source] = [.user, .workspace(reservedNames: ["vllm"], userKeys: [])]
  for source in sources {
    _ = try? Configuration(toml: text, file: "a file", source: source)
  }
  do throws(TOMLError) {
    _ = try TOMLReader.read(text)
  } catch {
    let lines = text.utf8.count { $0 == 0x0A } + 1
    hold((1...lines).contains(error.place.line), "an error names a line of the text")
  }
}

/// What we write as JSON is read as the same, and foreign JSON never traps.
func fuzzJSON(_ input: [UInt8]) {
  survives(Session.self, input)
  survives(Draft.self, input)
  _ = EngineError(input)
  _ = StreamFrame(data: input).isJSON
}

private func survives<Value: Codable & Equatable>(_ type: Value.Type, _ input: [UInt8]) {
  guard let value = try? JSONDecoder().decode(type, from: Data(input)),
    let encoded = try? JSONEncoder().encode(value)
  else { return }
  let again = try? JSONDecoder().decode(type, from: encoded)
  hold(again == value, "\(type) survives being written")
}

/// Exported records and the times in them: foreign bytes are refused or verified, and never trap.
func fuzzExport(_ input: [UInt8]) {
  let data = Data(input)
  if let result = try? AuditResult.verifying(export: data) {
    hold(result.records >= 0, "entries are counted")
  }
  _ = try? ExportedSeal(of: data)
  if let deltas = try? DeltaCoding.decode(input) {
    let again = try? DeltaCoding.decode(DeltaCoding.encode(deltas))
    hold(again == deltas, "times survive being written")
  }
  if let digits = Data(hexadecimal: String(decoding: input, as: UTF8.self)) {
    hold(Data(hexadecimal: digits.hexadecimal) == digits, "digits survive being written")
  }
}
