/// Why a file cannot be imported as asked: one sentence on what is wrong, and one on what to do next.
/// What is wrong with single rows is no error; ``ImportReport`` has it.
public struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
  private enum Code: Hashable {
    case unknownFormat, noHeader, unknownColumn, ambiguousColumn, sameColumn, nothingToRead
  }

  private let code: Code
  public let message: String
  public let hint: String

  public var description: String { "\(message) \(hint)" }

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
      hint: "It should end in .csv, .tsv, .jsonl or .txt, or the format be named.")
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
