import Cases
import Wording

extension State {
  private var importScreen: ImportScreen? {
    screens.lazy.compactMap { $0 as? ImportScreen }.last
  }

  mutating func performOnImport(_ command: Command) -> [Effect] {
    switch command {
    case .importCases: askForImport()
    case .importContent: return assign(.content)
    case .importExpected: return assign(.expected)
    case .importSections: return assign(.section)
    case .importLabel: return assign(.label)
    case .importID: return assign(.id)
    case .importTag: return assign(.tag)
    case .importNote: return assign(.note)
    case .importHeader: return readNextHeader()
    case .importDuplicates:
      withImport { $0.dropsDuplicates.toggle() }
      return makePreview()
    default: break
    }
    return []
  }

  private mutating func withImport(_ change: (inout ImportScreen) -> Void) {
    for index in screens.indices {
      guard var screen = screens[index] as? ImportScreen else { continue }
      change(&screen)
      screens[index] = screen
    }
  }

  // MARK: The file

  private mutating func askForImport() {
    dialog = .prompt(
      Prompt(
        .importFile, title: "Import cases",
        hint: "A .csv, .tsv, .json, .jsonl or .txt file, from here, from / or from ~/."))
  }

  mutating func readImport(_ file: String) -> [Effect] {
    say("Reading \(file)…")
    return [.documents(.importing(.read(file: file, header: .row(1))))]
  }

  mutating func showImport(
    of table: ImportTable, file: String, header: ImportTable.Header
  ) -> [Effect] {
    notice = nil
    if importScreen?.file == file {
      withImport { $0.take(table, header: header) }
    } else {
      screens.removeAll { $0 is ImportScreen }
      screens.append(ImportScreen(file: file, table: table, header: header))
    }
    return makePreview()
  }

  private mutating func readNextHeader() -> [Effect] {
    guard let screen = importScreen else { return [] }
    return [.documents(.importing(.read(file: screen.file, header: screen.nextHeader)))]
  }

  // MARK: The meaning

  private mutating func assign(_ role: ImportScreen.Role) -> [Effect] {
    withImport { $0.toggle(role) }
    return makePreview()
  }

  /// One at a time: what changed meanwhile is made when the answer comes.
  private mutating func makePreview() -> [Effect] {
    guard let screen = importScreen, !screen.isMapping, !screen.isCurrent,
      let mapping = screen.mapping
    else { return [] }
    withImport { $0.isMapping = true }
    return [.documents(.importing(.map(screen.table, mapping)))]
  }

  mutating func take(_ result: CaseImport, by mapping: ImportMapping) -> [Effect] {
    withImport { $0.take(result, by: mapping) }
    return makePreview()
  }

  // MARK: The set

  mutating func askForImportedSet() {
    guard let screen = importScreen else { return }
    guard screen.mapping != nil else {
      say("No column is the content yet; c makes the selected one the content.")
      return
    }
    guard let result = screen.result, screen.isCurrent else {
      say("The cases are still being made.")
      return
    }
    guard !result.cases.isEmpty else {
      say("No row becomes a case this way; try another column, or another header row with h.")
      return
    }
    dialog = .prompt(
      Prompt(
        .importedSet, title: "Import \(Measure.count(result.cases.count, "case"))",
        text: screen.suggestedName, hint: "The name of the new case set, a file in samples."))
  }

  mutating func writeImport(toSet name: String) -> [Effect] {
    guard let screen = importScreen, var mapping = screen.mapping else { return [] }
    mapping.idPrefix = name
    return [.documents(.importing(.write(screen.table, mapping, toSet: name)))]
  }

  mutating func imported(_ report: ImportReport, into set: String) -> [Effect] {
    screens.removeAll { $0 is ImportScreen }
    let skipped = report.skippedCount
    say(
      "Imported \(Measure.count(report.imported, "case")) of "
        + "\(Measure.count(report.read, "row")) into \(set)"
        + (skipped > 0 ? "; \(skipped) skipped." : "."))
    return [.documents(.loadCases(set, show: .list))]
  }
}
