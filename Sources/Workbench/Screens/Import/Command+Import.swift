extension Command {
  /// What makes a case set of a foreign file.
  static let importing: [CommandInfo] = [
    CommandInfo(
      .importContent, "The column is the content", short: "Content", in: .screen,
      on: [.importing: "c"]),
    CommandInfo(
      .importExpected, "The column is what is expected", short: "Expected", in: .screen,
      on: [.importing: "e"]),
    CommandInfo(
      .importSections, "The column holds labels of rows below", short: "Sections", in: .screen,
      on: [.importing: "s"]),
    CommandInfo(
      .importLabel, "The column is a label: 1, 0 or unknown", short: "Label", in: .screen,
      on: [.importing: "l"]),
    CommandInfo(
      .importHeader, "The headings stand a row below", short: "Headings", in: .screen,
      on: [.importing: "h"]),
    CommandInfo(
      .importID, "The column is the id", short: "Id", in: .screen, on: [.importing: "i"]),
    CommandInfo(
      .importTag, "The column is a tag", short: "Tag", in: .screen, on: [.importing: "t"]),
    CommandInfo(
      .importNote, "The column is the note", short: "Note", in: .screen, on: [.importing: "n"]),
    CommandInfo(
      .importDuplicates, "Leave duplicates out, or keep them", short: "Duplicates", in: .screen,
      on: [.importing: "d"]),
  ]
}
