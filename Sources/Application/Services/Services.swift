/// Everything that carries out effects: one service a kind, each with lanes of its own, so that none
/// waits for another.
struct Services: Sendable {
  let analysis: AnalysisService
  let documents: DocumentsService
  let drafts: DraftsService
  let engines: EnginesService
  let evaluations: EvaluationsService
  let records: RecordsService
  let runs: RunsService

  /// Whether every effect on files, records and engines was carried out.
  var isStorageIdle: Bool {
    analysis.isIdle && documents.isIdle && drafts.isIdle && engines.isIdle && records.isIdle
      && evaluations.isReadingIdle
  }

  var areRunsIdle: Bool { runs.isIdle && engines.isExaminationIdle && evaluations.isIdle }

  /// Everything that was begun is brought to its end, what was typed first.
  func finish() async {
    await drafts.finish()
    await documents.finish()
    await runs.finish()
    await evaluations.finish()
    await engines.finish()
    await records.finish()
  }
}
