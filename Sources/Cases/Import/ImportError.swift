/// Why a file cannot be imported as asked: one sentence on what is wrong, and one on what to do next.
/// What is wrong with single rows is no error; ``ImportReport`` has it.
public struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
  private enum Code: Hashable {
    case unknownFormat, noHeader, unknownColumn, ambiguousColumn, sameColumn, nothingToRead, binary
    case yaml, noRows, columns, broken
  }

  private let code: Code
  public let message: String
  public let hint: String

  public var description: String { "\(message) \(hint)" }

  /// Whether the file itself cannot be read, rather than what was said of it.
  public var isAboutFile: Bool { [.binary, .yaml, .columns, .broken].contains(code) }

  private init(_ code: Code, _ message: String, hint: String) {
    self.code = code
    self.message = message
    self.hint = hint
  }
}

extension ImportError {
  static func unknownFormat(_ file: String) -> ImportError {
    ImportError(
      .unknownFormat, "The name “\(file)” does not say what the file holds.",
      hint: "It should end in .csv, .tsv, .jsonl, .json or .txt, or the format be named.")
  }

  static func binary(_ kind: BinaryFile, file: String) -> ImportError {
    let path = file.isEmpty || file == "-" ? "FILE" : file
    var hint = "Export it as CSV or JSON lines first."
    if let command = kind.command(for: path) {
      hint = "Convert it first: \(command)"
      if let advice = kind.advice { hint += "   \(advice)" }
    } else if let advice = kind.advice {
      hint = advice
    }
    return ImportError(.binary, "The file is \(kind.name), which cannot be read.", hint: hint)
  }

  static func yaml(_ file: String) -> ImportError {
    let kind = BinaryFile(
      name: "YAML",
      // A file may hold several documents, and dates, which JSON has not.
      command: "python3 -c 'import json, sys, yaml; "
        + "rows = list(yaml.safe_load_all(open(sys.argv[1], encoding=\"utf-8\"))); "
        + "json.dump(rows[0] if len(rows) == 1 else rows, open(sys.argv[2], \"w\"), default=str)' "
        + "FILE OUT.json",
      advice: "It needs PyYAML.")
    return ImportError(
      .yaml, "The file is YAML, which cannot be read.",
      hint: "Convert it first: \(kind.command(for: file) ?? "")   It needs PyYAML.")
  }

  static func columns(_ file: String) -> ImportError {
    let kind = BinaryFile(
      name: "JSON",
      command: "python3 -c 'import pandas, sys; pandas.read_json(sys.argv[1], dtype=False)"
        + ".convert_dtypes().to_json(sys.argv[2], orient=\"records\", "
        + "lines=True, force_ascii=False)' FILE OUT.jsonl")
    let path = file.isEmpty || file == "-" ? "FILE" : file
    return ImportError(
      .columns, "The document holds a list for each column, not rows.",
      hint: "Convert it first: \(kind.command(for: path) ?? "")   It needs pandas.")
  }

  static func noRows() -> ImportError {
    ImportError(
      .noRows, "The document holds no list of objects.",
      hint: "Name the list with --rows, or convert the file to JSON lines.")
  }

  static func brokenDocument(_ message: String, line: Int) -> ImportError {
    ImportError(
      .broken, "The document cannot be read at line \(line): \(message)",
      hint: "Check that it is whole, and that --rows names a list of objects in it.")
  }

  static func noHeader(row: Int, rows: Int) -> ImportError {
    ImportError(
      .noHeader, "Row \(row) should hold the names of the columns; the file has \(rows) rows.",
      hint: "Give another header row, or say that there is none.")
  }

  static func empty() -> ImportError {
    ImportError(.nothingToRead, "The file holds no rows.", hint: "Check that it is the right one.")
  }

  static func unknownColumn(_ column: ImportColumn, among names: [String]) -> ImportError {
    let list = names.enumerated().map { index, name in
      name.isEmpty ? "#\(index + 1)" : "“\(name)”"
    }
    let shown = list.prefix(20).joined(separator: ", ")
    return ImportError(
      .unknownColumn, "There is no column \(column).",
      hint: "The columns are \(shown)\(list.count > 20 ? " and \(list.count - 20) more" : "").")
  }

  static func ambiguousColumn(_ name: String, at indices: [Int]) -> ImportError {
    let places = indices.map { "#\($0 + 1)" }
    return ImportError(
      .ambiguousColumn, "\(indices.count) columns are called “\(name)”.",
      hint: "Name it by its place: \(places.joined(separator: " or ")).")
  }

  static func sameColumn(_ name: String) -> ImportError {
    ImportError(
      .sameColumn, "The column \(name) cannot hold both the content and the section rows.",
      hint: "Name the column in which the labels of the sections stand.")
  }
}
