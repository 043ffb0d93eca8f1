import Digests
import Foundation
import GRDB

/// What the chain's events say of evaluations and labels, for comparison with the tables and files.
struct Ledger {
  struct Evaluation {
    var plan: SealedPlan
    var figures = SealedFigures.Figures()
    var trials: [SealedTrial.Place: SealedTrial] = [:]
    var erased: Set<ErasedTexts.Place> = []
  }

  struct LabelName: Hashable, Comparable {
    var policy: String
    var label: String

    static func < (left: LabelName, right: LabelName) -> Bool {
      (left.policy, left.label) < (right.policy, right.label)
    }
  }

  /// By row.
  private(set) var evaluations: [Int64: Evaluation] = [:]
  /// The last change that set or removed each label.
  private(set) var labels: [LabelName: LabelChange] = [:]
  private(set) var protections: [LabelName: Bool] = [:]

  mutating func enter(_ event: ChainEvent) {
    switch event {
    case .plan(let plan): evaluations[plan.evaluation] = Evaluation(plan: plan)
    case .trials(let sealed):
      for trial in sealed.trials { evaluations[sealed.evaluation]?.trials[trial.place] = trial }
    case .reopened(let sealed):
      for trial in sealed.trials { evaluations[sealed.evaluation]?.trials[trial.place] = nil }
    case .deleted(let gone): evaluations[gone.evaluation] = nil
    case .figures(let sealed): evaluations[sealed.evaluation]?.figures = sealed.figures
    case .erased(let texts):
      for place in texts.places { evaluations[place.evaluation]?.erased.insert(place) }
    case .label(let change): enter(change)
    case .settings, .certificate: break
    case .adopted(let all):
      for adopted in all.evaluations {
        let trials = adopted.trials.map { ($0.place, $0) }
        evaluations[adopted.plan.evaluation] = Evaluation(
          plan: adopted.plan, figures: adopted.figures,
          trials: Dictionary(trials, uniquingKeysWith: { $1 }), erased: Set(adopted.erased))
      }
    }
  }

  private mutating func enter(_ change: LabelChange) {
    let name = LabelName(policy: change.policy, label: change.label)
    switch change.action {
    case .set, .removed: labels[name] = change
    case .protected: protections[name] = true
    case .unprotected: protections[name] = false
    }
  }
}

// MARK: Evaluations

extension Ledger {
  /// - Returns: a sentence on the first thing in the tables of evaluations that was not sealed so.
  func difference(in db: Database) throws -> String? {
    var seen: Set<Int64> = []
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM evaluation ORDER BY seq")
    while let row = try rows.next() {
      let seq: Int64 = try row.value("seq")
      guard let sealed = evaluations[seq] else {
        return "The evaluation \(row.known("id") ?? "") is in no entry of the chain."
      }
      seen.insert(seq)
      let id = sealed.plan.id
      let plan: Data = try row.value("plan")
      guard row.known("id", as: String.self) == id,
        row.known("created_at", as: Int64.self) == sealed.plan.createdAt,
        sha256Hex(plan) == sealed.plan.plan
      else { return "The plan of evaluation \(id) is not what was sealed." }
      let figures = SealedFigures.Figures(
        right: row.known("right") ?? -1, judged: row.known("judged") ?? -1,
        skipped: row.known("skipped") ?? -1)
      guard figures == sealed.figures else {
        return "The figures of evaluation \(id) are not what was sealed."
      }
      if let text = try changedText(of: sealed, in: db) {
        return "The \(text) of evaluation \(id) is not what was sealed."
      }
      if let trial = try changedTrial(of: sealed, in: db) {
        return "The result of \(trial) of evaluation \(id) is not what was sealed."
      }
    }
    let missing = evaluations.filter { !seen.contains($0.key) }.map(\.value.plan.id).min()
    return missing.map { "The evaluation \($0) is missing, and no entry says that it was deleted." }
  }

