/// The cases of one file, in its order, and what is wrong with it.
public struct CaseSet: Hashable, Sendable {
  /// Something about a line that a person should know.
  public struct Problem: Hashable, Sendable {
    /// Counted from 1.
    public var line: Int
    public var message: String

    public init(line: Int, message: String) {
      self.line = line
      self.message = message
    }
  }

  public var name: String
  public var cases: [Case]
  public var problems: [Problem]

  public init(name: String, cases: [Case] = [], problems: [Problem] = []) {
    self.name = name
    self.cases = cases
    self.problems = problems
  }

  /// Reads JSON lines. Reading is total: a line that is no case, or repeats the id of an earlier
  /// one, is a problem and no case; a case without an id gets `line-N` and a problem that says so.
  /// Empty lines mean nothing. LF and CRLF both end a line, and a byte order mark is skipped.
  public init(name: String, jsonl text: String) {
    self.init(name: name)
    var firstLines: [String: Int] = [:]
    for (number, line) in Self.lines(of: text) {
      do {
        let next = try Case(jsonLine: line, number: number)
        if let first = firstLines[next.id] {
          let message = "“\(next.id)” is the id of line \(first) already; this line is left out."
          problems.append(Problem(line: number, message: message))
          continue
        }
        firstLines[next.id] = number
        if next.id == "line-\(number)" {
          let message = "The case has no id; it is called \(next.id) until it gets one."
          problems.append(Problem(line: number, message: message))
        }
        cases.append(next)
      } catch let problem as CaseProblem {
        problems.append(Problem(line: number, message: problem.message))
      } catch {
        problems.append(Problem(line: number, message: "This line cannot be read."))
      }
    }
  }

  /// The lines that are not blank, counted from 1 among all.
  private static func lines(of text: String) -> [(number: Int, line: Substring)] {
    var lines: [(Int, Substring)] = []
    // Split on bytes: CR LF is one Character, and LF alone another.
    let body =
      text.hasPrefix("\u{FEFF}") ? text.unicodeScalars.dropFirst() : text.unicodeScalars[...]
    for (index, scalars) in body.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      let line = Substring(scalars)
      guard line.contains(where: { !$0.isWhitespace }) else { continue }
      lines.append((index + 1, line))
    }
    return lines
  }
}

extension CaseSet {
  /// The text of a set's file with one case's line written anew; every other line stays as it is,
  /// byte for byte.
  ///
  /// - Returns: nil when no line of the text holds a case of that id.
  public static func replacing(_ id: String, with case: Case, in text: String) -> String? {
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    for (index, line) in lines.enumerated() {
      let bare =
        index == 0 && line.hasPrefix("\u{FEFF}") ? String(line.unicodeScalars.dropFirst()) : line
      guard let found = try? Case(jsonLine: bare, number: index + 1), found.id == id else {
        continue
      }
      lines[index] = jsonLine(for: `case`) + (line.hasSuffix("\r") ? "\r" : "")
      return lines.joined(separator: "\n")
    }
    return nil
  }
}
