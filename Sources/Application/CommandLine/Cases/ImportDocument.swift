import Cases

/// The document of `cases import --json`.
struct ImportDocument {
  var report: ImportReport
  var file: String
  var set: String?
  /// With `--preview`.
  var cases: [Case]?
  var unknownToPolicy: UnknownLabels?

  var json: JSON {
    var fields: [(String, JSON)] = [
      ("schema", 1), ("file", .string(file)), ("set", JSON(set)),
      ("written", .bool(cases == nil)), ("read", .int(report.read)),
      ("imported", .int(report.imported)), ("duplicates", .int(report.duplicateCount)),
      ("unknown_labels", Self.counts(report.unknownLabels)),
      (
        "skipped",
        .array(
          report.skipped.map { ["line": .int($0.line), "reason": .string($0.reason.description)] })
      ),
      ("skipped_count", .int(report.skippedCount)),
      ("skipped_kinds", Self.counts(report.skippedKinds)),
      ("expected", Self.counts(report.expectations)),
      ("without_expectation", .int(report.imported - report.expecting)),
      ("unreadable_labels", Self.counts(report.unreadableLabels)),
      ("with_labels", .int(report.labelled)), ("above_header", .int(report.skippedRows)),
      ("duplicate_lines", .array(report.duplicates.map(Self.duplicate))),
      (
        "remarks",
        .array(report.remarks.map { ["line": .int($0.line), "message": .string($0.message)] })
      ),
      ("votes", .int(report.votes)), ("ties", .int(report.ties)),
      ("without_rater", .int(report.withoutRater)),
      ("raters", raters), ("format", format),
    ]
    if let unknownToPolicy { fields.append(("unknown_to_policy", unknownToPolicy.json)) }
    if let cases { fields.append(("cases", .array(cases.map(CaseCommands.document)))) }
    return .object(fields)
  }

  private static func duplicate(_ duplicate: ImportReport.Duplicate) -> JSON {
    [
      "line": .int(duplicate.line), "first_line": .int(duplicate.firstLine),
      "contradicts": .bool(duplicate.contradicts),
    ]
  }

  private static func counts(_ counts: [String: Int]) -> JSON {
    .object(counts.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })
  }

  private var raters: JSON {
    .object(
      report.agreement.sorted { $0.key < $1.key }.map { label, agreement in
        (label.isEmpty ? "expected" : label, RaterText.json(agreement))
      })
  }

  private var format: JSON {
    guard let reading = report.reading else { return .null }
    return [
      "name": .string(reading.format.name), "delimiter": JSON(reading.dialect?.delimiter),
      "quote": JSON(reading.dialect?.quote.map { String(Character($0)) }),
      "escape": JSON(reading.dialect?.escape.rawValue),
      "encoding": .string((reading.encoding ?? .utf8).rawValue),
      "compression": JSON(reading.compression), "rows": JSON(reading.rows),
      "other_rows": JSON(reading.otherRows),
    ]
  }
}

enum RaterText {
  static func json(_ agreement: RaterAgreement) -> JSON {
    [
      "cases": .int(agreement.cases), "votes": .int(agreement.votes),
      "disputed": .int(agreement.disputed), "ties": .int(agreement.ties),
      "agreement": agreement.agreement.map(JSON.double) ?? .null,
      "alpha": agreement.alpha.map(JSON.double) ?? .null,
      "with_majority": agreement.majorityShare.map(JSON.double) ?? .null,
    ]
  }
}