  private func changedText(of sealed: Evaluation, in db: Database) throws -> String? {
    let evaluation = sealed.plan.evaluation
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT e.kind, e.place, e.text, e.salt, e.digest, text.body
          FROM evaluation_text AS e LEFT JOIN text ON text.id = e.text
          WHERE e.evaluation = ? ORDER BY e.kind, e.place
          """), arguments: [evaluation])
    var all = PlanTextsDigest()
    while let row = try rows.next() {
      let (kind, place): (String, Int64) = (try row.value("kind"), try row.value("place"))
      let digest: String? = row.known("digest")
      all.add(kind: kind, place: place, digest: digest)
      if let body = row.known("body", as: Data.self), let salt = row.known("salt", as: Data.self),
        let digest
      {
        guard saltedDigest(body, salt: salt) == digest else { return "\(kind) \(place)" }
        continue
      }
      let isTombstone = row.isNull("text") && row.isNull("salt")
      let name = ErasedTexts.Place(evaluation: evaluation, kind: kind, place: place)
      guard isTombstone, sealed.erased.contains(name) else { return "\(kind) \(place)" }
    }
    return all.value == sealed.plan.texts ? nil : "list of texts"
  }

  private func changedTrial(of sealed: Evaluation, in db: Database) throws -> String? {
    func name(_ place: SealedTrial.Place) -> String {
      "arm \(place.arm), case \(place.item), draw \(place.draw)"
    }
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT draw, arm, item, run, is_reused FROM trial WHERE evaluation = ?
            ORDER BY draw, arm, item
          """), arguments: [sealed.plan.evaluation])
    var missing = sealed.trials
    while let row = try rows.next() {
      let trial = SealedTrial(row)
      guard missing.removeValue(forKey: trial.place) == trial else { return name(trial.place) }
    }
    return missing.keys.min {
      ($0.draw, $0.arm, $0.item) < ($1.draw, $1.arm, $1.item)
    }.map(name)
  }
}

// MARK: Labels

extension Ledger {
  /// Where the labels of the workspace are not as they were last sealed. That proves nothing by
  /// itself: git moves labels as well.
  func labelNotes(_ current: [CurrentLabel]) -> [AuditResult.Note] {
    var there: [LabelName: CurrentLabel] = [:]
    for label in current { there[LabelName(policy: label.policy, label: label.label)] = label }
    var notes: [AuditResult.Note] = []
    func note(_ message: String) { notes.append(.init(kind: .label, message: message)) }
    for (name, sealed) in labels.sorted(by: { $0.key < $1.key }) {
      let file = there.removeValue(forKey: name)
      let isSame =
        sealed.action == .removed
        ? file == nil
        : file.map { file in
          file.version == sealed.version
            && (file.sha256 == nil || sealed.sha256 == nil || file.sha256 == sealed.sha256)
        } ?? false
      if !isSame {
        note(
          "The label file differs from the last sealed label: \(name.label) of \(name.policy)"
            + " \(Self.place(file?.version, file?.sha256)), and was \(Self.words(sealed)).")
      } else if let file, file.isProtected != protections[name, default: file.isProtected] {
        note(
          "The label file differs from the last sealed label: \(name.label) of \(name.policy)"
            + " is \(file.isProtected ? "protected" : "not protected") now, which nobody sealed.")
      }
    }
    if !there.isEmpty {
      let names = there.keys.sorted().map { "\($0.policy)@\($0.label)" }
      let shown = names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", …" : "")
      note(
        "No entry of the chain is about \(shown): set elsewhere, or before labels were sealed.")
    }
    return notes
  }

  private static func place(_ version: Int?, _ sha256: String?) -> String {
    guard let version else { return "sits on no version" }
    return "sits on v\(version)" + (sha256.map { " (\($0.prefix(12)))" } ?? "")
  }

  private static func words(_ sealed: LabelChange) -> String {
    let version = sealed.version.map { "v\($0)" } ?? "its version"
    let hash = sealed.sha256.map { " (\($0.prefix(12)))" } ?? ""
    return sealed.action == .removed
      ? "taken off \(version) by \(sealed.author)" : "put on \(version)\(hash) by \(sealed.author)"
  }
}
