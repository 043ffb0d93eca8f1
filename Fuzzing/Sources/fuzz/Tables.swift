import Foundation

@testable import Cases

/// Delimited text: what was read, written down again, is read as the same.
func fuzzDelimited(_ input: [UInt8]) {
  guard let choice = input.first else { return }
  let text = String(decoding: input.dropFirst(), as: UTF8.self)
  let delimiter: Unicode.Scalar = [",", "\t", ";"][Int(choice) % 3]
  let read = DelimitedText(text, delimiter: delimiter)
  let written = read.records.map { record in
    record.fields.map { field in
      "\"" + String(String.UnicodeScalarView(field.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] }))
        + "\""
    }.joined(separator: String(delimiter))
  }
  let again = DelimitedText(written.joined(separator: "\r\n"), delimiter: delimiter)
  // An empty record at the end is written as nothing.
  let old = read.records.map(\.fields).filter { !$0.isEmpty }
  let new = again.records.map(\.fields).filter { !$0.isEmpty }
  hold(old == new, "fields survive being written")
  for format in [ImportFormat.csv, .tsv, .jsonLines, .lines] {
    guard let table = try? ImportTable(text, format: format) else { continue }
    for index in table.columns.indices { _ = table.column(at: index) }
    hold(
      table.rows.allSatisfy { $0.values.count <= max(table.columns.count, $0.values.count) },
      "rows have columns")
  }
}

/// Case sets: reading is total, and a case that is written is read as the same.
func fuzzCases(_ input: [UInt8]) {
  let set = CaseSet(name: "set", jsonl: String(decoding: input, as: UTF8.self))
  let text = set.cases.map { jsonLine(for: $0) }.joined(separator: "\n")
  let again = CaseSet(name: "set", jsonl: text)
  hold(again.cases == set.cases, "cases survive being written")
  hold(Set(set.cases.map(\.id)).count == set.cases.count, "no two cases have one id")
}
